"""Footnotes: Word's own, and those typed by hand as a raised number with its text elsewhere."""

import re
from collections.abc import Iterable

from appendix_pipeline.extract.outline import claim_paragraph
from appendix_pipeline.model.document import Document, Mark, Paragraph
from appendix_pipeline.model.table import Claim, Claims, TypedNote
from appendix_pipeline.text import size

_MARKER = re.compile(r"\s*[(\[]?(\d{1,3}|[*†‡]{1,3}|[a-z])[)\]]?[.:]?\s*$")


def marker_of(mark: Mark, text: str) -> str:
    """Return the marker a raised text shows ("1", "*"), or nothing where it is no marker."""
    found = _MARKER.match(text[mark.start : mark.end]) if mark.kind == "superscript" else None
    return found[1] if found else ""


def find_notes(
    document: Document, after: Iterable[Paragraph], claim: Claims
) -> tuple[TypedNote, ...]:
    """Return the notes whose text stands in `after`, then the real ones of the document."""
    notes = []
    for paragraph in after:
        first = paragraph.marks[0] if paragraph.marks else None
        if first is None or paragraph.text[: first.start].strip():
            continue
        if marker := marker_of(first, paragraph.text):
            notes.append(TypedNote(marker, (paragraph,), first.end))
            claim(Claim(paragraph.where, "footnote_mark", size(paragraph.text[: first.end])))
            claim(Claim(paragraph.where, "footnote", size(paragraph.text[first.end :])))
    for note in document.notes:
        for each in note.paragraphs:
            claim_paragraph(each, "footnote", claim)
        if note.kind != "comment":
            notes.append(TypedNote(note.marker, note.paragraphs, 0, f"{note.kind}:{note.id}"))
    return tuple(notes)
