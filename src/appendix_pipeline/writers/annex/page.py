"""The page an appendix is printed on: one description for DOCX and PDF alike."""

from dataclasses import dataclass

from appendix_pipeline.options import Margins, Sizes

_TWIPS = 1440 / 25.4  # in a millimetre
_SHORT, _LONG = 210.0, 297.0  # A4
# The title leaves this corner free, in millimetres, where a digital signature is shown; a capital
# of a bold title takes so many for each point of its size.
_CORNER, _CAPITAL = 26, 0.254
# A line of the table at 12 pt, and what the header rows take of a page, with some to spare.
_LINE, _HEADER = 4.87, 50


@dataclass(frozen=True, slots=True)
class Page:
    """A4, upright or turned; margins in millimetres, sizes of letters in points."""

    landscape: bool
    margins: Margins
    sizes: Sizes

    @property
    def width(self) -> float:
        """The width of the paper in millimetres."""
        return _LONG if self.landscape else _SHORT

    @property
    def height(self) -> float:
        """The height of the paper in millimetres."""
        return _SHORT if self.landscape else _LONG

    @property
    def text_width(self) -> int:
        """The width between the margins in twips, as their rounded twips leave it."""
        left, right = twips(self.margins.left), twips(self.margins.right)
        return twips(self.width) - left - right

    @property
    def title_letters(self) -> int:
        """How many capitals of the title fit on a line."""
        return int((self.text_width / _TWIPS - _CORNER) / (_CAPITAL * self.sizes.title))

    @property
    def lines(self) -> int:
        """How many lines of the table at 12 pt surely fit below its header rows."""
        room = self.height - self.margins.top - self.margins.bottom - _HEADER
        return int(room / _LINE)


def twips(millimetres: float) -> int:
    """Return a length in twips, as Word counts."""
    return round(millimetres * _TWIPS)
