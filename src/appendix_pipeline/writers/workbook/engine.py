"""XlsxWriter as a tracker needs it: texts as they were given, no clock, rows free to grow."""

from collections import defaultdict
from html import escape
from typing import Any

from xlsxwriter import Workbook as _Workbook
from xlsxwriter.core import Core as _Core
from xlsxwriter.packager import Packager as _Packager
from xlsxwriter.sharedstrings import SharedStrings as _Strings
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet as _Worksheet

from appendix_pipeline.tracker import written
from appendix_pipeline.writers.workbook.fit import HIGHEST, LINE, lines

DIGIT = 8  # pixels, of Times New Roman 12 pt, which widths of columns are counted in
_NO_LIMIT = 1 << 30  # lengths are ours to see to: XlsxWriter cuts texts, and counts their XML


class RichText(str):
    """The runs of a text as XML; a text that looks the same is another text."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RichText) and str.__eq__(self, other)

    def __hash__(self) -> int:
        return ~str.__hash__(self)


class Sheet(_Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet that knows how wide its columns are, and how many lines each row takes.

    Rows and columns are counted from 0. `fitted` is how many columns the heights of rows follow.
    """

    def __init__(self) -> None:
        super().__init__()
        self.xls_strmax = _NO_LIMIT
        self.widths: dict[int, float] = {}
        self.fitted = 0
        self._lines: defaultdict[int, int] = defaultdict(lambda: 1)

    def widen(self, column: int, width: float) -> None:
        """Make a column so many digits wide."""
        self.widths[column] = width
        self.set_column_pixels(column, column, round(width * DIGIT))

    def print_columns(self, count: int) -> None:
        """Print the first columns only, however many rows there will be.

        Excel takes `$A$1:$M$1048576` for whole columns, as it does `$A:$M`; openpyxl, which many
        tools save with, knows the long form only and drops the other.
        """
        area = xl_range_abs(0, 0, self.xls_rowmax - 1, count - 1)
        self.print_area_range = f"{quote_sheetname(self.name)}!{area}"

    def count_lines(self, row: int, column: int, text: str) -> None:
        """Note how many lines `text` takes in a cell."""
        if column < self.fitted:
            self._lines[row] = max(self._lines[row], lines(text, self.widths[column]))

    def fit(self, first: int, last: int) -> None:
        """Make the rows as high as the highest text in their first columns."""
        for row in range(first, last + 1):
            self.set_row(row, min(LINE * self._lines[row] + 3, HIGHEST))

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        """Write a row whose height Excel fits anew when someone types into it."""
        free = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, free)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 (given)
        """Return a formula as it is stored: ours use no function that came after Excel 2007.

        The library looks for some two hundred of them, in every cell.
        """
        del expand_future_functions
        return formula.removeprefix("=")


class _SharedStrings(_Strings):  # type: ignore[misc]
    """Texts as Excel stores them.

    The library takes a text "<r>…</r>" for XML, cannot write half a character beyond U+FFFF, and
    writes what XML cannot hold twice over in rich text.
    """

    def _write_si(self, string: str) -> None:
        runs = string if isinstance(string, RichText) else run(string)
        self.fh.write(f"<si>{runs}</si>")


class _Properties(_Core):  # type: ignore[misc]
    """Properties of a document with its language and without a time of day."""

    def _write_dcterms_created(self) -> None:
        pass

    def _write_dcterms_modified(self) -> None:
        if "language" in self.properties:
            self._xml_data_element("dc:language", self.properties["language"])


class _Package(_Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        self._write("xl/sharedStrings.xml", _SharedStrings(), string_table=self.workbook.str_table)

    def _write_core_file(self) -> None:
        self._write("docProps/core.xml", _Properties(), properties=self.workbook.doc_properties)

    def _write(self, name: str, part: Any, **fields: Any) -> None:
        for field, value in fields.items():
            setattr(part, field, value)
        part._set_xml_writer(self._filename(name))  # noqa: SLF001 (its way)
        part._assemble_xml_file()  # noqa: SLF001


class Workbook(_Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    worksheet_class = Sheet

    def _get_packager(self) -> _Package:
        return _Package()


def run(text: str, properties: str = "") -> str:
    """Return a text, or a stretch of one with properties of its own, as XML."""
    shown = f'<t xml:space="preserve">{escape(written(text), quote=False)}</t>'
    return f"<r>{properties}{shown}</r>" if properties else shown
