"""The parts of a Word package that say how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PAGES = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
)  # fmt: skip
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
# Twips in the units of strict documents.
_UNITS = {"pt": 20.0, "pc": 240.0, "pi": 240.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4}
_EMPTY = etree.Element("empty")


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts; an absent one is an element without content.

    `related` are the headers, footers and so on that the document refers to, by relation.
    `pages` is how many pages the program that saved the file counted, 0 where it did not say.
    """

    document: _Element
    styles: _Element
    numbering: _Element
    settings: _Element
    theme: _Element
    footnotes: _Element
    related: Mapping[str, _Element]
    pages: int


def open_parts(data: bytes) -> Parts:
    """Return the parts of a package that the guard of `readers` has let in."""
    with ZipFile(BytesIO(data)) as package:
        names = frozenset(package.namelist())

        def root(name: str) -> _Element:
            return etree.fromstring(package.read(name), _PARSER) if name in names else _EMPTY

        main = _main(root("_rels/.rels"))
        relations = root(f"{dirname(main)}/_rels/{main.rpartition('/')[2]}.rels")
        kinds: dict[str, _Element] = {}
        related: dict[str, _Element] = {}
        for each in relations.iter(_RELATIONS):
            target = normpath(join("/", dirname(main), each.get("Target", "")))[1:]
            if target in names and target.endswith(".xml"):
                related[each.get("Id", "")] = root(target)
                kinds[each.get("Type", "").rpartition("/")[2]] = related[each.get("Id", "")]
        counted = root("docProps/app.xml").findtext(_PAGES, "0")
        return Parts(
            document=root(main),
            styles=kinds.get("styles", _EMPTY),
            numbering=kinds.get("numbering", _EMPTY),
            settings=kinds.get("settings", _EMPTY),
            theme=kinds.get("theme", _EMPTY),
            footnotes=kinds.get("footnotes", _EMPTY),
            related=related,
            pages=int(counted) if counted.isdecimal() else 0,
        )


def _main(relations: _Element) -> str:
    """Return the path of the main part."""
    for each in relations.iter(_RELATIONS):
        if each.get("Type", "").endswith("/officeDocument"):
            return normpath(join("/", each.get("Target", "")))[1:]
    return "word/document.xml"


def value(element: _Element | None, path: str, name: str = "val") -> str | None:
    """Return attribute `w:name` of the child at `path` ("pPr/jc"), or None."""
    if element is None:
        return None
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")


def number(text: str | None, unit: float = 1) -> float:
    """Return a measure as a number, 0 where it is none.

    Strict documents write "36pt", "25.4mm" (ISO/IEC 29500-1, 22.9.2.15): these are in twips
    where `unit` is 1, in half points where it is 10.
    """
    if not text:
        return 0
    sign = text[-2:]
    try:
        return float(text[:-2]) * _UNITS[sign] / unit if sign in _UNITS else float(text)
    except ValueError:
        return 0


def relation(element: _Element) -> str:
    """Return the relation that an element refers to."""
    return element.get(f"{_R}id", "")
