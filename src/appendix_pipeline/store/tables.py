"""The tables of the store: those of `tidy`, each with the document its rows are from."""

from collections.abc import Iterator
from datetime import date

from appendix_pipeline.tidy import TABLES, Column, Table

VERSION = 2  # of this layout; a store of another version is made anew
# What the store knows of a document beside its tidy table; `key` changes with its content, the
# options, the version of the program and the corrections; `path` is where its dataset lies, below
# the folder that the store is of.
OF_DOCUMENT = ("key", "path")
_FILES = """
CREATE TABLE files (
  input TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL, folder TEXT NOT NULL,
  reason TEXT, message_vi TEXT, message_en TEXT
)"""
# One row: how often the store changed, and at which of these workbook and report were written.
_STATE = """
CREATE TABLE state (revision INTEGER NOT NULL, reported INTEGER NOT NULL)"""
_BEGINNING = "INSERT INTO state VALUES (0, 0)"
# `exact` keeps the marks of Vietnamese, `plain` has none: each word is sought where it belongs.
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
  exact, plain, content='', tokenize="unicode61 remove_diacritics 0"
)"""
# What one mostly asks for: the rows with the commune they are of.
_VIEWS = """
CREATE VIEW all_tasks AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file, t.rowid AS row, t.*
  FROM tasks t JOIN documents d USING (document);
CREATE VIEW all_agencies AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file,
    a.agency, a.role, a.level, a.key AS agency_key, a.collective, t.*
  FROM task_agencies a JOIN tasks t USING (document, task) JOIN documents d USING (document);
CREATE VIEW all_findings AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file, f.*
  FROM findings f JOIN documents d USING (document);
"""
_INDEXES = """
CREATE INDEX tasks_due ON tasks (due_end);
CREATE INDEX agencies_name ON task_agencies (agency, role);
CREATE INDEX agencies_task ON task_agencies (document, task);
CREATE INDEX documents_commune ON documents (commune_code);
"""
_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER", date: "TEXT"}


def script() -> str:
    """Return the statements that make an empty store."""
    return ";\n".join(
        (
            *_tables(),
            _FILES,
            _STATE,
            _BEGINNING,
            _WORDS,
            _VIEWS,
            _INDEXES,
            f"PRAGMA user_version={VERSION}",
        )
    )


def columns(table: Table) -> tuple[str, ...]:
    """Return the names of a table's columns in the store, in order."""
    own = OF_DOCUMENT if table.name == "documents" else ()
    return ("document", *own, *(column.name for column in table.columns))


def _tables() -> Iterator[str]:
    for table in TABLES:
        own = [f"{name} TEXT" for name in OF_DOCUMENT] if table.name == "documents" else []
        whole = ["document TEXT NOT NULL", *own, *map(_column, table.columns)]
        yield f"CREATE TABLE {table.name} ({', '.join(whole)})"
        yield f"CREATE INDEX {table.name}_document ON {table.name} (document)"


def _column(column: Column) -> str:
    words = isinstance(column.type, tuple)
    return f'"{column.name}" {"TEXT" if words else _TYPES[column.type]}'
