"""The logical table: roles of columns, rows with their text by role, nothing cleaned yet."""

from dataclasses import dataclass

from appendix_pipeline.model.document import Cell, Grid


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the logical table: its role in `rules/columns.toml` and its label as typed.

    `left` and `right` are half-open grid indices. A column no rule knows has role "other".
    """

    role: str
    label: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """One logical table: page-split parts joined, header rows taken off into `columns`."""

    grid: Grid
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading inside the table: the cells of its number (if any) and of its title."""

    row: int
    number: Cell | None
    title: Cell


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: its cells by column, in the order of the table's columns.

    `continued` are rows below that go on with this task (a row cut by the page).
    """

    row: int
    cells: tuple[Cell | None, ...]
    continued: tuple["TaskRow", ...] = ()


Row = SectionRow | TaskRow
