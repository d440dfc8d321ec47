"""Word files in the decree's format, piece by piece, so that a test changes one and sees it found.

A piece is the XML of some paragraphs. `LETTERHEAD`, `BODY` and `SIGNED` make a plan, `ANNEX` its
appendix; `document` joins pieces to a package with a page and its header.
"""

from drawing import package, run, table

_DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
RIGHT = (20, 20, 30, 20)  # top, bottom, left, right, in millimetres


def letters(
    size: float = 14, *, bold: bool = False, italic: bool = False, font: str = "", colour: str = ""
) -> str:
    """Return the inside of a `w:rPr`."""
    return (
        (f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else "")
        + ("<w:b/>" if bold else "")
        + ("<w:i/>" if italic else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:sz w:val="{round(2 * size)}"/>'
    )


def para(text: str, look: str = "", align: str = "center", inside: str = "") -> str:
    """Return a paragraph of one run; `inside` is more of its `w:pPr`."""
    return (
        f'<w:p><w:pPr>{inside}<w:jc w:val="{align}"/></w:pPr>{run(text, look or letters())}</w:p>'
    )


def body(  # noqa: PLR0913 (a measure each)
    text: str, *, size: float = 14, align: str = "both", first: float = 12.7, before: float = 6,
    line: str = 'w:line="240"', font: str = "", colour: str = "",
) -> str:  # fmt: skip
    """Return a paragraph of running text; `first` in millimetres, `before` in points."""
    inside = f'<w:spacing w:before="{round(20 * before)}" {line}/><w:ind w:firstLine="{round(56.7 * first)}"/>'
    return para(text, letters(size, font=font, colour=colour), align, inside)


def section(  # noqa: PLR0913 (a measure each)
    margins: tuple[float, ...] = RIGHT, *, paper: tuple[int, int] = (11906, 16838), header: str = "p1",
    first: str = "", start: int | None = 1, title_page: bool = True, digits: str = "",
) -> str:  # fmt: skip
    """Return a `w:sectPr`; `header` and `first` are relations, paper is in twips."""
    top, bottom, left, right = (round(56.7 * each) for each in margins)
    numbering = (f' w:start="{start}"' if start else "") + (f' w:fmt="{digits}"' if digits else "")
    refer = '<w:headerReference w:type="{}" r:id="{}"/>'.format
    return (
        f"<w:sectPr>{refer('default', header) if header else ''}{refer('first', first) if first else ''}"
        f'<w:pgSz w:w="{paper[0]}" w:h="{paper[1]}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"/>'
        f"<w:pgNumType{numbering}/>{'<w:titlePg/>' if title_page else ''}</w:sectPr>"
    )


def number(size: float = 14, align: str = "center", code: str = "PAGE") -> str:
    """Return the paragraph of a page number."""
    shown = run("2", letters(size))
    return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr><w:fldSimple w:instr=" {code} ">{shown}</w:fldSimple></w:p>'


def new_section(properties: str) -> str:
    """Return the paragraph that ends a section."""
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


def document(
    *pieces: str, last: str = "", header: str = "", styles: str = _DEFAULTS,
    more: dict[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return a package of these pieces; its header is relation p1, `more` go on from p2."""
    parts = {"styles.xml": styles, "header1.xml": header or number()} | (more or {})
    return package("".join(pieces) + (last or section()), parts)


LONG = "Ủy ban nhân dân xã yêu cầu các cơ quan, đơn vị tổ chức thực hiện nghiêm túc Kế hoạch này và báo cáo kết quả trước ngày 15/12/2026."
NATION = para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", letters(13, bold=True))
MOTTO = para("Độc lập - Tự do - Hạnh phúc", letters(14, bold=True))
DATE = para("Hải Hưng, ngày 05 tháng 3 năm 2026", letters(14, italic=True))
SYMBOL = para("Số: 05/KH-UBND", letters(13))
OFFICE = para("ỦY BAN NHÂN DÂN", letters(12)) + para("XÃ HẢI HƯNG", letters(13, bold=True))
KIND = para("KẾ HOẠCH", letters(bold=True))
SUBJECT = para("Triển khai nhiệm vụ năm 2026", letters(bold=True))
BASIS = body("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;").replace(
    "<w:sz", "<w:i/><w:sz"
)
BODY = para("I. MỤC ĐÍCH, YÊU CẦU", letters(bold=True), "both") + body(LONG) + body(LONG)
RECIPIENTS = para("Nơi nhận:", letters(12, bold=True, italic=True), "left") + para(
    "- Như trên;", letters(11), "left"
)
POWER = para("TM. ỦY BAN NHÂN DÂN", letters(bold=True)) + para("CHỦ TỊCH", letters(bold=True))

HEAD = para("Phụ lục", letters(bold=True))
TITLE = para("NHIỆM VỤ TRỌNG TÂM NĂM 2026", letters(bold=True))
ISSUED = para(
    "(Kèm theo Kế hoạch số     /KH-UBND ngày    tháng 3 năm 2026 của Ủy ban nhân dân xã Hải Hưng)",
    letters(italic=True),
)
TASKS = table("STT | Nội dung | Chủ trì\n1 | Rà soát các quy định | Phòng Kinh tế")
END = para("./.", letters(bold=True), "left")
ANNEX = (HEAD, TITLE, ISSUED, TASKS, END)


def letterhead(*left: str, right: tuple[str, ...] = (NATION, MOTTO, DATE)) -> str:
    """Return the table of the first page: the office beside the state."""
    return _pair("".join(left or (OFFICE, SYMBOL)), "".join(right))


def signed(left: str = RECIPIENTS, right: str = POWER) -> str:
    """Return the table at the end: where it goes beside who signs."""
    return _pair(left, right)


def _pair(left: str, right: str) -> str:
    return table("left | right", {"left": left, "right": right})


PLAN = (letterhead(), KIND, SUBJECT, BASIS, BODY, signed())
