"""The hidden sheet with the whole dataset, so that an edited workbook can be compared with it.

A visible cell says only what a reader of the workbook needs; places in the source, the ledger and
what the office did not touch come back from here. It is JSON, for everyone to read.
"""

import json

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.tracker import ORIGINAL, PIECE
from appendix_pipeline.writers.workbook.cells import Book, at, put


def add_original(book: Book, dataset: Dataset) -> None:
    """Add the dataset: below a line that says what it is, one stretch of its JSON a row."""
    sheet = book.workbook.add_worksheet(book.word("sheets", "original"))
    sheet.hide()
    text = json.dumps(to_plain(dataset), ensure_ascii=False, separators=(",", ":"))
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    for row, line in enumerate([ORIGINAL, book.label("original"), *pieces], 1):
        put(book, at(sheet, row, 1), line, "loose")
