"""Cells that show text as text, whatever it looks like, and how the cells look."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
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
LONGEST = 32_767  # characters in a cell, a limit of Excel
# Short enough for a cell even where every character is written as "_xHHHH_", and the words
# that say where the text goes on follow.
_PIECE = LONGEST // 7 - 100
# What XML cannot hold, Excel writes as _xHHHH_ (ISO/IEC 29500-1, 22.9.2.19), and a text that
# looks like that with its underscore so written.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# A text that begins so is shown as text anyway, but turns into a formula (or loses its
# apostrophe) when someone edits it, unless the cell is marked as quoted.
QUOTED = ("=", "+", "-", "@", "'", "\t", "\r")
# Where a note's mark stands in a text, and the mark.
Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Rest:
    """What did not fit into a cell: the sheet, the cell, and the pieces that follow."""

    sheet: str
    cell: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook in the making, its language, and what did not fit into its cells."""

    workbook: Workbook
    lang: Lang
    rests: list[Rest] = field(default_factory=list)

    def word(self, group: str, name: str) -> str:
        """Return a label of `[workbook.<group>]`; a name that has none stands for itself."""
        label = load("labels")["workbook"][group].get(name)
        return label[self.lang] if label else name

    def label(self, name: str) -> str:
        """Return a label of `[workbook]`."""
        return str(load("labels")["workbook"][name][self.lang])


def new_book(lang: Lang, *, streamed: bool = False) -> Book:
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
    return Book(workbook, lang)


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
    ]


def at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of its own, none that a merged one covers."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def written(text: str) -> str:
    """Return `text` as a workbook stores it, nothing lost: Excel shows what was given."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def put(book: Book, cell: Cell, text: str, style: str, marks: Sequence[Mark] = ()) -> None:
    """Write `text` into `cell`, never as a formula, with the marks of notes raised in it.

    A text too long for a cell goes on in the sheet of the source, and the cell says so.
    """
    cell.style = style
    stored = written(text)
    if len(stored.encode("utf-16-le")) // 2 > LONGEST:
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        book.rests.append(Rest(cell.parent.title, cell.coordinate, tuple(pieces[1:])))
        stored = written(pieces[0]) + book.label("continued").format(book.word("sheets", "source"))
        marks = ()
    cell.value = _raised(text, marks) if marks else stored
    cell.data_type = "s"
    if text.startswith(QUOTED):
        cell.quotePrefix = True


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
