"""A Word file as a Document: python-docx opens the package, the body is walked here."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part as OpcPart
from docx.oxml.document import CT_Document
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml.etree import XMLSyntaxError

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.document import (
    Document,
    Grid,
    MarkKind,
    NoteText,
    Paragraph,
    Part,
    Source,
)
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.readers.fonts import read_fonts
from appendix_pipeline.readers.grid import MalformedTableError
from appendix_pipeline.readers.names import Element, W
from appendix_pipeline.readers.notes import displayed, note_counting
from appendix_pipeline.readers.numbering import read_numbering
from appendix_pipeline.readers.package import has_legacy_fonts
from appendix_pipeline.readers.refusal import refusal
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


# Thirty pages in one cell or paragraph: some readings try every place of a text.
MAX_TEXT = 100_000
# Each row below a merged cell is given its words: a small file could ask for gigabytes.
MAX_REPEATED = 200_000


def parse(data: bytes, source: Source, note: Sink) -> Document:
    """Return the document in `data`, a package that python-docx opens.

    Raises:
        InputError: its parts do not fit together, or a table is wider or a cell longer than any.
    """
    return read_docx(data, source, note, legacy_fonts=has_legacy_fonts(data))


def read_docx(data: bytes, source: Source, note: Sink, *, legacy_fonts: bool = False) -> Document:
    """Return the document in `data`, as `parse` does.

    `legacy_fonts` says that fonts of before Unicode occur, so that every run's font matters.
    """
    try:
        document = _read(data, source, note, legacy_fonts=legacy_fonts)
    except MalformedTableError as error:
        raise refusal(source.name, "too-wide", limit=error.limit) from error
    except XMLSyntaxError as error:
        raise _malformed(source.name, error) from error
    if any(length > MAX_TEXT for length in _lengths(document)):
        raise refusal(source.name, "cell-too-long", limit=MAX_TEXT)
    if _repeated(document) > MAX_REPEATED + sum(_lengths(document)):
        raise refusal(source.name, "merged-too-much")
    return document


def _repeated(document: Document) -> int:
    """Return how many characters merged cells give to rows besides their first."""
    grids = (each for each in document.blocks if isinstance(each, Grid))
    return sum(len(c.text) * (c.bottom - c.top - 1) for grid in grids for c in grid.cells)


def _lengths(document: Document) -> Iterator[int]:
    """Yield how long each paragraph and each cell is, in characters."""
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (len(cell.text) for cell in block.cells)
        else:
            yield len(block.text)


def _read(data: bytes, source: Source, note: Sink, *, legacy_fonts: bool) -> Document:
    part = _open(data, source.name)
    styles = _part_root(part, RELATIONSHIP_TYPE.STYLES)
    numbering = read_numbering(_part_root(part, RELATIONSHIP_TYPE.NUMBERING), styles)
    theme = _part_root(part, RELATIONSHIP_TYPE.THEME) if legacy_fonts else None
    fonts = read_fonts(styles, theme) if legacy_fonts else None
    seen = Seen(fonts=fonts, hidden_styles=hidden_styles(styles))
    seen.scan(part.element)
    walk = Walk("body", seen, numbering if numbering.counts_in(part.element) else None)
    blocks = tuple(walk.blocks(part.element.body))
    notes, margins = _related(part, seen)
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
    except XMLSyntaxError:
        raise
    except Exception as error:
        # python-docx has no error of its own for a package whose parts do not fit together.
        raise refusal(name, "parts-do-not-fit") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal(name, "dtd")
    if not isinstance(root, CT_Document) or root.body is None:
        raise refusal(name, "parts-do-not-fit")
    return part


def _malformed(name: str, error: XMLSyntaxError) -> InputError:
    # libxml2's own limits: 256 levels, 10 MB in one text or attribute.
    for sign, code in (("depth", "too-deep"), ("Text node too long", "text-too-long")):
        if sign.lower() in str(error).lower():
            return refusal(name, code)
    return refusal(name, "malformed-xml")


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
