"""Footnotes: Word's own, and those typed by hand as a raised number with its text elsewhere."""

import re
from collections.abc import Iterable, Iterator

from appendix_pipeline.extract.outline import claim_paragraph
from appendix_pipeline.model.document import Document, Mark, Paragraph
from appendix_pipeline.model.table import Claim, Claims, Table, TypedNote
from appendix_pipeline.text import size

_MARKER = re.compile(r"\s*[(\[]?(\d{1,3}|[*†‡]{1,3}|[a-z])[)\]]?[.:]?\s*$")

_PLAIN_MARKER = re.compile(r"\s*[(\[]?(\d{1,3}|[*†‡]{1,3})[)\].:]*\s+(?=\S)")


def marker_of(mark: Mark, text: str) -> str:
    """Return the marker a raised text shows ("1", "*"), or nothing where it is no marker."""
    found = _MARKER.match(text[mark.start : mark.end]) if mark.kind == "superscript" else None
    return found[1] if found else ""


def starts_with_mark(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins with a raised marker, as the text of a note does."""
    first = paragraph.marks[0] if paragraph.marks else None
    if first is None or paragraph.text[: first.start].strip():
        return False
    return bool(marker_of(first, paragraph.text)) and bool(paragraph.text[first.end :].strip())


def find_notes(
    document: Document, table: Table, after: Iterable[Paragraph], claim: Claims
) -> tuple[TypedNote, ...]:
    """Return the notes whose text stands in `after`, then the real ones of the document.

    A note's text begins with its marker, raised; or not raised, where a raised one in the table
    waits for it.
    """
    notes: list[TypedNote] = []
    wanted = set(_raised_markers(table))
    for paragraph in after:
        if starts_with_mark(paragraph):
            first = paragraph.marks[0]
            notes.append(TypedNote(marker_of(first, paragraph.text), (paragraph,), first.end))
        elif (plain := _PLAIN_MARKER.match(paragraph.text)) and plain[1] in wanted:
            notes.append(TypedNote(plain[1], (paragraph,), plain.end(1)))
        else:
            continue
        wanted.discard(notes[-1].marker)
        skip = notes[-1].skip
        claim(Claim(paragraph.where, "footnote_mark", size(paragraph.text[:skip])))
        claim(Claim(paragraph.where, "footnote", size(paragraph.text[skip:])))
    for note in document.notes:
        for each in note.paragraphs:
            claim_paragraph(each, "comment" if note.kind == "comment" else "footnote", claim)
        if note.kind != "comment":
            notes.append(TypedNote(note.marker, note.paragraphs, 0, f"{note.kind}:{note.id}"))
    return tuple(notes)


def _raised_markers(table: Table) -> Iterator[str]:
    for part in table.parts:
        for cell in part.grid.cells:
            for paragraph in cell.paragraphs:
                yield from (marker_of(mark, paragraph.text) for mark in paragraph.marks)
