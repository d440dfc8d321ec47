"""A Word table as a grid: the extents of its cells computed in one pass over the rows.

python-docx's own way is not taken: `CT_Tc.bottom` raises where no cell of the next row starts at
the same column, as under a merged header, and `row.cells` repeats the text of merged cells.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from appendix_pipeline.model.document import Cell, Grid, Location, Paragraph
from appendix_pipeline.readers.inline import Seen, visible
from appendix_pipeline.readers.names import VAL, Element, W

MAX_SPAN = 64
_MOST_DIGITS = 9
ReadCell = Callable[[Element, Location], tuple[Paragraph, ...]]


class MalformedTableError(ValueError):
    """A span is wider than any table: reading on would make a grid of thousands of columns."""


def _number(properties: Element | None, name: str, default: int) -> int:
    found = None if properties is None else properties.find(f"{W}{name}")
    value = "" if found is None else found.get(VAL, "")
    number = int(value) if value.isdigit() and len(value) <= _MOST_DIGITS else default
    if number > MAX_SPAN or len(value) > _MOST_DIGITS:
        raise MalformedTableError(f"{name} {value[:_MOST_DIGITS]}")
    return number


def _merge(properties: Element | None, name: str) -> str:
    """Return "restart", "continue" or nothing; an element without a value means "continue"."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return "" if found is None else found.get(VAL, "continue")


def _rows(table: Element, seen: Seen) -> Iterator[Element]:
    for row in visible(table, seen):
        if row.tag != f"{W}tr":
            continue
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            seen.tracked = True  # a deleted row is out in the accepted view
            continue
        yield row


def read_grid(table: Element, number: int, seen: Seen, read_cell: ReadCell) -> Grid:
    """Return `w:tbl` number `number` (from 1) of the file with each merged cell once."""
    cells: list[Cell] = []
    open_at: dict[int, int] = {}  # left edge -> index of the newest cell that starts there
    top = columns = 0
    for row in _rows(table, seen):
        left = _number(row.find(f"{W}trPr"), "gridBefore", 0)
        for tc in visible(row, seen):
            if tc.tag != f"{W}tc":
                continue
            properties = tc.find(f"{W}tcPr")
            right = left + max(_number(properties, "gridSpan", 1), 1)
            where = Location("body", number, top + 1, left + 1)
            above = open_at.get(left)
            if _merge(properties, "hMerge") == "continue" and cells and cells[-1].top == top:
                cells[-1] = replace(cells[-1], right=right)
            elif (
                _merge(properties, "vMerge") == "continue"
                and above is not None
                and cells[above].bottom == top
            ):
                one = cells[above]
                cells[above] = Cell(
                    one.top, one.left, top + 1, one.right, one.paragraphs, one.where
                )
                # Word does not show what a continuing cell holds.
                seen.hidden += (each.text for each in read_cell(tc, where))
            else:
                open_at[left] = len(cells)
                cells.append(Cell(top, left, top + 1, right, read_cell(tc, where), where))
            left = right
        columns = max(columns, left)
        top += 1
    return Grid(tuple(cells), top, columns, Location(table=number))
