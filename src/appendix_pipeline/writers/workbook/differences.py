"""The workbook of the differences between two datasets: one sheet, one row a difference."""

from collections.abc import Iterable

from appendix_pipeline.comparison import Difference, field_in_words, texts_in_words
from appendix_pipeline.options import Lang
from appendix_pipeline.writers.workbook.cells import at, new_book, pack, put
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    NamedTable,
    add_table,
    head,
    new_sheet,
)

TABLE = "Differences"
_COLUMNS = (
    ("id", 10, "centre"),
    ("difference", 14, "centre"),
    ("field", 24, "text"),
    ("before", 56, "text"),
    ("after", 56, "text"),
)


def differences_workbook(found: Iterable[Difference], names: str, lang: Lang) -> bytes:
    """Return a workbook of the differences; `names` says between what."""
    found = list(found)
    book = new_book(lang)
    columns = [
        Column(key, book.word("columns", key), width, style) for key, width, style in _COLUMNS
    ]
    sheet = new_sheet(book, "differences", columns)
    title = Line(book.word("sheets", "differences"), "title")
    head(book, sheet, len(columns), [title, Line(names, "subtitle")])
    for row, each in enumerate(found, HEADER + 1):
        kind, field = book.word("differences", each.kind), field_in_words(each, lang)
        for number, text in enumerate((each.task, kind, field, *texts_in_words(each)), 1):
            put(book, at(sheet, row, number), text, columns[number - 1].style)
    if not found:
        put(book, at(sheet, HEADER + 1, 4), book.label("no_differences"), "text")
    add_table(book, sheet, NamedTable(TABLE, len(found)), columns, {})
    sheet.freeze_panes(HEADER, 0)
    return pack(book)
