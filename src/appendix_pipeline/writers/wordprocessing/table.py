"""The table of tasks as WordprocessingML, a string a row: python-docx's cells are quadratic."""

from collections.abc import Iterator, Sequence
from html import escape

from appendix_pipeline.writers.annex import Annex, Row
from appendix_pipeline.writers.annex.columns import Column, HeadCell, header
from appendix_pipeline.writers.annex.lines import Lines, plain
from appendix_pipeline.writers.wordprocessing.text import BREAK, paragraph, runs

_STYLES = {"number": "CellCentred", "deadline": "CellCentred", "content": "CellContent"}
_DEEPEST = 3


def table(annex: Annex) -> str:
    """Return the table: header rows repeat, no row is split over pages that fits on one."""
    widths = annex.measures.widths
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_head_row(cells) for cells in header(annex.columns, annex.measures)]
    for place, (row, tall) in enumerate(zip(annex.rows, annex.tall(), strict=True), 1):
        if row.level:
            rows.append(_section_row(row, widths))
        else:
            # The total stays with the last row, so that it has no page of its own.
            keep = place == len(annex.rows)
            cells = _task_cells(row, annex.columns, widths, keep=keep)
            rows.append(_row(cells, whole=not tall))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="AnnexTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(plain(annex.title))}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Iterator[str], *, whole: bool = True, head: bool = False) -> str:
    kept = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    properties = f"<w:trPr>{kept}</w:trPr>" if kept else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(width: int, content: str, span: int = 1, merge: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _head_row(cells: Sequence[HeadCell]) -> str:
    def made() -> Iterator[str]:
        for cell in cells:
            merge = {0: "<w:vMerge/>", 1: ""}.get(cell.rows, '<w:vMerge w:val="restart"/>')
            label = BREAK.join(runs((line,)) for line in cell.lines)
            yield _cell(cell.width, paragraph("ColumnHead", label), cell.columns, merge)

    return _row(made(), head=True)


def _section_row(row: Row, widths: Sequence[int]) -> str:
    number, title = row.cells
    style = f"Section{min(row.level, _DEEPEST)}"

    def made() -> Iterator[str]:
        before = 1 if plain(number) else 0
        if before:
            yield _cell(widths[0], _paragraphs("SectionNumber", number))
        yield _cell(sum(widths[before:]), _paragraphs(style, title), len(widths) - before)

    return _row(made())


def _task_cells(
    row: Row, columns: Sequence[Column], widths: Sequence[int], *, keep: bool
) -> Iterator[str]:
    return (
        _cell(width, _paragraphs(_STYLES.get(column.role, "CellText"), cell, keep=keep))
        for column, width, cell in zip(columns, widths, row.cells, strict=True)
    )


def _paragraphs(style: str, lines: Lines, *, keep: bool = False) -> str:
    return "".join(paragraph(style, runs(line), keep=keep) for line in lines)
