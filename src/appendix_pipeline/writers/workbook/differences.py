"""The workbook of the differences between two datasets: one sheet, one row a difference."""

from collections.abc import Iterable

from appendix_pipeline.comparison import Difference, field_in_words, texts_in_words
from appendix_pipeline.options import Lang
from appendix_pipeline.writers.workbook.cells import new_book, pack
from appendix_pipeline.writers.workbook.sheets import Listing, add_list

_COLUMNS = (
    ("id", 10, "centre", "head"),
    ("difference", 14, "centre", "head"),
    ("field", 24, "text", "head"),
    ("before", 56, "text", "head"),
    ("after", 56, "text", "head"),
)


def differences_workbook(found: Iterable[Difference], names: str, lang: Lang) -> bytes:
    """Return a workbook of the differences; `names` says between what."""
    book = new_book(lang)
    rows = [
        (
            each.task,
            book.word("differences", each.kind),
            field_in_words(each, lang),
            *texts_in_words(each),
        )
        for each in found
    ]
    listing = Listing(_COLUMNS, rows, book.label("no_differences"), names)
    add_list(book, "differences", listing)
    return pack(book)
