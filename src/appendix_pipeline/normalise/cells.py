"""The words of cells, with the references of footnotes taken out and remembered."""

from collections.abc import Iterable
from dataclasses import dataclass

from appendix_pipeline.model.document import Paragraph
from appendix_pipeline.model.table import TypedNote
from appendix_pipeline.rules.marks import references
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


def read_words(paragraphs: Iterable[Paragraph], notes: tuple[TypedNote, ...]) -> Words:
    """Return the words of `paragraphs` in order; what refers to one of `notes` is no word."""
    lines: list[str] = []
    references: list[tuple[int, int]] = []
    tokens = any(note.token for note in notes)
    for paragraph in paragraphs:
        text = f"{paragraph.number} " if paragraph.number else ""
        at = 0
        refers = paragraph.marks or tokens
        for start, end, note in _references(paragraph, notes) if refers else ():
            text += paragraph.text[at:start]
            at = end
            references.append((note, len(fold(" ".join([*lines, text])))))
        text += paragraph.text[at:]
        lines += filter(None, map(fold, text.split("\n")))
    return Words(tuple(lines), tuple(references))


def _references(
    paragraph: Paragraph, notes: tuple[TypedNote, ...]
) -> Iterable[tuple[int, int, int]]:
    """Return the places that refer to notes as (start, end, index of the note), in order.

    Of several notes with one marker, as on several pages, the first that stands at or below the
    text's table is meant.
    """
    found: dict[tuple[int, int, str], int] = {}
    table = paragraph.where.table or 0
    for index in sorted(range(len(notes)), key=lambda i: (0 < notes[i].table < table, i)):
        if paragraph.marks or notes[index].token:
            for start, end in references(paragraph, notes[index]):
                found.setdefault((start, end, notes[index].real), index)
    return [(start, end, index) for (start, end, _), index in sorted(found.items())]
