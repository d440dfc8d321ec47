"""The section of an appendix: its page, its numbering."""

from appendix_pipeline.writers.annex.page import Page, twips

_HEADER = 567  # a centimetre from the edge of the paper, as in the decree's own annexes


def section(page: Page, references: str) -> str:
    """Return the `w:sectPr` of an appendix; `references` are those of headers and footers.

    Pages are counted from 1, the first shows no number; so are the footnotes.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, I.1, I.3, I.7 and Phần III, III.1.đ.
    """
    turned = ' w:orient="landscape"' if page.landscape else ""
    margins = page.margins
    return (
        f"<w:sectPr>{references}"
        '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(margins.top)}" w:right="{twips(margins.right)}" '
        f'w:bottom="{twips(margins.bottom)}" w:left="{twips(margins.left)}" '
        f'w:header="{_HEADER}" w:footer="{_HEADER}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
