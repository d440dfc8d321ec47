"""The sheet of findings."""

from collections.abc import Sequence

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.writers.workbook.cells import Book, at, put, show
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    NamedTable,
    add_table,
    head,
    new_sheet,
)

TABLE = "Findings"
_COLUMNS = (
    ("number", 6, "count"),
    ("severity", 11, "centre"),
    ("id", 9, "centre"),
    ("message", 52, "text"),
    ("suggestion", 48, "text"),
    ("table", 7, "count"),
    ("row", 7, "count"),
    ("column", 7, "count"),
    ("code", 24, "text"),
    ("handled", 12, "text"),
)


def add_findings(book: Book, dataset: Dataset) -> None:
    """Add the sheet of a dataset's findings."""
    list_findings(book, dataset.findings)


def list_findings(book: Book, findings: Sequence[Finding]) -> None:
    """Add one row for each finding: what, how bad, where in the source, what to do."""
    columns = [
        Column(
            key, book.word("columns", key), width, style, "entry" if key == "handled" else "head"
        )
        for key, width, style in _COLUMNS
    ]
    sheet = new_sheet(book, "findings", columns)
    head(book, sheet, len(columns), [Line(book.word("sheets", "findings"), "title")])
    for row, finding in enumerate(findings, HEADER + 1):
        values = _values(book, row - HEADER, finding)
        for number, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            cell = at(sheet, row, number)
            if isinstance(value, str):
                put(book, cell, value, column.style)
            else:
                show(book, cell, value, column.style)
    if not findings:
        put(book, at(sheet, HEADER + 1, 4), book.label("none"), "text")
    add_table(book, sheet, NamedTable(TABLE, len(findings)), columns, {})
    sheet.freeze_panes(HEADER, 0)


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
