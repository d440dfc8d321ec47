"""One document: its tasks beside the source as it was drawn, what is in doubt first."""

from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.pipeline import revised
from appendix_pipeline.rules import load
from appendix_pipeline.web.desk import Desk, Entry
from appendix_pipeline.web.log import Entry as LogEntry
from appendix_pipeline.web.log import Subject, standing
from appendix_pipeline.web.log import entries as entries_of
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.reading import Reading, read
from appendix_pipeline.web.view import (
    Wanted,
    cell_id,
    choices,
    drawn,
    fits,
    in_sections,
    lines_of,
)
from appendix_pipeline.writers.digest.picture import timeline


@dataclass(frozen=True, slots=True)
class Opened:
    """One appendix of a document as it stands: `reading` as read, `dataset` as corrected."""

    entry: Entry
    count: int
    subject: Subject
    reading: Reading
    dataset: Dataset
    log: list[LogEntry]


async def found(request: Request, appendix: int) -> Opened:
    """Return an appendix, counted from 1, of the document that the address names.

    Raises:
        HTTPException: 404, there is no such document or appendix, or it could not be read.
    """
    desk: Desk = request.app.state.desk
    lang = request.app.state.pages.lang
    entries = desk.entries(request.path_params["id"])
    if not entries or entries[0].error:
        raise HTTPException(404)
    (entry,) = entries
    try:
        readings = await read(desk.path(entry.id), entry.name, lang)
    except AppendixError as error:
        raise HTTPException(404) from error
    if not 0 < appendix <= len(readings):
        raise HTTPException(404)
    reading, subject = readings[appendix - 1], Subject(entry.sha256, appendix)
    log = entries_of(desk.folder, subject)
    made = standing(log)
    dataset = revised(reading.dataset, made, lang) if made else reading.dataset
    return Opened(entry, len(readings), subject, reading, dataset, log)


async def show(request: Request) -> Response:
    """Return the page of a document; the address may name the appendix and what is wanted."""
    pages: Pages = request.app.state.pages
    asked = request.query_params
    wanted = Wanted(*(asked.get(each, "") for each in Wanted.__slots__))
    number = asked.get("appendix", "1")
    opened = await found(request, int(number) if number.isdecimal() else 0)
    lines = lines_of(opened.dataset, opened.reading.dataset, pages.lang)
    kept = [line for line in lines if fits(line, wanted)]
    return pages.render(
        "document.html",
        request,
        opened=opened,
        dataset=opened.dataset,
        sections=list(in_sections(opened.dataset.sections, kept)),
        kept=len(kept),
        wanted=wanted,
        choices=choices(lines),
        states=load("page")["states"],
        formats=load("page")["formats"],
        fields=load("page")["fields"],
        timeline=timeline(opened.dataset, date.today().isoformat()),  # noqa: DTZ011 (local day)
        grids=[drawn(grid) for grid in opened.reading.grids],
        cell_id=cell_id,
    )
