"""Texts as WordprocessingML: runs, paragraphs, footnotes, all strings."""

from collections.abc import Iterable
from html import escape

from appendix_pipeline.writers.annex.lines import Line

BREAK = "<w:r><w:br/></w:r>"
_REFERENCE = (
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    '<w:footnoteReference w:id="{}"/></w:r>'
)
_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'


def runs(line: Line, style: str = "") -> str:
    """Return the runs of `line`, text in the character style, numbers as footnote references."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return "".join(
        _REFERENCE.format(piece)
        if isinstance(piece, int)
        else f'<w:r>{properties}<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>'
        for piece in line
    )


def paragraph(style: str, content: str, *, keep: bool = False, section: str = "") -> str:
    """Return a paragraph; one to `keep` stays on the page of the next, `section` ends there."""
    keeping = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keeping}{section}</w:pPr>{content}</w:p>'


def footnotes(notes: Iterable[str]) -> str:
    """Return the footnotes with these texts, numbered from 1."""
    return "".join(
        f'<w:footnote w:id="{number}">'
        f"{paragraph('FootnoteText', _MARK + runs((f' {note}',)))}</w:footnote>"
        for number, note in enumerate(notes, 1)
    )
