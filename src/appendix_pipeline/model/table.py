"""The logical table of one appendix: roles of columns, rows by role, nothing cleaned yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from appendix_pipeline.model.document import Cell, Grid, Location, Paragraph
from appendix_pipeline.model.finding import Diagnostic

Use = Literal[
    "heading", "title", "issued_with", "header", "repeated_header", "section", "task",
    "footnote_mark", "footnote", "comment", "total", "page_number", "margin", "rule", "outside",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """So many characters (white space not counted) of the paragraph at `where` are put to `use`."""

    where: Location
    use: Use
    size: int


Claims = Callable[[Claim], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one part of the table: a role of `rules/columns.toml`, the label as typed.

    `left` and `right` are half-open grid indices. A column no rule knows has the role "other".
    A label under a common one is joined to it by " / ".
    """

    role: str
    label: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class TablePart:
    """One Word table of a logical table: data starts at grid row `top`, below the header.

    `headings` are the paragraphs right above it that are the headings of its tasks.
    """

    grid: Grid
    columns: tuple[Column, ...]
    top: int
    headings: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One logical table: its parts in reading order; `columns` are those of the first."""

    columns: tuple[Column, ...]
    parts: tuple[TablePart, ...]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading inside the table: the cells of its number (if any) and of its title."""

    number: Cell | None
    title: Cell
    where: Location


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: for each column of the table the cells that hold its text.

    Most hold one cell; a task cut by the page has those of both pages. `shared` are the
    indices of columns whose cell covers other tasks too.
    """

    cells: tuple[tuple[Cell, ...], ...]
    where: Location
    shared: tuple[int, ...] = ()


Row = SectionRow | TaskRow


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A footnote: its marker and its paragraphs; `real` notes are Word's own, by their id.

    `skip` is how many characters of the first paragraph are the marker itself. A `token` is a
    marker that stands in the text without being raised: "(1)", "*". `table` is the number of the
    Word table that a note typed by hand stands in or below: the tables above may have notes of
    the same marker.
    """

    marker: str
    paragraphs: tuple[Paragraph, ...]
    skip: int = 0
    real: str = ""
    token: str = ""
    table: int = 0


@dataclass(frozen=True, slots=True)
class Appendix:
    """One appendix of a document, taken apart but not yet read."""

    heading: str
    title: tuple[Paragraph, ...]
    title_text: str
    issued_with: str
    table: Table
    rows: tuple[Row, ...]
    notes: tuple[TypedNote, ...]
    total: str
    diagnostics: tuple[Diagnostic, ...] = ()
