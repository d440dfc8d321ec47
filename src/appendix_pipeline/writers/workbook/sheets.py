"""What every sheet has: a heading, a native table, and its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appendix_pipeline import tracker
from appendix_pipeline.tracker import written
from appendix_pipeline.writers.workbook.cells import (
    FONT,
    Book,
    Mark,
    Result,
    at,
    compute,
    put,
    show,
)
from appendix_pipeline.writers.workbook.engine import Sheet
from appendix_pipeline.writers.workbook.fit import HIGHEST, LINE, lines

HEADER = tracker.HEADER


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a native table: its width in characters and the style of its cells.

    `head` is the style of its heading: "entry" for what the office is to fill in. A column
    with a formula is computed, the same for every row.
    """

    key: str
    label: str
    width: float
    style: str
    head: str = "head"
    formula: str = ""


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A native table: its name in formulas, and how many rows it has below its header."""

    name: str
    rows: int


# What formulas of a column give, row by row, by the column's key.
Results = Mapping[str, Sequence[Result]]


@dataclass(frozen=True, slots=True)
class Line:
    """A text over several columns, the style of its cell, the marks of notes in it."""

    text: str
    style: str
    marks: tuple[Mark, ...] = ()


def new_sheet(book: Book, name: str, columns: Sequence[Column], fitted: int = 0) -> Sheet:
    """Return a sheet called `name` in the labels, set up for A4 landscape, one page wide.

    Rows are as high as the texts of the first `fitted` columns need, of all where it is 0.
    """
    sheet: Sheet = book.workbook.add_worksheet(book.word("sheets", name))
    for place, column in enumerate(columns):
        sheet.widen(place, column.width)
    sheet.fitted = fitted or len(columns)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.8)  # inches
    sheet.set_footer(f'&C&"{FONT},Regular"&11{book.label("page")}', {"margin": 0.4})
    sheet.hide_gridlines(2)
    return sheet


def wide(book: Book, sheet: Sheet, row: int, columns: int, line: Line) -> None:
    """Write a line over the first columns of a row, which is high enough to show it whole.

    Rows of merged cells are not fitted to their text by the spreadsheet itself.
    """
    sheet.merge_range(row - 1, 0, row - 1, columns - 1, "", book.style(line.style))
    put(book, at(sheet, row, 1), line.text, line.style, line.marks)
    width = sum(sheet.widths[place] for place in range(columns))
    # The bold 14 pt of a title takes a quarter more room than the text of a cell.
    larger = 1.25 if line.style == "title" else 1
    needed = lines(line.text, width / larger) * LINE * larger
    sheet.set_row(row - 1, min(needed + 1, HIGHEST))


def head(book: Book, sheet: Sheet, columns: int, top: Sequence[Line]) -> None:
    """Write lines across the first columns, above the table, whose header is on every page."""
    for row, line in enumerate(top, 1):
        wide(book, sheet, row, columns, line)
    sheet.repeat_rows(HEADER - 1)


def add_table(
    book: Book, sheet: Sheet, table: NamedTable, columns: Sequence[Column], results: Results
) -> None:
    """Make row `HEADER` and the rows below it a native table, called by its name in formulas.

    Columns with a formula are filled with it and with its `results`, as far as they are known,
    and every row is as high as its texts need.
    """
    last = HEADER + max(1, table.rows)
    parts = [
        # Excel fills the formula in where a row is added.
        {"header": written(column.label), "formula": column.formula}
        for column in columns
    ]
    options = {"name": table.name, "style": None, "banded_rows": False, "columns": parts}
    sheet.add_table(HEADER - 1, 0, last - 1, len(columns) - 1, options)
    for place, column in enumerate(columns, 1):
        put(book, at(sheet, HEADER, place), column.label, column.head)
        known = results.get(column.key, ())
        for row in range(HEADER + 1, last + 1) if column.formula else ():
            nth = row - HEADER - 1
            result = known[nth] if nth < len(known) else None
            compute(book, at(sheet, row, place), column.formula, result, column.style)
    sheet.fit(HEADER - 1, last - 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values: key, width, style and style of the heading of each column, and the rows.

    `none` is what stands in the fourth column where there are none.
    """

    columns: Sequence[tuple[str, float, str, str]]
    rows: Sequence[Sequence[str | int | None]]
    none: str
    subtitle: str = ""


def add_list(book: Book, name: str, listing: Listing) -> None:
    """Add a sheet called `name` in the labels with a list; its table has that name in formulas."""
    made = [
        Column(key, book.word("columns", key), width, style, heading)
        for key, width, style, heading in listing.columns
    ]
    sheet = new_sheet(book, name, made)
    top = (Line(book.word("sheets", name), "title"), Line(listing.subtitle, "subtitle"))
    head(book, sheet, len(made), top if listing.subtitle else top[:1])
    shown = listing.rows or [[None, None, None, listing.none, *[None] * (len(made) - 4)]]
    for number, row in enumerate(shown, HEADER + 1):
        for place, (column, value) in enumerate(zip(made, row, strict=True), 1):
            if isinstance(value, str):
                put(book, at(sheet, number, place), value, column.style)
            else:
                show(book, at(sheet, number, place), value, column.style)
    add_table(book, sheet, NamedTable(name.capitalize(), len(listing.rows)), made, {})
    sheet.freeze_panes(HEADER, 0)
