"""The consolidated workbook: streamed row by row, so that no table is held as cells."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.sheets import SHEETS, Sheet
from appendix_pipeline.consolidation.words import in_words, label
from appendix_pipeline.tracker import LONGEST, written
from appendix_pipeline.writers.workbook.cells import QUOTED, Book, new_book
from appendix_pipeline.writers.workbook.engine import (
    PageSetupProperties,
    WriteOnlyCell,
    get_column_letter,
)
from appendix_pipeline.writers.workbook.fit import HIGHEST, LINE, lines
from appendix_pipeline.writers.workbook.package import pack

_MOST_ROWS = 1_048_576 - 1  # of a sheet, below its header
_EARLIEST = "1900-03-01"  # Excel's calendar is right from here on


def workbook(asked: Asked) -> bytes:
    """Return the workbook; no text in it is a formula, and none is cut without saying so."""
    book = new_book(asked.lang, streamed=True)
    for sheet in SHEETS:
        rows = iter(sheet.rows(asked))
        part, first = 1, next(rows, None)
        while part == 1 or first is not None:
            whole = chain([first] if first is not None else [], rows)
            _add(book, sheet, part, islice(whole, _MOST_ROWS))
            part, first = part + 1, next(rows, None)
    book.workbook.properties.title = label("words", "title", asked.lang)
    book.workbook.properties.creator = "appendix_pipeline"
    return pack(book)


def _add(book: Book, sheet: Sheet, part: int, rows: Iterator[Row]) -> None:
    name = label("sheets", sheet.name, book.lang)
    made = book.workbook.create_sheet(f"{name} ({part})" if part > 1 else name)
    for place, (_, width, _) in enumerate(sheet.columns, 1):
        made.column_dimensions[get_column_letter(place)].width = width
    made.page_setup.orientation = "landscape"
    made.page_setup.paperSize = 9
    made.page_setup.fitToHeight = 0
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.print_title_rows = "1:1"
    made.freeze_panes = "A2"
    made.row_dimensions[1].height = 2 * LINE + 3
    cells = _Cells(book, made)
    made.append([cells.text(label("columns", key, book.lang), "head") for key, *_ in sheet.columns])
    count = 1
    for row in rows:
        count += 1
        values = [
            in_words(key, each, book.lang)
            for (key, *_), each in zip(sheet.columns, row, strict=True)
        ]
        # The sheet would keep what it knows of every row.
        made.row_dimensions[count].height = _height(sheet, values)
        made.append(
            [cells.of(each, style) for each, (*_, style) in zip(values, sheet.columns, strict=True)]
        )
        del made.row_dimensions[count]
    made.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"


def _height(sheet: Sheet, values: list[Any]) -> float:
    """Return what the longest text needs; most are plainly short, and measuring is dear."""
    needed = max(
        lines(value, width) if len(value) > width / 2 or "\n" in value else 1
        for value, (_, width, _) in zip(values, sheet.columns, strict=True)
        if isinstance(value, str)
    )
    return min(LINE * needed + 3, HIGHEST)


class _Cells:
    """Cells of one sheet. A style is looked up once: openpyxl would do it for every cell."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._styles: dict[tuple[str, bool], Any] = {}

    def of(self, value: Any, style: str) -> Any:
        """Return a cell for a value of the store: a count, a day, a text, or nothing."""
        if style == "date" and value and value >= _EARLIEST:
            return self._cell(date.fromisoformat(value), "date")
        if isinstance(value, str):
            return self.text(value, "centre" if style == "date" else style)
        return self._cell(value, style)

    def text(self, text: str, style: str) -> Any:
        """Return a cell with a text that is never a formula."""
        stored = written(text)
        if len(stored) > LONGEST // 2 and len(stored.encode("utf-16-le")) // 2 > LONGEST:
            stored = written(text[: LONGEST // 8]) + label("words", "cut", self._book.lang)
        cell = self._cell(stored, style, quoted=text.startswith(QUOTED))
        cell.data_type = "s"
        return cell

    def _cell(self, value: Any, style: str, *, quoted: bool = False) -> Any:
        cell: Any = WriteOnlyCell(self._sheet, value)
        known = self._styles.get((style, quoted))
        if known is None:
            cell.style = style
            cell.quotePrefix = quoted
            known = self._styles[style, quoted] = cell._style  # noqa: SLF001 (see above)
        cell._style = known  # noqa: SLF001
        return cell
