"""The words of cells, with the references of footnotes taken out and remembered."""

from collections.abc import Iterable
from dataclasses import dataclass

from appendix_pipeline.model.document import Mark, Paragraph
from appendix_pipeline.model.table import TypedNote
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
        moved = tuple((note, max(at - start, 0)) for note, at in self.references)
        return Words((self.folded[start:],), moved)


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
    """Return the words of `paragraphs` in order; marks that name one of `notes` are no words."""
    lines: list[str] = []
    references: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        text = f"{paragraph.number} " if paragraph.number else ""
        at = 0
        for mark in paragraph.marks:
            note = _note_of(mark, paragraph.text, notes)
            if note is not None:
                text += paragraph.text[at : mark.start]
                at = mark.end
                references.append((note, len(fold(" ".join([*lines, text])))))
        text += paragraph.text[at:]
        lines += (fold(line) for line in text.split("\n") if line.strip())
    return Words(tuple(lines), tuple(references))


def _note_of(mark: Mark, text: str, notes: tuple[TypedNote, ...]) -> int | None:
    real = f"{mark.kind}:{mark.note}"
    raised = text[mark.start : mark.end].strip(" ()[].:")
    for index, note in enumerate(notes):
        if note.real == real or (not note.real and raised and note.marker == raised):
            return index
    return None
