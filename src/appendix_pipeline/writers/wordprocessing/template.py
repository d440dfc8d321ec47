"""The template of a Word document: our own, or an office's, opened and filled."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element

from appendix_pipeline.errors import InputError
from appendix_pipeline.writers.wordprocessing.text import footnotes

Parts = dict[str, bytes]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN, _STYLES, _NOTES = "word/document.xml", "word/styles.xml", "word/footnotes.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
_TEMPLATES = (b"template.main+xml", b"document.macroEnabled.main+xml")
# The first moment a ZIP archive can name: the same dataset gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def open_template(own: bytes) -> Parts:
    """Return the files of a template by their path: an office's `own`, or ours where it is empty.

    Styles of ours that an office's template does not have are added to it.

    Raises:
        InputError: the office's template is no Word document.
    """
    if not own:
        return dict(_ours())
    try:
        with ZipFile(BytesIO(own)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[_STYLES] = _with_ours(parts[_STYLES])
        etree.fromstring(parts[_MAIN], _PARSER)
        parts[_TYPES] = _as_document(parts[_TYPES])
        return _with_notes(parts)
    except (BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise _refused() from error


@cache
def _ours() -> Parts:
    found: Parts = {}

    def walk(folder: Traversable, path: str) -> None:
        for each in sorted(folder.iterdir(), key=lambda each: each.name):
            if each.is_dir():
                walk(each, f"{path}{each.name}/")
            else:
                found[f"{path}{each.name}"] = each.read_bytes()

    walk(files("appendix_pipeline.writers").joinpath("templates", "official"), "")
    return found


def _with_ours(styles: bytes) -> bytes:
    root, ours = (etree.fromstring(each, _PARSER) for each in (styles, _ours()[_STYLES]))
    there = {_id(each) for each in root.iter(f"{{{_W}}}style")}
    for style in ours.iter(f"{{{_W}}}style"):
        if _id(style) not in there:
            style.attrib.pop(f"{{{_W}}}default", "")
            root.append(style)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _id(style: _Element) -> str:
    return style.get(f"{{{_W}}}styleId", "")


def _as_document(types: bytes) -> bytes:
    for each in _TEMPLATES:
        types = types.replace(each, b"document.main+xml")
    return types


def _with_notes(parts: Parts) -> Parts:
    """Return the parts with the one of footnotes, ours, related to the document."""
    relations = parts[_RELATIONS]
    if b"relationships/footnotes" not in relations:
        entry = f'<Relationship Id="rIdNotes" Type="{_R}/footnotes" Target="footnotes.xml"/>'
        parts[_RELATIONS] = _before_end(relations, b"</Relationships>", entry)
        entry = f'<Override PartName="/{_NOTES}" ContentType="{_TYPE}.footnotes+xml"/>'
        parts[_TYPES] = _before_end(parts[_TYPES], b"</Types>", entry)
    return parts | {_NOTES: _ours()[_NOTES]}


def _before_end(content: bytes, end: bytes, more: str) -> bytes:
    return content.replace(end, more.encode() + end)


def references(parts: Parts) -> str:
    """Return the references of the template's last section to headers and footers.

    Our sections have a first page of their own. In a template that has none, the first page shows
    what all others do, and so it does here.
    """
    root = etree.fromstring(parts[_MAIN], _PARSER)
    last = root.find(f"{{{_W}}}body/{{{_W}}}sectPr")
    found = [
        (name, each.get(f"{{{_W}}}type", "default"), each.get(f"{{{_R}}}id", ""))
        for each in (() if last is None else last)
        if (name := etree.QName(each).localname) in ("headerReference", "footerReference")
    ]
    own = None if last is None else last.find(f"{{{_W}}}titlePg")
    if own is None or own.get(f"{{{_W}}}val") in ("0", "false", "off"):
        found = [each for each in found if each[1] != "first"]
        found += [(name, "first", part) for name, kind, part in found if kind == "default"]
    return "".join(f'<w:{name} w:type="{kind}" r:id="{part}"/>' for name, kind, part in found)


def sized(parts: Parts, sizes: Mapping[str, float]) -> Parts:
    """Return the parts with the styles of these ids in these sizes, in points."""
    root = etree.fromstring(parts[_STYLES], _PARSER)
    for style in root.iter(f"{{{_W}}}style"):
        size = sizes.get(_id(style))
        for each in ("sz", "szCs") if size else ():
            for found in style.iterfind(f"{{{_W}}}rPr/{{{_W}}}{each}"):
                found.set(f"{{{_W}}}val", str(round(2 * (size or 0))))
    return parts | {_STYLES: etree.tostring(root, encoding="UTF-8", xml_declaration=True)}


def filled(parts: Parts, body: str, notes: Iterable[str]) -> Parts:
    """Return the parts with this body (it ends with a `w:sectPr`) and these footnotes."""
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
    )
    made = footnotes(notes).encode()
    ended = parts[_NOTES].replace(b"</w:footnotes>", made + b"</w:footnotes>")
    return parts | {_MAIN: document.encode(), _NOTES: ended}


def packed(parts: Parts) -> bytes:
    """Return the package, without the time of day; the list of types stands first."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != _TYPES, name)):
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return made.getvalue()


def _refused() -> InputError:
    return InputError(
        "templates.docx",
        {"vi": "Mẫu không phải tệp Word.", "en": "The template is no Word document."},
        {
            "vi": "Hãy lưu mẫu dưới dạng .docx hoặc .dotx.",
            "en": "Save the template as .docx or .dotx.",
        },
    )
