"""The letterhead of an office: its name beside that of the state, in a table without borders."""

from appendix_pipeline.writers.annex.letterhead import Letterhead
from appendix_pipeline.writers.wordprocessing.text import paragraph, runs

# The state takes the wider half: its name is a line of 12 pt.
_LEFT_SHARE = 0.4
_RULE = "\xa0" * 18


def letterhead(shown: Letterhead, width: int) -> str:
    """Return the table of a letterhead, `width` twips wide, and the paragraph that ends it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, II.1 and II.2.
    """
    left = round(_LEFT_SHARE * width)
    office = [paragraph("LetterheadParent", runs((line,))) for line in shown.parent]
    office += [paragraph("LetterheadName", runs((line,))) for line in shown.organisation]
    office.append(_rule())
    state = [
        paragraph("LetterheadName", runs((shown.nation,))),
        paragraph("LetterheadMotto", runs((shown.motto,))),
        _rule(),
    ]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'
        for room, lines in ((left, office), (width - left, state))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{width - left}"/>'
        f"</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>{paragraph('LetterheadRule', '')}"
    )


def _rule() -> str:
    return paragraph("LetterheadRule", runs((_RULE,), "Ruled"))
