"""A Word file as a Document: python-docx opens the package, the body is walked here."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import cast

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part as OpcPart
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from appendix_pipeline.model.document import (
    Document,
    Grid,
    Location,
    MarkKind,
    NoteText,
    Paragraph,
    Part,
    Source,
)
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.readers.fonts import read_fonts
from appendix_pipeline.readers.grid import MalformedTableError, read_grid
from appendix_pipeline.readers.guard import damaged
from appendix_pipeline.readers.inline import Seen, hidden_styles, joined, read_paragraph, visible
from appendix_pipeline.readers.names import Element, W
from appendix_pipeline.readers.numbering import Numbering, read_numbering

_MARGINS: dict[str, Part] = {
    RELATIONSHIP_TYPE.HEADER: "headers",
    RELATIONSHIP_TYPE.FOOTER: "footers",
}
_FRAME_CELLS = 4
_NOTES: dict[str, tuple[Part, MarkKind, str]] = {
    RELATIONSHIP_TYPE.FOOTNOTES: ("footnotes", "footnote", "footnote"),
    RELATIONSHIP_TYPE.ENDNOTES: ("endnotes", "endnote", "endnote"),
    RELATIONSHIP_TYPE.COMMENTS: ("comments", "comment", "comment"),
}


def read_docx(data: bytes, source: Source, note: Sink, *, legacy_fonts: bool = False) -> Document:
    """Return the document in `data`, which a guard has found to be a sound package.

    `legacy_fonts` says that fonts of before Unicode occur, so that every run's font matters.
    """
    part = _open(data, source.name)
    styles = _part_root(part, RELATIONSHIP_TYPE.STYLES)
    numbering = read_numbering(_part_root(part, RELATIONSHIP_TYPE.NUMBERING), styles)
    fonts = read_fonts(styles) if legacy_fonts else None
    seen = Seen(fonts=fonts, hidden_styles=hidden_styles(styles))
    seen.scan(part.element)
    walk = _Walk(seen, numbering if numbering.counts_in(part.element) else None)
    try:
        blocks = tuple(walk.blocks(part.element.body, "body"))
        notes, margins = _related(part, seen)
    except MalformedTableError as error:
        raise damaged(source.name) from error
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
    return Document(source, blocks, notes, margins)


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


def _is_frame(table: Element) -> bool:
    """Tell whether a table only lays out what stands in it: one cell, or a few with tables."""
    cells = [tc for tc in table.iter(f"{W}tc") if next(tc.iterancestors(f"{W}tbl")) is table]
    if len(cells) == 1:
        return True
    return len(cells) <= _FRAME_CELLS and next(table.iterdescendants(f"{W}tbl"), None) is not None


class _Walk:
    """One pass over a part; it counts paragraphs and tables as a reader would."""

    def __init__(self, seen: Seen, numbering: Numbering | None = None) -> None:
        self._seen = seen
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: Element, part: Part) -> Iterator[Paragraph | Grid]:
        for child in visible(parent, self._seen):
            if child.tag == f"{W}p":
                self._paragraphs += 1
                yield self._paragraph(child, Location(part, paragraph=self._paragraphs))
            elif child.tag == f"{W}tbl" and _is_frame(child):
                for tc in child.iter(f"{W}tc"):
                    if next(tc.iterancestors(f"{W}tbl")) is child:
                        yield from self.blocks(tc, part)
            elif child.tag == f"{W}tbl":
                self._tables += 1
                yield read_grid(child, self._tables, self._seen, self._cell)
            while self._seen.boxes:
                yield from self.blocks(self._seen.boxes.pop(0), "text_boxes")

    def _paragraph(self, p: Element, where: Location) -> Paragraph:
        number = self._numbering.label(p) if self._numbering else ""
        return read_paragraph(p, where, self._seen, number)

    def _cell(self, tc: Element, where: Location) -> tuple[Paragraph, ...]:
        paragraphs: list[Paragraph] = []
        joins = False
        for index, p in enumerate(self._inner(tc), 1):
            at = Location(where.part, where.table, where.row, where.column, index)
            paragraph = self._paragraph(p, at)
            if joins:
                paragraph = joined(paragraphs.pop(), paragraph)
            paragraphs.append(paragraph)
            joins = not self._seen.plain and p.find(f"{W}pPr/{W}rPr/{W}del") is not None
            self._seen.tracked |= joins
        return tuple(paragraphs)

    def _inner(self, parent: Element) -> Iterator[Element]:
        """Yield the paragraphs of a cell, those of nested tables among them."""
        for child in visible(parent, self._seen):
            if child.tag == f"{W}p":
                yield child
            elif child.tag in (f"{W}tbl", f"{W}tr", f"{W}tc"):
                yield from self._inner(child)


def _related(part: OpcPart, seen: Seen) -> tuple[tuple[NoteText, ...], tuple[Paragraph, ...]]:
    notes: list[NoteText] = []
    margins: list[Paragraph] = []
    for relationship in part.rels.values():
        if relationship.is_external:
            continue
        if relationship.reltype in _MARGINS:
            root = _root(relationship.target_part)
            seen.scan(root)
            walk = _Walk(seen).blocks(root, _MARGINS[relationship.reltype])
            margins += (each for each in walk if isinstance(each, Paragraph))
        elif relationship.reltype in _NOTES:
            root = _root(relationship.target_part)
            seen.scan(root)
            notes += _read_notes(root, seen, *_NOTES[relationship.reltype])
    return tuple(notes), tuple(margins)


def _part_root(part: OpcPart, kind: str) -> Element | None:
    found = (each for each in part.rels.values() if each.reltype == kind and not each.is_external)
    related = next(found, None)
    return None if related is None else _root(related.target_part)


def _root(part: OpcPart) -> Element:
    return getattr(part, "element", None) if hasattr(part, "element") else parse_xml(part.blob)


def _read_notes(
    root: Element, seen: Seen, part: Part, kind: MarkKind, name: str
) -> Iterator[NoteText]:
    number = 0
    for each in root.iterfind(f"{W}{name}"):
        if each.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        number += 1
        paragraphs = cast(
            "tuple[Paragraph, ...]",
            tuple(
                block for block in _Walk(seen).blocks(each, part) if isinstance(block, Paragraph)
            ),
        )
        # Two notes have paragraphs of the same number: the note's own number tells them apart.
        placed = tuple(
            replace(p, where=Location(part, row=number, paragraph=p.where.paragraph))
            for p in paragraphs
        )
        yield NoteText(each.get(f"{W}id", ""), kind, str(number), placed)
