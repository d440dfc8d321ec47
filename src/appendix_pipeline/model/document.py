"""What a reader makes of a file: paragraphs and grids as drawn, without meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["body", "footnotes", "endnotes", "comments", "headers", "footers", "text_boxes"]
MarkKind = Literal["superscript", "footnote", "endnote", "comment"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a text stands in the source, counted from 1 as a reader counts.

    `paragraph` counts within the cell where there is one, else within the part. `row` and
    `column` are positions on the layout grid of table number `table`, the one in the file:
    a table joined over pages keeps the places of its parts.
    """

    part: Part = "body"
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: its name without folders, SHA-256 in hex, size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A raised text or a note reference inside a paragraph.

    `start` and `end` are offsets into the paragraph's text, half-open. A real note's reference
    names its note by `note`; it has no characters of its own (`start == end`) save where its mark
    was typed by hand, or refers to the note again.
    """

    kind: MarkKind
    start: int
    end: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as a reader of the document sees it: accepted revisions, no hidden text.

    `number` is the label of automatic numbering ("1.", "a)"), which is not part of `text`.
    """

    text: str
    where: Location
    marks: tuple[Mark, ...] = ()
    number: str = ""

    @property
    def shown(self) -> str:
        """The text behind its automatic number."""
        return f"{self.number} {self.text}" if self.number else self.text

    def lines(self) -> list["Paragraph"]:
        """The lines that hold text, each with its own marks; the number is the first line's."""
        found = []
        start = 0
        for text in self.text.split("\n"):
            end = start + len(text)
            marks = tuple(
                Mark(each.kind, each.start - start, each.end - start, each.note)
                for each in self.marks
                if start <= each.start <= end
            )
            if text.strip() or (self.number and start == 0):
                found.append(Paragraph(text, self.where, marks, "" if start else self.number))
            start = end + 1
        return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as drawn, on the layout grid.

    Extents are half-open grid indices, like slices: the cell covers rows `top <= r < bottom`
    and columns `left <= c < right`; (0, 0) is top left. A nested table's paragraphs stand in
    reading order among the cell's own. `text` are the paragraphs, one a line, automatic numbers
    included.

    Raises:
        ValueError: the extent is empty.

    Source: ISO/IEC 29500-1, 17.4.17 (gridSpan) and 17.4.84 (vMerge).
    """

    top: int
    left: int
    bottom: int
    right: int
    paragraphs: tuple[Paragraph, ...]
    where: Location
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if self.bottom <= self.top or self.right <= self.left:
            raise ValueError(f"empty extent: {self}")
        lines = [each.shown for each in self.paragraphs]
        object.__setattr__(self, "text", lines[0] if len(lines) == 1 else "\n".join(lines))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: every cell once, in reading order of its first slot."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    where: Location


@dataclass(frozen=True, slots=True)
class NoteText:
    """A real footnote or endnote, or a comment: `id` is what a mark's `note` refers to."""

    id: str
    kind: MarkKind
    marker: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file in reading order; `margins` are running headers and footers."""

    source: Source
    blocks: tuple[Paragraph | Grid, ...]
    notes: tuple[NoteText, ...] = ()
    margins: tuple[Paragraph, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph that holds text of the source, each once."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                for cell in block.cells:
                    yield from cell.paragraphs
        for note in self.notes:
            yield from note.paragraphs
        yield from self.margins
