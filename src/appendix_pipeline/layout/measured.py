"""What is measured: lines of text as a reader sees them, and the pages they stand on."""

from dataclasses import dataclass

from appendix_pipeline.model.document import Location

TWIPS = 1440 / 25.4  # in a millimetre


@dataclass(frozen=True, slots=True)
class Letters:
    """A stretch of text of one look; `size` in points, `colour` in hex, `caps` shows capitals.

    `fonts` are those its letters are really set in.
    """

    text: str
    size: float
    bold: bool
    italic: bool
    caps: bool
    fonts: tuple[str, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or what stands between two line breaks in it.

    `indent`, `before` and `after` are in twips; `spacing` is the distance of lines in lines.
    `section` counts from 0. `listed` marks an automatic number or an indent of the whole, `note`
    what begins with a raised mark, `goes_on` what follows a line break.
    """

    letters: tuple[Letters, ...]
    where: Location
    section: int
    align: str
    indent: float
    before: float
    after: float
    spacing: float
    contextual: bool
    listed: bool
    style: str = ""
    note: bool = False
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The text, white space folded."""
        return " ".join("".join(each.text for each in self.letters).split())

    @property
    def in_table(self) -> bool:
        """Whether it stands in a table."""
        return self.where.table is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A page number: how it is aligned, its size in points, whether a field hides the first."""

    align: str
    size: float
    conditional: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The pages of a section; sizes and margins in millimetres.

    `top`, `bottom` and `first` are the numbers in the header, the footer and on the first page;
    `start` is the first number, None where it goes on. `long` tells that there surely are
    several pages, `drawn` that a table or picture stands on them.
    """

    width: float
    height: float
    margins: tuple[float, float, float, float]
    top: Number | None
    bottom: Number | None
    first: Number | None
    start: int | None
    digits: str
    long: bool
    drawn: bool

    @property
    def turned(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height
