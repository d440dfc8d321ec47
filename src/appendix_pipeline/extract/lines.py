"""The rows of a logical table as lines: cells by column, over the page breaks between parts.

A merged cell that a page break cut goes on below it as a blank; it is given what stood above.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from appendix_pipeline.extract.columns import counts_columns, lines, role_of
from appendix_pipeline.model.document import Cell, Location
from appendix_pipeline.model.table import Column, Table, TablePart
from appendix_pipeline.text import clean_number, fold, key

Cells = tuple[Cell, ...]
_HEADING_NUMERAL = re.compile("[IVXLCDM]+|[A-ZĐ]")


@dataclass(frozen=True, slots=True)
class Line:
    """One grid row: for each column of the logical table the cells that hold its text.

    `own` are the cells that begin in this row, from left to right: what is counted here.
    `header` tells that it repeats the header, `after_break` that it is the first below a page
    break: of a later part, or below a header typed again.
    """

    cells: tuple[Cells, ...]
    own: Cells
    columns: tuple[Column, ...]
    where: Location
    header: bool = False
    after_break: bool = False

    def of(self, *roles: str) -> Cells:
        """The cells under the columns of these roles, those merged from above among them."""
        return tuple(
            cell
            for column, cells in zip(self.columns, self.cells, strict=True)
            if column.role in roles
            for cell in cells
        )

    def filled(self, *roles: str) -> bool:
        """Tell whether a column of one of these roles has text here."""
        return any(cell.text.strip() for cell in self.of(*roles))

    def begins(self, *roles: str) -> bool:
        """Tell whether text begins here under a column of one of these roles."""
        return any(
            cell.text.strip() and any(cell is own for own in self.own) for cell in self.of(*roles)
        )

    def number(self) -> str:
        """The number of this row as displayed, without closing punctuation."""
        return clean_number(" ".join(cell.text for cell in self.of("number")))

    def outside(self) -> Cells:
        """The cells that begin in this row and lie under no column, though they hold text."""
        inside = {id(cell) for cells in self.cells for cell in cells}
        return tuple(cell for cell in self.own if id(cell) not in inside and cell.text.strip())

    def text(self) -> str:
        """The texts that begin in this row, joined by blanks."""
        return fold(" ".join(cell.text for cell in self.own))


@dataclass(slots=True)
class _Breaks:
    """Page breaks met while reading on: between parts, and where the header is typed again.

    `open` are the columns whose cell goes on below the last break, with what stands above it.
    `by_agency` tells that the table's numbers count agencies.
    """

    by_agency: bool
    above: tuple[Cells, ...] = ()
    end: int = 0
    top: int = 0
    open: dict[int, Cells] = field(default_factory=dict)

    def begin(self, line: Line) -> None:
        """Look which cells go on: a blank below the break, merged here or with those above it.

        An agency and its number go on though one task alone stands on either side. None goes on
        below a heading.
        """
        self.top = (line.where.row or 1) - 1
        agency = self.by_agency and not line.filled("number", "lead")
        self.open = {
            index: cells
            for index, cells in enumerate(() if _heads(line) else self.above)
            if cells and all(cell.bottom == self.end for cell in cells)
            if any(c.bottom - c.top > 1 for c in (*cells, *line.cells[index]))
            or (agency and line.columns[index].role in ("number", "lead"))
        }

    def fill(self, line: Line) -> Line:
        """Return a line with what the break cut off it."""
        cells = line.cells
        for index in list(self.open):
            if all(not c.text.strip() and c.top == self.top for c in cells[index]):
                cells = (*cells[:index], self.open[index], *cells[index + 1 :])
            else:
                del self.open[index]
        return line if cells is line.cells else replace(line, cells=cells)


def read_lines(table: Table) -> Iterator[Line]:
    """Yield the lines of all parts in reading order."""
    breaks = _Breaks(_counts_agencies(table))
    for number, part in enumerate(table.parts):
        broken = number > 0
        for line in _part_lines(part, table.columns):
            if _repeats_header(line) or counts_columns([cell.text for cell in line.own]):
                broken = True
                yield replace(line, header=True)
                continue
            if broken:
                breaks.begin(line)
            breaks.above, breaks.end = line.cells, line.where.row or 1
            filled = breaks.fill(line) if breaks.open else line
            yield replace(filled, after_break=True) if broken else filled
            broken = False


def _counts_agencies(table: Table) -> bool:
    """Tell whether a number somewhere is merged over several tasks together with their lead."""
    for part in table.parts:
        merged: dict[str, set[tuple[int, int]]] = {"number": set(), "lead": set()}
        roles = {each.left: each.role for each in part.columns if each.role in merged}
        for cell in part.grid.cells:
            if cell.left in roles and cell.bottom - cell.top > 1 and cell.top >= part.top:
                merged[roles[cell.left]].add((cell.top, cell.bottom))
        if not merged["number"].isdisjoint(merged["lead"]):
            return True
    return False


def _heads(line: Line) -> bool:
    """Tell whether a line has the numeral of a heading, and neither agencies nor deadline."""
    numeral = _HEADING_NUMERAL.fullmatch(line.number()) is not None
    return numeral and not line.filled("lead", "coordinating", "deadline")


def _repeats_header(line: Line) -> bool:
    """Tell whether all that a line says are labels, those of its columns or of another."""
    said = [
        (label, column.role)
        for column, cells in zip(line.columns, line.cells, strict=True)
        for cell in cells
        if (label := cell.text.strip())
    ]
    return bool(said) and all(_is_label(*each, line.columns) for each in said)


def _is_label(text: str, role: str, columns: tuple[Column, ...]) -> bool:
    if role == "number":
        return not text[0].isdigit() and role_of(text) == (role, False)
    return any(key(text) in _labels(each.label) for each in columns if each.role == role)


@lru_cache
def _labels(label: str) -> frozenset[str]:
    return frozenset(map(key, label.split(" / ")))


def _part_lines(part: TablePart, columns: tuple[Column, ...]) -> Iterator[Line]:
    order = _match_columns(part.columns, columns)
    rows = lines(part.grid)
    for row in range(part.top, part.grid.rows):
        by_column = _by_column(part.columns, rows[row])
        cells = tuple(() if index is None else by_column[index] for index in order)
        own = tuple(cell for cell in rows[row] if cell.top == row)
        left = own[0].left + 1 if own else 1
        where = Location(table=part.grid.where.table, row=row + 1, column=left)
        yield Line(cells, own, columns, where)


def _by_column(columns: tuple[Column, ...], row: list[Cell]) -> list[Cells]:
    """Return the cells of each column: in order where there are as many, else by their edges."""
    left, right = columns[0].left, columns[-1].right
    if row and (row[0].right <= left or row[-1].left >= right):  # blanks beside the table
        row = [c for c in row if (c.right > left and c.left < right) or c.text.strip()]
    if len(row) == len(columns):
        return [(cell,) for cell in row]
    return [_cells_of(each, row) for each in columns]


def _cells_of(column: Column, row: list[Cell]) -> Cells:
    inside = tuple(cell for cell in row if column.left <= cell.left < column.right)
    return inside or tuple(cell for cell in row if cell.left < column.left < cell.right)


def _match_columns(own: tuple[Column, ...], columns: tuple[Column, ...]) -> list[int | None]:
    """Return for each column of the table its index in a part: by its label, else its role."""
    labels, roles = [each.label for each in own], [each.role for each in own]
    if labels == [each.label for each in columns]:
        return list(range(len(columns)))
    return [
        labels.index(each.label)
        if each.label in labels
        else roles.index(each.role)
        if each.role in roles
        else None
        for each in columns
    ]
