"""How a text refers to a note: a raised marker, Word's own reference, a marker in brackets."""

import re
from collections.abc import Iterator
from functools import lru_cache

from appendix_pipeline.model.document import Mark, Paragraph
from appendix_pipeline.model.table import TypedNote
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import plain_digits

Span = tuple[int, int]


def raised_marker(mark: Mark, text: str) -> str:
    """Return the marker that a raised text shows ("1", "*"), or nothing: m² refers to no note."""
    if mark.kind != "superscript" or match("unit", text[: mark.start]):
        return ""
    found = match("note_mark", text[mark.start : mark.end])
    return found["marker"] if found else ""


@lru_cache
def _token(token: str) -> re.Pattern[str]:
    """Return where a marker stands as a reference: behind a word, a plain number at its end."""
    if plain_digits(token) != token:
        return re.compile(re.escape(token))
    ends = r"(?=\s*(?:$|[.,;:)\n]))" if any(map(str.isdigit, token)) else r"(?![*†‡])"
    return re.compile(rf"(?<=[^\s*†‡])\s?{re.escape(token)}{ends}")


def references(paragraph: Paragraph, note: TypedNote) -> Iterator[Span]:
    """Yield where `paragraph` refers to `note`, as half-open offsets into its text."""
    for mark in paragraph.marks:
        if note.real:
            refers = f"{mark.kind}:{mark.note}" == note.real
        else:
            refers = bool(note.marker) and raised_marker(mark, paragraph.text) == note.marker
        if refers:
            yield mark.start, mark.end
    if note.token:
        for found in _token(note.token).finditer(paragraph.text):
            if not match("unit", paragraph.text[: found.start()]):
                yield found.span()
