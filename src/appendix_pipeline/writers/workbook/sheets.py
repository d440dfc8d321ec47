"""What every sheet has: a heading, a native table, and its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from appendix_pipeline import tracker
from appendix_pipeline.writers.workbook.cells import (
    FONT,
    Book,
    Mark,
    Result,
    at,
    compute,
    dress,
    put,
)
from appendix_pipeline.writers.workbook.engine import (
    AutoFilter,
    PageMargins,
    PageSetupProperties,
    Table,
    TableColumn,
    TableFormula,
    Worksheet,
    get_column_letter,
)
from appendix_pipeline.writers.workbook.fit import HIGHEST, LINE, fit, lines

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
    """A native table: its name in formulas, how many rows, how many columns their heights need."""

    name: str
    rows: int
    fitted: int = 0


# What formulas of a column give, row by row, by the column's key.
Results = Mapping[str, Sequence[Result]]


@dataclass(frozen=True, slots=True)
class Line:
    """A text over several columns, the style of its cell, the marks of notes in it."""

    text: str
    style: str
    marks: tuple[Mark, ...] = ()


def new_sheet(book: Book, name: str, columns: Sequence[Column]) -> Worksheet:
    """Return a sheet called `name` in the labels, set up for A4 landscape, one page wide."""
    sheet: Worksheet = book.workbook.create_sheet(book.word("sheets", name))
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.8, footer=0.4)  # inches
    footer = sheet.oddFooter
    assert footer is not None
    footer.center.text = book.label("page")
    footer.center.font, footer.center.size = f"{FONT},Regular", 11
    sheet.sheet_view.showGridLines = False
    return sheet


def wide(book: Book, sheet: Worksheet, row: int, columns: int, line: Line) -> None:
    """Write a line over the first columns of a row, which is high enough to show it whole.

    Rows of merged cells are not fitted to their text by the spreadsheet itself.
    """
    put(book, at(sheet, row, 1), line.text, line.style, line.marks)
    letters = [get_column_letter(place) for place in range(1, columns + 1)]
    width = sum(sheet.column_dimensions[letter].width for letter in letters)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    # The bold 14 pt of a title takes a quarter more room than the text of a cell.
    larger = 1.25 if line.style == "title" else 1
    needed = lines(line.text, width / larger) * LINE * larger
    sheet.row_dimensions[row].height = min(needed + 1, HIGHEST)


def head(book: Book, sheet: Worksheet, columns: Sequence[Column], top: Sequence[Line]) -> None:
    """Write lines across the top of the sheet and, in row `HEADER`, the labels of its columns."""
    for row, line in enumerate(top, 1):
        wide(book, sheet, row, len(columns), line)
    for place, column in enumerate(columns, 1):
        put(book, at(sheet, HEADER, place), column.label, column.head)
    sheet.print_title_rows = f"{HEADER}:{HEADER}"


def add_table(
    book: Book,
    sheet: Worksheet,
    table: NamedTable,
    columns: Sequence[Column],
    results: Results,
) -> None:
    """Make the header and the rows below it a native table, called by its name in formulas.

    Columns with a formula are filled with it and with its `results`, as far as they are known,
    and every row is as high as its texts need.
    """
    rows = max(1, table.rows)
    _compute(book, sheet, columns, results, rows)
    fit(sheet, HEADER, HEADER + rows, table.fitted or len(columns))
    area = f"A{HEADER}:{get_column_letter(len(columns))}{HEADER + rows}"
    parts = [
        TableColumn(id=place, name=str(at(sheet, HEADER, place).value))
        for place in range(1, len(columns) + 1)
    ]
    for part, column in zip(parts, columns, strict=True):
        if column.formula:
            # Excel fills it in where a row is added.
            part.calculatedColumnFormula = TableFormula(attr_text=column.formula)
    name, filters = table.name, AutoFilter(ref=area)
    sheet.add_table(
        Table(name=name, displayName=name, ref=area, autoFilter=filters, tableColumns=parts)
    )


def _compute(
    book: Book, sheet: Worksheet, columns: Sequence[Column], results: Results, rows: int
) -> None:
    for place, column in enumerate(columns, 1):
        known = results.get(column.key, ())
        if column.formula:
            for row in range(HEADER + 1, HEADER + rows + 1):
                nth = row - HEADER - 1
                cell = at(sheet, row, place)
                compute(book, cell, column.formula, known[nth] if nth < len(known) else None)
                dress(book, cell, column.style)
