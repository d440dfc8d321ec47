"""A Word file as a Document: python-docx opens the package, the body is walked here."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part as OpcPart
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from appendix_pipeline.model.document import (
    Document,
    MarkKind,
    NoteText,
    Paragraph,
    Part,
    Source,
)
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.readers.fonts import read_fonts
from appendix_pipeline.readers.grid import MalformedTableError
from appendix_pipeline.readers.guard import damaged
from appendix_pipeline.readers.names import Element, W
from appendix_pipeline.readers.notes import displayed, note_counting
from appendix_pipeline.readers.numbering import read_numbering
from appendix_pipeline.readers.seen import Seen, hidden_styles
from appendix_pipeline.readers.walk import Walk

_MARGINS: dict[str, Part] = {
    RELATIONSHIP_TYPE.HEADER: "headers",
    RELATIONSHIP_TYPE.FOOTER: "footers",
}
_NOTES: dict[str, tuple[Part, MarkKind]] = {
    RELATIONSHIP_TYPE.FOOTNOTES: ("footnotes", "footnote"),
    RELATIONSHIP_TYPE.ENDNOTES: ("endnotes", "endnote"),
    RELATIONSHIP_TYPE.COMMENTS: ("comments", "comment"),
}


def read_docx(data: bytes, source: Source, note: Sink, *, legacy_fonts: bool = False) -> Document:
    """Return the document in `data`, which a guard has found to be a sound package.

    `legacy_fonts` says that fonts of before Unicode occur, so that every run's font matters.
    """
    part = _open(data, source.name)
    styles = _part_root(part, RELATIONSHIP_TYPE.STYLES)
    numbering = read_numbering(_part_root(part, RELATIONSHIP_TYPE.NUMBERING), styles)
    theme = _part_root(part, RELATIONSHIP_TYPE.THEME) if legacy_fonts else None
    fonts = read_fonts(styles, theme) if legacy_fonts else None
    seen = Seen(fonts=fonts, hidden_styles=hidden_styles(styles))
    seen.scan(part.element)
    walk = Walk("body", seen, numbering if numbering.counts_in(part.element) else None)
    try:
        blocks = tuple(walk.blocks(part.element.body))
        notes, margins = _related(part, seen)
    except MalformedTableError as error:
        raise damaged(source.name) from error
    document = Document(source, blocks, notes, margins)
    if notes:
        settings = _part_root(part, RELATIONSHIP_TYPE.SETTINGS)
        counting = note_counting(settings, part.element)
        document = replace(document, notes=displayed(document, counting))
    _report(seen, notes, note)
    return document


def _report(seen: Seen, notes: tuple[NoteText, ...], note: Sink) -> None:
    """Note what a reader of the document does not see, or sees in another way."""
    if seen.tracked:
        note(Diagnostic("tracked-changes"))
    for text in filter(str.strip, seen.hidden):
        note(Diagnostic("hidden-text", details={"text": text.strip()}))
    if seen.decoded:
        names = ", ".join(sorted(seen.decoded))
        note(Diagnostic("legacy-font-decoded", details={"fonts": names}))
    for comment in (each for each in notes if each.kind == "comment"):
        text = " ".join(each.text for each in comment.paragraphs).strip()
        note(Diagnostic("comment-left-out", details={"text": text}))


def _open(data: bytes, name: str) -> DocumentPart:
    try:
        part = docx.Document(BytesIO(data)).part
        root = part.element
    except Exception as error:
        # python-docx has no error of its own for a package whose parts do not fit together.
        raise damaged(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(name)
    return part


def _related(part: OpcPart, seen: Seen) -> tuple[tuple[NoteText, ...], tuple[Paragraph, ...]]:
    """Return the notes and the running headers and footers, in the order of their parts."""
    notes: list[NoteText] = []
    margins: list[Paragraph] = []
    walks: dict[Part, Walk] = {}
    for relationship in part.rels.values():
        if relationship.is_external or relationship.reltype not in (*_MARGINS, *_NOTES):
            continue
        root = _root(relationship.target_part)
        seen.scan(root)
        if relationship.reltype in _MARGINS:
            name = _MARGINS[relationship.reltype]
            margins += walks.setdefault(name, Walk(name, seen)).paragraphs(root)
        else:
            notes += _read_notes(root, seen, *_NOTES[relationship.reltype])
    return tuple(notes), tuple(margins)


def _part_root(part: OpcPart, kind: str) -> Element | None:
    found = (each for each in part.rels.values() if each.reltype == kind and not each.is_external)
    related = next(found, None)
    return None if related is None else _root(related.target_part)


def _root(part: OpcPart) -> Element:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _read_notes(root: Element, seen: Seen, part: Part, kind: MarkKind) -> Iterator[NoteText]:
    walk = Walk(part, seen)
    for number, each in enumerate(root.iterfind(f"{W}{kind}")):
        if each.get(f"{W}type", "normal") == "normal":
            yield NoteText(each.get(f"{W}id", ""), kind, str(number), tuple(walk.paragraphs(each)))
