"""The store of the page, `desk.sqlite`: which files lie on the desk, and the log of corrections.

Unlike the store of datasets, what stands in it can be made anew from nothing else. Several people
can read and write it at once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NAME = "desk.sqlite"
# What made the store what it is, in order; a store knows by `user_version` how many it has been
# through. A change of the layout is another step, and none is ever changed. The first one also
# finds stores of the time when none was counted.
_STEPS = (
    """
create table if not exists dropped (
    id text primary key, name text not null, sha256 text not null, size integer not null,
    received text not null, error text not null default '', appendices integer not null default 0
) strict;
create table if not exists corrections (
    number integer primary key, sha256 text not null, appendix integer not null,
    task text not null, field text not null, before text not null, after text not null,
    at text not null, undone text not null default ''
) strict;
create index if not exists corrections_of on corrections (sha256, appendix)
""",
    """
alter table corrections add column who text not null default '';
alter table corrections add column undone_by text not null default ''
""",
)


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the store in `folder`, made where there is none; what is written is kept at the end.

    A writer that finds it busy waits for its turn. `immediate` begins the transaction with the
    right to write, so that what was read in it still holds when it is written. What was committed
    survives the end of the process and a power cut (`synchronous` is full). What is deleted is
    overwritten, whatever SQLite was built to do.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the office's, and nobody else's
    with closing(sqlite3.connect(folder / NAME, timeout=10, isolation_level="IMMEDIATE")) as store:
        store.execute("pragma journal_mode = wal")
        store.execute("pragma synchronous = full")
        store.execute("pragma secure_delete = on")
        _bring_up(store)
        with store:
            yield store


def _bring_up(store: sqlite3.Connection) -> None:
    """Take the steps that a store has not been through: all of them, or none."""
    if _taken(store) == len(_STEPS):
        return
    with store:
        store.execute("begin immediate")
        # Another process may just have done it.
        for step in _STEPS[_taken(store) :]:
            for statement in step.split(";"):
                store.execute(statement)
        store.execute(f"pragma user_version = {len(_STEPS)}")


def _taken(store: sqlite3.Connection) -> int:
    return int(store.execute("pragma user_version").fetchone()[0])
