"""What stands above a table: "Phụ lục …", the title, "(Kèm theo …)"."""

from dataclasses import dataclass

from appendix_pipeline.extract.outline import claim_paragraph
from appendix_pipeline.model.document import Paragraph
from appendix_pipeline.model.table import Claim, Claims
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold, size

# Without a heading "Phụ lục", only so many lines above "(Kèm theo …)" or the table are its title.
MAX_TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading's three texts, white space folded; `title` are the paragraphs of the title."""

    heading: str
    title_text: str
    issued_with: str
    title: tuple[Paragraph, ...]


def read_heading(before: list[Paragraph], claim: Claims) -> Heading:
    """Return the heading among the paragraphs before a table; the others stay unclaimed."""
    lines = [each for each in before if each.text.strip()]
    start = max((i for i, each in enumerate(lines) if match("heading", each.text)), default=None)
    end, issued_with = _issued_with(lines, start or 0, claim)
    heading = ""
    titles: list[str] = []
    if start is not None:
        heading, rest = _split_heading(lines[start], claim)
        titles += filter(None, [rest])
    first = max(0, end - MAX_TITLE_LINES) if start is None else start + 1
    title = [each for each in lines[first:end] if not match("rule", each.text)]
    for each in title:
        claim_paragraph(each, "title", claim)
    titles += (each.text for each in title)
    _claim_rest(lines[:first] if start is None else lines[:start], lines[end:], claim)
    return Heading(heading, fold(" ".join(titles)), issued_with, tuple(title))


def _issued_with(lines: list[Paragraph], start: int, claim: Claims) -> tuple[int, str]:
    """Return where "(Kèm theo …" begins (else the end of the lines) and the whole of it."""
    for first in range(start, len(lines)):
        if not match("issued_with", lines[first].text):
            continue
        text = ""
        for each in lines[first:]:
            claim_paragraph(each, "issued_with", claim)
            text = fold(f"{text} {each.text}")
            if text.count("(") <= text.count(")"):
                break
        return first, text
    return len(lines), ""


def _split_heading(paragraph: Paragraph, claim: Claims) -> tuple[str, str]:
    """Return "PHỤ LỤC I" and the title that may follow in the same paragraph."""
    found = match("heading", paragraph.text)
    rest = found["rest"] if found else ""
    text = fold(paragraph.text)
    heading = text[: len(text) - len(rest)].rstrip()
    claim(Claim(paragraph.where, "heading", size(heading)))
    if rest:
        claim(Claim(paragraph.where, "title", size(rest)))
    return heading.rstrip(".:–- "), rest


def _claim_rest(above: list[Paragraph], below: list[Paragraph], claim: Claims) -> None:
    for each in above:
        claim_paragraph(each, "outside", claim)
    for each in below:
        if match("rule", each.text):
            claim_paragraph(each, "rule", claim)
