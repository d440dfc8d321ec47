"""Which tables of a document are task tables, and which paragraphs belong to which appendix."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice

from appendix_pipeline.extract.columns import Header
from appendix_pipeline.extract.parts import same_labels, same_roles, with_header, without_header
from appendix_pipeline.model.document import Cell, Document, Grid, Paragraph
from appendix_pipeline.model.table import Claim, Claims, Column, Table, TablePart, Use
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import size

# A paragraph that stands below a table, and the number of that table.
Placed = tuple[int, Paragraph]


@dataclass(slots=True)
class Outline:
    """The blocks of one appendix: what stands before its table, its parts, and the rest."""

    before: list[Paragraph]
    parts: list[TablePart]
    after: list[Placed] = field(default_factory=list)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the first part."""
        return self.parts[0].columns

    def table(self) -> Table:
        """Return the logical table."""
        return Table(self.columns, tuple(self.parts))

    def follow(self, paragraphs: Iterable[Paragraph]) -> None:
        """Give the appendix the paragraphs below its last part."""
        number = self.parts[-1].grid.where.table or 0
        self.after += ((number, each) for each in paragraphs)


def claim_paragraph(paragraph: Paragraph, use: Use, claim: Claims, start: int = 0) -> None:
    """Put a paragraph, from offset `start` on, to one use."""
    if characters := size(paragraph.text[start:]):
        claim(Claim(paragraph.where, use, characters))


def claim_start(paragraph: Paragraph, use: Use, claim: Claims, end: int) -> None:
    """Put a paragraph's characters before offset `end` to one use."""
    if characters := size(paragraph.text[:end]):
        claim(Claim(paragraph.where, use, characters))


def claim_cells(cells: Iterable[Cell], use: Use, claim: Claims) -> None:
    """Put all that stands in these cells to one use."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            claim_paragraph(paragraph, use, claim)


def outline(document: Document, claim: Claims) -> list[Outline]:
    """Return the appendices of a document in order; what belongs to none is claimed "outside".

    A table with the header of the one before it, or with no header but its width, goes on with
    it, unless a heading "Phụ lục" stands between.
    """
    found: list[Outline] = []
    loose: list[Paragraph] = []
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            loose.append(block)
            continue
        headed = with_header(block, _following(document, at))
        if (part := _read_part(block, headed, found, loose, claim)) is None:
            _pass_over(block, loose, claim)
        elif found and _goes_on(part, found[-1], loose):
            between, headings = _part_headings(loose)
            found[-1].follow(between)
            found[-1].parts.append(replace(part, headings=headings))
            loose = []
        else:
            before = _split_loose(found, loose)
            if any(match("issued_with", each.text) for each in before):
                before, headings = _part_headings(before)
                part = replace(part, headings=headings)
            found.append(Outline(before, [part]))
            loose = []
    if found:
        for paragraph in _split_loose(found, loose):
            claim_paragraph(paragraph, "outside", claim)
    for paragraph in document.margins:
        claim_paragraph(paragraph, "margin", claim)
    return found


def _following(document: Document, at: int) -> Grid | None:
    """Return the table that follows block number `at`, with nothing but blanks between."""
    for block in islice(document.blocks, at + 1, None):
        if isinstance(block, Grid):
            return block
        if block.text.strip():
            return None
    return None


def _read_part(
    grid: Grid,
    headed: tuple[Header, TablePart] | None,
    found: list[Outline],
    loose: list[Paragraph],
    claim: Claims,
) -> TablePart | None:
    """Return a part of a task table; what stands above its header joins the loose paragraphs."""
    if headed is None:
        if not found or _has_heading(loose):
            return None
        return without_header(grid, found[-1].parts[-1])
    header, part = headed
    loose += (p for cell in grid.cells if cell.top < header.top for p in cell.paragraphs)
    again = bool(found) and _goes_on(part, found[-1], loose)
    rows = range(header.top, part.top)
    use: Use = "repeated_header" if again else "header"
    claim_cells((cell for cell in grid.cells if cell.top in rows), use, claim)
    return part


def _pass_over(grid: Grid, loose: list[Paragraph], claim: Claims) -> None:
    """Leave a table outside, save one that lays out the heading of an appendix."""
    paragraphs = [each for cell in grid.cells for each in cell.paragraphs]
    if _has_heading(paragraphs):
        loose += paragraphs
    else:
        claim_cells(grid.cells, "outside", claim)


def _part_headings(loose: list[Paragraph]) -> tuple[list[Paragraph], tuple[Paragraph, ...]]:
    """Part the headings of tasks right above a table, "I. Về thể chế", from what stands before."""
    at = len(loose)
    while at and (not loose[at - 1].shown.strip() or match("section_title", loose[at - 1].shown)):
        at -= 1
    return loose[:at], tuple(each for each in loose[at:] if each.shown.strip())


def _has_heading(paragraphs: Iterable[Paragraph]) -> bool:
    return any(
        match("heading", each.shown) or match("issued_with", each.text) for each in paragraphs
    )


def _goes_on(part: TablePart, above: Outline, loose: list[Paragraph]) -> bool:
    """Tell whether a part goes on with the table above it.

    One whose labels have other words for the same roles does where nothing stands between.
    """
    if _has_heading(loose):
        return False
    if part.top == 0 or same_labels(part.columns, above.columns):
        return True
    blank = (match("page_number", p.text) or match("rule", p.text) for p in loose if p.text.strip())
    return same_roles(part.columns, above.columns) and all(blank)


def _split_loose(found: list[Outline], loose: list[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs down to the next heading to the appendix before, return the rest."""
    if not found:
        return loose
    at = next((i for i, each in enumerate(loose) if match("heading", each.shown)), None)
    found[-1].follow(loose[:at])
    return [] if at is None else loose[at:]
