"""Raised marks in the table that refer to a note which is not there."""

import re
from collections.abc import Iterator

from appendix_pipeline.model.document import Mark, Paragraph
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.table import Appendix, SectionRow

_MARKER = re.compile(r"\s*[(\[]?(\d{1,2}|[*†‡]{1,3})[)\]]?[.:]?\s*")
# What a note hangs on: a word, a year, the end of a bracket or sentence. Raised digits after
# units and numbers (m², 10³) are part of the text.
_HANGS_ON = re.compile(r"(?:(?P<word>[^\W\d_]{2,})|(?<!\d)(?:19|20)\d\d|[)”\"’;,.])\s*$")
_UNITS = frozenset(("m", "km", "hm", "dam", "dm", "cm", "mm", "ha"))


def unanswered(appendix: Appendix) -> Iterator[Diagnostic]:
    """Yield the raised marks whose note stands nowhere, in reading order, each place once."""
    known = {note.marker for note in appendix.notes}
    for paragraph in dict.fromkeys(_paragraphs(appendix)):
        for mark in paragraph.marks:
            marker = _marker(mark, paragraph.text)
            if marker and marker not in known:
                text = paragraph.text[: mark.end].split()
                details = {"marker": marker, "text": " ".join(text[-6:])}
                yield Diagnostic("reference-without-footnote", paragraph.where, details=details)


def _paragraphs(appendix: Appendix) -> Iterator[Paragraph]:
    yield from appendix.title
    for row in appendix.rows:
        if isinstance(row, SectionRow):
            yield from row.title.paragraphs
        else:
            for cells in row.cells:
                for cell in cells:
                    yield from cell.paragraphs


def _marker(mark: Mark, text: str) -> str:
    """Return the marker a raised text shows, "" where it is none."""
    found = mark.kind == "superscript" and _MARKER.fullmatch(text[mark.start : mark.end])
    before = _HANGS_ON.search(text[: mark.start])
    if not found or not before or (before["word"] or "").casefold() in _UNITS:
        return ""
    return found[1]
