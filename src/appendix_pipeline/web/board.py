"""The board: drop files, see all documents with what they need, find tasks, delete a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from appendix_pipeline.dates import in_figures, today
from appendix_pipeline.rules import load
from appendix_pipeline.web import overview
from appendix_pipeline.web.desk import Desk, Entry
from appendix_pipeline.web.document import number_of, place
from appendix_pipeline.web.dropped import Dropped
from appendix_pipeline.web.guards import FIELD, check_token
from appendix_pipeline.web.overview import Counts
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.reading import HARD_WORK
from appendix_pipeline.web.shelves import Shelf
from appendix_pipeline.web.view import has_words

_MOST_FILES = 100  # in one form
_ANY = 1_000  # parts of a form, before it is looked at
_A_PAGE = 100  # documents on a page of the board


async def show(request: Request) -> Response:
    """Return the board; the address may name the order ("latest") and the page."""
    pages: Pages = request.app.state.pages
    asked = request.query_params
    latest = asked.get("order") == "latest"
    lines = await to_thread.run_sync(overview.lines, _shelves(request), today())
    busy = await to_thread.run_sync(_are_busy, _shelves(request))
    if latest:
        # What a batch read was never received, and comes last.
        lines.sort(key=lambda each: each.entry.received or _NEVER, reverse=True)
    page = max(1, number_of(asked.get("page", "1")))
    return pages.render(
        "board.html",
        request,
        lines=lines[(page - 1) * _A_PAGE : page * _A_PAGE],
        count=len(lines),
        whole=sum((each.counts for each in lines), Counts()),
        busy=busy,
        latest=latest,
        page=page,
        last=max(1, -(-len(lines) // _A_PAGE)),
        needs=load("page")["needs"],
        formats=load("page")["formats"],
        days=request.app.state.options.keep_days,
    )


_NEVER = datetime.min.replace(tzinfo=UTC)


async def tasks(request: Request) -> Response:
    """Return the tasks of all documents that need something or have the words asked for."""
    pages: Pages = request.app.state.pages
    needs = load("page")["needs"]
    words = request.query_params.get("words", "")
    need = request.query_params.get("need", "")
    need = need if need in needs else ""
    shelves, day = _shelves(request), today()
    hits = await to_thread.run_sync(overview.hits, shelves, day, need, words)
    lines = await to_thread.run_sync(overview.lines, shelves, day) if words.strip() else []
    named = [
        each
        for each in lines
        if has_words(f"{each.entry.name} {each.batch} {each.place} {each.titles}", words)
    ]
    return pages.render(
        "tasks.html",
        request,
        hits=hits[: overview.MOST],
        count=len(hits),
        named=named[:_A_PAGE],
        needs=needs,
        states=load("page")["states"],
        need=need,
        words=words,
        day=partial(in_figures, lang=pages.lang),
    )


async def receive(request: Request) -> Response:
    """Take the files of the form; a single one that was read is shown at once."""
    async with request.form(max_files=_ANY, max_fields=_ANY) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        if len(files) > _MOST_FILES:
            raise HTTPException(413)
        taken = [await _take(request, each) for each in files if each.filename]
    if len(taken) == 1 and not taken[0].refused:
        return RedirectResponse(f"/documents/{taken[0].entry.id}", HTTPStatus.SEE_OTHER)
    return RedirectResponse("/?order=latest#documents", HTTPStatus.SEE_OTHER)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that came, and why it was refused if it was."""

    entry: Entry
    refused: str


async def _take(request: Request, file: UploadFile) -> _Taken:
    """Keep one file and read it."""
    desk: Desk = request.app.state.desk
    entry = await to_thread.run_sync(desk.put, file.filename or "", await file.read())
    dropped = _dropped(request)
    refused = await to_thread.run_sync(dropped.receive, entry, limiter=HARD_WORK)
    return _Taken(entry, refused)


async def ask(request: Request) -> Response:
    """Return the question whether a document is really to be deleted."""
    pages: Pages = request.app.state.pages
    return pages.render("remove.html", request, entry=_removable(request))


async def remove(request: Request) -> Response:
    """Delete a document at once."""
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
    await to_thread.run_sync(_dropped(request).remove, _removable(request))
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def _removable(request: Request) -> Entry:
    """Return the document that the address names.

    Raises:
        HTTPException: 404, there is none that can be deleted from here.
    """
    shelf, entry = place(request)
    if not shelf.removable:
        raise HTTPException(404)
    return entry


def _shelves(request: Request) -> Sequence[Shelf]:
    shelves: Sequence[Shelf] = request.app.state.shelves
    return shelves


def _are_busy(shelves: Sequence[Shelf]) -> bool:
    return any(each.busy() for each in shelves)


def _dropped(request: Request) -> Dropped:
    dropped: Dropped = request.app.state.dropped
    return dropped
