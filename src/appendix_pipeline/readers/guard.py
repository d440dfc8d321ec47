"""What a file must be before any library sees it: one clear sentence for everything else.

Limits and their reasons: a 1.2 kB file with `gridSpan` of two thousand million hangs both
python-docx and docx2python, and a zip bomb takes them to 2 GiB.
"""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from appendix_pipeline.errors import InputError

MAX_FILE = 25 << 20
MAX_MEMBER = 64 << 20
MAX_TOTAL = 120 << 20
MAX_MEMBERS = 2_000
MAX_CELLS = 400_000

_SAVE_AS_DOCX = {
    "vi": "Hãy mở bằng Word, chọn Lưu dưới dạng (Save As) kiểu .docx rồi chuyển lại.",
    "en": "Open it in Word, save it as .docx and convert that.",
}
_CHECK_FILE = {
    "vi": "Hãy kiểm tra lại tệp hoặc xin bản gốc .docx.",
    "en": "Check the file, or ask for the original .docx.",
}
_OLE = b"\xd0\xcf\x11\xe0"
# First bytes of what clerks take for a DOCX -> what it is.
_OTHER_FORMATS = {
    _OLE: {
        "vi": "Đây là tệp Word kiểu cũ (.doc).",
        "en": "This is an old Word file (.doc).",
    },
    b"{\\rtf": {"vi": "Đây là tệp RTF.", "en": "This is an RTF file."},
    b"%PDF": {
        "vi": "Đây là tệp PDF, không phải tệp Word.",
        "en": "This is a PDF, not a Word file.",
    },
    b"<": {
        "vi": "Đây là trang web (HTML/XML), không phải tệp Word.",
        "en": "This is a web page, not a Word file.",
    },
}
# An encrypted package is an OLE file with this stream (MS-OFFCRYPTO, 2.3.4).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
# In UTF-16 the mark looks otherwise to a search in bytes.
_DOCTYPES = tuple("<!DOCTYPE".encode(each) for each in ("utf-8", "utf-16-le", "utf-16-be"))


def is_office(data: bytes) -> bool:
    """Tell whether `data` is of a format that LibreOffice may turn into DOCX, and not locked."""
    old = data.startswith(_OLE) and _ENCRYPTED not in data[: 1 << 20]
    return len(data) <= MAX_FILE and (old or data.startswith((b"{\\rtf", b"PK")))


def check(data: bytes, name: str) -> None:
    """Refuse what is not a sound Word package.

    Raises:
        InputError: the file is empty, of another format, locked, cut off or absurdly large.
    """
    if not data:
        raise InputError(name, {"vi": "Tệp rỗng.", "en": "The file is empty."}, _CHECK_FILE)
    if len(data) > MAX_FILE:
        raise too_large(name)
    if _ENCRYPTED in data[: 1 << 20] and data.startswith(_OLE):
        what = {"vi": "Tệp có mật khẩu.", "en": "The file is password-protected."}
        hint = {
            "vi": "Hãy mở bằng Word, bỏ mật khẩu, lưu lại rồi chuyển.",
            "en": "Open it in Word, remove the password, save, convert again.",
        }
        raise InputError(name, what, hint)
    for start, what in _OTHER_FORMATS.items():
        if data.lstrip()[:8].startswith(start):
            raise InputError(name, what, _SAVE_AS_DOCX)
    _check_package(data, name)


def _check_package(data: bytes, name: str) -> None:
    try:
        with ZipFile(BytesIO(data)) as package:
            _check_members(package, name)
            if package.testzip():
                raise damaged(name)
            for member in package.namelist():
                if member.endswith((".xml", ".rels")):
                    _check_xml(package.read(member), name)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise damaged(name) from error


def _check_members(package: ZipFile, name: str) -> None:
    members = package.namelist()
    sizes = [each.file_size for each in package.infolist()]
    if len(members) > MAX_MEMBERS or max(sizes, default=0) > MAX_MEMBER or sum(sizes) > MAX_TOTAL:
        raise too_large(name)
    outside = any(
        each.startswith("/") or ".." in each.split("/") or "\\" in each for each in members
    )
    if outside or len(set(members)) < len(members):
        raise damaged(name)
    types = package.read(_TYPES) if _TYPES in members else b""
    if b"wordprocessingml" not in types and b"ms-word" not in types:
        what = {"vi": "Đây không phải tệp Word.", "en": "This is not a Word file."}
        raise InputError(name, what, _SAVE_AS_DOCX)


def _check_xml(content: bytes, name: str) -> None:
    # No Word file has a document type; entities in one read files, fetch, or grow without end.
    if any(mark in content for mark in _DOCTYPES):
        what = {
            "vi": "Tệp chứa khai báo DTD, không an toàn.",
            "en": "The file holds a DTD, which is unsafe.",
        }
        raise InputError(name, what, _CHECK_FILE)
    if content.count(b"tc>") > 2 * MAX_CELLS:
        raise too_large(name)


def damaged(name: str) -> InputError:
    """Return the error for a file that is no sound Word package."""
    what = {
        "vi": "Tệp hỏng hoặc không phải tệp Word (.docx).",
        "en": "The file is damaged or not a Word file (.docx).",
    }
    return InputError(name, what, _CHECK_FILE)


def too_large(name: str) -> InputError:
    """Return the error for a file beyond the limits."""
    file, total = MAX_FILE >> 20, MAX_TOTAL >> 20
    what = {
        "vi": f"Tệp quá lớn (quá {file} MB, {total} MB khi giải nén, hoặc {MAX_CELLS} ô).",
        "en": f"The file is too large (over {file} MB, {total} MB unpacked or {MAX_CELLS} cells).",
    }
    return InputError(name, what, _CHECK_FILE)
