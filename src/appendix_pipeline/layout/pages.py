"""The sections of a document: paper, margins, page numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element

from appendix_pipeline.layout.measured import TWIPS, Line, Number, Page
from appendix_pipeline.layout.parts import Parts, W, number, relation, value
from appendix_pipeline.layout.styles import Style, Styles

# Letter paper and no margins are what Word takes where a section says nothing.
_WIDTH, _HEIGHT = "12240", "15840"
_SIDES = ("top", "bottom", "left", "right")
# More letters than any page of the decree's sizes holds.
_MORE_THAN_A_PAGE = 6_000
_BREAKS = (f".//{W}lastRenderedPageBreak", f".//{W}br[@{W}type='page']")
_DRAWN = (f"{W}tbl", f"{W}drawing", f"{W}pict")


@dataclass(slots=True)
class _Section:
    """The blocks of a section up to its properties."""

    blocks: list[_Element] = field(default_factory=list)
    properties: _Element | None = None


def pages_of(parts: Parts, styles: Styles, lines: tuple[Line, ...]) -> tuple[Page, ...]:
    """Return the pages of every section, in order; `lines` are those of the document."""
    sections = list(_sections(parts))
    inherited: dict[tuple[str, str], str] = {}
    pages = []
    for place, section in enumerate(sections):
        inherited |= _references(section.properties)
        numbers = {key: _number(parts.related.get(name), styles) for key, name in inherited.items()}
        letters = sum(len(line.text) for line in lines if line.section == place)
        long = letters > _MORE_THAN_A_PAGE or (len(sections) == 1 and parts.pages > 1)
        long = long or any(_has(section.blocks, path) for path in _BREAKS)
        pages.append(_page(section, numbers, long=long))
    return tuple(pages)


def _sections(parts: Parts) -> Iterator[_Section]:
    section = _Section()
    for block in parts.document.iterfind(f"{W}body/*"):
        if block.tag == f"{W}sectPr":
            section.properties = block
            continue
        section.blocks.append(block)
        inner = block.find(f"{W}pPr/{W}sectPr")
        if inner is not None:
            section.properties = inner
            yield section
            section = _Section()
    yield section


def _references(properties: _Element | None) -> dict[tuple[str, str], str]:
    """Return the relations of headers and footers: ("header", "first") → "rId5"."""
    return {
        (kind, each.get(f"{W}type", "default")): relation(each)
        for kind in ("header", "footer")
        for each in (() if properties is None else properties.iterfind(f"{W}{kind}Reference"))
    }


def _page(
    section: _Section, numbers: Mapping[tuple[str, str], Number | None], *, long: bool
) -> Page:
    properties = section.properties
    numbered = "pgNumType"
    start = value(properties, numbered, "start")
    top, bottom = numbers.get(("header", "default")), numbers.get(("footer", "default"))
    other = properties is not None and properties.find(f"{W}titlePg") is not None
    first = numbers.get(("header", "first")) or numbers.get(("footer", "first"))
    return Page(
        width=_millimetres(value(properties, "pgSz", "w") or _WIDTH),
        height=_millimetres(value(properties, "pgSz", "h") or _HEIGHT),
        margins=_margins(properties),
        top=top,
        bottom=bottom,
        first=first if other else top or bottom,
        start=int(start) if start and start.isdecimal() else None,
        digits=value(properties, numbered, "fmt") or "decimal",
        long=long,
        drawn=any(_has(section.blocks, f".//{tag}") for tag in _DRAWN[1:])
        or any(block.tag == _DRAWN[0] for block in section.blocks),
    )


def _margins(properties: _Element | None) -> tuple[float, float, float, float]:
    """Return the margins, top, bottom, left, right; the gutter belongs to the left one.

    Source: ISO/IEC 29500-1, 17.6.11 (a negative top margin is one that no header moves).
    """
    top, bottom, left, right = (
        abs(_millimetres(value(properties, "pgMar", side) or "0")) for side in _SIDES
    )
    gutter = _millimetres(value(properties, "pgMar", "gutter") or "0")
    return top, bottom, left + gutter, right


def _millimetres(text: str) -> float:
    return round(number(text) / TWIPS, 1)


def _has(blocks: list[_Element], path: str) -> bool:
    return any(block.find(path) is not None for block in blocks)


def _number(root: _Element | None, styles: Styles) -> Number | None:
    """Return the page number that a header or footer shows, or None."""
    for paragraph in () if root is None else root.iter(f"{W}p"):
        codes = [each.get(f"{W}instr", "") for each in paragraph.iterfind(f"{W}fldSimple")]
        codes.append("".join(each.text or "" for each in paragraph.iter(f"{W}instrText")))
        code = " ".join(codes).upper().split()
        if "PAGE" in code:
            return Number(_align(paragraph, styles), _size(paragraph, styles), "IF" in code)
    return None


def _align(paragraph: _Element, styles: Styles) -> str:
    """Return how the number stands: by its paragraph, frame, or a tab in the middle."""
    ppr = paragraph.find(f"{W}pPr")
    frame = value(ppr, "framePr", "xAlign")
    tab = paragraph.find(f".//{W}ptab")
    if frame or tab is not None:
        return frame or str(tab.get(f"{W}alignment"))  # type: ignore[union-attr]
    look = styles.paragraph(ppr, Style())
    before = sum(1 for _ in paragraph.iterfind(f"{W}r/{W}tab"))
    # A header's own style has its stops in the middle and on the right.
    if before and look.get("align", "left") == "left":
        return "center" if before == 1 else "right"
    return str(look.get("align", "left"))


def _size(paragraph: _Element, styles: Styles) -> float:
    """Return the size of the letters of a number, in points."""
    ppr = paragraph.find(f"{W}pPr")
    shown = [run for run in paragraph.iter(f"{W}r") if (run.findtext(f"{W}t") or "").strip()]
    runs = shown or list(paragraph.iter(f"{W}r"))
    rpr = runs[0].find(f"{W}rPr") if runs else None
    return float(styles.letters(rpr, ppr, Style())["size"])
