"""Footnotes, endnotes and comments: where their marks stand, and the marks as Word displays them.

Clauses of ISO/IEC 29500-1: 17.11 (notes), 17.11.14 (customMarkFollows), 17.11.17 and 17.11.18
(number formats), 17.11.20 (numStart), 17.16.5.44 (NOTEREF, a second reference to a note).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from appendix_pipeline.model.document import Document, MarkKind, NoteText
from appendix_pipeline.readers.names import Element, W, child_value, is_true
from appendix_pipeline.readers.numbering import FORMATS

NoteReference = tuple[MarkKind, str | None]
REFERENCES: dict[str, MarkKind] = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
}
# How many elements behind a bookmark its reference may stand, and runs behind a code its result
# (a number or a sign, in two or three runs).
_NEAR, _RESULT = 100, 20
_NOTEREF = re.compile(r"\s*NOTEREF\s+(\S+)", re.IGNORECASE)
# How the notes of a kind are numbered: the number format, and the first number.
Counting = tuple[str, int]
_COUNTING: dict[MarkKind, Counting] = {"footnote": ("decimal", 1), "endnote": ("lowerRoman", 1)}


def find_references(
    rare: Mapping[str, list[Element]], root: Element
) -> dict[Element, NoteReference]:
    """Return the runs whose text is the mark of a note: one typed by hand, a second reference.

    `rare` are the elements below `root` by tag, of tags that are rare.
    """
    found: dict[Element, NoteReference] = {}
    references = [each for tag in REFERENCES for each in rare.get(tag, ())]
    for each in references:
        if is_true(each.get(f"{W}customMarkFollows", "0")):
            found[each.getparent()] = _named(each)
    codes = [(each, _NOTEREF.match(each.text or "")) for each in rare.get(f"{W}instrText", ())]
    marked = _at_bookmarks(root, {bookmark[1] for _, bookmark in codes if bookmark})
    for code, bookmark in codes:
        if bookmark and bookmark[1] in marked:
            found |= dict.fromkeys(_result(code.getparent()), _named(marked[bookmark[1]]))
    return found


def _named(reference: Element) -> NoteReference:
    return REFERENCES[reference.tag], reference.get(f"{W}id")


def _at_bookmarks(root: Element, names: set[str]) -> dict[str, Element]:
    """Return the references that bookmarks of these names are put round."""
    found: dict[str, Element] = {}
    for each in root.iter(f"{W}bookmarkStart") if names else ():
        name = each.get(f"{W}name")
        if name in names and name not in found:
            below = islice(_following(each), _NEAR)
            if (reference := next((e for e in below if e.tag in REFERENCES), None)) is not None:
                found[name] = reference
    return found


def _following(element: Element) -> Iterator[Element]:
    for each in element.itersiblings():
        yield from each.iter()


def _result(code: Element) -> Iterator[Element]:
    """Yield the runs of the result of the field whose code stands in run `code`."""
    begun = False
    for run in islice(code.itersiblings(f"{W}r"), _RESULT):
        kinds = [each.get(f"{W}fldCharType") for each in run.iterfind(f"{W}fldChar")]
        if "end" in kinds:
            return
        if begun:
            yield run
        begun |= "separate" in kinds


def displayed(document: Document, counting: Mapping[MarkKind, Counting]) -> tuple[NoteText, ...]:
    """Return the notes of `document` with their marks as displayed.

    Notes count in the order of their first marks in the text, save those with a mark typed by
    hand; a note that nothing refers to is not displayed, and has none.
    """
    markers: dict[tuple[MarkKind, str | None], str] = {}
    counts = {kind: start - 1 for kind, (_, start) in counting.items()}
    for paragraph in document.paragraphs():
        for mark in paragraph.marks:
            if mark.kind not in counts or (mark.kind, mark.note) in markers:
                continue
            typed = paragraph.text[mark.start : mark.end].strip()
            counts[mark.kind] += not typed
            number = FORMATS.get(counting[mark.kind][0], str)(counts[mark.kind])
            markers[mark.kind, mark.note] = typed or number
    return tuple(
        replace(each, marker=markers.get((each.kind, each.id), "")) for each in document.notes
    )


def note_counting(*roots: Element | None) -> dict[MarkKind, Counting]:
    """Return how notes are numbered, as the settings or the sections of the document say."""
    found = dict(_COUNTING)
    for root in roots:
        for kind, (form, start) in found.items():
            each = None if root is None else next(root.iter(f"{W}{kind}Pr"), None)
            if each is not None:
                first = child_value(each, "numStart")
                found[kind] = (
                    child_value(each, "numFmt", form),
                    int(first) if first.isdecimal() else start,
                )
    return found
