"""What the stores of all documents say: how many tasks are late, soon due, waiting, in doubt.

A task that waits for something is neither late nor due, whatever day it names beside. One that is
done by its status, as a clerk has said, is none of the three.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Literal

from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.words import match
from appendix_pipeline.tracker import is_done
from appendix_pipeline.web.desk import Entry
from appendix_pipeline.web.shelves import Listed, Shelf, documents

Need = Literal["overdue", "soon", "waiting", "doubt"]
SOON = 30  # days
MOST = 300  # tasks shown at once
_STANDING = """
WITH told AS (
  SELECT DISTINCT document, task FROM findings WHERE severity != 'info' AND task IS NOT NULL
), finished AS (
  SELECT DISTINCT document, task FROM task_extras WHERE role = 'status' AND is_done(text)
), standing AS (
  SELECT t.rowid AS row, t.document, t.task, t.position, t.content, t.lead, t.deadline,
    coalesce(t.resolved_due, t.due_end) AS day,
    t.waiting IS NOT NULL AND finished.task IS NULL AS waiting,
    told.task IS NOT NULL AS doubt, finished.task IS NOT NULL AS done
  FROM tasks t LEFT JOIN told USING (document, task) LEFT JOIN finished USING (document, task)
), counted AS (
  SELECT *, coalesce(NOT (waiting OR done) AND day < :today, 0) AS overdue,
    coalesce(NOT (waiting OR done) AND day BETWEEN :today AND :soon, 0) AS soon
  FROM standing
)
"""
_COUNTS = f"""{_STANDING}
SELECT d.document, coalesce(d.commune, d.issuer, ''), coalesce(d.title, ''),
  count(c.task), total(c.overdue), total(c.soon), total(c.waiting), total(c.doubt)
FROM documents d LEFT JOIN counted c USING (document) GROUP BY d.document
"""  # noqa: S608
_TASKS = f"""{_STANDING}
SELECT c.document, d.file, c.task, c.content, coalesce(c.lead, ''),
  coalesce(c.deadline, ''), coalesce(c.day, ''), c.done, c.overdue, c.soon, c.waiting, c.doubt
FROM counted c JOIN documents d USING (document)
WHERE CASE :need WHEN 'overdue' THEN overdue WHEN 'soon' THEN soon WHEN 'waiting' THEN waiting
    WHEN 'doubt' THEN doubt ELSE 1 END
  AND (:match = '' OR c.row IN (SELECT rowid FROM words WHERE words MATCH :match))
ORDER BY c.day IS NULL, c.day, d.file, c.document, c.position
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks a document has, and how many of them need what."""

    tasks: int = 0
    overdue: int = 0
    soon: int = 0
    waiting: int = 0
    doubt: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Line:
    """A document on the board: whose it is, what its appendices are called, what they need.

    One that stands here `again` has no counts; `batch` is that of `Listed`.
    """

    entry: Entry
    removable: bool
    again: bool
    batch: str
    place: str
    titles: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Hit:
    """A task of any document; `day` is its last day in time, ISO 8601 or "", `done` that it is."""

    document: str
    appendix: int
    file: str
    task: str
    content: str
    lead: str
    deadline: str
    day: str
    done: bool
    needs: tuple[Need, ...]


def lines(shelves: Iterable[Shelf], today: date) -> list[Line]:
    """Return all documents, those in need first: refused, late, soon due, in doubt, waiting."""
    shelves = tuple(shelves)
    told = {shelf.store: _told(shelf, today) for shelf in shelves}
    found = (_line(each, told[each.shelf.store]) for each in documents(shelves))
    return sorted(found, key=_need)


def _need(line: Line) -> tuple[object, ...]:
    counts = line.counts
    needs = (counts.overdue, counts.soon, counts.doubt, counts.waiting)
    return (not line.entry.error, *(-each for each in needs), line.entry.name)


_Told = Mapping[str, tuple[str, str, Counts]]


def _told(shelf: Shelf, today: date) -> _Told:
    """Return what the store of a shelf says of each document: place, titles, counts."""
    with _asked(shelf) as store:
        rows = store.execute(_COUNTS, _days(today)).fetchall()
    found: dict[str, tuple[str, str, Counts]] = {}
    for document, place, title, *numbers in rows:
        number, _ = shelf.address(document)
        _, titles, counts = found.get(number, ("", "", Counts()))
        counts += Counts(*map(int, numbers))
        found[number] = (place, f"{titles} {title}".strip(), counts)
    return found


def _line(each: Listed, told: _Told) -> Line:
    place, titles, counts = told.get(each.entry.id, ("", "", Counts()))
    counts = Counts() if each.again else counts
    return Line(each.entry, each.shelf.removable, each.again, each.batch, place, titles, counts)


def hits(shelves: Iterable[Shelf], today: date, need: str, words: str) -> list[Hit]:
    """Return the tasks that need `need` ("" is any) and have all `words`, the first due first.

    A word typed without marks is found with any, one with marks as typed.
    """
    expression = match(words)
    if words.strip() and not expression:
        return []
    asked = {**_days(today), "need": need, "match": expression}
    shelves = tuple(shelves)
    counted = {each.entry.id for each in documents(shelves) if not each.again}
    found: list[Hit] = []
    for shelf in shelves:
        with _asked(shelf) as store:
            found += [_hit(shelf, row) for row in store.execute(_TASKS, asked)]
    kept = (each for each in found if each.document in counted)
    return sorted(kept, key=lambda each: (not each.day, each.day))


@contextmanager
def _asked(shelf: Shelf) -> Iterator[sqlite3.Connection]:
    with reading(shelf.store) as store:
        store.create_function("is_done", 1, is_done, deterministic=True)
        yield store


def _hit(shelf: Shelf, row: sqlite3.Row) -> Hit:
    document, file, task, content, lead, deadline, day, done, *flags = row
    needs: tuple[Need, ...] = ("overdue", "soon", "waiting", "doubt")
    number, appendix = shelf.address(document)
    has = tuple(need for need, flag in zip(needs, flags, strict=True) if flag)
    return Hit(number, appendix, file, task, content or "", lead, deadline, day, bool(done), has)


def _days(today: date) -> dict[str, str]:
    return {"today": today.isoformat(), "soon": (today + timedelta(days=SOON)).isoformat()}
