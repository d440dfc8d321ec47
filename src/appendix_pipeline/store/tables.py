"""The tables of the store: those of `tidy`, each row with its document, and `ALIGNED`."""

from collections.abc import Iterator, Mapping
from datetime import date

from appendix_pipeline.tidy import TABLES, Column, Table

VERSION = 3  # of this layout; a store of another version is made anew
# What the store has beside the columns of a tidy table. A document's `key` changes with all that is
# said of it, its corrections too; `path` is where its dataset lies, below the folder that the store
# is of; `input` is the name of its file with the folders it came in. `due_end` of the task stands
# beside each of its agencies, so that one index tells what an agency has to do by when.
BESIDE: Mapping[str, tuple[tuple[str, type], ...]] = {
    "documents": (("key", str), ("path", str), ("input", str)),
    "task_agencies": (("due_end", date),),
}
# Made from all documents together, so no document has rows for it.
ALIGNED = Table(
    "aligned_tasks", "One row a task that other documents have too, or seem to have.",
    lambda _: (), ("aligned", "task"), {"task": ("tasks", "task")},
    (
        Column("aligned", "", str, "Equal for the same task in all documents."),
        Column("task", "", str, "Id of the task in its document."),
        Column("leads", "", bool, "Its words stand for the task in all documents."),
        Column("match", "", ("same", "suggested"), "Taken for the same, or left to a person."),
        Column("score", "", float, "How like it is, from 0 to 1."),
    ),
)  # fmt: skip
STORED = (*TABLES, ALIGNED)
# `status` is "done", "failed" or "other" (no Word file). `same_as` is the file that counts in
# the stead of a copy, `superseded_by` the one sent later in place of a document in it.
_FILES = """
CREATE TABLE files (
  input TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL, folder TEXT NOT NULL,
  reason TEXT, message_vi TEXT, message_en TEXT, superseded_by TEXT, same_as TEXT
)"""
# `exact` keeps the marks of Vietnamese, `plain` has none: each word is sought where it belongs.
_WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
  exact, plain, content='', tokenize="unicode61 remove_diacritics 0"
)"""
# What one mostly asks for: the rows with the commune they are of.
_VIEWS = """
CREATE VIEW all_tasks AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file, d.input,
    t.rowid AS row, t.*
  FROM tasks t JOIN documents d USING (document);
CREATE VIEW all_agencies AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file, d.input,
    a.agency, a.role, a.level, a.key AS agency_key, a.collective, {tasks}
  FROM task_agencies a JOIN tasks t USING (document, task) JOIN documents d USING (document);
CREATE VIEW all_findings AS
  SELECT d.commune, d.commune_code, d.province, d.province_code, d.file, d.input, f.*
  FROM findings f JOIN documents d USING (document);
CREATE VIEW all_aligned AS
  SELECT a.aligned, a.match, a.score, a.leads,
    d.commune, d.commune_code, d.province, d.province_code, d.file, t.*
  FROM aligned_tasks a JOIN tasks t USING (document, task) JOIN documents d USING (document);
CREATE VIEW all_files AS
  WITH held AS (
    SELECT d.sha256, count(*) AS documents, group_concat(DISTINCT d.commune) AS commune,
      sum((SELECT count(*) FROM tasks t WHERE t.document = d.document)) AS tasks
    FROM documents d GROUP BY d.sha256
  )
  SELECT f.input,
    CASE WHEN f.status <> 'done' THEN f.status WHEN f.same_as IS NOT NULL THEN 'same'
      WHEN h.documents IS NULL THEN 'replaced' ELSE 'counted' END AS fate,
    coalesce(f.same_as, f.superseded_by) AS other, h.commune,
    coalesce(h.documents, 0) AS documents, coalesce(h.tasks, 0) AS tasks
  FROM files f LEFT JOIN held h ON h.sha256 = f.sha256 AND f.same_as IS NULL;
"""
_INDEXES = """
CREATE INDEX tasks_due ON tasks (due_end);
CREATE INDEX agencies_name ON task_agencies (agency, role, due_end);
CREATE INDEX agencies_task ON task_agencies (document, task);
CREATE INDEX aligned_group ON aligned_tasks (aligned, leads);
CREATE INDEX aligned_task ON aligned_tasks (document, task);
CREATE INDEX documents_commune ON documents (commune_code);
"""
(_TASKS,) = (table for table in TABLES if table.name == "tasks")
_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER", date: "TEXT"}


def script() -> str:
    """Return the statements that make an empty store."""
    views = _VIEWS.format(tasks=", ".join(_of_task(name) for name in columns(_TASKS)))
    return ";\n".join(
        (*_tables(), _FILES, _WORDS, views, _INDEXES, f"PRAGMA user_version={VERSION}")
    )


def _of_task(column: str) -> str:
    """Return a column of a task in the view of agencies, which has its due date itself."""
    return f"a.{column}" if column == "due_end" else f"t.{column}"


def columns(table: Table) -> tuple[str, ...]:
    """Return the names of a table's columns in the store, in order."""
    beside = (name for name, _ in BESIDE.get(table.name, ()))
    return ("document", *beside, *(column.name for column in table.columns))


def _tables() -> Iterator[str]:
    for table in STORED:
        beside = [f"{name} {_TYPES[kind]}" for name, kind in BESIDE.get(table.name, ())]
        whole = ["document TEXT NOT NULL", *beside, *map(_column, table.columns)]
        yield f"CREATE TABLE {table.name} ({', '.join(whole)})"
        yield _key(table)


def _key(table: Table) -> str:
    """Return the index by which rows of a document are found, and a task by its id."""
    within = ", task" if table is _TASKS else ""
    return f"CREATE INDEX {table.name}_document ON {table.name} (document{within})"


def _column(column: Column) -> str:
    words = isinstance(column.type, tuple)
    return f'"{column.name}" {"TEXT" if words else _TYPES[column.type]}'
