"""The header of a grid: how many rows it has and the role of every column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from appendix_pipeline.model.document import Cell, Grid
from appendix_pipeline.model.table import Column
from appendix_pipeline.rules import load
from appendix_pipeline.rules.marks import raised_marker
from appendix_pipeline.text import fold, key

OTHER = "other"
MAX_HEADER_ROWS = 3
_FEWEST_NUMBERED = 3
_LONGEST_NUMBER = 8
_LONGEST_LABEL = 100
# A table of tasks names the task and at least one of who and when.
_MUST = "content"
_ONE_OF = ("lead", "coordinating", "deadline")

Lines = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Header:
    """The rows `top <= row < bottom` of a grid, read as the header of a task table."""

    top: int
    bottom: int
    columns: tuple[Column, ...]


def lines(grid: Grid) -> Lines:
    """Return for each grid row the cells that cover it, from left to right."""
    rows: Lines = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for covered in rows[cell.top : cell.bottom]:
            covered.append(cell)
    for row in rows:
        row.sort(key=lambda cell: cell.left)
    return rows


@cache
def _labels(kind: str) -> dict[str, str]:
    return {
        key(label): role["name"] for role in load("columns")["role"] for label in role.get(kind, ())
    }


@cache
def _together() -> list[tuple[str, list[str]]]:
    """Return the roles of labels that name two things at once."""
    roles = (role for role in load("columns")["role"] if "together" in role)
    return [(role["name"], [key(each) for each in role["together"]]) for role in roles]


def role_of(label: str) -> tuple[str, bool]:
    """Return the role of a column label, and whether that is only a weak reading.

    A text as long as a task, or that ends as one in a list does, is no label.
    """
    if len(label) > _LONGEST_LABEL or label.endswith(";"):
        return OTHER, False
    words = key(label).strip(" .:*")
    if role := _labels("labels").get(words):
        return role, False
    if role := _labels("weak").get(words):
        return role, True
    for role, phrases in _together():
        if all(phrase in words for phrase in phrases):
            return role, False
    padded = f" {words.replace('/', ' / ')} "
    for phrase, role in _labels("phrases").items():
        at = padded.find(phrase)
        if at > 0 and not (padded[at - 1] + padded[at + len(phrase)]).strip(" ,;:.()/-*"):
            return role, False
    return OTHER, False


def counts_columns(texts: Sequence[str]) -> bool:
    """Tell whether the texts of a row only number the columns: 1 2 3, (1) (2) (3), or A B 1 2."""
    if max(map(len, texts), default=0) > _LONGEST_NUMBER:
        return False
    found = [number for text in texts if (number := key(text).strip("() "))]
    letters = sum(text.isalpha() for text in found)
    expected = [chr(ord("a") + n) for n in range(letters)]
    expected += [str(n + 1) for n in range(len(found) - letters)]
    return len(found) >= _FEWEST_NUMBERED and found == expected


def find_header(rows: Lines, rows_below: int = 1) -> Header | None:
    """Return the header of a task table, or None where the first rows are no such header.

    Rows of one cell above it are the appendix's heading, drawn into the table; at least
    `rows_below` rows stand below it.
    """
    top = next((index for index, row in enumerate(rows) if len(row) > 1), 0)
    best: Header | None = None
    for bottom in range(top + 1, min(top + MAX_HEADER_ROWS, len(rows) - rows_below) + 1):
        last = rows[bottom - 1]
        if last and _is_digits(last[0]):
            break  # a row of data, or of column numbers
        if not last or any(cell.bottom > bottom for cell in last):
            continue  # a merged cell runs on: the header is not over
        header = Header(top, bottom, _settle(_read_columns(rows[top:bottom])))
        if _is_task_header(header) and (best is None or _known(header) > _known(best)):
            best = header
    return best and _with_number(best, rows)


def _is_digits(cell: Cell) -> bool:
    return cell.text.strip("(). ").isdigit()


def _with_number(header: Header, rows: Lines) -> Header:
    """Find the column of the numbers where no label names it: below a blank one, or left of all."""
    below = [row for row in rows[header.bottom :] if row]
    columns = _trim(header.columns, below)
    if any(each.role == "number" for each in columns):
        return replace(header, columns=columns)
    first = columns[0]
    if not first.label:
        return replace(header, columns=(replace(first, role="number"), *columns[1:]))
    if any(_shows(row[0]) for row in below if row[0].left < first.left):
        return replace(header, columns=(Column("number", "", 0, first.left), *columns))
    return _part_number(replace(header, columns=columns), below)


def _trim(columns: tuple[Column, ...], below: Lines) -> tuple[Column, ...]:
    """Leave out blank columns at either side: LibreOffice draws what `gridBefore` leaves free.

    The last blank one on the left may be that of the numbers, though this part has none.
    """
    kept = list(columns)
    while _is_blank(kept[0], below) and (not kept[1].label or kept[1].role == "number"):
        del kept[0]
    while _is_blank(kept[-1], below):
        del kept[-1]
    return tuple(kept)


def _is_blank(column: Column, below: Lines) -> bool:
    return not column.label and not any(
        _shows(each) for row in below for each in row if each.left == column.left
    )


def _shows(cell: Cell) -> bool:
    return any(each.shown.strip() for each in cell.paragraphs)


def _part_number(header: Header, below: Lines) -> Header:
    """Part the numbers from the tasks where one label stands over both."""
    first = header.columns[0]
    if first.role != _MUST or first.right - first.left == 1:
        return header
    edges = {row[0].right for row in below if row[0].left == first.left and _is_digits(row[0])}
    if len(edges) != 1 or (edge := edges.pop()) >= first.right:
        return header
    parted = (Column("number", "", first.left, edge), replace(first, left=edge))
    return replace(header, columns=(*parted, *header.columns[1:]))


def _known(header: Header) -> tuple[int, int]:
    """Return how many columns have a role, and how many roles there are."""
    roles = [column.role for column in header.columns if column.role != OTHER]
    return len(roles), len(set(roles))


def _is_task_header(header: Header) -> bool:
    roles = {column.role for column in header.columns}
    return _MUST in roles and not roles.isdisjoint(_ONE_OF)


def _read_columns(rows: Lines) -> list[tuple[Column, bool]]:
    columns = []
    for last in rows[-1]:
        path: list[Cell] = []
        for row in rows:
            over = next((each for each in row if each.left <= last.left < each.right), None)
            if over is not None and over not in path:
                path.append(over)
        texts = [text for cell in path if (text := _label(cell))]
        role, weak = _role_of_path(texts)
        columns.append((Column(role, " / ".join(texts), last.left, last.right), weak))
    return columns


def _label(cell: Cell) -> str:
    """Return the words of a label without the raised marks of notes."""
    words = []
    for paragraph in cell.paragraphs:
        at = 0
        for mark in paragraph.marks:
            if raised_marker(mark, paragraph.text):
                words.append(paragraph.text[at : mark.start])
                at = mark.end
        words.append(f"{paragraph.text[at:]} ")
    return fold("".join(words))


def _role_of_path(labels: list[str]) -> tuple[str, bool]:
    """The lowest label decides; one that says nothing leaves it to the label above."""
    for label in reversed(labels):
        role, weak = role_of(label)
        if role != OTHER:
            return role, weak
    return OTHER, False


def _settle(columns: list[tuple[Column, bool]]) -> tuple[Column, ...]:
    """Take back weak roles that another column has outright."""
    firm = {column.role for column, weak in columns if not weak}
    return tuple(
        replace(column, role=OTHER) if weak and column.role in firm else column
        for column, weak in columns
    )
