"""What is measured of each element: one function a measure, named as the rules name it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from appendix_pipeline.layout.measured import TWIPS, Line, Page
from appendix_pipeline.rules.decree30 import Value

# Text in capitals may hold small letters: "QyĐ", "NĐ-CP về".
_MOSTLY = 0.9
# A shorter paragraph may be one line, whose alignment nobody sees.
_SURELY_TWO_LINES = 110
_FIRST_PADDED = 10  # days from here on, and months from 3, have no zero before them
_MONTHS_PADDED = 3


@dataclass(frozen=True, slots=True)
class Document:
    """The lines of a document, what each is, and the pages of its sections."""

    lines: tuple[Line, ...]
    names: tuple[str, ...]
    pages: tuple[Page, ...]

    def named(self, name: str) -> Iterator[tuple[int, Line]]:
        """Yield the lines of an element with their places."""
        for place, line in enumerate(self.lines):
            if self.names[place] == name:
                yield place, line


def letters(line: Line) -> str:
    """Return how a line is set: "upper bold upright"."""
    shown = [(each, sum(map(str.isalpha, each.text))) for each in line.letters]
    total = sum(count for _, count in shown) or 1
    upper = sum(count if each.caps else sum(map(str.isupper, each.text)) for each, count in shown)
    bold = sum(count for each, count in shown if each.bold)
    italic = sum(count for each, count in shown if each.italic)
    return " ".join(
        (
            "upper" if upper >= _MOSTLY * total else "lower",
            "bold" if bold >= _MOSTLY * total else "regular",
            "italic" if italic >= _MOSTLY * total else "upright",
        )
    )


def sizes(line: Line) -> set[float]:
    """Return the sizes of the words of a line, in points."""
    return {each.size for each in line.letters if any(map(str.isalnum, each.text))}


def _sizes(document: Document, place: int) -> Iterator[Value]:
    yield from sorted(sizes(document.lines[place]))


def _letters(document: Document, place: int) -> Iterator[Value]:
    yield letters(document.lines[place])


def _align(document: Document, place: int) -> Iterator[Value]:
    line = document.lines[place]
    if document.names[place] != "body" or len(line.text) >= _SURELY_TWO_LINES:
        yield line.align


def _first_line(document: Document, place: int) -> Iterator[Value]:
    line = document.lines[place]
    if not line.listed:
        yield round(line.indent / TWIPS, 1)


def _space(document: Document, place: int) -> Iterator[Value]:
    """The space above a paragraph of the body that follows another."""
    before = document.lines[place - 1] if place else None
    line = document.lines[place]
    if before and document.names[place - 1] == "body" and before.section == line.section:
        joined = line.contextual and before.contextual and line.style == before.style
        yield 0.0 if joined else (before.after + line.before) / 20


def _spacing(document: Document, place: int) -> Iterator[Value]:
    yield round(document.lines[place].spacing, 2)


def _size_over_nation(document: Document, place: int) -> Iterator[Value]:
    """How much larger the motto is than the name of the state just above it."""
    nations = [line for at, line in document.named("nation") if at < place]
    own, above = sizes(document.lines[place]), sizes(nations[-1]) if nations else set()
    if own and above:
        yield max(own) - max(above)


def _missing_zero(document: Document, place: int) -> Iterator[Value]:
    """Whether a day under 10, or the months 1 and 2, lack the zero."""
    words = document.lines[place].text.split()
    for limit, word in ((_FIRST_PADDED, "ngày"), (_MONTHS_PADDED, "tháng")):
        for before, number in pairwise(words):
            if before == word and number.isdecimal() and len(number) == 1 and int(number) < limit:
                yield "yes"
                return
    yield "no"


def _own_line(document: Document, place: int) -> Iterator[Value]:
    del document, place
    yield "no"


def _numbered(document: Document, place: int) -> Iterator[Value]:
    """Whether an appendix, one of several, has a Roman number."""
    if sum(1 for _ in document.named("annex_number")) == 1:
        yield "alone"
        return
    number = document.lines[place].text.rstrip(".: ").split()[-1].upper()
    if number == "LỤC":
        yield "none"
    else:
        yield "roman" if set(number.split(".")[0]) <= set("IVXLCDM") else "arabic"


def _starts_at(document: Document, place: int) -> Iterator[Value]:
    """The number of an appendix's first page."""
    section = document.lines[place].section
    ahead = [
        name
        for line, name in zip(document.lines[:place], document.names, strict=False)
        if line.section == section and line.where.part == "body"
    ]
    start = document.pages[section].start
    if {"body", "kind", "annex_number"} & set(ahead):
        yield "goes on"
    elif start is not None or section == 0:
        yield str(start or 1)
    else:
        yield "goes on"


Measure = Callable[[Document, int], Iterator[Value]]
OF_LINES: Mapping[str, Measure] = {
    "size": _sizes,
    "letters": _letters,
    "align": _align,
    "first_line": _first_line,
    "space": _space,
    "lines": _spacing,
    "size_over_nation": _size_over_nation,
    "missing_zero": _missing_zero,
    "own_line": _own_line,
    "numbered": _numbered,
    "starts_at": _starts_at,
}
