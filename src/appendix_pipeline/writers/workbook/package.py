"""The finished workbook as bytes: the same for the same workbook, strings shared, no clock."""

import re
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from appendix_pipeline.writers.workbook.cells import Book
from appendix_pipeline.writers.workbook.engine import ExcelWriter

_FORMULA = re.compile(
    rb'(?P<head><c r="(?P<place>[A-Z]+[0-9]+)"[^>]*)>(?P<formula><f>[^<]*</f>)<v></v></c>'
)
_INLINE = re.compile(rb't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_CLOCK = re.compile(rb"<dcterms:(created|modified) .*?</dcterms:\1>")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LEVEL = 4  # of deflate: two thirds of the time of the usual 6, a twentieth more bytes
_STRINGS = "xl/sharedStrings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def pack(book: Book) -> bytes:
    """Return the workbook's file."""
    workbook = book.workbook
    # openpyxl's own `save` stamps the time of day on every part.
    drawn = BytesIO()
    ExcelWriter(workbook, ZipFile(drawn, "w")).save()
    with ZipFile(drawn) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = _CLOCK.sub(b"", parts["docProps/core.xml"])
    _store_results(parts, book)
    _share_strings(parts)
    _free_rows(parts)
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content in parts.items():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system = 0  # else the machine's own
            package.writestr(part, content, ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def _store_results(parts: dict[str, bytes], book: Book) -> None:
    """Write beside each formula what it gives, which openpyxl cannot."""
    for number, sheet in enumerate(book.workbook.worksheets, 1):
        known = {
            cell: value for (title, cell), value in book.results.items() if title == sheet.title
        }
        if known:
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _FORMULA.sub(partial(_with_result, known), parts[name])


def _with_result(known: dict[str, str | int], cell: re.Match[bytes]) -> bytes:
    value = known.get(cell["place"].decode())
    if value is None:
        return cell[0]
    kind = b' t="str"' if isinstance(value, str) else b""
    shown = escape(str(value)).encode("ascii", "xmlcharrefreplace")
    return b"%b%b>%b<v>%b</v></c>" % (cell["head"], kind, cell["formula"], shown)


def _share_strings(parts: dict[str, bytes]) -> None:
    """Move the texts of all cells to the part that Excel keeps them in.

    openpyxl writes each into its cell, which Excel undoes at the first save.
    """
    places: dict[bytes, int] = {}
    uses = 0

    def share(cell: re.Match[bytes]) -> bytes:
        nonlocal uses
        uses += 1
        return b't="s"><v>%d</v></c>' % places.setdefault(cell[1], len(places))

    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _INLINE.sub(share, content)
    counts = f'count="{uses}" uniqueCount="{len(places)}"'
    items = b"".join(b"<si>%b</si>" % text for text in places)
    parts[_STRINGS] = f'<sst xmlns="{_MAIN}" {counts}>'.encode() + items + b"</sst>"
    _announce(
        parts, "[Content_Types].xml", f'<Override PartName="/{_STRINGS}" ContentType="{_TYPE}"/>'
    )
    _announce(
        parts,
        "xl/_rels/workbook.xml.rels",
        f'<Relationship Type="{_RELATION}" Target="/{_STRINGS}" Id="rIdStrings"/>',
    )


def _free_rows(parts: dict[str, bytes]) -> None:
    """Let Excel fit a row anew when someone types into it: openpyxl fixes every height given."""
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = content.replace(b' customHeight="1"', b"")


def _announce(parts: dict[str, bytes], name: str, entry: str) -> None:
    head, end, tail = parts[name].rpartition(b"</")
    parts[name] = head + entry.encode() + end + tail
