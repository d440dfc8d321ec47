"""The board: drop files, see all documents with what is to be looked at, delete one."""

from datetime import UTC, datetime
from http import HTTPStatus

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.guards import FIELD, check_token
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.reading import count, read

_MOST_FILES = 100


async def show(request: Request) -> Response:
    """Return the board, cleared of what has lain there too long."""
    pages: Pages = request.app.state.pages
    desk: Desk = request.app.state.desk
    desk.expire(datetime.now(UTC))
    days = request.app.state.options.keep_days
    return pages.render("board.html", request, entries=desk.entries(), days=days)


async def receive(request: Request) -> Response:
    """Take the files of the form; a single one that was read is shown at once."""
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FILES) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
        files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
        numbers = [await _take(request, each) for each in files if each.filename]
    read_at_once = len(numbers) == 1 and numbers[0]
    address = f"/documents/{read_at_once}" if read_at_once else "/"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


async def _take(request: Request, file: UploadFile) -> str:
    """Read one file and put it on the board; return its id where it could be read."""
    desk: Desk = request.app.state.desk
    pages: Pages = request.app.state.pages
    name = file.filename or ""
    number, path = desk.put(name, await file.read())
    try:
        readings = await read(path, name, pages.lang)
    except AppendixError as error:
        desk.enter(number, name, error=f"{error.what[pages.lang]} {error.hint[pages.lang]}")
        return ""
    desk.enter(number, name, counts=count(readings))
    return number


async def remove(request: Request) -> Response:
    """Delete a document at once."""
    async with request.form(max_files=0) as form:
        check_token(form.get(FIELD), request.scope["state"]["token"])
    desk: Desk = request.app.state.desk
    number = request.path_params["id"]
    if not desk.entries(number):
        raise HTTPException(404)
    desk.remove(number)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)
