"""Cells that show text as text, whatever it looks like, and how the cells look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.tracker import LONGEST, PIECE, units, written
from appendix_pipeline.writers.workbook.engine import (
    Alignment,
    Border,
    Cell,
    CellRichText,
    Font,
    InlineFont,
    NamedStyle,
    PatternFill,
    Side,
    TextBlock,
    Workbook,
    Worksheet,
)

FONT = "Times New Roman"
# A text that begins so is shown as text anyway, but turns into a formula (or loses its
# apostrophe) when someone edits it, unless the cell is marked as quoted.
QUOTED = ("=", "+", "-", "@", "'", "\t", "\r")
# Where a note's mark stands in a text, and the mark.
Mark = tuple[int, str]
# What a formula gives, None where that hangs on the day it is computed.
Result = str | int | None


@dataclass(frozen=True, slots=True)
class Rest:
    """What did not fit into a cell: the sheet, the cell, and the pieces that follow."""

    sheet: str
    cell: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook in the making, its language, and what did not fit into its cells.

    `document` names the plan that the tasks come from. `results` are those of formulas, by sheet
    and cell, `styles` those in use, by name and whether they quote.
    """

    workbook: Workbook
    lang: Lang
    rests: list[Rest] = field(default_factory=list)
    document: str = ""
    results: dict[tuple[str, str], str | int] = field(default_factory=dict)
    styles: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def word(self, group: str, name: str) -> str:
        """Return a label of `[workbook.<group>]`; a name that has none stands for itself."""
        label = load("labels")["workbook"][group].get(name)
        return label[self.lang] if label else name

    def label(self, name: str) -> str:
        """Return a label of `[workbook]`."""
        return str(load("labels")["workbook"][name][self.lang])


def new_book(lang: Lang, document: str = "", *, streamed: bool = False) -> Book:
    """Return a workbook without sheets, its styles defined; `streamed` for rows only added."""
    workbook = Workbook(write_only=streamed)
    for sheet in workbook.worksheets:
        workbook.remove(sheet)
    font = Font(name=FONT, size=12)
    # openpyxl has no public way to set the font that column widths are counted in.
    workbook._fonts[:] = [font]  # type: ignore[attr-defined]  # noqa: SLF001
    normal = workbook._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001
    normal.font = font
    normal.bind(workbook)
    for style in _styles():
        workbook.add_named_style(style)
    return Book(workbook, lang, document=document)


def _styles() -> list[NamedStyle]:
    thin = Side("thin", "808080")
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)
    middle = Alignment("center", "center", wrap_text=True)
    centre = Alignment("center", "top", wrap_text=True)
    left = Alignment("left", "top", wrap_text=True)
    plain, bold = Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True)
    blue, green = PatternFill("solid", "DCE6F1"), PatternFill("solid", "E2EFDA")
    return [
        NamedStyle("title", Font(name=FONT, size=14, bold=True), alignment=middle),
        NamedStyle("subtitle", Font(name=FONT, size=12, italic=True), alignment=middle),
        NamedStyle("head", bold, blue, grid, middle),
        NamedStyle("entry", bold, green, grid, middle),
        NamedStyle("text", plain, border=grid, alignment=left),
        NamedStyle("centre", plain, border=grid, alignment=centre),
        NamedStyle("bold", bold, border=grid, alignment=left),
        NamedStyle("date", plain, border=grid, alignment=centre, number_format="dd/mm/yyyy"),
        NamedStyle("percent", plain, border=grid, alignment=centre, number_format="0%"),
        NamedStyle("number", plain, border=grid, alignment=left, number_format="#,##0"),
        NamedStyle("count", plain, border=grid, alignment=centre, number_format="#,##0"),
        NamedStyle("group", bold, alignment=Alignment("left", "center")),
        NamedStyle("loose", plain, alignment=left),
        NamedStyle("year", Font(name=FONT, size=10), alignment=middle, number_format="yyyy"),
    ]


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of its own, none that a merged one covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def dress(book: Book, cell: Cell, style: str, *, quoted: bool = False) -> None:
    """Give `cell` one of the styles of the workbook; a quoted one shows its text as typed.

    openpyxl looks a style up anew for each cell, which costs a quarter of the whole; cells of
    one style share it here, and nothing may change it afterwards.
    """
    if (style, quoted) not in book.styles:
        cell.style = style
        if quoted:
            cell.quotePrefix = True
        book.styles[style, quoted] = cell._style  # type: ignore[attr-defined]  # noqa: SLF001
    cell._style = book.styles[style, quoted]  # type: ignore[attr-defined]  # noqa: SLF001


def put(book: Book, cell: Cell, text: str, style: str, marks: Sequence[Mark] = ()) -> None:
    """Write `text` into `cell`, never as a formula, with the marks of notes raised in it.

    A text too long for a cell goes on in the sheet of the source, and the cell says so.
    """
    dress(book, cell, style, quoted=text.startswith(QUOTED))
    stored = written(text)
    if len(stored) > LONGEST // 2 and units(text) > LONGEST:
        pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
        book.rests.append(Rest(cell.parent.title, cell.coordinate, tuple(pieces[1:])))
        stored = written(pieces[0]) + book.label("continued").format(book.word("sheets", "source"))
        marks = ()
    cell.value = _raised(text, marks) if marks else stored
    cell.data_type = "s"


def compute(book: Book, cell: Cell, formula: str, result: Result) -> None:
    """Write a formula into `cell`, and what it gives where that is known."""
    cell.value = f"={formula}"
    if result is not None:
        book.results[cell.parent.title, cell.coordinate] = result


def _raised(text: str, marks: Sequence[Mark]) -> CellRichText:
    plain = InlineFont(rFont=FONT, sz=12)
    raised = InlineFont(rFont=FONT, sz=12, vertAlign="superscript")
    runs = []
    start = 0
    for offset, mark in sorted(marks):
        if start < offset and text[start:offset]:
            runs.append(TextBlock(plain, written(text[start:offset])))
        runs.append(TextBlock(raised, written(mark)))
        start = max(start, offset)
    if text[start:]:
        runs.append(TextBlock(plain, written(text[start:])))
    return CellRichText(runs)
