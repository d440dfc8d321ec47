"""Where documents stand: dropped on the page, or read by `batch`; each shelf has its own store.

A store (`appendix_pipeline.store`) holds what the board counts and searches: every appendix as
corrected. It is made from the files and the log of corrections, and can be made anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.web.desk import Entry
from appendix_pipeline.web.reading import Source


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
