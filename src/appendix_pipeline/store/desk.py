"""The store of the page, `desk.sqlite`: which files lie on the desk, and the log of corrections.

Unlike the store of datasets, what stands in it can be made anew from nothing else. Several people
can read and write it at once.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NAME = "desk.sqlite"
_TABLES = """
create table if not exists dropped (
    id text primary key, name text not null, sha256 text not null, size integer not null,
    received text not null, error text not null default '', appendices integer not null default 0
) strict;
create table if not exists corrections (
    number integer primary key, sha256 text not null, appendix integer not null,
    task text not null, field text not null, before text not null, after text not null,
    at text not null, undone text not null default ''
) strict;
create index if not exists corrections_of on corrections (sha256, appendix);
"""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the store in `folder`, made where there is none; what is written is kept at the end.

    A writer that finds it busy waits for its turn. `immediate` begins the transaction with the
    right to write, so that what was read in it still holds when it is written. What was committed
    survives the end of the process and a power cut (`synchronous` is full). What is deleted is
    overwritten, whatever SQLite was built to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / NAME, timeout=10, isolation_level="IMMEDIATE")) as store:
        store.execute("pragma journal_mode = wal")
        store.execute("pragma synchronous = full")
        store.execute("pragma secure_delete = on")
        store.executescript(_TABLES)
        with store:
            yield store
