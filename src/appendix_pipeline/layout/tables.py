"""The cells of a table with their places on its grid, and the look its style gives them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from lxml.etree import _Element

from appendix_pipeline.layout.parts import W, number, value
from appendix_pipeline.layout.styles import Style, Styles
from appendix_pipeline.model.document import Location, Part

# The regions of a table's style, weakest first, with their bits and names in `w:tblLook`
# (ISO/IEC 29500-1, 17.4.55 and 17.7.6). Bands shade, and say nothing of letters.
_REGIONS = (
    ("firstCol", "firstColumn", 0x0080),
    ("lastCol", "lastColumn", 0x0100),
    ("firstRow", "firstRow", 0x0020),
    ("lastRow", "lastRow", 0x0040),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, its row and column from 1, and what the style of its table says of its text."""

    element: _Element
    row: int
    column: int
    look: Style

    def places(self, part: Part, table: int) -> Callable[[], Location]:
        """Return what gives the place of the next paragraph in this cell."""
        numbers = count(1)
        return lambda: Location(part, table, self.row, self.column, next(numbers))


def cells(table: _Element, styles: Styles) -> Iterator[Cell]:
    """Yield the cells of a `w:tbl` in reading order."""
    style = styles.style("table", value(table, "tblPr/tblStyle"))
    wanted = _regions(table.find(f"{W}tblPr/{W}tblLook"))
    rows = list(table.iter(f"{W}tr")) if table.find(f"{W}tr") is None else table.findall(f"{W}tr")
    for row, tr in enumerate(rows, 1):
        column = 1 + int(number(value(tr, "trPr/gridBefore")))
        inside = tr.findall(f"{W}tc")
        for at, tc in enumerate(inside):
            here = {
                "firstCol": at == 0,
                "lastCol": at == len(inside) - 1,
                "firstRow": row == 1,
                "lastRow": row == len(rows),
            }
            regions = ["wholeTable", *(name for name in wanted if here[name])]
            yield Cell(tc, row, column, _look(style, regions))
            column += int(number(value(tc, "tcPr/gridSpan"))) or 1


def _regions(look: _Element | None) -> tuple[str, ...]:
    """Return the regions that a table's look switches on."""
    if look is None:
        return ()
    bits = int(look.get(f"{W}val", "0"), 16)
    return tuple(
        region
        for region, name, bit in _REGIONS
        if look.get(f"{W}{name}", str(int(bool(bits & bit)))) in ("1", "true", "on")
    )


def _look(style: Style, regions: list[str]) -> Style:
    """Return the style with those of its regions that a cell lies in over it."""
    letters, paragraph = dict(style.letters), dict(style.paragraph)
    for name in regions:
        if name in style.parts:
            letters |= style.parts[name].letters
            paragraph |= style.parts[name].paragraph
    return Style(style.name, letters, paragraph)
