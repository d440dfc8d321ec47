"""Which tables of a document are task tables, and which paragraphs belong to which appendix."""

from dataclasses import dataclass, field

from appendix_pipeline.extract.columns import Header, find_header, lines
from appendix_pipeline.model.document import Cell, Document, Grid, Paragraph
from appendix_pipeline.model.table import Claim, Claims, Column, Table, TablePart, Use
from appendix_pipeline.rules.layout import match
from appendix_pipeline.text import key, size


@dataclass(slots=True)
class Outline:
    """The blocks of one appendix: what stands before its table, its parts, and the rest."""

    before: list[Paragraph]
    parts: list[TablePart]
    after: list[Paragraph] = field(default_factory=list)

    def table(self) -> Table:
        """Return the logical table."""
        return Table(self.parts[0].columns, tuple(self.parts))


def claim_paragraph(paragraph: Paragraph, use: Use, claim: Claims) -> None:
    """Put the whole paragraph to one use."""
    if characters := size(paragraph.text):
        claim(Claim(paragraph.where, use, characters))


def claim_cells(cells: tuple[Cell, ...] | list[Cell], use: Use, claim: Claims) -> None:
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
    for block in document.blocks:
        if isinstance(block, Paragraph):
            loose.append(block)
            continue
        part = _read_part(block, found, loose, claim)
        if part is None:
            claim_cells(block.cells, "outside", claim)
        elif found and _goes_on(part, found[-1], loose):
            found[-1].after += loose
            found[-1].parts.append(part)
            loose = []
        else:
            before = _split_loose(found, loose)
            found.append(Outline(before, [part]))
            loose = []
    if found:
        found[-1].after += loose
    for paragraph in document.margins:
        claim_paragraph(paragraph, "margin", claim)
    return found


def _read_part(
    grid: Grid, found: list[Outline], loose: list[Paragraph], claim: Claims
) -> TablePart | None:
    header = find_header(lines(grid))
    if header is not None:
        previous = found[-1].parts[0].columns if found else ()
        again = not _has_heading(loose) and _same_labels(header.columns, previous)
        top = _claim_header(grid, header, "repeated_header" if again else "header", claim)
        return TablePart(grid, header.columns, top)
    if found and not _has_heading(loose):
        columns = _columns_without_header(grid, found[-1].parts[-1])
        return TablePart(grid, columns, 0) if columns else None
    return None


def _columns_without_header(grid: Grid, before: TablePart) -> tuple[Column, ...]:
    """Return the columns of a part that lacks the header, or nothing if it is another table.

    Its grid is that of the part before, or a row of it has as many cells as that has columns: a
    stray column edge makes another grid of the same table.
    """
    if grid.columns == before.grid.columns:
        return before.columns
    for row in lines(grid):
        if len(row) == len(before.columns):
            return tuple(
                Column(column.role, column.label, cell.left, cell.right)
                for column, cell in zip(before.columns, row, strict=True)
            )
    return ()


def _claim_header(grid: Grid, header: Header, use: Use, claim: Claims) -> int:
    top = header.rows + _has_column_numbers(grid, header.rows)
    claim_cells([cell for cell in grid.cells if cell.top < top], use, claim)
    return top


def _has_column_numbers(grid: Grid, row: int) -> bool:
    """Tell whether this row only numbers the columns: 1 2 3, or (1) (2) (3)."""
    texts = [key(cell.text).strip("() ") for cell in grid.cells if cell.top == row]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]  # noqa: PLR2004


def _same_labels(columns: tuple[Column, ...], others: tuple[Column, ...]) -> bool:
    """Tell whether two headers have the same labels, in whatever order."""
    return sorted(key(each.label) for each in columns) == sorted(key(each.label) for each in others)


def _has_heading(paragraphs: list[Paragraph]) -> bool:
    return any(
        match("heading", each.text) or match("issued_with", each.text) for each in paragraphs
    )


def _goes_on(part: TablePart, outline: Outline, loose: list[Paragraph]) -> bool:
    return not _has_heading(loose) and (
        part.top == 0 or _same_labels(part.columns, outline.parts[0].columns)
    )


def _split_loose(found: list[Outline], loose: list[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs down to the next heading to the appendix before, return the rest."""
    if not found:
        return loose
    at = next((i for i, each in enumerate(loose) if match("heading", each.text)), 0)
    found[-1].after += loose[:at]
    return loose[at:]
