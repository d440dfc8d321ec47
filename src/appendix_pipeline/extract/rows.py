"""Lines to section and task rows.

A row whose title stands alone, with neither agencies nor deadline, is a section. A row without
number, agencies and deadline goes on with the task above. A row with several numbers holds
several tasks. Every cell belongs to the rows it covers; it is counted once, in the first.
"""

import re
from dataclasses import replace

from appendix_pipeline.extract.lines import Cells, Line, read_lines
from appendix_pipeline.extract.outline import claim_cells
from appendix_pipeline.model.document import Cell
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.model.table import Claims, Row, SectionRow, Table, TaskRow
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold

_WHO_WHEN = ("lead", "coordinating", "deadline")
_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLCDM]+|[A-ZĐa-zđ])[.):\]]*\s*$")
_NUMBER_AND_TITLE = 2


def read_rows(table: Table, claim: Claims, note: Sink) -> tuple[tuple[Row, ...], str]:
    """Return the rows of a table, and the declared total that a row of it may hold."""
    rows: list[Row] = []
    total = ""
    for line in read_lines(table):
        if not line.text():
            continue
        if line.repeats_header():
            claim_cells(line.own, "repeated_header", claim)
        elif match("total", line.text()):
            total = line.text()
            claim_cells(line.own, "total", claim)
        elif section := _as_section(line):
            rows.append(section)
            claim_cells(line.own, "section", claim)
        else:
            claim_cells(line.own, "task", claim)
            if rows and isinstance(rows[-1], TaskRow) and _continues(line):
                rows[-1] = _join(rows[-1], line)
                note(Diagnostic("continuation-merged", line.where))
            else:
                rows += _split(TaskRow(line.cells, line.where, _shared(line)), line, note)
    return tuple(rows), total


def _as_section(line: Line) -> SectionRow | None:
    cells = [cell for cell in line.own if cell.text.strip()]
    title = cells[-1] if cells else None
    if title is None or len(cells) > _NUMBER_AND_TITLE or _has_who_when(line, title):
        return None
    if len(cells) == _NUMBER_AND_TITLE:
        if not _is_number(cells[0], line):
            return None
        return SectionRow(cells[0], title, line.where)
    # An unnumbered text in one column goes on with the task above.
    spans = sum(any(cell is title for cell in each) for each in line.cells) > 1
    return SectionRow(None, title, line.where) if spans else None


def _has_who_when(line: Line, title: Cell) -> bool:
    """Tell whether anything but the title, which may span them, stands under who and when."""
    return any(
        cell is not title and cell.text.strip()
        for column, cells in zip(line.columns, line.cells, strict=True)
        if column.role in _WHO_WHEN
        for cell in cells
    )


def _is_number(cell: Cell, line: Line) -> bool:
    return bool(_NUMBER.match(cell.text)) and any(
        cell is each
        for column, cells in zip(line.columns, line.cells, strict=True)
        if column.role == "number"
        for each in cells
    )


def _continues(line: Line) -> bool:
    return line.filled("content") and not line.filled("number", "lead", "deadline")


def _join(task: TaskRow, line: Line) -> TaskRow:
    cells = tuple(
        above + tuple(cell for cell in below if not any(cell is each for each in above))
        for above, below in zip(task.cells, line.cells, strict=True)
    )
    return replace(task, cells=cells)


def _shared(line: Line) -> tuple[int, ...]:
    return tuple(
        index
        for index, cells in enumerate(line.cells)
        if any(cell.bottom - cell.top > 1 and cell.text.strip() for cell in cells)
    )


def _split(row: TaskRow, line: Line, note: Sink) -> list[TaskRow]:
    """Return the tasks of a row whose number cell holds several numbers, one a paragraph.

    Columns with as many paragraphs are divided among them, others belong to each.
    """
    index = next((i for i, each in enumerate(line.columns) if each.role == "number"), None)
    numbers = () if index is None else _paragraphs(row.cells[index])
    if len(numbers) < 2 or not all(_NUMBER.match(each.text) for each in numbers):  # noqa: PLR2004
        return [row]
    content = next(i for i, each in enumerate(line.columns) if each.role == "content")
    if len(_paragraphs(row.cells[content])) != len(numbers):
        return [row]
    note(Diagnostic("two-tasks-in-row", line.where, details={"count": str(len(numbers))}))
    return [
        replace(row, cells=tuple(_share(cells, at, len(numbers)) for cells in row.cells))
        for at in range(len(numbers))
    ]


def _paragraphs(cells: Cells) -> Cells:
    """Return each paragraph that holds text as a cell of its own."""
    return tuple(
        replace(cell, paragraphs=(paragraph,))
        for cell in cells
        for paragraph in cell.paragraphs
        if fold(paragraph.text + paragraph.number)
    )


def _share(cells: Cells, at: int, count: int) -> Cells:
    parts = _paragraphs(cells)
    return (parts[at],) if len(parts) == count else cells
