"""The text of a part, line by line, each with the look it has at last."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element

from appendix_pipeline.layout.bags import Bag
from appendix_pipeline.layout.measured import Letters, Line
from appendix_pipeline.layout.parts import Parts, W, number, value
from appendix_pipeline.layout.styles import Style, Styles
from appendix_pipeline.layout.tables import cells
from appendix_pipeline.model.document import Location, Part

# What a reader does not see where it stands: deleted text, and text boxes with their copies.
_PASSED = frozenset(
    (
        *(f"{W}{name}" for name in ("pPr", "del", "moveFrom", "pict", "object", "drawing")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    )
)
_TEXT = {f"{W}t": None, f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_SINGLE = 240  # twentieths of a point in a line of automatic spacing
# A line of Times New Roman is so much higher than its letters.
_LINE_HEIGHT = 1.15
_TAB = 720


_OPEN = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))
_NO_TABLE = Style()


@dataclass(slots=True)
class _Walk:
    """Where the walk through a part is; `paragraph`, `table` and `section` are counted."""

    styles: Styles
    part: Part
    tab: float
    paragraph: int = 0
    table: int = 0
    section: int = 0

    def outside(self) -> Location:
        """Return the place of the next paragraph outside tables."""
        self.paragraph += 1
        return Location(self.part, paragraph=self.paragraph)


def lines_of(parts: Parts, styles: Styles) -> tuple[Line, ...]:
    """Return the lines of the body and of the footnotes, in reading order."""
    tab = number(value(parts.settings, "defaultTabStop")) or _TAB
    body, notes = _Walk(styles, "body", tab), _Walk(styles, "footnotes", tab)
    roots = [(each, body) for each in parts.document.iterfind(f"{W}body")]
    roots += [(each, notes) for each in parts.footnotes.iterfind(f"{W}footnote")]
    return tuple(
        line for root, walk in roots for line in _blocks(root, walk, _NO_TABLE, walk.outside)
    )


def _blocks(
    parent: _Element, walk: _Walk, table: Style, place: Callable[[], Location]
) -> Iterator[Line]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, walk, table, place())
            walk.section += child.find(f"{W}pPr/{W}sectPr") is not None
        elif child.tag == f"{W}tbl":
            inner = table is not _NO_TABLE
            walk.table += not inner
            for cell in cells(child, walk.styles):
                # What a table in a cell holds has its place in that cell.
                at = place if inner else cell.places(walk.part, walk.table)
                yield from _blocks(cell.element, walk, cell.look, at)
        elif child.tag in _OPEN:
            yield from _blocks(child, walk, table, place)


def _paragraph(element: _Element, walk: _Walk, table: Style, where: Location) -> Iterator[Line]:
    ppr = element.find(f"{W}pPr")
    look = walk.styles.paragraph(ppr, table)
    parts: list[list[Letters]] = [[]]
    raised = None
    for run in _runs(element):
        bag = walk.styles.letters(run.find(f"{W}rPr"), ppr, table)
        for place, text in enumerate(_texts(run)):
            if place:
                parts.append([])
            if text and not bag["vanish"]:
                raised = bool(bag.get("raised")) if raised is None else raised
                if not bag.get("raised"):
                    parts[-1].append(_letters(text, bag))
    first = _line(tuple(parts[0]), look, walk, where)
    style = walk.styles.style("paragraph", value(ppr, "pStyle")).name
    first = replace(first, style=style, note=bool(raised))
    yield first
    for letters in parts[1:]:
        yield replace(first, letters=tuple(letters), goes_on=True)


def _line(letters: tuple[Letters, ...], look: Bag, walk: _Walk, where: Location) -> Line:
    size = max((each.size for each in letters), default=0)
    tabbed = "".join(each.text for each in letters).startswith("\t")
    indent = look.get("firstLine", 0)
    return Line(
        letters,
        where,
        walk.section,
        align=look.get("align", "left"),
        indent=walk.tab if tabbed and not indent else indent,
        before=look.get("before", 0),
        after=look.get("after", 0),
        spacing=_spacing(look, size),
        contextual=look.get("contextualSpacing", False),
        listed=look.get("numPr", False) or look.get("hanging", 0) > 0 or look.get("left", 0) > 0,
    )


def _runs(element: _Element) -> Iterator[_Element]:
    """Yield the runs of a paragraph that a reader sees in the line."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _PASSED:
            yield from _runs(child)


def _texts(run: _Element) -> list[str]:
    """Return the texts of a run between its line breaks."""
    texts = [""]
    for child in run:
        if child.tag in _TEXT:
            texts[-1] += _TEXT[child.tag] or child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            texts.append("")
    return texts


def _letters(text: str, bag: Bag) -> Letters:
    shown = [letter for letter in text if letter.isalnum()]
    fonts = {bag["ascii" if letter < "\x80" else "hAnsi"] for letter in shown}
    return Letters(
        text, bag["size"], bag["b"], bag["i"], bag["caps"], tuple(sorted(fonts)),
        bag.get("colour", "000000"),
    )  # fmt: skip


def _spacing(look: Bag, size: float) -> float:
    """Return the distance of lines as a multiple of a single line."""
    line = look.get("line", _SINGLE)
    rule = look.get("lineRule", "auto")
    if rule == "auto" or not size:
        return float(line / _SINGLE)
    lines = float(line) / 20 / (size * _LINE_HEIGHT)
    return max(lines, 1.0) if rule == "atLeast" else lines
