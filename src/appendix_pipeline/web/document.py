"""One document: its tasks beside the source as it was drawn, what is in doubt first."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.rules import load
from appendix_pipeline.web.desk import Desk, Entry
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


async def found(request: Request) -> tuple[Entry, tuple[Reading, ...]]:
    """Return the document that the address names, and its appendices.

    Raises:
        HTTPException: 404, there is none of this id, or it could not be read.
    """
    desk: Desk = request.app.state.desk
    entries = desk.entries(request.path_params["id"])
    if not entries or entries[0].error:
        raise HTTPException(404)
    (entry,) = entries
    try:
        return entry, await read(desk.path(entry.id), entry.name, request.app.state.pages.lang)
    except AppendixError as error:
        raise HTTPException(404) from error


async def show(request: Request) -> Response:
    """Return the page of a document; the address may name the appendix and what is wanted."""
    entry, readings = await found(request)
    pages: Pages = request.app.state.pages
    asked = request.query_params
    wanted = Wanted(*(asked.get(each, "") for each in Wanted.__slots__))
    chosen = _number(asked.get("appendix", ""), len(readings))
    reading = readings[chosen - 1]
    lines = lines_of(reading.dataset, pages.lang)
    kept = [line for line in lines if fits(line, wanted)]
    return pages.render(
        "document.html",
        request,
        entry=entry,
        count=len(readings),
        chosen=chosen,
        dataset=reading.dataset,
        sections=list(in_sections(reading.dataset.sections, kept)),
        kept=len(kept),
        wanted=wanted,
        choices=choices(lines),
        states=load("page")["states"],
        formats=load("page")["formats"],
        grids=[drawn(grid) for grid in reading.grids],
        cell_id=cell_id,
    )


def _number(text: str, most: int) -> int:
    """Return the number of the appendix that is asked for; the first where none is."""
    return int(text) if text.isdecimal() and 0 < int(text) <= most else 1
