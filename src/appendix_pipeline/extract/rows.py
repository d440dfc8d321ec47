"""Lines to section and task rows.

A row whose title stands alone, with neither agencies nor deadline, is a section. A row without
number, agencies and deadline goes on with the task above. A row with several numbers holds
several tasks. Every cell belongs to the rows it covers; it is counted once, in the first.
"""

from dataclasses import dataclass, field, replace

from appendix_pipeline.extract.lines import Cells, Line, read_lines
from appendix_pipeline.extract.notes import begins_note
from appendix_pipeline.extract.outline import Placed, claim_cells, claim_paragraph
from appendix_pipeline.extract.sections import NUMBER, WHO_WHEN, as_section, lone_title, spans
from appendix_pipeline.model.document import Cell, Paragraph
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.model.table import Claims, Row, SectionRow, Table, TaskRow
from appendix_pipeline.rules.layout import match, pattern
from appendix_pipeline.text import fold

_BULLETS = ("-", "–", "—", "+", "•", "*")


@dataclass(slots=True)
class Rows:
    """What the lines of a table are: rows, the declared total, the notes typed inside it."""

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)  # of each row
    total: str = ""
    notes: list[Placed] = field(default_factory=list)


def read_rows(table: Table, claim: Claims, note: Sink) -> Rows:
    """Return what the lines of a table are; every cell is claimed in the line it begins in."""
    found = Rows()
    headings = {part.grid.where.table: part.headings for part in table.parts if part.headings}
    lines = [(line, text) for line in read_lines(table) if (text := line.text())]
    for at, (line, text) in enumerate(lines):
        for heading in headings.pop(line.where.table, ()) if headings else ():
            _add_heading(found, heading, line, claim)
        below = lines[at + 1][0] if at + 1 < len(lines) else None
        if line.header:
            claim_cells(line.own, "repeated_header", claim)
        elif pattern("total").match(text):
            found.total = text
            claim_cells(line.own, "total", claim)
        elif pattern("recipients").match(text):
            claim_cells(line.own, "outside", claim)
        elif pattern("sum").match(text):
            claim_cells(line.own, "total", claim)
        elif notes := _typed_notes(line):
            found.notes += ((line.where.table or 0, each) for each in notes)
        elif section := as_section(line) or _opening(found, line, below):
            _add(found, section, line)
            claim_cells(filter(None, (section.number, section.title)), "section", claim)
            claim_cells(_for_tasks_below(line, section), "task", claim)
            claim_cells(_sums(line, section), "total", claim)
        else:
            _add_task(found, line, note)
            _claim_task(line, claim, note)
    _take_back_sections(found)
    return found


def _add_heading(found: Rows, heading: Paragraph, below: Line, claim: Claims) -> None:
    """Add the section that a paragraph above a part heads, as a line of no cells."""
    blank = replace(below, cells=((),) * len(below.columns), own=())
    title = Cell(0, 0, 1, 1, (heading,), heading.where)
    _add(found, SectionRow(None, title, heading.where), blank)
    claim_paragraph(heading, "section", claim)


def _for_tasks_below(line: Line, section: SectionRow) -> list[Cell]:
    """Return the cells of a section's row that are merged over the tasks below it too."""
    used = (section.number, section.title)
    return [c for c in line.own if c.bottom - c.top > 1 and not any(c is each for each in used)]


def _sums(line: Line, section: SectionRow) -> list[Cell]:
    """Return the cells of a section's row that sum up the amounts of its tasks."""
    used = (section.number, section.title, *_for_tasks_below(line, section))
    return [c for c in line.own if match("amount", c.text) and not any(c is each for each in used)]


def _add(found: Rows, row: Row, line: Line) -> None:
    found.rows.append(row)
    found.lines.append(line)


def _claim_task(line: Line, claim: Claims, note: Sink) -> None:
    outside = line.outside()
    claim_cells((cell for cell in line.own if cell not in outside), "task", claim)
    if outside:
        texts = "; ".join(fold(cell.text) for cell in outside)
        note(Diagnostic("irregular-row", line.where, details={"text": texts}))


def _opening(found: Rows, line: Line, below: Line | None) -> SectionRow | None:
    """Return the section of a lone title where no task above can go on in it.

    There is none, or the numbers begin again below.
    """
    title = lone_title(line)
    if title is None or not found.rows or isinstance(found.rows[-1], SectionRow):
        return title
    begins_again = below is not None and _whole_number(below) == 1
    return title if begins_again and _whole_number(found.lines[-1]) > 0 else None


def _add_task(found: Rows, line: Line, note: Sink) -> None:
    above = found.rows[-1] if found.rows else None
    if isinstance(above, TaskRow) and _continues(line):
        found.rows[-1] = _join(above, line)
        note(Diagnostic("continuation-merged", line.where))
        return
    for row in _split(_task(line), line, note):
        _add(found, row, line)


def _task(line: Line) -> TaskRow:
    """Return a row as a task; a content merged over other columns is no agency and no deadline."""
    cells = line.cells
    if len(line.own) < len(line.columns):
        content = line.of("content")
        cells = tuple(
            each if column.role == "content" else tuple(c for c in each if c not in content)
            for column, each in zip(line.columns, cells, strict=True)
        )
    shared = (
        index
        for index, each in enumerate(cells)
        if any(cell.bottom - cell.top > 1 and cell.text.strip() for cell in each)
    )
    return TaskRow(cells, line.where, tuple(shared))


def _typed_notes(line: Line) -> list[Paragraph]:
    """Return the paragraphs of a row that holds nothing but the texts of notes."""
    filled = [cell for cell in line.own if cell.text.strip()]
    paragraphs = [p for p in filled[0].paragraphs if p.text.strip()] if len(filled) == 1 else []
    return paragraphs if any(map(begins_note, paragraphs[:2])) else []


def _take_back_sections(found: Rows) -> None:
    """Make a task of a "section" that counts as a task among the tasks round it.

    Number and text alone are a heading, but not as 2 between the tasks 1 and 3, nor as 3 behind
    the task 2 with nothing below it.
    """
    for at, (row, line) in enumerate(zip(found.rows, found.lines, strict=True)):
        if not isinstance(row, SectionRow) or row.number is None or spans(row.title, line):
            continue
        above, below = _neighbour(found, at - 1), _neighbour(found, at + 1)
        number = _whole_number(line)
        follows = isinstance(above[0], TaskRow) and above[1] == number - 1
        goes_on = below[1] == number + 1
        ends = below[0] is None or (isinstance(below[0], SectionRow) and not below[1])
        first = number == 1 and goes_on and isinstance(below[0], TaskRow)
        if number and ((follows and (goes_on or ends)) or first):
            found.rows[at] = _task(line)


def _neighbour(found: Rows, at: int) -> tuple[Row | None, int]:
    """Return the row at a place, if there is one, and its whole number."""
    if not 0 <= at < len(found.rows):
        return None, 0
    return found.rows[at], _whole_number(found.lines[at])


def _whole_number(line: Line) -> int:
    number = line.number()
    return int(number) if number.isdecimal() else 0


def _continues(line: Line) -> bool:
    """Tell whether a row goes on with the task above.

    It has no number, or a bullet for one. What is merged from above is not of its own, save where
    no column numbers the tasks. Where its words begin small, its agency goes on too, and below a
    page break its deadline.
    """
    number = line.number()
    if number in _BULLETS:
        return line.begins("content") and not line.begins(*WHO_WHEN)
    # Below a page break the number may be that of a merged agency.
    cut = line.after_break and not line.begins("number", *WHO_WHEN) and _begins_small(line)
    if cut or number or not line.begins("content", *WHO_WHEN):
        return cut
    if not line.filled("content"):
        return True  # what has no content is no task of its own
    if not any(column.role == "number" for column in line.columns) and _merged(line):
        return False
    if not line.begins("lead", "deadline"):
        return True
    return _begins_small(line) and (line.after_break or not line.begins("deadline"))


def _begins_small(line: Line) -> bool:
    return fold(" ".join(cell.text for cell in line.of("content")))[:1].islower()


def _merged(line: Line) -> bool:
    """Tell whether an agency or a deadline from above is this row's too."""
    return line.filled("lead", "deadline") and not line.begins("lead", "deadline")


def _join(task: TaskRow, line: Line) -> TaskRow:
    """Return a task with the cells of a row that goes on with it; a bullet is of the content."""
    bullet = line.of("number") if line.number() in _BULLETS else ()
    moved = {"number": (), "content": bullet + line.of("content")} if bullet else {}
    below = (
        moved.get(column.role, cells)
        for column, cells in zip(line.columns, _task(line).cells, strict=True)
    )
    cells = tuple(
        above + tuple(cell for cell in own if not any(cell is each for each in above))
        for above, own in zip(task.cells, below, strict=True)
    )
    return replace(task, cells=cells)


def _split(row: TaskRow, line: Line, note: Sink) -> list[TaskRow]:
    """Return the tasks of a row whose number cell holds several numbers, one a line.

    Columns with as many paragraphs, or lines, are divided among them, others belong to each.
    """
    if not any(len(cell.text.split()) > 1 for cell in line.of("number")):
        return [row]
    numbers = _by_line(line.of("number"))
    count = len(numbers)
    content = next(i for i, each in enumerate(line.columns) if each.role == "content")
    shares = [_share(cells, count) for cells in row.cells] if count > 1 else []
    if not shares or not shares[content] or not all(NUMBER.match(each.text) for each in numbers):
        return [row]
    note(Diagnostic("two-tasks-in-row", line.where, details={"count": str(count)}))
    return [
        replace(
            row,
            cells=tuple(
                share[at : at + 1] or cells for share, cells in zip(shares, row.cells, strict=True)
            ),
        )
        for at in range(count)
    ]


def _share(cells: Cells, count: int) -> Cells:
    """Return the paragraphs or lines as cells of their own where there are `count`, else none."""
    ways = (_by_paragraph(cells), _by_line(cells))
    return next((pieces for pieces in ways if len(pieces) == count), ())


def _by_paragraph(cells: Cells) -> Cells:
    return tuple(
        replace(cell, paragraphs=(paragraph,))
        for cell in cells
        for paragraph in cell.paragraphs
        if paragraph.shown.strip()
    )


def _by_line(cells: Cells) -> Cells:
    return tuple(
        replace(cell, paragraphs=(line,))
        for cell in _by_paragraph(cells)
        for line in cell.paragraphs[0].lines()
    )
