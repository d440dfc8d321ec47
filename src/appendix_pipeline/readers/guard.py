"""What a file must be before any library sees it: one clear sentence for everything else.

A 1.2 kB file with `gridSpan` of two thousand million hangs both python-docx and docx2python, and
a zip bomb takes them to 2 GiB. So every member is unpacked here once, within limits, and what it
will cost to read is counted in its bytes, which takes about a thirtieth of reading it.
"""

import re
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from appendix_pipeline.errors import BROKEN_PACKAGE
from appendix_pipeline.options import Limits
from appendix_pipeline.readers.refusal import refusal

MAX_MEMBERS = 2_000
_MOST_ASIDES = 10_000  # XML comments and processing instructions: Word writes none but the first
_ELEMENTS_A_CELL = 40  # what a cell of a real appendix holds, four times over
_LIGHT_ELEMENTS, _LIGHT_MARKUP = 250_000, 6 << 20

_OLE = b"\xd0\xcf\x11\xe0"
# First bytes of what clerks take for a DOCX -> what it is.
_OTHER_FORMATS = {_OLE: "old-word", b"{\\rtf": "rtf", b"%PDF": "pdf", b"<": "web-page"}
# The same for a zip, by what its types or its first bytes say.
_OTHER_PACKAGES = {
    b"spreadsheetml": "workbook",
    b"presentationml": "presentation",
    b"application/vnd.oasis.opendocument": "open-document",
}
_BOM = b"\xef\xbb\xbf"
# An encrypted package is an OLE file with this stream (MS-OFFCRYPTO, 2.3.4).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = 0x1  # the general purpose bit of an encrypted member (APPNOTE.TXT, 4.4.4)
_LOCAL_HEADER = 30  # bytes, without the name (APPNOTE.TXT, 4.3.7)
_TYPES = "[Content_Types].xml"
_XML = (".xml", ".rels")
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Weight:
    """What the XML of a package holds: elements, table cells, bytes, comments and instructions."""

    elements: int = 0
    cells: int = 0
    markup: int = 0
    asides: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(
            self.elements + other.elements,
            self.cells + other.cells,
            self.markup + other.markup,
            self.asides + other.asides,
        )

    @property
    def light(self) -> bool:
        """Whether reading it surely takes less than 2 s and 300 MiB."""
        return self.elements <= _LIGHT_ELEMENTS and self.markup <= _LIGHT_MARKUP


def is_office(data: bytes, suffix: str) -> bool:
    """Tell whether `data` is of a format that LibreOffice may turn into DOCX, and not locked.

    A zip called .doc is a DOCX under another name, and needs no LibreOffice.
    """
    old = data.startswith(_OLE) and _ENCRYPTED not in data[: 1 << 20]
    zipped = suffix == ".odt" and data.startswith(b"PK")
    return old or zipped or data.startswith(b"{\\rtf")


def check_size(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a file too large to look into, and a zip that would unpack to too much.

    Raises:
        InputError: saying which.
    """
    if len(data) > limits.file << 20:
        raise refusal(name, "file-too-large", limit=limits.file, option="--max-file")
    if data.startswith(b"PK"):
        try:
            with ZipFile(BytesIO(data)) as package:
                _check_sizes(package.infolist(), name, limits)
        except (BadZipFile, OSError, ValueError) as error:
            raise refusal(name, "damaged") from error


def check(data: bytes, name: str, limits: Limits) -> Weight:
    """Return what a sound Word package holds.

    Raises:
        InputError: the file is empty, of another format, locked, cut off or beyond the limits.
    """
    check_size(data, name, limits)
    if not data:
        raise refusal(name, "empty")
    if _ENCRYPTED in data[: 1 << 20] and data.startswith(_OLE):
        raise refusal(name, "locked")
    for start, code in _OTHER_FORMATS.items():
        if data[:64].removeprefix(_BOM).lstrip().startswith(start):
            raise refusal(name, code)
    try:
        with ZipFile(BytesIO(data)) as package:
            _check_members(package, name)
            return _weigh_members(package, name, limits)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise refusal(name, "damaged") from error


def check_workbook(data: bytes, name: str, limits: Limits) -> None:
    """Refuse what is not a sound package of a spreadsheet.

    Raises:
        InputError: the file is empty, of another format, locked, cut off or beyond the limits.
    """
    check_size(data, name, limits)
    try:
        with ZipFile(BytesIO(data)) as package:
            if b"spreadsheetml" not in package.read(_TYPES):
                raise refusal(name, "not-workbook")
            # Each cell is two elements here, and a tracker has many cells.
            _weigh_members(package, name, replace(limits, elements=limits.elements * 4))
    except BROKEN_PACKAGE as error:
        raise refusal(name, "not-workbook") from error


def _check_sizes(members: list[ZipInfo], name: str, limits: Limits) -> None:
    if len(members) > MAX_MEMBERS:
        raise refusal(name, "too-many-members", limit=MAX_MEMBERS)
    markup = (each.file_size for each in members if each.filename.endswith(_XML))
    if (
        sum(each.file_size for each in members) > limits.unpacked << 20
        or max(markup, default=0) > limits.unpacked << 19  # one part may have half of it
    ):
        raise refusal(name, "unpacked-too-large", limit=limits.unpacked, option="--max-unpacked")


def _check_members(package: ZipFile, name: str) -> None:
    members = package.infolist()
    names = {each.filename for each in members}
    outside = any(each.startswith("/") or ".." in each.split("/") or "\\" in each for each in names)
    if outside or len(names) < len(members):
        raise refusal(name, "unsafe-names")
    if any(each.flag_bits & _LOCKED for each in members):
        raise refusal(name, "locked")
    known = all(each.compress_type in (ZIP_STORED, ZIP_DEFLATED) for each in members)
    if not known or _overlap(members, package.start_dir):
        raise refusal(name, "damaged")
    types = package.read(_TYPES) if _TYPES in names else b""
    if b"wordprocessingml" not in types and b"ms-word" not in types:
        types += package.read("mimetype") if "mimetype" in names else b""
        other = (code for mark, code in _OTHER_PACKAGES.items() if mark in types)
        raise refusal(name, next(other, "not-word"))


def _overlap(members: list[ZipInfo], end: int) -> bool:
    """Tell whether members share bytes, as in a bomb, or reach into the directory at `end`."""
    ordered = sorted(members, key=lambda each: each.header_offset)
    starts = [each.header_offset for each in ordered[1:]] + [end]
    return any(
        each.header_offset + _LOCAL_HEADER + len(each.filename) + each.compress_size > start
        for each, start in zip(ordered, starts, strict=True)
    )


def _weigh_members(package: ZipFile, name: str, limits: Limits) -> Weight:
    weight = Weight()
    for member in package.infolist():
        content = package.read(member)  # its size and its checksum are checked on the way
        if member.filename.endswith(_XML) or content[:64].lstrip().startswith(b"<"):
            weight += _weigh(_as_utf8(content, name), name)
    allowed = limits.elements + _ELEMENTS_A_CELL * weight.cells
    if weight.cells > limits.cells:
        raise refusal(name, "too-many-cells", limit=limits.cells, option="--max-cells")
    if weight.elements > allowed:
        raise refusal(name, "too-many-elements", limit=allowed, option="--max-elements")
    if weight.asides > _MOST_ASIDES:
        raise refusal(name, "too-many-asides", limit=_MOST_ASIDES)
    return weight


def _as_utf8(content: bytes, name: str) -> bytes:
    """Return a part as it looks in UTF-8, the one other encoding of a package being UTF-16."""
    wide = next((codec for start, codec in _WIDE.items() if content.startswith(start)), "")
    if wide:
        return content.decode(wide).encode()
    declared = _ENCODING.match(content[:200].removeprefix(_BOM))
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise refusal(name, "encoding")
    return content


def _weigh(content: bytes, name: str) -> Weight:
    # No Word file has a document type; entities in one read files, fetch, or grow without end.
    if b"<!DOCTYPE" in content:
        raise refusal(name, "dtd")
    closed = content.count(b"</w:tc>")
    return Weight(
        elements=content.count(b"<") - content.count(b"</"),
        cells=max(closed, content.count(b"tc>") // 2) + content.count(b"tc/>"),
        markup=len(content),
        asides=content.count(b"<!") + content.count(b"<?"),
    )
