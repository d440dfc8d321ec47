"""The sheet of what a clerk corrected: the source's words beside those that stand now."""

from appendix_pipeline.dates import in_figures, in_vietnam
from appendix_pipeline.model.correction import DAYS, Correction
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.writers.workbook.cells import Book
from appendix_pipeline.writers.workbook.sheets import Listing, add_list

_COLUMNS = (
    ("id", 9, "centre", "head"),
    ("field", 24, "text", "head"),
    ("source_words", 60, "text", "head"),
    ("corrected", 60, "text", "head"),
    ("at", 20, "centre", "head"),
    ("who", 20, "text", "head"),
)


def add_corrections(book: Book, dataset: Dataset) -> None:
    """Add the sheet of corrections, where there are some."""
    if dataset.corrections:
        rows = [_values(book, each) for each in dataset.corrections]
        add_list(book, "corrections", Listing(_COLUMNS, rows, ""))


def _values(book: Book, made: Correction) -> tuple[str, ...]:
    """Return the values of a correction's row, in the order of the columns."""
    days = made.field in DAYS
    words = [in_figures(each, book.lang) if days else each for each in (made.before, made.after)]
    at = in_vietnam(made.at, book.lang)
    return (made.task, book.word("columns", made.field), *words, at, made.who)
