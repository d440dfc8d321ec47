"""What stands above a table: "Phụ lục …", the title, "(Kèm theo …)", perhaps the total."""

from collections.abc import Iterable
from dataclasses import dataclass

from appendix_pipeline.extract.outline import claim_paragraph, claim_start
from appendix_pipeline.model.document import Paragraph
from appendix_pipeline.model.table import Claims, Use
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import fold, size

# Without a heading "Phụ lục", only so many lines above "(Kèm theo …)" or the table are its title.
MAX_TITLE_LINES = 6
# A bracket that is not closed in so many paragraphs is closed in none.
MAX_ISSUED_WITH_LINES = 4

Lines = list[Paragraph]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading's texts, white space folded; `title` are the paragraphs of the title.

    `in_one_line` says that the title begins in the line of the heading.
    """

    heading: str
    title_text: str
    issued_with: str
    title: tuple[Paragraph, ...]
    total: str
    in_one_line: bool


def read_heading(before: Lines, claim: Claims) -> Heading:
    """Return the heading among the paragraphs before a table; the others stay unclaimed."""
    lines = [line for each in before if each.shown.strip() for line in each.lines()]
    start = max((i for i, each in enumerate(lines) if match("heading", each.shown)), default=None)
    issued, below = _issued_with(lines, start or 0)
    heading = rest = ""
    if start is not None:
        heading, rest = _split_heading(lines[start], claim)
    first = max(0, issued - MAX_TITLE_LINES) if start is None else start + 1
    title = _title_lines(lines[first:issued])
    if not title and not rest:
        title = _title_lines(lines[below:])  # some put the title below "(Kèm theo …)"
    total = [each for each in lines[below:] if match("total", each.text)]
    _claim_all(lines[: first if start is None else start], "outside", claim)
    _claim_all(title, "title", claim)
    _claim_all(lines[issued:below], "issued_with", claim)
    _claim_all([each for each in lines[first:] if match("rule", each.text)], "rule", claim)
    _claim_all(total, "total", claim)
    return Heading(
        heading,
        _joined([rest, *(each.shown for each in title)]),
        _joined(each.shown for each in lines[issued:below]),
        tuple(title),
        _joined(each.text for each in total),
        in_one_line=bool(heading and rest) and not rest.startswith("("),
    )


def _joined(texts: Iterable[str]) -> str:
    return fold(" ".join(texts))


def _title_lines(lines: Lines) -> Lines:
    return [each for each in lines if not (match("rule", each.text) or match("total", each.text))]


def _issued_with(lines: Lines, start: int) -> tuple[int, int]:
    """Return where "(Kèm theo …" begins and the line below its end, else twice the last line."""
    for first in range(start, len(lines)):
        if not match("issued_with", lines[first].text):
            continue
        text = ""
        for last in range(first, min(first + MAX_ISSUED_WITH_LINES, len(lines))):
            text += lines[last].text
            if text.count("(") <= text.count(")"):
                return first, last + 1
        return first, first + 1
    return len(lines), len(lines)


def _split_heading(paragraph: Paragraph, claim: Claims) -> tuple[str, str]:
    """Return "PHỤ LỤC I" and the title that may follow in the same paragraph."""
    text = fold(paragraph.shown)
    found = match("heading", text)
    rest = found["rest"] if found else ""
    heading = text[: len(text) - len(rest)].rstrip()
    end = len(paragraph.text)
    while size(paragraph.text[end:]) < min(size(rest), size(paragraph.text)):
        end -= 1
    claim_start(paragraph, "heading", claim, end)
    claim_paragraph(paragraph, "title", claim, end)
    return heading.rstrip(".:–- "), rest


def _claim_all(lines: Lines, use: Use, claim: Claims) -> None:
    for each in lines:
        claim_paragraph(each, use, claim)
