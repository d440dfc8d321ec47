"""Any WordprocessingML package as the one kind that python-docx opens.

Strict documents (ISO/IEC 29500-1), templates (.dotx) and macro documents (.docm) differ in the
content type of the main part and, the strict ones, in namespaces; macros are not read.
"""

import re
from io import BytesIO
from posixpath import join, normpath
from urllib.parse import unquote
from zipfile import ZIP_STORED, ZipFile

from appendix_pipeline.model.finding import Diagnostic, Sink

_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
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
_RELATION = re.compile(rb"<((?:\w+:)?Relationship)\s[^>]*?(?:/>|>\s*</\1>)")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_HYPERLINK = re.compile(rb"relationships/hyperlink[\"']")
_TARGET = re.compile(rb"\sTarget\s*=\s*[\"']([^\"']*)[\"']")


def as_transitional(data: bytes, note: Sink) -> bytes:
    """Return `data` itself where python-docx opens it, else a copy that it opens.

    Macros and relations that lead outside (hyperlinks apart) are noted; none is followed.
    """
    with ZipFile(BytesIO(data)) as package:
        names = frozenset(package.namelist())
        types = package.read(_TYPES)
        rels = {name: package.read(name) for name in names if name.endswith(".rels")}
        if any(name.endswith("vbaProject.bin") for name in names):
            note(Diagnostic("macros-ignored"))
        for name in sorted(rels):
            if any(_leads_outside(each[0]) for each in _RELATION.finditer(rels[name])):
                note(Diagnostic("external-relationship", details={"text": name}))
        changed = {name: _without_dead_ends(name, each, names) for name, each in rels.items()}
        strict = any(_STRICT in each for each in rels.values())
        other = any(main in types for main in _OTHER_MAINS)
        if strict or other or changed != rels:
            return _rewritten(package, changed)
        return data


def _leads_outside(relation: bytes) -> bool:
    return bool(_EXTERNAL.search(relation)) and not _HYPERLINK.search(relation)


def _without_dead_ends(name: str, rels: bytes, names: frozenset[str]) -> bytes:
    """Return relations without those to parts that are not there: Word goes on without them."""
    base = name.rpartition("_rels/")[0]

    def kept(found: re.Match[bytes]) -> bytes:
        target = _TARGET.search(found[0])
        path = (
            normpath(join("/", base, unquote(target[1].decode(errors="replace"))))
            if target
            else "/"
        )
        there = path[1:] in names or _EXTERNAL.search(found[0])
        return found[0] if there else b""

    return _RELATION.sub(kept, rels)


def _rewritten(package: ZipFile, changed: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as copy:
        for member in package.infolist():
            content = changed.get(member.filename) or package.read(member)
            if member.filename.endswith((".xml", ".rels")):
                for strict, transitional in _NAMESPACES:
                    content = content.replace(strict, transitional)
            if member.filename == _TYPES:
                for main in _OTHER_MAINS:
                    content = content.replace(main, _MAIN)
            copy.writestr(member.filename, content)
    return buffer.getvalue()


def has_legacy_fonts(data: bytes) -> bool:
    """Tell whether a font of before Unicode is named anywhere in the package's text parts."""
    with ZipFile(BytesIO(data)) as package:
        return any(
            _LEGACY.search(package.read(name))
            for name in package.namelist()
            if name.startswith("word/") and name.endswith(".xml") and "fontTable" not in name
        )
