"""Lines to section and task rows.

A row whose title stands alone, with neither agencies nor deadline, is a section. A row without
number, agencies and deadline goes on with the task above. A row with several numbers holds
several tasks. Every cell belongs to the rows it covers; it is counted once, in the first.
"""

import re
from dataclasses import dataclass, field, replace

from appendix_pipeline.extract.lines import Cells, Line, read_lines
from appendix_pipeline.extract.notes import starts_with_mark
from appendix_pipeline.extract.outline import claim_cells
from appendix_pipeline.model.document import Cell, Paragraph
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.model.table import Claims, Row, SectionRow, Table, TaskRow
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import clean_number, fold

_WHO_WHEN = ("lead", "coordinating", "deadline")
_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLCDM]+|[A-ZĐa-zđ])[.):\]]*\s*$")
_NUMBER_AND_TITLE = 2


@dataclass(slots=True)
class Rows:
    """What the lines of a table are: rows, the declared total, the notes typed inside it."""

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # of each row
    total: str = ""
    notes: list[Paragraph] = field(default_factory=list)


def read_rows(table: Table, claim: Claims, note: Sink) -> Rows:
    """Return what the lines of a table are; every cell is claimed in the line it begins in."""
    found = Rows()
    for line in read_lines(table):
        text = line.text()
        if not text:
            continue
        if line.repeats_header():
            claim_cells(line.own, "repeated_header", claim)
        elif match("total", text):
            found.total = text
            claim_cells(line.own, "total", claim)
        elif typed := _typed_note(line):
            found.notes.append(typed)
        elif section := _as_section(line):
            _add(found, section, line)
            claim_cells(line.own, "section", claim)
        else:
            outside = line.outside()
            claim_cells([cell for cell in line.own if cell not in outside], "task", claim)
            if outside:
                texts = "; ".join(fold(cell.text) for cell in outside)
                note(Diagnostic("irregular-row", line.where, details={"text": texts}))
            _add_task(found, line, note)
    _take_back_sections(found)
    return found


def _add(found: Rows, row: Row, line: Line) -> None:
    found.rows.append(row)
    found.lines.append(line)


def _add_task(found: Rows, line: Line, note: Sink) -> None:
    above = found.rows[-1] if found.rows else None
    if isinstance(above, TaskRow) and _continues(line):
        found.rows[-1] = _join(above, line)
        note(Diagnostic("continuation-merged", line.where))
        return
    for row in _split(TaskRow(line.cells, line.where, _shared(line)), line, note):
        _add(found, row, line)


def _typed_note(line: Line) -> Paragraph | None:
    """Return the paragraph of a row that holds nothing but a note's text, its mark raised."""
    paragraphs = [p for cell in line.own for p in cell.paragraphs if p.text.strip()]
    only = paragraphs[0] if len(paragraphs) == 1 else None
    return only if only is not None and starts_with_mark(only) else None


def _take_back_sections(found: Rows) -> None:
    """Make a task of a "section" whose number goes on from the task above to the one below.

    Number and text alone are a heading, but not as 2 between the tasks 1 and 3.
    """
    for at in range(1, len(found.rows) - 1):
        row, line = found.rows[at], found.lines[at]
        if not isinstance(row, SectionRow) or row.number is None or _spans(row.title, line):
            continue
        numbers = [_whole_number(found.lines[each]) for each in (at - 1, at, at + 1)]
        around = (found.rows[at - 1], found.rows[at + 1])
        siblings = all(isinstance(each, TaskRow) for each in around)
        if siblings and numbers[1] and numbers == [numbers[1] - 1, numbers[1], numbers[1] + 1]:
            found.rows[at] = TaskRow(line.cells, line.where, _shared(line))


def _whole_number(line: Line) -> int:
    text = next(
        (
            clean_number(cells[0].text)
            for column, cells in zip(line.columns, line.cells, strict=True)
            if column.role == "number" and cells
        ),
        "",
    )
    return int(text) if text.isdecimal() else 0


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
    return SectionRow(None, title, line.where) if _spans(title, line) else None


def _spans(cell: Cell, line: Line) -> bool:
    """Tell whether a cell lies under several columns."""
    return sum(any(each is cell for each in cells) for cells in line.cells) > 1


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
    """Tell whether a row goes on with the task above.

    Below a page break a row without number and lead does, even where its deadline goes on too.
    """
    if not line.filled("content", "coordinating", "deadline") or line.filled("number", "lead"):
        return False
    return line.after_break or (line.filled("content") and not line.filled("deadline"))


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
