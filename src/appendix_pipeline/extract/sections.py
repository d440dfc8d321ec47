"""Which rows of a table are headings: a title that stands alone, with or without a numeral."""

import re

from appendix_pipeline.extract.lines import Line
from appendix_pipeline.model.document import Cell
from appendix_pipeline.model.table import SectionRow
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold

WHO_WHEN = ("lead", "coordinating", "deadline")
_CORE = (*WHO_WHEN, "content", "number")
_STEP = r"(?:\d{1,5}|[IVXLCDM]+|[ivxlcdm]+|[A-ZĐa-zđ])"
NUMBER = re.compile(rf"\s*[(\[]?{_STEP}(?:\.(?:\d{{1,3}}|[a-zđ]))*[.):\]]*\s*$")
_HEADING_NUMBER = re.compile(r"\s*(?:[IVXLCDM]+|[A-ZĐ])[.):]*\s*$")
_FEWEST_CAPITAL_WORDS = 3


def as_section(line: Line) -> SectionRow | None:
    """Return the section that a row is beyond doubt, or None."""
    filled = [cell for cell in line.own if cell.text.strip()]
    number = next((cell for cell in filled if is_number(cell, line)), None)
    rest = [cell for cell in filled if cell is not number]
    title = _title(rest, line, number)
    if title is None or _has_who_when(line, title):
        return None
    if number is not None or spans(title, line):
        return SectionRow(number, title, line.where)
    if _under(title, "number", line):
        alone = len(title.text.split()) > 1
    else:
        alone = _words_of_heading(title.text)
    return SectionRow(None, title, line.where) if alone else None


def lone_title(line: Line) -> SectionRow | None:
    """Return the section that a row is if no task above can go on in it, or None.

    All it says is a text in the column of tasks, without a number.
    """
    filled = [cell for cell in line.own if cell.text.strip()]
    if len(filled) != 1 or not _under(filled[0], "content", line):
        return None
    if line.filled("number") or _has_who_when(line, filled[0]):
        return None
    return SectionRow(None, filled[0], line.where)


def _title(rest: list[Cell], line: Line, number: Cell | None) -> Cell | None:
    """Return the only cell besides the number; beside I or A, sums and notes may stand too."""
    if len(rest) == 1:
        return rest[0]
    if number is None or not _HEADING_NUMBER.match(number.text):
        return None
    titles = [cell for cell in rest if _under(cell, "content", line)]
    others = [cell for cell in rest if any(_under(cell, role, line) for role in _CORE)]
    return titles[0] if len(titles) == 1 and others == titles else None


def _words_of_heading(text: str) -> bool:
    """Tell whether a text in one column heads what follows: by its first words, or in capitals."""
    capitals = text.isupper() and len(text.split()) >= _FEWEST_CAPITAL_WORDS
    return capitals or match("section_title", text) is not None


def spans(cell: Cell, line: Line) -> bool:
    """Tell whether a cell lies under several columns."""
    return sum(any(each is cell for each in cells) for cells in line.cells) > 1


def _under(cell: Cell, role: str, line: Line) -> bool:
    return any(each is cell for each in line.of(role))


def _has_who_when(line: Line, title: Cell) -> bool:
    """Tell whether anything but the title, which may span them, stands under who and when."""
    return any(cell is not title and cell.text.strip() for cell in line.of(*WHO_WHEN))


def is_number(cell: Cell, line: Line) -> bool:
    """Tell whether a cell is that of the number, and holds one, typed or automatic."""
    if not _under(cell, "number", line) or spans(cell, line):
        return False
    automatic = any(each.number for each in cell.paragraphs) and not fold(
        "".join(each.text for each in cell.paragraphs)
    )
    return automatic or NUMBER.match(cell.text) is not None
