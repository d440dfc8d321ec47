"""A Word table as a part of a task table: its header or the header it goes on without."""

from appendix_pipeline.extract.columns import (
    Header,
    Lines,
    counts_columns,
    find_header,
    lines,
    role_of,
)
from appendix_pipeline.model.document import Grid
from appendix_pipeline.model.table import Column, TablePart
from appendix_pipeline.text import key


def with_header(grid: Grid, following: Grid | None = None) -> tuple[Header, TablePart] | None:
    """Return the header of a task table and the part below it, or None for another table.

    A table may be nothing but the header of the one `following` it, as some converters draw it.
    """
    rows = lines(grid)
    header = find_header(rows)
    if header is not None:
        return header, _below(header, grid, rows)
    if following is None or (header := find_header(rows, rows_below=0)) is None:
        return None
    part = _below(header, grid, rows)
    alone = part.top == len(rows) and find_header(lines(following)) is None
    return (header, part) if alone and without_header(following, part) else None


def _below(header: Header, grid: Grid, rows: Lines) -> TablePart:
    below = rows[header.bottom] if header.bottom < len(rows) else []
    top = header.bottom + counts_columns([cell.text for cell in below])
    return TablePart(grid, header.columns, top)


def without_header(grid: Grid, before: TablePart) -> TablePart | None:
    """Return a part that lacks the header, or None if it is another table.

    Its grid is that of the part before, or a row of it has as many cells as that has columns: a
    stray column edge makes another grid of the same table.
    """
    rows = [row for row in lines(grid) if row]
    if not rows or any(role_of(cell.text) == ("number", False) for cell in rows[0]):
        return None  # a header of its own, though not that of a task table
    if grid.columns == before.grid.columns:
        return TablePart(grid, before.columns, 0)
    for row in rows:
        if len(row) == len(before.columns):
            pairs = zip(before.columns, row, strict=True)
            moved = (Column(each.role, each.label, cell.left, cell.right) for each, cell in pairs)
            return TablePart(grid, tuple(moved), 0)
    return None


def same_labels(columns: tuple[Column, ...], others: tuple[Column, ...]) -> bool:
    """Tell whether two headers have the same labels, in whatever order; blank ones do not count."""
    one, two = ([key(each.label) for each in of if each.label] for of in (columns, others))
    return sorted(one) == sorted(two)


def same_roles(columns: tuple[Column, ...], others: tuple[Column, ...]) -> bool:
    """Tell whether two headers name the same roles in the same order, in other words."""
    return [each.role for each in columns] == [each.role for each in others]
