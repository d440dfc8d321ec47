"""The log of corrections: when, who, what, from which words to which; undone ones stay in it."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.model.correction import FIELDS, Correction, Field
from appendix_pipeline.store.desk import NAME, opened


@dataclass(frozen=True, slots=True)
class Subject:
    """One appendix of a file, whatever it is called and however often it is dropped."""

    sha256: str
    appendix: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction in the log; `undone` is when it was taken back, "" where it was not."""

    number: int
    correction: Correction
    undone: str
    undone_by: str


_COLUMNS = "task, field, before, after, at, who"  # of a `Correction`, in its order
Made = tuple[Correction, ...]
# What stands in a field of the task at hand, once the corrections given are made.
Value = Callable[[Made, Field], str]


def entries(folder: Path, subject: Subject) -> list[Entry]:
    """Return the log of an appendix, the first correction first."""
    with opened(folder) as store:
        return _entries(store, subject)


def add(
    folder: Path, subject: Subject, new: Iterable[Correction], value: Value, met_of: str = ""
) -> tuple[Field, ...]:
    """Log corrections of one task, all of them, or none where a field changed since it was seen.

    `met_of` are the words of the deadline that a `met` among `new` is said of: where others stand,
    the deadline has changed. Nobody else writes between the look at `value` and the entries.
    Returns the changed fields; a field that already has the new words is no such field, and gets
    no entry.
    """
    with opened(folder) as store:
        store.execute("begin immediate")
        made = standing(_entries(store, subject))
        others: set[Field] = set()
        accepted: list[Correction] = []
        for each in new:
            stands = value((*made, *accepted), each.field)
            if each.field == "met" and value((*made, *accepted), "deadline") != met_of:
                others.add("deadline")
            if stands == each.after:
                continue
            if stands == each.before:
                accepted.append(each)
            else:
                others.add(each.field)
        if not others:
            store.executemany(
                f"insert into corrections (sha256, appendix, {_COLUMNS})"  # noqa: S608
                " values (?, ?, ?, ?, ?, ?, ?, ?)",
                [(*astuple(subject), *astuple(one)) for one in accepted],
            )
    return tuple(each for each in FIELDS if each in others)


def standing(log: Iterable[Entry]) -> Made:
    """Return the corrections that were not undone, in their order."""
    return tuple(each.correction for each in log if not each.undone)


def undoable(log: Iterable[Entry]) -> frozenset[int]:
    """Return the numbers of the corrections that can be taken back: the last of each task.

    One in the middle cannot, since those after it were made of what it left.
    """
    last = {each.correction.task: each.number for each in log if not each.undone}
    return frozenset(last.values())


def last_hand(log: Iterable[Entry], task: str, field: Field) -> str:
    """Return who last corrected a field of a task or took that back; "" where nobody said."""
    own = [each for each in log if (each.correction.task, each.correction.field) == (task, field)]
    # Of two in the same second the later entry.
    last = max(reversed(own), key=lambda each: each.undone or each.correction.at, default=None)
    if last is None:
        return ""
    return last.undone_by if last.undone else last.correction.who


def undo(folder: Path, subject: Subject, number: int, who: str = "") -> bool:
    """Take back one correction; tell whether that was still possible."""
    with opened(folder) as store:
        store.execute("begin immediate")
        possible = number in undoable(_entries(store, subject))
        if possible:
            store.execute(
                "update corrections set undone = ?, undone_by = ? where number = ?",
                (now(), who, number),
            )
    return possible


def all_standing(folder: Path) -> Mapping[Subject, Made]:
    """Return the corrections that stand, of every appendix that has some; none without a log."""
    found: defaultdict[Subject, list[Correction]] = defaultdict(list)
    if (folder / NAME).is_file():
        with opened(folder) as store:
            rows = store.execute(
                f"select sha256, appendix, {_COLUMNS} from corrections"  # noqa: S608
                " where undone = '' order by number"
            )
            for digest, appendix, *rest in rows:
                found[Subject(digest, appendix)].append(Correction(*rest))
    return {subject: tuple(made) for subject, made in found.items()}


def key(made: Made) -> str:
    """Return what tells these corrections from others, "" for none."""
    return f"+{sha256(repr(made).encode()).hexdigest()[:16]}" if made else ""


def _entries(store: sqlite3.Connection, subject: Subject) -> list[Entry]:
    rows = store.execute(
        f"select number, undone, undone_by, {_COLUMNS} from corrections"  # noqa: S608
        " where sha256 = ? and appendix = ? order by number",
        astuple(subject),
    )
    return [Entry(number, Correction(*made), when, by) for number, when, by, *made in rows]


def now() -> str:
    """Return this moment as the log writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
