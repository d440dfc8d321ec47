"""The same task in the documents of many communes: found anew whenever a document came or went."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.alignment import Named, groups, read_task
from appendix_pipeline.store.reading import contents, reading
from appendix_pipeline.store.writing import put_aligned, writing

_TRIES = 3


@contextmanager
def aligned(store: Path) -> Iterator[sqlite3.Connection]:
    """Bring the table of aligned tasks to the state of the documents; give the transaction of it.

    Others may write while tasks are compared, which takes long: where one changed what is compared,
    that is done again, and the last time they wait.
    """
    for _ in range(_TRIES - 1):
        with reading(store) as connection:
            seen, tasks = _digest(connection), list(_tasks(connection))
        rows = list(_rows(tasks))
        with writing(store) as connection:
            if _digest(connection) == seen:
                put_aligned(connection, rows)
                yield connection
                return
    with writing(store) as connection:
        put_aligned(connection, _rows(_tasks(connection)))
        yield connection


def _digest(connection: sqlite3.Connection) -> str:
    """Return what changes with anything that is compared."""
    digest = sha256()
    for row in contents(connection):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _tasks(connection: sqlite3.Connection) -> Iterator[Named]:
    for document, task, content, title, *places in contents(connection):
        yield Named(document, task, read_task(content or "", filter(None, places), title or ""))


def _rows(tasks: Iterable[Named]) -> Iterator[tuple[str, str, str, bool, str, float]]:
    for group in groups(tasks):
        for member in group.members:
            leads = member is group.members[0]
            yield member.document, group.name, member.task, leads, member.match, member.score
