"""The consolidated workbook, built in temporary files: hundreds of thousands of rows."""

from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.sheets import SHEETS, Sheet
from appendix_pipeline.consolidation.words import in_words, label
from appendix_pipeline.tracker import LONGEST, units
from appendix_pipeline.writers.workbook.cells import FONT, Book, Cell, new_book, pack, put, show
from appendix_pipeline.writers.workbook.fit import HIGHEST, LINE, lines

_MOST_ROWS = 1_048_576 - 1  # of a sheet, below its header
_FOOTER = f'&C&"{FONT},Regular"&9&A – &P/&N'  # the sheet, the page of how many
_EARLIEST = "1900-03-01"  # Excel's calendar is right from here on


def workbook(asked: Asked) -> bytes:
    """Return the workbook; no text in it is a formula, and none is cut without saying so."""
    book = new_book(asked.lang, in_memory=False)
    for sheet in SHEETS:
        rows = iter(sheet.rows(asked))
        part, first = 1, next(rows, None)
        while part == 1 or first is not None:
            whole = chain([first] if first is not None else [], rows)
            _add(book, sheet, part, islice(whole, _MOST_ROWS))
            part, first = part + 1, next(rows, None)
    title = label("words", "title", asked.lang)
    book.workbook.set_properties({"title": title, "author": "appendix_pipeline"})
    return pack(book)


def _add(book: Book, sheet: Sheet, part: int, rows: Iterator[Row]) -> None:
    name = label("sheets", sheet.name, book.lang)
    made = book.workbook.add_worksheet(f"{name} ({part})" if part > 1 else name)
    heads = [label("columns", key, book.lang) for key, *_ in sheet.columns]
    for place, (head, (_, width, _)) in enumerate(zip(heads, sheet.columns, strict=True)):
        made.widen(place, width)
        put(book, Cell(made, 0, place), head, "head")
    made.set_row(0, _height(sheet, heads))
    made.set_landscape()
    made.set_paper(sheet.paper)
    made.fit_to_pages(1, 0)
    made.set_footer(_FOOTER, {"scale_with_doc": False})
    made.repeat_rows(0)
    made.freeze_panes(1, 0)
    count = 0
    for row in rows:
        count += 1
        values = [
            in_words(key, each, book.lang)
            for (key, *_), each in zip(sheet.columns, row, strict=True)
        ]
        made.set_row(count, _height(sheet, values))
        for place, (value, (*_, style)) in enumerate(zip(values, sheet.columns, strict=True)):
            _fill(book, Cell(made, count, place), value, style)
    made.autofilter(0, 0, count, len(sheet.columns) - 1)


def _height(sheet: Sheet, values: list[Any]) -> float:
    """Return what the longest text needs; most are plainly short, and measuring is dear."""
    needed = max(
        lines(value, width) if len(value) > width / 2 or "\n" in value else 1
        for value, (_, width, _) in zip(values, sheet.columns, strict=True)
        if isinstance(value, str)
    )
    return min(LINE * needed + 3, HIGHEST)


def _fill(book: Book, cell: Cell, value: Any, style: str) -> None:
    """Write a value of the store: a count, a day, a text, or nothing."""
    if style == "date" and value and value >= _EARLIEST:
        show(book, cell, date.fromisoformat(value), style)
    elif isinstance(value, str):
        if len(value) > LONGEST // 14 and units(value) > LONGEST:
            value = value[: LONGEST // 8] + label("words", "cut", book.lang)
        put(book, cell, value, "centre" if style == "date" else style)
    else:
        show(book, cell, value, style)
