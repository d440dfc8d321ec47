"""A Document to its appendices: tables found and joined, rows told apart, nothing read yet."""

from collections.abc import Iterable

from appendix_pipeline.extract.heading import read_heading
from appendix_pipeline.extract.notes import claim_other_notes, real_notes, typed_notes
from appendix_pipeline.extract.outline import Outline, Placed, claim_paragraph, outline
from appendix_pipeline.extract.rows import read_rows
from appendix_pipeline.model.document import Document, Paragraph
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.table import Appendix, Claims
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold


def extract(document: Document, claim: Claims) -> tuple[Appendix, ...]:
    """Return the appendices of `document`; every character taken is told to `claim`."""
    found = []
    claimed: set[str] = set()  # a note that two appendices refer to is counted once
    for each in outline(document, claim):
        found.append(_read(document, each, claim, claimed))
        claimed |= {note.real for note in found[-1].notes}
    if found:
        claim_other_notes(document, claimed, claim)
    return tuple(found)


def has_labelled_lines(document: Document) -> bool:
    """Tell whether tasks seem to be paragraphs with lines "Chủ trì: …", "Thời gian: …"."""
    lines = (
        line
        for block in document.blocks
        if isinstance(block, Paragraph)
        for line in block.text.split("\n")
    )
    return sum(match("labelled_line", line) is not None for line in lines) > 1


def _read(document: Document, found: Outline, claim: Claims, claimed: set[str]) -> Appendix:
    table = found.table()
    heading = read_heading(found.before, claim)
    diagnostics: list[Diagnostic] = []
    if heading.in_one_line:
        diagnostics.append(Diagnostic("heading-in-one-line", details={"text": heading.heading}))
    read = read_rows(table, claim, diagnostics.append)
    texts = [
        *heading.title,
        *(each for part in table.parts for each in part.headings),
        *(p for part in table.parts for c in part.grid.cells for p in c.paragraphs),
    ]
    notes = (
        *typed_notes(texts, [*found.after, *read.notes], claim),
        *real_notes(document, texts, claimed, claim),
    )
    return Appendix(
        heading.heading,
        heading.title,
        heading.title_text,
        heading.issued_with,
        table,
        tuple(read.rows),
        notes,
        _read_after(found.after, claim) or read.total or heading.total,
        tuple(diagnostics),
    )


def _read_after(after: Iterable[Placed], claim: Claims) -> str:
    """Claim what stands between and below the tables; return the declared total, if any."""
    total = ""
    for _, paragraph in after:
        if match("total", paragraph.text):
            total = fold(paragraph.text)
            claim_paragraph(paragraph, "total", claim)
        elif match("page_number", paragraph.text):
            claim_paragraph(paragraph, "page_number", claim)
        elif match("rule", paragraph.text) or match("end", paragraph.text):
            claim_paragraph(paragraph, "rule", claim)
    return total
