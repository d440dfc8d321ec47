"""Marks in the table, raised or in brackets, that refer to a note which is not there."""

import re
from collections.abc import Iterator

from appendix_pipeline.model.document import Mark, Paragraph
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.table import Appendix, SectionRow
from appendix_pipeline.rules.layout import match
from appendix_pipeline.rules.marks import raised_marker

# What a note hangs on: a word, a year, the end of a bracket or sentence. Raised digits after
# numbers and single letters (10³) are part of the text.
_HANGS_ON = re.compile(r"(?:[^\W\d_]{2}|(?<!\d)(?:19|20)\d\d|[)”\"’;,.])\s*$")
# A mark typed in brackets that nothing else is written in, or that ends the text.
_TYPED = re.compile(r"(?<=\S)\s?(?:\[(\d{1,2})\]|\((\*{1,3})\)|\((\d{1,2})\)(?=[.;,]?\s*$))")


def unanswered(appendix: Appendix) -> Iterator[Diagnostic]:
    """Yield the marks whose note stands nowhere, in reading order, each place once."""
    known = {note.marker for note in appendix.notes}
    for paragraph in dict.fromkeys(_paragraphs(appendix)):
        for end, marker in dict.fromkeys(_markers(paragraph)):
            if marker not in known:
                text = paragraph.text[:end].split()
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


def _markers(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Yield the end and the marker of each mark that refers to a note."""
    for mark in paragraph.marks:
        if marker := _marker(mark, paragraph.text):
            yield mark.end, marker
    for found in _TYPED.finditer(paragraph.text):
        if not match("counted", paragraph.text[: found.start()]):
            yield found.end(), next(filter(None, found.groups()))


def _marker(mark: Mark, text: str) -> str:
    """Return the marker a raised text shows, "" where it is none."""
    marker = raised_marker(mark, text)
    return marker if not marker.isalpha() and _HANGS_ON.search(text[: mark.start]) else ""
