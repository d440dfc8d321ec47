"""The words of cells, with the references of footnotes taken out and remembered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from appendix_pipeline.model.document import Paragraph
from appendix_pipeline.rules.marks import NoteIndex, meant, references
from appendix_pipeline.text import fold


@dataclass(frozen=True, slots=True)
class Words:
    """Text of one or more paragraphs: `lines` as typed, white space folded within each.

    `references` are pairs of a note's index and an offset into the folded whole.
    """

    lines: tuple[str, ...]
    references: tuple[tuple[int, int], ...] = ()

    @property
    def folded(self) -> str:
        """All lines as one, joined by blanks."""
        return self.lines[0] if len(self.lines) == 1 else " ".join(self.lines)

    @property
    def by_line(self) -> str:
        """The lines that hold text, one a line."""
        return "\n".join(self.lines)

    def without(self, start: int) -> "Words":
        """Return the words from offset `start` of the folded whole, references moved along."""
        return self.part(start, len(self.folded)) if start else self

    def part(self, start: int, end: int) -> "Words":
        """Return the words between two offsets of the folded whole, with their references."""
        inside = ((note, at - start) for note, at in self.references if start <= at <= end)
        return Words((self.folded[start:end],), tuple(inside))


def join(parts: Iterable[Words]) -> Words:
    """Return several cells as one, read on; an empty one adds nothing."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    lines: tuple[str, ...] = ()
    references: list[tuple[int, int]] = []
    for part in parts:
        shift = len(" ".join(lines)) + 1 if lines else 0
        references += ((note, shift + at) for note, at in part.references)
        lines += part.lines
    return Words(lines, tuple(references))


def read_words(paragraphs: Iterable[Paragraph], notes: NoteIndex) -> Words:
    """Return the words of `paragraphs` in order; what refers to one of `notes` is no word."""
    lines: list[str] = []
    references: list[tuple[int, int]] = []
    size = 0
    for paragraph in paragraphs:
        text = f"{paragraph.number} {paragraph.text}" if paragraph.number else paragraph.text
        if paragraph.marks or notes.tokens:
            pieces, found = _cut(paragraph, notes)
            references += zip(found, _sizes(pieces, size), strict=False)
            text = "".join(pieces)
        for line in filter(None, map(fold, text.split("\n"))):
            size += len(line) + bool(lines)
            lines.append(line)
    return Words(tuple(lines), tuple(references))


def _cut(paragraph: Paragraph, notes: NoteIndex) -> tuple[list[str], list[int]]:
    """Return the text of a paragraph cut at its references, and the notes that these mean."""
    table = paragraph.where.table or 0
    pieces, found = [], []
    at = 0
    for start, end, name in sorted(references(paragraph, notes)):
        if start < at:
            continue  # the same one, found raised and by what it says
        pieces.append(paragraph.text[at:start])
        found.append(meant(name, table, notes))
        at = end
    pieces.append(paragraph.text[at:])
    if paragraph.number:
        pieces[0] = f"{paragraph.number} {pieces[0]}"
    return pieces, found


def _sizes(pieces: Iterable[str], size: int) -> Iterator[int]:
    """Yield how long a folded text of `size` characters and each of `pieces` so far is."""
    apart = size > 0
    for piece in pieces:
        if words := piece.split():
            size += len(" ".join(words)) + (size > 0 and (apart or piece[0].isspace()))
        apart = piece[-1:].isspace() or (apart and not words)
        yield size
