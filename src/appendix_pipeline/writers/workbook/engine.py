"""openpyxl, imported without numpy.

openpyxl imports numpy wherever it is installed, only to accept its numbers as cell values. We
give it none, and the import costs half of writing a workbook. So numpy is out of sight while
openpyxl is imported, unless a caller has imported either of them already; afterwards it can be
imported as ever. In such a process openpyxl itself takes no numpy numbers as cell values.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _out_of_sight(name: str) -> Iterator[None]:
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's own mark for "not there"
    try:
        yield
    finally:
        del sys.modules[name]


with _out_of_sight("numpy"):
    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.axis import ChartLines
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.line import LineProperties
    from openpyxl.drawing.text import (
        CharacterProperties,
        Paragraph,
        ParagraphProperties,
        RegularTextRun,
    )
    from openpyxl.drawing.text import Font as ChartFont
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.pagebreak import Break
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.table import Table, TableColumn, TableFormula
    from openpyxl.worksheet.worksheet import Worksheet
    from openpyxl.writer.excel import ExcelWriter

# Excel's schema has the parts of a font in this order, openpyxl writes them in another.
_FONT = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
)
Font.__elements__ = (*_FONT, "name", "family", "charset", "scheme")
InlineFont.__elements__ = (*_FONT, "rFont", "family", "charset", "scheme")

__all__ = [
    "Alignment",
    "AutoFilter",
    "BarChart",
    "Border",
    "Break",
    "Cell",
    "CellRichText",
    "CharacterProperties",
    "ChartFont",
    "ChartLines",
    "DataValidation",
    "DifferentialStyle",
    "ExcelWriter",
    "Font",
    "GraphicalProperties",
    "InlineFont",
    "LineProperties",
    "NamedStyle",
    "PageMargins",
    "PageSetupProperties",
    "Paragraph",
    "ParagraphProperties",
    "PatternFill",
    "Reference",
    "RegularTextRun",
    "RichText",
    "Rule",
    "Side",
    "Table",
    "TableColumn",
    "TableFormula",
    "Text",
    "TextBlock",
    "Title",
    "Workbook",
    "Worksheet",
    "WriteOnlyCell",
    "get_column_letter",
]
