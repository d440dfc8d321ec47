"""A Word table as a grid: the extents of its cells computed in one pass over the rows.

python-docx's own way is not taken: `CT_Tc.bottom` raises where no cell of the next row starts at
the same column, as under a merged header, and `row.cells` repeats the text of merged cells.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from appendix_pipeline.model.document import Cell, Grid, Location, Paragraph
from appendix_pipeline.readers.names import VAL, Element, W
from appendix_pipeline.readers.seen import Seen, visible

MAX_SPAN = 64  # Word has 63 columns at most
MAX_COLUMNS = 500  # of the layout grid, on which edges of cells may be many
_MOST_DIGITS = 9
_CELL = f"{W}tc"
_DELETED, _INSERTED, _MERGED = f"{W}cellDel", f"{W}cellIns", f"{W}cellMerge"
ReadCell = Callable[[Element, Location], tuple[Paragraph, ...]]


class MalformedTableError(ValueError):
    """A table is wider than any, by `limit` columns: reading on would fill a grid of thousands."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


Properties = dict[str, Element]


def _properties(element: Element, name: str) -> Properties:
    """Return the children of an element's properties by tag; those, if any, come first."""
    first = element[0] if len(element) else None
    if first is None or first.tag != name:
        first = element.find(name)
    return {} if first is None else {each.tag: each for each in first}


def _number(properties: Properties, name: str, default: int) -> int:
    found = properties.get(f"{W}{name}")
    value = "" if found is None else found.get(VAL, "")
    number = int(value[: _MOST_DIGITS + 1]) if value.isdecimal() else default
    if number > MAX_SPAN:
        raise MalformedTableError(MAX_SPAN)
    return number


def _merge(properties: Properties, name: str) -> str:
    """Return "restart", "continue" or nothing; an element without a value means "continue"."""
    found = properties.get(f"{W}{name}")
    return "" if found is None else found.get(VAL, "continue")


def _rows(table: Element, seen: Seen) -> Iterator[tuple[Element, Properties]]:
    for row in visible(table, seen):
        if row.tag != f"{W}tr":
            continue
        properties = _properties(row, f"{W}trPr")
        deleted = f"{W}del" in properties  # out in the accepted view
        seen.tracked |= deleted or f"{W}ins" in properties
        if not deleted:
            yield row, properties


def _cells(row: Element, seen: Seen) -> Iterator[tuple[Element, Properties]]:
    for tc in visible(row, seen):
        if tc.tag != _CELL:
            continue
        properties = _properties(tc, f"{W}tcPr")
        deleted = _DELETED in properties
        seen.tracked |= deleted or _INSERTED in properties or _MERGED in properties
        if not deleted:
            yield tc, properties


def _vertical_merge(properties: Properties) -> str:
    """Return how a cell is merged with those above it; a tracked merge is as accepted."""
    tracked = properties.get(_MERGED)
    if tracked is None:
        return _merge(properties, "vMerge")
    return {"rest": "restart", "cont": "continue"}.get(tracked.get(f"{W}vMerge", ""), "")


def read_grid(table: Element, number: int, seen: Seen, read_cell: ReadCell) -> Grid:
    """Return `w:tbl` number `number` (from 1) of the file with each merged cell once.

    A cell that says it goes on though none above it began to merge does so only if it is blank.
    """
    cells: list[Cell] = []
    bottoms: list[int] = []  # of each cell
    open_at: dict[int, int] = {}  # left edge -> index of the newest cell that starts there
    merging: set[int] = set()  # the indices of cells that began to merge
    top = columns = 0
    for row, row_properties in _rows(table, seen):
        left = _number(row_properties, "gridBefore", 0)
        for tc, properties in _cells(row, seen):
            right = left + max(_number(properties, "gridSpan", 1), 1)
            where = Location("body", number, top + 1, left + 1)
            above = open_at.get(left, -1)
            vertical = _vertical_merge(properties)
            if _merge(properties, "hMerge") == "continue" and cells and cells[-1].top == top:
                cells[-1] = replace(cells[-1], right=right)
                seen.hide(tc)  # Word does not show what it holds
            elif (
                vertical == "continue"
                and above >= 0
                and bottoms[above] == top
                and (above in merging or not _holds_text(tc))
            ):
                bottoms[above] = top + 1
                seen.hide(tc)  # Word does not show what it holds
            else:
                if vertical:
                    merging.add(len(cells))
                open_at[left] = len(cells)
                cells.append(Cell(top, left, top + 1, right, read_cell(tc, where), where))
                bottoms.append(top + 1)
            left = right
        if left > MAX_COLUMNS:
            raise MalformedTableError(MAX_COLUMNS)
        columns = max(columns, left)
        top += 1
    drawn = (
        cell if cell.bottom == bottom else replace(cell, bottom=bottom)
        for cell, bottom in zip(cells, bottoms, strict=True)
    )
    return Grid(tuple(drawn), top, columns, Location(table=number))


def _holds_text(tc: Element) -> bool:
    return any((each.text or "").strip() for each in tc.iter(f"{W}t"))


def shown_cells(table: Element, seen: Seen) -> list[Element]:
    """Return the cells of a table that show what they hold, in reading order."""
    cells: list[Element] = []

    def keep(tc: Element, _: Location) -> tuple[Paragraph, ...]:
        cells.append(tc)
        return ()

    read_grid(table, 0, seen, keep)
    return cells
