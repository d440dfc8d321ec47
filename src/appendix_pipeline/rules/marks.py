"""How a text refers to a note: a raised marker, Word's own reference, a marker in brackets."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from appendix_pipeline.model.document import Mark, Paragraph
from appendix_pipeline.model.table import TypedNote
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import plain_digits

_RAISED = "(?:{})"
_NUMBER = r"(?<=[^\s*†‡])\s?(?:{})(?=\s*(?:$|[.,;:)\n]))"
_STAR = r"(?<=[^\s*†‡])\s?(?:{})(?![*†‡])"
_NEAR = 20  # characters in which a unit stands, with blanks


@dataclass(frozen=True, slots=True)
class NoteIndex:
    """Notes by what refers to them, so that a text is searched once and not once a note.

    `places` are the notes of each name as (number of their table, index), in order; `tokens`
    finds those that refer without being raised.
    """

    places: Mapping[str, Sequence[tuple[int, int]]]
    tokens: re.Pattern[str] | None


def names(note: TypedNote) -> tuple[str, ...]:
    """Return what refers to a note: "footnote:3" Word's own, "superscript:1", "(1)" in the text."""
    if note.real:
        return (note.real,)
    raised = f"superscript:{note.marker}" if note.marker else ""
    return tuple(filter(None, (raised, note.token)))


def index_notes(notes: Iterable[TypedNote]) -> NoteIndex:
    """Return an index of `notes`, which are known by their place among them."""
    places: dict[str, list[tuple[int, int]]] = {}
    tokens: set[str] = set()
    for at, note in enumerate(notes):
        tokens.add(note.token)
        for name in names(note):
            places.setdefault(name, []).append((note.table, at))
    for each in places.values():
        each.sort()
    return NoteIndex(places, _pattern(tokens - {""}))


def _pattern(tokens: Iterable[str]) -> re.Pattern[str] | None:
    """Return where markers stand as references: behind a word, plain numbers at its end."""
    kinds: dict[str, list[str]] = {}
    for token in sorted(tokens, key=lambda each: (-len(each), each)):
        raised = plain_digits(token) != token
        kind = _RAISED if raised else _NUMBER if any(map(str.isdigit, token)) else _STAR
        kinds.setdefault(kind, []).append(re.escape(token))
    ways = (kind.format("|".join(each)) for kind, each in kinds.items())
    return re.compile("|".join(ways)) if kinds else None


def raised_marker(mark: Mark, text: str) -> str:
    """Return the marker that a raised text shows ("1", "*"), or nothing: m² refers to no note."""
    if mark.kind != "superscript" or _behind_unit(text, mark.start):
        return ""
    found = match("note_mark", text[mark.start : mark.end])
    return found["marker"] if found else ""


def _behind_unit(text: str, at: int) -> bool:
    return match("unit", text[max(0, at - _NEAR) : at]) is not None


def end_of_mark(text: str, start: int, end: int) -> int:
    """Return where a star that was typed as a mark ends: LibreOffice writes it twice."""
    typed = text[start:end]
    again = typed and not typed.isalnum() and text.startswith(typed, end)
    return end + len(typed) if again else end


def references(paragraph: Paragraph, index: NoteIndex) -> Iterator[tuple[int, int, str]]:
    """Yield what refers to notes in `paragraph`: half-open offsets into its text, and the name."""
    text = paragraph.text
    for mark in paragraph.marks:
        name = f"{mark.kind}:{mark.note or raised_marker(mark, text)}"
        if name in index.places:
            yield mark.start, end_of_mark(text, mark.start, mark.end), name
    for found in index.tokens.finditer(text) if index.tokens else ():
        if not _behind_unit(text, found.start()):
            yield *found.span(), found[0].strip()


def meant(name: str, table: int, index: NoteIndex) -> int:
    """Return which note a reference in a table means: the first in or below it, else the first."""
    places = index.places[name]
    at = bisect_left(places, (table,))
    return places[at if at < len(places) else 0][1]
