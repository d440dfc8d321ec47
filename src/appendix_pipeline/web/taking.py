"""The documents and data of an appendix or of all, to take away."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePath
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anyio import CapacityLimiter, WouldBlock, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import ExcerptOptions, Lang, WriteOptions
from appendix_pipeline.output import Names, safe_name
from appendix_pipeline.pipeline import excerpted
from appendix_pipeline.rules import load
from appendix_pipeline.web.desk import Entry
from appendix_pipeline.web.document import found, open_appendix
from appendix_pipeline.web.pages import Pages
from appendix_pipeline.web.reading import HARD_WORK
from appendix_pipeline.web.shelves import Shelf, documents
from appendix_pipeline.writers import write

_LOGGER = logging.getLogger(__name__)
# What `everything` holds.
_WHOLE = ("docx", "pdf", "xlsx", "ics", "json", "summary", "assignments", "annexes")
_BY_LEAD = "theo-co-quan"
# What an archive is called behind its document, where that is not the name of its format.
_SPOKEN = {
    "everything": "tat-ca", "annexes": _BY_LEAD, "assignments": "phieu-giao-viec",
    "summary": "tom-tat",
}  # fmt: skip
_MISSING, _NOTES = "KHONG-GHI-DUOC.txt", "GHI-CHU.txt"
# Each is the work of all documents, whoever asks for it.
_ARCHIVES = CapacityLimiter(1)
Files = dict[str, bytes]


async def take(request: Request) -> Response:
    """Return one appendix in the format asked for, as a file to keep."""
    name = _format(request)
    opened = await found(request, request.path_params["appendix"])
    stem = _stem(opened.entry.name, opened.subject.appendix, len(opened.entry.appendices))
    lang = request.app.state.pages.lang
    made = await to_thread.run_sync(files_of, name, opened.dataset, stem, lang, limiter=HARD_WORK)
    file, content = _single(made, f"{stem}-{_SPOKEN.get(name, name)}")
    return Response(content, headers=_kept_as(file))


async def take_all(request: Request) -> Response:
    """Return every appendix in the format asked for, as an archive that is made as it is sent.

    Raises:
        HTTPException: 503, another one is being made.
    """
    state = request.app.state
    name = _format(request)
    parts = _all(state.shelves, name, state.desk.folder, state.pages.lang)
    try:
        _ARCHIVES.acquire_on_behalf_of_nowait(parts)
    except WouldBlock as error:
        raise HTTPException(503, headers={"retry-after": "60"}) from error
    return _Archive(parts, headers=_kept_as(f"phu-luc-{_SPOKEN.get(name, name)}.zip"))


class _Archive(StreamingResponse):
    """An archive on its way; the next may be made when it has arrived or nobody waits for it."""

    def __init__(self, parts: Iterator[bytes], headers: Mapping[str, str]) -> None:
        super().__init__(parts, headers=headers)
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            _ARCHIVES.release_on_behalf_of(self._parts)


def files_of(name: str, dataset: Dataset, stem: str, lang: Lang) -> Files:
    """Return the files of an appendix in a format, by their path.

    Formats are those of the writers; `annexes` is a Word annex for each lead agency, `everything`
    all that this machine can make, and a text that says what it cannot.
    """
    options = WriteOptions(lang)
    match name:
        case "annexes":
            names = Names()
            parts = excerpted(dataset, ExcerptOptions(split_by="lead"), lang)
            made = [
                write("docx", each.dataset, f"{_BY_LEAD}/{names.take(each.name)}", options)
                for each in parts
            ]
        case "everything":
            made = [*_whole(dataset, stem, lang), _notes(lang)]
        case _:
            made = [write(name, dataset, stem, options)]
    return {path: content for files in made for path, content in files.items()}


def _whole(dataset: Dataset, stem: str, lang: Lang) -> Iterator[Files]:
    """Yield the files of each format, and last a text that says what could not be written."""
    failed = []
    for name in _WHOLE:
        try:
            yield files_of(name, dataset, stem, lang)
        except AppendixError as error:
            failed.append(f"{load('page')['formats'][name][lang]}: {error.sentence(lang)}")
    if failed:
        yield {_MISSING: _lines(failed)}


def _lines(texts: Iterable[str]) -> bytes:
    """Return a text that Windows shows line by line, one text a line."""
    return "".join(f"{each}\r\n" for each in texts).encode("utf-8-sig")


def _notes(lang: Lang) -> Files:
    """Return what an archive says of the PDFs in it, where they are no archival ones."""
    said = Pages(lang).note_on_pdf()
    return {_NOTES: said.encode()} if said else {}


def _format(request: Request) -> str:
    name: str = request.path_params["format"]
    if name not in load("page")["formats"]:
        raise HTTPException(404)
    return name


def _stem(name: str, appendix: int, count: int) -> str:
    return safe_name(PurePath(name).stem) + (f"-{appendix}" if count > 1 else "")


def _kept_as(file: str) -> dict[str, str]:
    return {
        "content-type": "application/octet-stream",
        "content-disposition": f"attachment; filename*=UTF-8''{quote(file)}",
    }


def _single(made: Files, stem: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the only file, or of an archive of all, called `stem`."""
    if len(made) == 1:
        ((path, content),) = made.items()
        return PurePath(path).name, content
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for path, content in made.items():
            archive.writestr(ZipInfo(path), content, ZIP_DEFLATED)
    return f"{stem}.zip", held.getvalue()


def _all(shelves: Iterable[Shelf], name: str, folder: Path, lang: Lang) -> Iterator[bytes]:
    """Yield the bytes of an archive with a folder for each appendix.

    What could not be written is named in a text beside, with the reason, so that nobody
    takes the archive for whole.
    """
    sent, names, failed = _Sent(), Names(), []
    notes = _notes(lang) if name == "pdf" else {}
    with ZipFile(sent, "w", ZIP_DEFLATED) as archive:
        for shelf, entry, appendix in _appendices(shelves):
            stem = names.take(_stem(entry.name, appendix, len(entry.appendices)))
            opened = open_appendix(shelf, entry, appendix, folder, lang)
            made: Files = {}
            why = str(load("page")["words"]["gone"][lang])
            try:
                made = files_of(name, opened.dataset, stem, lang) if opened else {}
            except AppendixError as error:
                _LOGGER.warning("%s", error)
                why = error.sentence(lang)
            failed += [] if made else [f"{stem}: {why}"]
            for path, content in made.items():
                archive.writestr(ZipInfo(f"{stem}/{path}"), content, ZIP_DEFLATED)
            yield sent.taken()
        if failed:
            notes |= {_MISSING: _lines(failed)}
        for path, content in notes.items():
            archive.writestr(ZipInfo(path), content, ZIP_DEFLATED)
    yield sent.taken()


def _appendices(shelves: Iterable[Shelf]) -> Iterator[tuple[Shelf, Entry, int]]:
    for each in documents(shelves):
        for appendix in () if each.again else each.entry.appendices:
            yield each.shelf, each.entry, appendix


class _Sent:
    """A file that is written once and sent on: it keeps only what was not taken yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep `data` until it is taken."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: there is nothing behind."""

    def close(self) -> None:
        """Do nothing: what was written is still to be taken."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)
