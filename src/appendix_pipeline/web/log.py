"""The log of corrections: when, what, from which words to which; undone ones stay in it."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from appendix_pipeline.model.correction import Correction
from appendix_pipeline.web.store import opened


@dataclass(frozen=True, slots=True)
class Subject:
    """One appendix of a file, whatever it is called and however often it is dropped."""

    sha256: str
    appendix: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction in the log; `undone` is when it was taken back, "" where it was not."""

    correction: Correction
    undone: str


# What stands in the field of a correction, once those before it are made.
Value = Callable[[tuple[Correction, ...]], str]


def entries(folder: Path, subject: Subject) -> list[Entry]:
    """Return the log of an appendix, the first correction first."""
    with opened(folder) as store:
        return _entries(store, subject)


def add(folder: Path, subject: Subject, new: Correction, value: Value) -> bool:
    """Log a correction unless the field has changed since the clerk saw it; tell whether it was.

    Nobody else writes between the look at `value` and the entry.
    """
    with opened(folder) as store:
        store.execute("begin immediate")
        if value(standing(_entries(store, subject))) != new.before:
            return False
        store.execute(
            "insert into corrections (sha256, appendix, task, field, before, after, at)"
            " values (?, ?, ?, ?, ?, ?, ?)",
            (subject.sha256, subject.appendix, new.task, new.field, new.before, new.after, new.at),
        )
    return True


def standing(log: Iterable[Entry]) -> tuple[Correction, ...]:
    """Return the corrections that were not undone, in their order."""
    return tuple(each.correction for each in log if not each.undone)


def _entries(store: sqlite3.Connection, subject: Subject) -> list[Entry]:
    rows = store.execute(
        "select task, field, before, after, at, undone from corrections"
        " where sha256 = ? and appendix = ? order by number",
        (subject.sha256, subject.appendix),
    )
    return [Entry(Correction(*row[:5]), row[5]) for row in rows]


def undo(folder: Path, subject: Subject) -> None:
    """Take back the last correction that still stands."""
    with opened(folder) as store:
        store.execute(
            "update corrections set undone = ? where number = (select max(number) from corrections"
            " where sha256 = ? and appendix = ? and undone = '')",
            (now(), subject.sha256, subject.appendix),
        )


def now() -> str:
    """Return this moment as the log writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
