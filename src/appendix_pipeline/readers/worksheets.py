"""A workbook that an office made by itself, as a document: its sheets are tables like Word's.

The rows from the first to the last of three cells and more are a table, and those that touch them
from below; a table ends above another header or a row of signatures. What stands round the tables
are lines of text. So the rules for columns, sections, titles and notes are those for Word files.
"""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise, product
from typing import Any

from appendix_pipeline.model.document import Cell, Document, Grid, Location, Mark, Paragraph, Source
from appendix_pipeline.readers.cells import is_raised, shown
from appendix_pipeline.readers.refusal import refusal
from appendix_pipeline.rules import load
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold, key

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
    """Yield the lines and the tables of a sheet in reading order."""
    tables = dict(_tables(cells))
    first, end = min(tables, default=0), 0
    for row, columns in cells.rows.items():
        if row in tables:
            end = tables[row]
            yield cells.grid(row, end)
        elif row < first and len(columns) > 1:
            yield cells.grid(row, row)  # the name of the office beside that of the country
        elif row > end:
            for column in columns:
                yield cells.paragraph(row, column)


def _tables(cells: "_Cells") -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each table; without long rows all is one."""
    rows = list(cells.rows)
    starts = [bisect_left(rows, row) for row in _starts(cells)] or [0] * bool(rows)
    for start, stop in pairwise([*starts, len(rows)]):
        inside = rows[start:stop]
        while stop < len(rows) and len(cells.rows[inside[-1]]) == 1:
            inside.pop()  # the title of the next table
        end = next((row for row in inside[1:] if cells.is_signature(row)), inside[-1] + 1)
        long = [row for row in inside if row < end and len(cells.rows[row]) >= _FEWEST]
        last = long[-1] if long else end - 1
        while last + 1 < end and last + 1 in cells.rows:
            last += 1
        yield inside[0], last


def _starts(cells: "_Cells") -> list[int]:
    """Return the rows in which tables begin: the first long one, and headers set apart.

    A header stands below a gap or a title. One with the labels of the header above it only
    repeats it, save below a heading "Phụ lục".
    """
    starts: list[int] = []
    labels: list[str] = []
    titles: list[str] = []
    above = 0
    for row, columns in cells.rows.items():
        if len(columns) == 1:
            titles.append(cells.texts(row)[0])
            continue
        if len(columns) >= _FEWEST:
            own = cells.texts(row) if cells.is_header(row) else []
            apart = titles or row > above + 1
            again = own == labels and not any(match("heading", each) for each in titles)
            if not starts or (own and apart and not again):
                starts.append(row)
            labels = own or labels
        above, titles = row, []
    return starts


@cache
def _number_labels() -> frozenset[str]:
    """Return the labels of the column that numbers the tasks, which a header begins with."""
    roles = (role for role in load("columns")["role"] if role["name"] == "number")
    return frozenset(key(label) for role in roles for label in role["labels"])


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

    def texts(self, row: int) -> list[str]:
        """Return what the filled cells of a row show, white space folded."""
        return [fold(self.paragraph(row, column).text) for column in self.rows[row]]

    def is_header(self, row: int) -> bool:
        """Tell whether a row begins with the label of the numbers."""
        first = self.paragraph(row, self.rows[row][0]).text
        return key(first).strip(" .:*") in _number_labels()

    def is_signature(self, row: int) -> bool:
        """Tell whether those sign in a row, or their names are asked for; it has no number."""
        texts = self.texts(row)
        signed = any(match("signature", each) for each in texts)
        return signed and len(texts) > 1 and not texts[0].strip("(). ").isdigit()

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
