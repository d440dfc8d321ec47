"""Where documents stand: dropped on the page, or read by `batch`; each shelf has its own store.

A store (`appendix_pipeline.store`) holds what the board counts and searches: every appendix as
corrected. It is made from the files and the log of corrections, and can be made anew.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
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
from appendix_pipeline.store.writing import Wanted, bring, make, writing
from appendix_pipeline.version import VERSION
from appendix_pipeline.web.desk import Desk, Entry, GoneError
from appendix_pipeline.web.inputs import source
from appendix_pipeline.web.reading import Reading, Source, read

_LOGGER = logging.getLogger(__name__)
_AT_ONCE = 20  # documents put into a store in one transaction, so that others get their turn


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

    def sync(self) -> bool:
        """Bring the store nearer to the state of the documents and their corrections.

        The first step does what has just come. Returns whether there may be more to do.
        """


class Dropped:
    """What lies on the desk."""

    removable = True

    def __init__(self, desk: Desk, lang: Lang) -> None:
        self.desk, self.store = desk, desk.folder / "appendices.sqlite"
        self._lang = lang
        self._left: list[Entry] = []

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
        return refused

    def _refusal(self, error: Exception, unknown: str) -> str:
        """Return why a file was refused; `unknown` where nobody foresaw it."""
        if isinstance(error, AppendixError):
            return f"{error.what[self._lang]} {error.hint[self._lang]}"
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
        self._left = [each for each in self.entries() if not (each.error or each.appendices)]

    def sync(self) -> bool:
        """Take a step; what can no longer be read is noted as refused."""
        left, self._left = self._left, []
        for entry in left:
            self.receive(entry)
        try:
            # What is wanted is asked inside: nobody then puts what was wanted before.
            with writing(self.store) as connection:
                found = dict(self._appendices(log.all_standing(self.desk.folder)))
                of = reader_key()
                wanted = {name: Wanted(of + log.key(made)) for name, (*_, made) in found.items()}
                return bool(
                    bring(connection, wanted, lambda name: self._dataset(*found[name]), _AT_ONCE)
                )
        except _LeftOutError:
            return True

    def _dataset(self, entry: Entry, number: int, made: log.Made) -> Dataset:
        try:
            dataset = self.read(entry, number)
            return revised(dataset, made, self._lang) if made else dataset
        except Exception as error:
            # Not in this round: refused, or, where the program failed, read at the next start.
            self.desk.note(entry.id, error=self._refusal(error, unknown=""))
            raise _LeftOutError from error

    def _appendices(
        self, corrections: Mapping[log.Subject, log.Made]
    ) -> Iterator[tuple[str, tuple[Entry, int, log.Made]]]:
        for entry in self.entries():
            for number in entry.appendices:
                made = corrections.get(log.Subject(entry.sha256, number), ())
                yield f"{entry.id}-{number}", (entry, number, made)


class _LeftOutError(Exception):
    """A document cannot be put into the store, and is noted so."""


def reader_key() -> str:
    """Return what tells what this version reads from what another reads."""
    return f"{VERSION} {rules_version()}"


class Consolidated:
    """What `batch` has read into `out`; its inputs lie elsewhere, and are not deleted from here."""

    removable = False

    def __init__(self, out: Path, lang: Lang) -> None:
        self.store = out / STORE
        self._out, self._lang = out, lang

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it is in the store."""
        return next(self._entries("WHERE substr(sha256, 1, 16) = ?", (number,)), None)

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

    def sync(self) -> bool:
        """Bring the store to the state of the journal."""
        ingest(self._out, self._lang)
        return False


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


def follow(shelves: Iterable[Shelf]) -> None:
    """Bring every store to the state of its documents and of the corrections."""
    for shelf in shelves:
        while shelf.sync():
            pass
