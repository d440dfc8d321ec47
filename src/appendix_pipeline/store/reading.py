"""The store read and never written: SQL, and search."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from appendix_pipeline.errors import InputError, Sentence
from appendix_pipeline.store.words import match

_ALLOWED = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_TURN = 100_000  # steps of SQLite's machine between two turns of Python: some milliseconds
# The best are chosen before their rows are fetched: a common word is in every other task.
_SEARCH = """
SELECT commune, province, task, content, lead, coordinating, deadline, due_end, input
FROM all_tasks JOIN (
  SELECT rowid AS hit, rank FROM words WHERE words MATCH ? ORDER BY rank, rowid LIMIT ?
) ON hit = row
ORDER BY rank, commune, position
"""
# What `aligned_tasks` is made of: the words of a task, of its heading, of its place.
_CONTENTS = """
SELECT t.document, t.task, t.content, s.title, d.commune, d.province
FROM tasks t JOIN documents d USING (document)
LEFT JOIN sections s ON s.document = t.document AND s.section = t.section
{} ORDER BY t.document, t.position
"""
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
ALL = -1  # as the most that a search gives


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that reads the store at `path`, as it is at the first look, and no more.

    Raises:
        InputError: there is no store, or what is there is damaged.
    """
    if not path.is_file():
        raise InputError(
            str(path),
            {"vi": "Chưa có dữ liệu tổng hợp.", "en": "There is no consolidated data."},
            {"vi": "Hãy chạy lệnh batch trước.", "en": "Run the command batch first."},
        )
    # Not "ro": the last to leave must be able to put the files of WAL mode away.
    uri = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        connection.execute("PRAGMA query_only = ON")
        # All that is read agrees, whoever writes meanwhile.
        connection.execute("BEGIN")
        # Ctrl-C waits until SQLite gives Python a turn, which else it does with the next row.
        connection.set_progress_handler(lambda: 0, _TURN)
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            if _is_ctrl_c(error):
                raise KeyboardInterrupt from error
            if is_damaged(error):
                raise _damaged(path) from error
            raise


def _is_ctrl_c(error: Exception) -> bool:
    """Tell whether it was Ctrl-C that ended a statement, which SQLite has a code for."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def is_damaged(error: Exception) -> bool:
    """Return whether the file is no database, or one that can be read no more."""
    # An extended code has the plain one in its first byte.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _damaged(path: Path) -> InputError:
    return InputError(
        str(path),
        {"vi": "Kho dữ liệu tổng hợp đã hỏng.", "en": "The consolidated data is damaged."},
        {
            "vi": "Hãy xóa tệp này rồi chạy lệnh consolidate; mọi thứ được lập lại từ kết quả.",
            "en": "Delete this file and run consolidate; all is made anew from the outputs.",
        },
    )


def contents(connection: sqlite3.Connection, document: str = "") -> sqlite3.Cursor:
    """Return the rows from which tasks are aligned, of one document or of all.

    A row is document, task, content, title of the section, commune, province.
    """
    if document:
        return connection.execute(_CONTENTS.format("WHERE t.document = ?"), (document,))
    return connection.execute(_CONTENTS.format(""))


@contextmanager
def query(path: Path, sql: str) -> Iterator[sqlite3.Cursor]:
    """Give the rows of one statement that only reads.

    Raises:
        InputError: there is no store, the statement is none that SQLite takes for reading, or it
            fails at a row.
    """
    with reading(path) as connection:
        # SQLite opens the index of words with statements that a question may not have.
        with _executed(connection, "SELECT 1 FROM words LIMIT 0", ()):
            pass
        connection.set_authorizer(_only_reading)
        with _executed(connection, sql, ()) as rows:
            yield rows


def by_name(rows: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    """Yield each row by the names of its columns."""
    names = [column[0] for column in rows.description or ()]
    for row in rows:
        yield dict(zip(names, row, strict=True))


@contextmanager
def search(path: Path, words: str, most: int = ALL) -> Iterator[sqlite3.Cursor]:
    """Give the `most` tasks in which all `words` occur, the best first; marks may be left out.

    Raises:
        InputError: there is no store, or no word is given.
    """
    expression = _expression(words)
    with reading(path) as connection, _executed(connection, _SEARCH, (expression, most)) as rows:
        yield rows


def count(path: Path, words: str) -> int:
    """Return in how many tasks all `words` occur.

    Raises:
        InputError: there is no store, or no word is given.
    """
    expression = _expression(words)
    with reading(path) as connection, _executed(connection, _COUNT, (expression,)) as rows:
        return int(rows.fetchone()[0])


def _expression(words: str) -> str:
    expression = match(words)
    if not expression:
        what = {"vi": "Chưa có từ nào để tìm.", "en": "There is no word to search for."}
        raise InputError(repr(words), what, {"vi": "Hãy gõ ít nhất một từ.", "en": "Type one."})
    return expression


@contextmanager
def _executed(
    connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]
) -> Iterator[sqlite3.Cursor]:
    """Give the rows of a statement; what fails at any of them is told as what fails at once."""
    try:
        yield connection.execute(sql, values)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if _is_ctrl_c(error) or is_damaged(error):
            raise
        what: Sentence = {
            "vi": f"Câu lệnh không chạy được ({error}).",
            "en": f"The statement cannot be run ({error}).",
        }
        hint: Sentence = {
            "vi": "Chỉ đọc được, mỗi lần một câu; các bảng kể trong docs/batch.md.",
            "en": "One statement that reads; docs/batch.md lists the tables.",
        }
        raise InputError("SQL", what, hint) from error


def _only_reading(action: int, name: str | None, *_: Any) -> int:
    # The search for words asks by itself whether the store has changed.
    own = action == sqlite3.SQLITE_PRAGMA and name == "data_version"
    return sqlite3.SQLITE_OK if own or action in _ALLOWED else sqlite3.SQLITE_DENY
