"""Documents into the store and out of it, in one transaction."""

import errno
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appendix_pipeline.errors import OutputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.output import refusal
from appendix_pipeline.store.reading import contents, reading
from appendix_pipeline.store.tables import ALIGNED, STORED, VERSION, columns, script
from appendix_pipeline.store.words import exact
from appendix_pipeline.text import unaccented
from appendix_pipeline.tidy import TABLES, Table, records

_HEADER = b"SQLite format 3\0"
_PATIENCE = 60  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The fate of one input: as `files` has it, columns in this order."""

    input: str
    sha256: str
    status: str
    folder: str
    reason: str | None = None
    message_vi: str | None = None
    message_en: str | None = None
    superseded_by: str | None = None
    same_as: str | None = None


def make(path: Path) -> None:
    """Have a store at `path`, be it empty; where there is one of this layout nobody is waited for.

    Raises:
        OutputError: another process writes there for too long.
    """
    if not path.is_file() or _is_foreign(path) or _version(path) != VERSION:
        with writing(path):
            pass


def _is_foreign(path: Path) -> bool:
    """Return whether the file at `path` is no database; SQLite takes an empty one for one."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) not in (b"", _HEADER)


def _version(path: Path) -> int:
    with reading(path) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to the store at `path` in one transaction: all is kept, or nothing.

    A store of another layout, or a file that is none, is made anew: all in it can be read again.

    Raises:
        OutputError: another process writes there for longer than one has patience, the disk is
            full or may not be written, or the store is damaged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and _is_foreign(path):
            for each in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
                each.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(path.parent, error) from error
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
            connection.create_function("joined", -1, _joined, deterministic=True)
            connection.create_function("exact", 1, exact, deterministic=True)
            connection.create_function("plain", 1, unaccented, deterministic=True)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA secure_delete=ON")  # a document that was deleted is gone
            connection.execute("BEGIN IMMEDIATE")
            try:
                _make(connection)
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        # An extended code has the plain one in its first byte.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise refusal(path, OSError(errno.ENOSPC, str(error))) from error
        told = _REFUSALS.get(code)
        if told is None:
            raise
        raise OutputError(str(path), *told) from error


_TAKEN = (
    {"vi": "Một lệnh khác đang ghi tệp này.", "en": "Another command writes it."},
    {"vi": "Hãy đợi nó xong rồi chạy lại.", "en": "Wait for it, then run this again."},
)
_UNWRITABLE = (
    {"vi": "Không ghi được tệp này.", "en": "It cannot be written."},
    {
        "vi": "Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa rồi chạy lại.",
        "en": "Check that you may write there and that the disk is not full, then run this again.",
    },
)
_DAMAGED = (
    {"vi": "Tệp này đã hỏng.", "en": "It is damaged."},
    {
        "vi": "Hãy xóa nó rồi chạy lại; mọi thứ trong đó được lập lại từ kết quả.",
        "en": "Delete it and run this again: all in it is made anew from the outputs.",
    },
)
_REFUSALS = {
    sqlite3.SQLITE_BUSY: _TAKEN,
    sqlite3.SQLITE_IOERR: _UNWRITABLE, sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_CORRUPT: _DAMAGED, sqlite3.SQLITE_NOTADB: _DAMAGED,
}  # fmt: skip


def _make(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return
    found = connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'words_%'"
    ).fetchall()
    for kind, name in found:
        connection.execute(f'DROP {kind} "{name}"')
    for statement in script().split(";\n"):
        connection.execute(statement)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that the store is to hold, with the values of `BESIDE`.

    Without an `input` its file is called what the dataset tells.
    """

    key: str
    path: str = ""
    input: str = ""


def bring(
    connection: sqlite3.Connection,
    wanted: Mapping[str, Wanted],
    load: Callable[[str], Dataset | None],
) -> list[str]:
    """Bring the store nearer to hold the documents `wanted`, by name; return those it yet lacks.

    Only what is new or has another key is loaded. A document that `load` has not at hand stays as
    it was until it has.
    """
    known = keys(connection)
    for name in known:
        if name not in wanted:
            drop(connection, name)
    lacking = [name for name, each in wanted.items() if known.get(name) != each.key]
    left = []
    for name in lacking:
        dataset = load(name)
        if dataset is None:
            left.append(name)
        else:
            _replace(connection, name, wanted[name], dataset)
    return left


def _replace(
    connection: sqlite3.Connection, document: str, wanted: Wanted, dataset: Dataset
) -> None:
    """Put a document in place of what has its name; its alignment stays if its words do."""
    before = list(contents(connection, document))
    aligned = connection.execute(_ALIGNMENT, (document,)).fetchall()
    drop(connection, document)
    put(connection, document, wanted, dataset)
    if aligned and list(contents(connection, document)) == before:
        connection.executemany(_insert(ALIGNED), aligned)


def keys(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the key of every document in the store, by its name."""
    return dict(connection.execute("SELECT document, key FROM documents"))


def put(connection: sqlite3.Connection, document: str, wanted: Wanted, dataset: Dataset) -> None:
    """Add a dataset under the name `document`, which the store does not have."""
    due = {task.id: task.deadline.due_end for task in dataset.tasks}

    def beside(name: str, row: dict[str, Any]) -> tuple[Any, ...]:
        """Return the values of `BESIDE`."""
        if name == "documents":
            return wanted.key, wanted.path, wanted.input or dataset.source.name
        return (due[row["task"]],) if name == "task_agencies" else ()

    for table in TABLES:
        found = records(table, dataset)
        rows = [(document, *beside(table.name, row), *row.values()) for row in found]
        connection.executemany(_insert(table), rows)
    connection.execute(f"INSERT INTO words (rowid, exact, plain) {_INDEXED}", (document,))


# One place says what is indexed: FTS5 wants the same words again to take them out.
_TEXT = "joined(content, lead, coordinating, deadline)"
_INDEXED = f"SELECT rowid, exact({_TEXT}), plain({_TEXT}) FROM tasks WHERE document = ?"  # noqa: S608


def _joined(*texts: str | None) -> str:
    return "\n".join(filter(None, texts))


def _insert(table: Table) -> str:
    names = columns(table)
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})"  # noqa: S608


_ALIGNMENT = f"SELECT {', '.join(columns(ALIGNED))} FROM {ALIGNED.name} WHERE document = ?"  # noqa: S608


def drop(connection: sqlite3.Connection, document: str) -> None:
    """Take a document out, with all its rows; where there is none nothing happens."""
    connection.execute(
        f"INSERT INTO words (words, rowid, exact, plain) SELECT 'delete', * FROM ({_INDEXED})",  # noqa: S608
        (document,),
    )
    for table in STORED:
        connection.execute(f"DELETE FROM {table.name} WHERE document = ?", (document,))  # noqa: S608


def put_aligned(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put the tasks that documents have in common in place of those before."""
    connection.execute(f"DELETE FROM {ALIGNED.name}")  # noqa: S608
    connection.executemany(_insert(ALIGNED), rows)


def put_files(connection: sqlite3.Connection, files: Iterable[FileRecord]) -> None:
    """Put the fates of all inputs in place of those before."""
    rows = [
        (each.input, each.sha256, each.status, each.folder, each.reason, each.message_vi,
         each.message_en, each.superseded_by, each.same_as)
        for each in files
    ]  # fmt: skip
    if connection.execute("SELECT * FROM files ORDER BY rowid").fetchall() == rows:
        return
    connection.execute("DELETE FROM files")
    connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
