"""Where documents stand: dropped on the page, or read by `batch`; each shelf has its own store.

A store (`appendix_pipeline.store`) holds what the board counts and searches: every appendix as
corrected. It is made from the files and the log of corrections, and can be made anew.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from appendix_pipeline.consolidation.ingest import STORE, ingest
from appendix_pipeline.consolidation.superseding import document_name
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang
from appendix_pipeline.pipeline import revised
from appendix_pipeline.rules import load
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.writing import Wanted, drop, keys, make, put, writing
from appendix_pipeline.version import VERSION
from appendix_pipeline.web.desk import Desk, Entry, GoneError
from appendix_pipeline.web.inputs import source
from appendix_pipeline.web.reading import Reading, Source, read

_LOGGER = logging.getLogger(__name__)
_SHORT = 16  # characters of a digest that stand for it


class Shelf(Protocol):
    """Documents of one kind, and the store made of them."""

    store: Path
    removable: bool

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it stands here."""

    def entries(self) -> list[Entry]:
        """Return all documents."""

    def read(self, entry: Entry, appendix: int) -> Dataset:
        """Return an appendix of a document as read.

        Raises:
            AppendixError: it cannot be read.
            GoneError: it is not there any more.
        """

    def source(self, entry: Entry, appendix: int) -> Source:
        """Return the tables that an appendix was read from.

        Raises:
            AppendixError: the document cannot be read.
            GoneError: it is not there any more.
        """

    def address(self, document: str) -> tuple[str, int]:
        """Return the id and the number of the appendix which the store calls `document`."""

    def begin(self) -> None:
        """Have the store there, be it empty, before anyone asks."""

    def busy(self) -> bool:
        """Tell whether the store does not have all that it is to hold yet."""

    def sync(self) -> bool:
        """Bring the store a step nearer to the state of the documents and their corrections.

        Returns whether there may be more to do. What has just come or changed does not wait for it.
        """

    def follow(self, sha256: str) -> None:
        """Bring the store to the corrections of the file with this content, if it stands here."""

    def stop(self) -> None:
        """Let a step that takes long end where it is; it is taken again at the next start."""


class Dropped:
    """What lies on the desk."""

    removable = True

    def __init__(self, desk: Desk, lang: Lang) -> None:
        self.desk, self.store = desk, desk.folder / "appendices.sqlite"
        self._lang = lang
        self._left: set[Entry] = set()

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it lies on the desk."""
        return next(iter(self.desk.entries(number)), None) if number else None

    def entries(self) -> list[Entry]:
        """Return all documents, the latest first."""
        return self.desk.entries()

    def read(self, entry: Entry, appendix: int) -> Dataset:
        """Return an appendix of a document as read."""
        return self._reading(entry, appendix).dataset

    def source(self, entry: Entry, appendix: int) -> Source:
        """Return the tables that an appendix was read from."""
        return Source(self._reading(entry, appendix).grids)

    def _reading(self, entry: Entry, appendix: int) -> Reading:
        readings = self._readings(entry)
        if appendix > len(readings):  # another version saw more
            raise GoneError(entry.id)
        return readings[appendix - 1]

    def _readings(self, entry: Entry) -> tuple[Reading, ...]:
        return read(self.desk.path(entry.id), entry.name, self._lang)

    def receive(self, entry: Entry) -> str:
        """Read a document that has just come and note how that ended; return why it was refused."""
        refused, count = "", 0
        try:
            count = len(self._readings(entry))
        except Exception as error:  # noqa: BLE001 (whatever it is, the other files are read)
            refused = self._refusal(error, str(load("page")["errors"]["500"][self._lang]))
        self.desk.note(entry.id, error=refused, appendices=count)
        for number in range(1, count + 1):
            self._renew(_name(entry, number))
        return refused

    def remove(self, entry: Entry) -> None:
        """Delete a document."""
        self.desk.remove(entry.id)
        for number in entry.appendices:
            self._renew(_name(entry, number))

    def follow(self, sha256: str) -> None:
        """Bring the store to the corrections of the file with this content, however often it is."""
        for name, each in self._wanted().items():
            if each.entry.sha256 == sha256:
                self._renew(name)

    def _refusal(self, error: Exception, unknown: str) -> str:
        """Return why a file was refused; `unknown` where nobody foresaw it."""
        if isinstance(error, AppendixError):
            return error.on_page(self._lang)
        if isinstance(error, GoneError):
            return str(load("page")["words"]["gone"][self._lang])
        _LOGGER.error("reading a file", exc_info=error)
        return unknown

    def address(self, document: str) -> tuple[str, int]:
        """Return the id and the number of the appendix which the store calls `document`."""
        number, _, appendix = document.partition("-")
        return number, int(appendix)

    def begin(self) -> None:
        """Have the store there, be it empty, and see what a killed process left unread."""
        make(self.store)
        self._left = {each for each in self.entries() if not (each.error or each.appendices)}

    def busy(self) -> bool:
        """Tell whether something was not read yet, or was put into the store as it is no more."""
        return bool(self._left or self._stale())

    def sync(self) -> bool:
        """Take a step: one document; what can no longer be read is noted as refused."""
        for entry in tuple(self._left)[:1]:
            self.receive(entry)
            self._left.discard(entry)
            return True
        stale = self._stale()
        if stale:
            self._renew(stale[0])
        return bool(stale)

    def stop(self) -> None:
        """Do nothing: a step is short."""

    def _stale(self) -> list[str]:
        """Return the names of what is in the store otherwise than wanted; what is gone first."""
        with reading(self.store) as connection:
            known = keys(connection)
        wanted = self._wanted()
        gone = [name for name in known if name not in wanted]
        return gone + [name for name, each in wanted.items() if known.get(name) != each.key]

    def _renew(self, name: str) -> None:
        """Bring what the store holds of one appendix to what is wanted of it now.

        Nobody waits while it is read: what is wanted is asked again when it is put, and where it
        has changed meanwhile whoever changed it renews it.
        """
        number, _ = self.address(name)
        wanted = self._wanted(number).get(name)
        try:
            dataset = self._dataset(wanted) if wanted else None
        except Exception as error:  # noqa: BLE001 (whatever it is, the others go on)
            # Refused, or, where the program failed, read at the next start.
            self.desk.note(number, error=self._refusal(error, unknown=""))
            return
        with writing(self.store) as connection:
            if self._wanted(number).get(name) == wanted:
                drop(connection, name)
                if wanted and dataset:
                    put(connection, name, Wanted(wanted.key), dataset)

    def _dataset(self, wanted: "_Appendix") -> Dataset:
        dataset = self.read(wanted.entry, wanted.number)
        return revised(dataset, wanted.made, self._lang) if wanted.made else dataset

    def _wanted(self, number: str = "") -> dict[str, "_Appendix"]:
        """Return what the store is to hold, by name; only of the document `number` where given."""
        corrections = log.all_standing(self.desk.folder)
        return {
            _name(entry, each): _Appendix(
                entry, each, corrections.get(log.Subject(entry.sha256, each), ())
            )
            for entry in self.desk.entries(number)
            for each in entry.appendices
        }


@dataclass(frozen=True, slots=True)
class _Appendix:
    """An appendix as the store is to hold it: with the corrections that stand."""

    entry: Entry
    number: int
    made: log.Made

    @property
    def key(self) -> str:
        """What changes with all that the store says of it."""
        return reader_key() + log.key(self.made)


def _name(entry: Entry, number: int) -> str:
    """Return what the store calls an appendix on the desk."""
    return f"{entry.id}-{number}"


def reader_key() -> str:
    """Return what tells what this version reads from what another reads."""
    return f"{VERSION} {rules_version()}"


class Consolidated:
    """What `batch` has read into `out`; its inputs lie elsewhere, and are not deleted from here."""

    removable = False

    def __init__(self, out: Path, lang: Lang) -> None:
        self.store = out / STORE
        self._out, self._lang = out, lang
        self._busy, self._stopped = False, False

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it is in the store."""
        return next(self._entries(f"WHERE substr(sha256, 1, {_SHORT}) = ?", (number,)), None)

    def entries(self) -> list[Entry]:
        """Return all documents, in the order of their names."""
        return list(self._entries("", ()))

    def _entries(self, where: str, values: tuple[str, ...]) -> Iterator[Entry]:
        with reading(self.store) as connection:
            rows = connection.execute(
                "SELECT sha256, input, size, group_concat(document, ' ') FROM documents"  # noqa: S608
                f" {where} GROUP BY sha256 ORDER BY input",
                values,
            ).fetchall()
        for digest, name, size, documents in rows:
            numbers, appendices = zip(*map(self.address, documents.split()), strict=True)
            yield Entry(numbers[0], name, digest, size, None, "", tuple(sorted(appendices)))

    def read(self, entry: Entry, appendix: int) -> Dataset:
        """Return the dataset that batch wrote."""
        name = document_name(entry.sha256, appendix)
        with reading(self.store) as connection:
            query = "SELECT path FROM documents WHERE document = ?"
            found = connection.execute(query, (name,)).fetchone()
        if not found:
            raise GoneError(name)
        try:
            return _loaded(self._out / found[0])
        except FileNotFoundError as error:  # batch is just putting another in its place
            raise GoneError(name) from error

    def source(self, entry: Entry, appendix: int) -> Source:
        """Return the tables in the input of `entry`, where that still is what batch read."""
        return source(self._out, entry, appendix, self._lang)

    def address(self, document: str) -> tuple[str, int]:
        """Return the id and the number of the appendix which the store calls `document`."""
        number, _, appendix = document.partition("-")
        return number, int(appendix or 1)

    def begin(self) -> None:
        """Have the store there, be it empty."""
        make(self.store)

    def busy(self) -> bool:
        """Tell whether the journal is just being followed."""
        return self._busy

    def sync(self) -> bool:
        """Bring the store to the state of the journal."""
        self._busy = True
        try:
            ingest(self._out, self._lang, lambda: self._stopped)
        finally:
            self._busy = False
        return False

    def follow(self, sha256: str) -> None:
        """Bring the store to the corrections of the file with this content, if it stands here."""
        if self.find(sha256[:_SHORT]):
            ingest(self._out, self._lang)

    def stop(self) -> None:
        """Let a long reading of the journal end."""
        self._stopped = True


def _loaded(path: Path) -> Dataset:
    """Return the dataset at `path`, as it was last written."""
    return _as_written(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=50)
def _as_written(path: Path, _when: int) -> Dataset:
    return load_dataset(path)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in the list of all: `again` where the tasks of another of its content count.

    `batch` is the name of the input that a batch read with the content of a file dropped, else "".
    """

    shelf: Shelf
    entry: Entry
    again: bool
    batch: str


def documents(shelves: Iterable[Shelf]) -> list[Listed]:
    """Return all documents; what was dropped and also read by a batch is there once, as dropped.

    Of several of the same content the first counts that was read.
    """
    found = [(shelf, entry) for shelf in shelves for entry in shelf.entries()]
    first: dict[str, str] = {}
    batch: dict[str, str] = {}
    for shelf, entry in found:
        if entry.appendices:
            first.setdefault(entry.sha256, entry.id)
        if not shelf.removable:
            batch[entry.sha256] = entry.name
    listed = (
        Listed(
            shelf,
            entry,
            bool(entry.appendices) and first[entry.sha256] != entry.id,
            batch.get(entry.sha256, "") if shelf.removable else "",
        )
        for shelf, entry in found
    )
    return [each for each in listed if each.shelf.removable or not each.again]


def follow(shelves: Iterable[Shelf], sha256: str) -> None:
    """Bring every store to the corrections of the file with this content."""
    for shelf in shelves:
        shelf.follow(sha256)
