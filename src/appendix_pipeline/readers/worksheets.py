"""A workbook that an office made by itself, as a document: its sheets are tables like Word's.

The rows from the first to the last of three cells and more are a table, and those that touch them
from below; what stands round it are lines of text. So the rules for columns, sections, titles and
notes are those for Word files.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import product
from typing import Any

from appendix_pipeline.model.document import Cell, Document, Grid, Location, Mark, Paragraph, Source
from appendix_pipeline.readers.cells import is_raised, shown
from appendix_pipeline.readers.refusal import refusal

_FEWEST = 3  # filled cells of a table's row
_WIDEST = 200  # columns that are looked at


def read_worksheets(data: bytes, source: Source, most: int) -> Document:
    """Return what the visible sheets of a workbook show; formulas give their last values.

    Raises:
        InputError: a formula is not computed, or a sheet has more than `most` cells.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 (heavy)

    book = load_workbook(BytesIO(data), data_only=True, rich_text=True)
    formulas = load_workbook(BytesIO(data))
    blocks: list[Paragraph | Grid] = []
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state == "visible":
            _check_computed(formulas[sheet.title], sheet, source.name)
            cells = _Cells(sheet, number)
            if len(cells.rows) * cells.columns > most:
                raise refusal(source.name, "too-many-cells", limit=most, option="--max-cells")
            blocks += _blocks(cells)
    return Document(source, tuple(blocks))


def _check_computed(formulas: Any, sheet: Any, name: str) -> None:
    """Refuse a formula that no program has computed yet; a blank text is a value of type "str"."""
    shown_cells = _found(sheet)
    for place, cell in _found(formulas).items():
        value = shown_cells[place]
        if cell.data_type == "f" and value.value is None and value.data_type != "str":
            raise refusal(name, "not-computed", cell=f"{sheet.title}!{cell.coordinate}")


def _found(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that the file has, by row and column; openpyxl's own ways make others."""
    return dict(sheet._cells)  # noqa: SLF001


def _blocks(cells: "_Cells") -> Iterator[Paragraph | Grid]:
    """Yield the lines and the table of a sheet in reading order; without long rows all is one."""
    rows = cells.rows
    if not rows:
        return
    long = [row for row in rows if len(rows[row]) >= _FEWEST] or list(rows)
    first, last = long[0], long[-1]
    while last + 1 in rows:
        last += 1
    for row, columns in rows.items():
        if row == first:
            yield cells.grid(first, last)
        elif row < first and len(columns) > 1:
            yield cells.grid(row, row)  # the name of the office beside that of the country
        elif not first <= row <= last:
            for column in columns:
                yield cells.paragraph(row, column)


class _Cells:
    """The cells of one sheet, its rows and columns counted from 1, as far as they are filled.

    `rows` are the filled columns of each row that shows anything.
    """

    def __init__(self, sheet: Any, number: int) -> None:
        self._number = number
        self._found = {
            place: cell
            for place, cell in sorted(_found(sheet).items())
            if shown(cell.value, cell.number_format).strip() and place[1] <= _WIDEST
        }
        self.rows: dict[int, list[int]] = {}
        for row, column in self._found:
            self.rows.setdefault(row, []).append(column)
        self.columns = max((column for _, column in self._found), default=0)
        self._merged = {
            (area.min_row, area.min_col): (area.max_row, area.max_col)
            for area in sheet.merged_cells.ranges
        }

    def paragraph(self, row: int, column: int) -> Paragraph:
        """Return what a cell shows, with what stands raised in it."""
        where = Location(table=self._number, row=row, column=column, paragraph=1)
        cell: Any = self._found.get((row, column))
        text, marks = "", []
        for run in _runs(cell.value) if cell else ():
            start = len(text)
            text += shown(run, cell.number_format)
            if is_raised(run):
                marks.append(Mark("superscript", start, len(text)))
        return Paragraph(text, where, tuple(marks))

    def grid(self, first: int, last: int) -> Grid:
        """Return the rows from `first` to `last` as a table that keeps the places of the sheet."""
        taken: set[tuple[int, int]] = set()
        cells = []
        rows = [row for row in self.rows if first <= row <= last]
        for row, column in product(rows, range(1, self.columns + 1)):
            if (row, column) not in taken:
                bottom, right = self._merged.get((row, column), (row, column))
                bottom, right = min(bottom, last), min(right, self.columns)
                taken |= set(product(range(row, bottom + 1), range(column, right + 1)))
                where = Location(table=self._number, row=row, column=column)
                lines = (self.paragraph(row, column),)
                cells.append(Cell(row - 1, column - 1, bottom, right, lines, where))
        return Grid(tuple(cells), last, self.columns, Location(table=self._number))


def _runs(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
