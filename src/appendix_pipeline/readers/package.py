"""Any WordprocessingML package as the one kind that python-docx opens.

Strict documents (ISO/IEC 29500-1), templates (.dotx) and macro documents (.docm) differ in the
content type of the main part and, the strict ones, in namespaces; macros are not read.
"""

import re
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from appendix_pipeline.model.finding import Diagnostic, Sink

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
# ISO/IEC 29500-1 (strict) and 29500-4 (transitional) have the same names in other namespaces.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip
_LEGACY = re.compile(rb'"(?:\.Vn|VNI-)', re.IGNORECASE)
_EXTERNAL = re.compile(rb'TargetMode\s*=\s*["\']External["\']')
_HYPERLINK = re.compile(rb'<[^>]*relationships/hyperlink["\'][^>]*>')


def as_transitional(data: bytes, note: Sink) -> bytes:
    """Return `data` itself where python-docx opens it, else a copy that it opens.

    Macros and relations that lead outside (hyperlinks apart) are noted; none is followed.
    """
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml")
        if any(name.endswith("vbaProject.bin") for name in names):
            note(Diagnostic("macros-ignored"))
        for name in names:
            if name.endswith(".rels") and _EXTERNAL.search(_HYPERLINK.sub(b"", package.read(name))):
                note(Diagnostic("external-relationship", details={"text": name}))
        strict = any(
            _STRICT in package.read(name) for name in names if name.endswith("_rels/.rels")
        )
        other = [each for each in _OTHER_MAINS if each.encode() in types]
        if not strict and not other:
            return data
        return _rewritten(package, other)


def _rewritten(package: ZipFile, other_mains: list[str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as copy:
        for member in package.infolist():
            content = package.read(member)
            if member.filename.endswith((".xml", ".rels")):
                for strict, transitional in _NAMESPACES:
                    content = content.replace(strict, transitional)
            if member.filename == "[Content_Types].xml":
                for main in other_mains:
                    content = content.replace(main.encode(), _MAIN.encode())
            copy.writestr(member.filename, content)
    return buffer.getvalue()


def has_legacy_fonts(data: bytes) -> bool:
    """Tell whether a font of before Unicode is named anywhere in the package's text parts."""
    with ZipFile(BytesIO(data)) as package:
        return any(
            _LEGACY.search(package.read(name))
            for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml")
            if name in package.namelist()
        )
