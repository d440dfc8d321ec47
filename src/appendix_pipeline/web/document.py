"""One document: its tasks beside the source as it was drawn, what is in doubt first."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from anyio import CapacityLimiter, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from appendix_pipeline.dates import today
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.normalise.corrections import unfit
from appendix_pipeline.options import Lang
from appendix_pipeline.pipeline import revised
from appendix_pipeline.rules import load
from appendix_pipeline.rules.catalogue import finding
from appendix_pipeline.store import log
from appendix_pipeline.store.log import Entry as LogEntry
from appendix_pipeline.store.log import Subject
from appendix_pipeline.web.desk import Entry, GoneError
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.reading import Source
from appendix_pipeline.web.shelves import Shelf
from appendix_pipeline.web.view import (
    Wanted,
    cell_id,
    choices,
    drawn,
    fits,
    in_sections,
    lines_of,
    told,
)
from appendix_pipeline.writers.digest.picture import timeline

# Looking at documents does not wait for the files that others drop.
_LOOKING = CapacityLimiter(4)
# Nor for sources: a share with the inputs of a batch may take its time to answer.
_DRAWING = CapacityLimiter(4)
_DIGITS = 15  # of a number; SQLite takes no more than 18


@dataclass(frozen=True, slots=True)
class Opened:
    """One appendix of a document as it stands: `original` as read, `dataset` as corrected.

    `unfit` are corrections that no longer fit, since the file is read otherwise now.
    """

    entry: Entry
    shelf: Shelf
    subject: Subject
    original: Dataset
    dataset: Dataset
    log: list[LogEntry]
    unfit: tuple[Correction, ...]


def place(request: Request) -> tuple[Shelf, Entry]:
    """Return the document that the address names, and where it stands.

    Raises:
        HTTPException: 404, there is none, or none any more.
    """
    shelves: Sequence[Shelf] = request.app.state.shelves
    for shelf in shelves:
        if entry := shelf.find(request.path_params["id"]):
            return shelf, entry
    raise HTTPException(404)


async def found(request: Request, appendix: str | None) -> Opened:
    """Return the appendix of this number of the document that the address names, else its first.

    Raises:
        HTTPException: 404, there is no such document or appendix, or it could not be read.
    """
    shelf, entry = place(request)
    state = request.app.state
    folder, lang = state.desk.folder, state.pages.lang
    number = next(iter(entry.appendices), 0) if appendix is None else number_of(appendix)
    opened = await to_thread.run_sync(
        open_appendix, shelf, entry, number, folder, lang, limiter=_LOOKING
    )
    if opened is None:
        raise HTTPException(404)
    return opened


def open_appendix(
    shelf: Shelf, entry: Entry, appendix: int, folder: Path, lang: Lang
) -> Opened | None:
    """Return an appendix with the corrections logged in `folder`; None where it cannot be had."""
    if appendix not in entry.appendices:
        return None
    try:
        original = shelf.read(entry, appendix)
    except (AppendixError, GoneError):
        return None
    subject = Subject(entry.sha256, appendix)
    noted = log.entries(folder, subject)
    made = log.standing(noted)
    dataset = revised(original, made, lang) if made else original
    return Opened(entry, shelf, subject, original, dataset, noted, unfit(original, made))


async def show(request: Request) -> Response:
    """Return the page of a document; the address may name the appendix and what is wanted."""
    pages: Pages = request.app.state.pages
    day = today()
    wanted = Wanted.of(request.query_params)
    opened = await found(request, request.query_params.get("appendix"))
    source = await to_thread.run_sync(_source, opened, limiter=_DRAWING)
    lines = lines_of(opened.dataset, opened.original, pages.lang)
    kept = [line for line in lines if fits(line, wanted)]
    return pages.render(
        "document.html",
        request,
        opened=opened,
        dataset=opened.dataset,
        sections=list(in_sections(opened.dataset.sections, kept)),
        kept=[line.task.id for line in kept],
        wanted=wanted,
        filtered=_in_words(wanted, pages),
        today=day,
        choices=choices(lines, pages.lang),
        states=load("page")["states"],
        formats=load("page")["formats"],
        fields=load("page")["fields"],
        undoable=log.undoable(opened.log),
        told=partial(told, lang=pages.lang),
        timeline=timeline(opened.dataset, day.isoformat(), pages.lang),
        grids=[drawn(grid) for grid in source.grids],
        lacking=source.lacking,
        cell_id=cell_id,
    )


def _in_words(wanted: Wanted, pages: Pages) -> str:
    """Return what is filtered by, for a reader of the printed page; "" where nothing is."""
    if state := load("page")["states"].get(wanted.state):
        wanted = replace(wanted, state=state[pages.lang])
    if wanted.finding in load("findings"):
        wanted = replace(wanted, finding=finding(wanted.finding)[pages.lang]["name"])
    fields = asdict(wanted)
    return "; ".join(f"{pages.say(name)}: {value}" for name, value in fields.items() if value)


def _source(opened: Opened) -> Source:
    try:
        return opened.shelf.source(opened.entry, opened.subject.appendix)
    except (AppendixError, GoneError):  # deleted since it was opened
        return Source((), "gone")


def number_of(text: str) -> int:
    """Return a number from an address or a form, 0 where it is none."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
