"""The finished workbook as bytes: the same for the same workbook, strings shared, no clock."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from appendix_pipeline.writers.workbook.engine import ExcelWriter, Workbook

_INLINE = re.compile(rb't="inlineStr"><is>(.*?)</is></c>', re.DOTALL)
_CLOCK = re.compile(rb"<dcterms:(created|modified) .*?</dcterms:\1>")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = "xl/sharedStrings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def pack(workbook: Workbook) -> bytes:
    """Return the workbook's file."""
    # openpyxl's own `save` stamps the time of day on every part.
    drawn = BytesIO()
    ExcelWriter(workbook, ZipFile(drawn, "w")).save()
    with ZipFile(drawn) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/core.xml"] = _CLOCK.sub(b"", parts["docProps/core.xml"])
    _share_strings(parts)
    _free_rows(parts)
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, content in parts.items():
            part = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.create_system = 0  # else the machine's own
            package.writestr(part, content, ZIP_DEFLATED)
    return packed.getvalue()


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
