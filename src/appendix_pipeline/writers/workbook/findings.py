"""The sheet of findings."""

from collections.abc import Sequence

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.writers.workbook.cells import Book
from appendix_pipeline.writers.workbook.sheets import Listing, add_list

_COLUMNS = (
    ("number", 6, "count", "head"),
    ("severity", 11, "centre", "head"),
    ("id", 9, "centre", "head"),
    ("message", 52, "text", "head"),
    ("suggestion", 48, "text", "head"),
    ("table", 7, "count", "head"),
    ("row", 7, "count", "head"),
    ("column", 7, "count", "head"),
    ("code", 24, "text", "head"),
    ("handled", 12, "text", "entry"),
)


def add_findings(book: Book, dataset: Dataset) -> None:
    """Add the sheet of a dataset's findings."""
    list_findings(book, dataset.findings)


def list_findings(book: Book, findings: Sequence[Finding]) -> None:
    """Add one row for each finding: what, how bad, where in the source, what to do."""
    rows = [_values(book, number, each) for number, each in enumerate(findings, 1)]
    add_list(book, "findings", Listing(_COLUMNS, rows, book.label("none")))


def _values(book: Book, number: int, finding: Finding) -> tuple[str | int | None, ...]:
    """Return the values of a finding's row, in the order of the columns."""
    where = finding.where or Location()
    return (
        number,
        book.word("severities", finding.severity),
        finding.task,
        finding.message,
        finding.suggestion,
        where.table,
        where.row,
        where.column,
        finding.code,
        "",
    )
