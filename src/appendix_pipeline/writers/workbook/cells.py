"""Cells that show text as text, whatever it looks like, and how the cells look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.tracker import LONGEST, PIECE, units
from appendix_pipeline.writers.workbook.engine import DIGIT, RichText, Sheet, Workbook, run
from appendix_pipeline.writers.workbook.fit import LINE

FONT = "Times New Roman"
# A text that begins so is shown as text anyway, but turns into a formula (or loses its
# apostrophe) when someone edits it, unless the cell is marked as quoted.
QUOTED = ("=", "+", "-", "@", "'", "\t", "\r")
# Where a note's mark stands in a text, and the mark.
Mark = tuple[int, str]
# What a formula gives, None where that hangs on the day it is computed.
Result = str | int | None
_GRID = {"border": 1, "border_color": "#808080", "text_wrap": True, "valign": "top"}
_LEFT, _CENTRE = _GRID | {"align": "left"}, _GRID | {"align": "center"}
_HEAD = _CENTRE | {"valign": "vcenter", "bold": True}
_MIDDLE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_STYLES: dict[str, dict[str, Any]] = {
    "title": _MIDDLE | {"font_size": 14, "bold": True},
    "subtitle": _MIDDLE | {"italic": True},
    "head": _HEAD | {"bg_color": "#DCE6F1"},
    "turned": _HEAD | {"bg_color": "#DCE6F1", "rotation": 90, "valign": "top"},
    "entry": _HEAD | {"bg_color": "#E2EFDA"},
    "text": _LEFT,
    "centre": _CENTRE,
    "bold": _LEFT | {"bold": True},
    "date": _CENTRE | {"num_format": "dd/mm/yyyy"},
    "percent": _CENTRE | {"num_format": "0%"},
    "score": _CENTRE | {"num_format": "0.00"},
    "number": _LEFT | {"num_format": "#,##0"},
    "count": _CENTRE | {"num_format": "#,##0"},
    "group": {"bold": True, "align": "left", "valign": "vcenter"},
    "loose": {"align": "left", "valign": "top", "text_wrap": True},
    "unseen": {"num_format": ";;;"},
}
_LETTERS = f'<sz val="12"/><rFont val="{FONT}"/>'
_PLAIN = f"<rPr>{_LETTERS}</rPr>"
_RAISED = f'<rPr><vertAlign val="superscript"/>{_LETTERS}</rPr>'


@dataclass(frozen=True, slots=True)
class Rest:
    """What did not fit into a cell: the sheet, the cell, and the pieces that follow."""

    sheet: str
    cell: str
    pieces: tuple[str, ...]


class Cell(NamedTuple):
    """A place in a sheet, its row and column counted from 0."""

    sheet: Sheet
    row: int
    column: int

    @property
    def name(self) -> str:
        """Return the place as a spreadsheet shows it: "B7"."""
        return str(xl_rowcol_to_cell(self.row, self.column))


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook in the making, its language, and what did not fit into its cells.

    `document` names the plan that the tasks come from. `formats` are the styles in use, by name
    and whether they quote.
    """

    workbook: Workbook
    content: BytesIO
    lang: Lang
    document: str = ""
    rests: list[Rest] = field(default_factory=list)
    formats: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def word(self, group: str, name: str) -> str:
        """Return a label of `[workbook.<group>]`; a name that has none stands for itself."""
        label = load("labels")["workbook"][group].get(name)
        return label[self.lang] if label else name

    def label(self, name: str) -> str:
        """Return a label of `[workbook]`."""
        return str(load("labels")["workbook"][name][self.lang])

    def style(self, name: str, *, quoted: bool = False) -> Any:
        """Return the format of a style; a quoted one shows its text as typed."""
        if (name, quoted) not in self.formats:
            look = _STYLES[name] | ({"quote_prefix": True} if quoted else {})
            self.formats[name, quoted] = self.workbook.add_format(look)
        return self.formats[name, quoted]


def new_book(lang: Lang, document: str = "", *, in_memory: bool = True) -> Book:
    """Return a workbook without sheets; one not kept `in_memory` is built in temporary files."""
    content = BytesIO()
    options = {
        "in_memory": in_memory,
        "default_format_properties": {"font_name": FONT, "font_size": 12},
        "default_row_height": round(LINE * 4 / 3),  # pixels
        "default_column_width": 9 * DIGIT,
    }
    return Book(Workbook(content, options), content, lang, document)


def pack(book: Book) -> bytes:
    """Return the workbook's file: the same bytes for the same workbook."""
    book.workbook.close()
    return book.content.getvalue()


def at(sheet: Sheet, row: int, column: int) -> Cell:
    """Return a cell; rows and columns are counted from 1."""
    return Cell(sheet, row - 1, column - 1)


def dress(book: Book, cell: Cell, style: str) -> None:
    """Give an empty cell one of the styles of the workbook."""
    cell.sheet.write_blank(cell.row, cell.column, None, book.style(style))


def show(book: Book, cell: Cell, value: float | date | None, style: str) -> None:
    """Write a number or a day into `cell`, or nothing."""
    if value is None:
        dress(book, cell, style)
    elif isinstance(value, date):
        cell.sheet.write_datetime(cell.row, cell.column, value, book.style(style))
    else:
        cell.sheet.write_number(cell.row, cell.column, value, book.style(style))


def put(book: Book, cell: Cell, text: str, style: str, marks: Sequence[Mark] = ()) -> None:
    """Write `text` into `cell`, never as a formula, with the marks of notes raised in it.

    A text too long for a cell goes on in the sheet of the source, and the cell says so.
    """
    if not (text or marks):
        dress(book, cell, style)
        return
    if len(text) > LONGEST // 14 and units(text) > LONGEST:
        text, *rest = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        book.rests.append(Rest(cell.sheet.name, cell.name, tuple(rest)))
        text += book.label("continued").format(book.word("sheets", "source"))
        marks = ()
    cell.sheet.count_lines(cell.row, cell.column, text)
    stored = _raised(text, marks) if marks else text
    look = book.style(style, quoted=text.startswith(QUOTED))
    cell.sheet.write_string(cell.row, cell.column, stored, look)


def compute(book: Book, cell: Cell, formula: str, result: Result, style: str) -> None:
    """Write a formula into `cell`, and what it gives where that is known."""
    known = "" if result is None else result
    cell.sheet.write_formula(cell.row, cell.column, formula, book.style(style), known)


def _raised(text: str, marks: Sequence[Mark]) -> RichText:
    runs = []
    start = 0
    for offset, mark in sorted(marks):
        if start < offset and text[start:offset]:
            runs.append(run(text[start:offset], _PLAIN))
        runs.append(run(mark, _RAISED))
        start = max(start, offset)
    if text[start:]:
        runs.append(run(text[start:], _PLAIN))
    return RichText("".join(runs))
