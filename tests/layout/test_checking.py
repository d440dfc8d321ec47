"""Each deviation from the decree is found, alone; what is right in any of its ways raises nothing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from appendix_pipeline.layout import check_layout
from appendix_pipeline.rules.decree30 import rules
from drawing import run, table
from official import (
    ANNEX,
    BASIS,
    BODY,
    DATE,
    END,
    HEAD,
    ISSUED,
    KIND,
    LONG,
    MOTTO,
    NATION,
    OFFICE,
    PLAN,
    RIGHT,
    SUBJECT,
    SYMBOL,
    TASKS,
    TITLE,
    body,
    document,
    letterhead,
    letters,
    new_section,
    number,
    para,
    section,
    signed,
)

TURNED = (16838, 11906)


def codes(data: bytes) -> list[str]:
    return [each.code for each in check_layout(data)]


def plan(**changed: str) -> bytes:
    """Return a plan with some of its pieces changed."""
    pieces = {
        "head": letterhead(),
        "kind": KIND,
        "subject": SUBJECT,
        "basis": BASIS,
        "body": BODY,
        "end": signed(),
    }
    return document(*(pieces | changed).values())


def annex(**changed: str) -> bytes:
    """Return an appendix of its own with some of its pieces changed."""
    pieces = dict(zip(("head", "title", "issued", "tasks", "end"), ANNEX, strict=True))
    return document(*(pieces | changed).values())


def beside(**changed: str) -> bytes:
    """Return a plan with some pieces of its letterhead changed."""
    pieces = {"office": OFFICE, "symbol": SYMBOL, "nation": NATION, "motto": MOTTO, "date": DATE}
    pieces |= changed
    right = pieces["nation"], pieces["motto"], pieces["date"]
    return plan(head=letterhead(pieces["office"], pieces["symbol"], right=right))


def page(*args: object, header: str = "", **changed: object) -> bytes:
    """Return an appendix whose page is made with these arguments of `section`."""
    return document(*ANNEX, last=section(*args, **changed), header=header)  # type: ignore[arg-type]


def second(properties: str, *pieces: str) -> bytes:
    """Return a plan, and in a section with these properties, what goes with it."""
    return document(*PLAN, new_section(section()), *(pieces or ANNEX), last=properties)


FOOTER = '<w:sectPr><w:footerReference w:type="default" r:id="p2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/><w:titlePg/></w:sectPr>'
PAGED = body(LONG) + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + body(LONG)

PLANTED: list[tuple[str, Callable[[], bytes]]] = [
    ("layout-paper", lambda: page(paper=(12240, 15840))),
    ("layout-orientation", lambda: document(BODY, last=section(paper=TURNED))),
    ("layout-margin-top", lambda: page((15, 20, 30, 20))),
    ("layout-margin-top", lambda: page((30, 20, 30, 20))),
    ("layout-margin-bottom", lambda: page((20, 15, 30, 20))),
    ("layout-margin-left", lambda: page((20, 20, 25, 20))),
    ("layout-margin-left", lambda: page((20, 20, 40, 20))),
    ("layout-margin-right", lambda: page((20, 20, 30, 25))),
    ("layout-margin-left", lambda: page((20, 20, 25, 20), paper=TURNED)),
    ("layout-page-number", lambda: document(PAGED, last=section(header=""))),
    ("layout-page-number", lambda: document(*ANNEX, last=FOOTER, more={"footer1.xml": number()})),
    ("layout-page-number-centred", lambda: page(header=number(align="right"))),
    ("layout-page-number-size", lambda: page(header=number(12))),
    ("layout-page-number-digits", lambda: page(digits="lowerRoman")),
    ("layout-page-number-first", lambda: page(title_page=False)),
    ("layout-page-number-restart", lambda: second(section(start=None))),
    ("layout-page-number-restart", lambda: document(*PLAN, *ANNEX)),
    ("layout-font", lambda: plan(body=BODY + body(LONG, font="Arial"))),
    ("layout-font", lambda: annex(tasks=table("a | b", {"a": para("Ô", letters(12, font=".VnTime"))}))),
    ("layout-colour", lambda: plan(body=BODY + body(LONG, colour="1F3864"))),
    ("layout-body-size", lambda: plan(body=BODY + body(LONG, size=12))),
    ("layout-body-justified", lambda: plan(body=BODY + body(LONG, align="left"))),
    ("layout-body-indent", lambda: plan(body=BODY + body(LONG, first=5))),
    ("layout-body-space", lambda: plan(body=BODY + body(LONG, before=3))),
    ("layout-body-lines", lambda: plan(body=BODY + body(LONG, line='w:line="480"'))),
    ("layout-body-lines", lambda: plan(body=BODY + body(LONG, line='w:line="240" w:lineRule="exact"'))),
    ("layout-nation-size", lambda: beside(nation=NATION.replace('"26"', '"28"'), motto="")),
    ("layout-nation-letters", lambda: beside(nation=NATION.replace("<w:b/>", ""))),
    ("layout-motto-size", lambda: beside(nation=NATION.replace('"26"', '"28"').replace("CỘNG", "NƯỚC"), motto=MOTTO.replace('"28"', '"24"'))),
    ("layout-motto-letters", lambda: beside(motto=MOTTO.replace("<w:b/>", "<w:b/><w:i/>"))),
    ("layout-motto-beside-nation", lambda: beside(motto=MOTTO.replace('"28"', '"26"'))),
    ("layout-symbol-size", lambda: beside(symbol=SYMBOL.replace('"26"', '"24"'))),
    ("layout-date-size", lambda: beside(date=DATE.replace('"28"', '"24"'))),
    ("layout-date-letters", lambda: beside(date=DATE.replace("<w:i/>", ""))),
    ("layout-date-zero", lambda: beside(date=DATE.replace("ngày 05", "ngày 5"))),
    ("layout-date-zero", lambda: beside(date=DATE.replace("tháng 3", "tháng 2"))),
    ("layout-kind-size", lambda: plan(kind=KIND.replace('"28"', '"32"'))),
    ("layout-kind-letters", lambda: plan(kind=KIND.replace("KẾ HOẠCH", "Kế hoạch"))),
    ("layout-subject-size", lambda: plan(subject=SUBJECT.replace('"28"', '"24"'))),
    ("layout-subject-letters", lambda: plan(subject=SUBJECT.replace("<w:b/>", ""))),
    ("layout-letter-subject-size", lambda: beside(symbol=SYMBOL + para("V/v báo cáo kết quả", letters(14)))),
    ("layout-addressee-size", lambda: plan(basis=para("Kính gửi: Sở Nội vụ", letters(12)))),
    ("layout-basis-size", lambda: plan(basis=BASIS.replace('"28"', '"24"'))),
    ("layout-basis-letters", lambda: plan(basis=BASIS.replace("<w:i/>", ""))),
    ("layout-part-letters", lambda: plan(body=para("Chương I", letters()) + body(LONG))),
    ("layout-roman-heading-letters", lambda: plan(body=BODY.replace("MỤC ĐÍCH, YÊU CẦU", "Mục đích, yêu cầu"))),
    ("layout-power-size", lambda: plan(end=signed(right=para("KT. CHỦ TỊCH", letters(12, bold=True))))),
    ("layout-power-letters", lambda: plan(end=signed(right=para("KT. Chủ tịch", letters(bold=True))))),
    ("layout-recipients-size", lambda: plan(end=signed(para("Nơi nhận:", letters(13, bold=True, italic=True))))),
    ("layout-recipients-letters", lambda: plan(end=signed(para("Nơi nhận:", letters(12, bold=True))))),
    ("layout-annex-number-size", lambda: annex(head=HEAD.replace('"28"', '"26"'))),
    ("layout-annex-number-letters", lambda: annex(head=HEAD.replace("Phụ lục", "PHỤ LỤC"))),
    ("layout-annex-number-letters", lambda: annex(head=HEAD.replace("<w:b/>", ""))),
    ("layout-annex-number-centred", lambda: annex(head=HEAD.replace("center", "left"))),
    ("layout-annex-number-roman", lambda: second(section(), HEAD.replace("lục", "lục I"), *ANNEX[1:], new_section(section()), HEAD.replace("lục", "lục 2"), *ANNEX[1:])),
    ("layout-annex-own-line", lambda: annex(head="", title=para("Phụ lục I. NHIỆM VỤ TRỌNG TÂM", letters(bold=True)))),
    ("layout-annex-title-size", lambda: annex(title=TITLE.replace('"28"', '"32"'))),
    ("layout-annex-title-letters", lambda: annex(title=TITLE.replace("NHIỆM VỤ TRỌNG TÂM NĂM", "Nhiệm vụ trọng tâm năm"))),
    ("layout-annex-title-centred", lambda: annex(title=TITLE.replace("center", "left"))),
    ("layout-issued-with-size", lambda: annex(issued=ISSUED.replace('"28"', '"24"'))),
    ("layout-issued-with-letters", lambda: annex(issued=ISSUED.replace("<w:i/>", ""))),
    ("layout-issued-with-centred", lambda: annex(issued=ISSUED.replace("center", "both"))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "make"), PLANTED, ids=[code for code, _ in PLANTED])
def test_a_deviation_is_found_and_nothing_else(code: str, make: Callable[[], bytes]) -> None:
    assert codes(make()) == [code]


def test_every_rule_has_a_planted_deviation() -> None:
    assert set(rules()) == {code for code, _ in PLANTED}


def test_a_deviation_says_what_was_measured_what_is_allowed_by_which_article_and_where() -> None:
    (found,) = check_layout(plan(body=BODY + body(LONG, size=12) + body(LONG, size=12)))
    assert found.details == {
        "measured": "12.0", "allowed": "13–14", "more": "1", "text": LONG,
        "article": "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II, II.6.e",
    }  # fmt: skip
    assert found.where is not None
    # Kind, subject, basis, heading and two paragraphs stand before it, outside tables.
    assert (found.where.part, found.where.paragraph) == ("body", 7)


def test_a_place_in_a_table_is_told_as_the_table_draws_it() -> None:
    cell = para("Ô", letters(12, font="Arial"))
    (found,) = check_layout(annex(tasks=table("a | < | b\nc | d | e", {"b": cell})))
    where = found.where
    assert where is not None
    assert (where.table, where.row, where.column, where.paragraph) == (1, 1, 3, 1)


THEMED = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '
    'w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:rPr><w:color w:val="FF0000" w:themeColor="text1"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="Head"/><w:basedOn w:val="Base"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="T"/><w:basedOn w:val="Head"/><w:rPr><w:caps/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Undone"><w:name w:val="Undone"/><w:rPr><w:b/><w:i/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:color w:val="000000"/><w:sz w:val="26"/></w:rPr></w:tblStylePr></w:style>'
)  # fmt: skip


def _theme(font: str) -> str:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    colours = (
        '<a:clrScheme><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1></a:clrScheme>'
    )
    fonts = f'<a:fontScheme><a:minorFont><a:latin typeface="{font}"/></a:minorFont></a:fontScheme>'
    return f"<w:holder><a:themeElements {space}>{colours}{fonts}</a:themeElements></w:holder>"


def styled(style: str, text: str, character: str = "") -> str:
    look = f'<w:rStyle w:val="{character}"/>' if character else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text, look)}</w:p>'


BY_STYLES = (styled("Head", "Phụ lục"), styled("Title", "Nhiệm vụ trọng tâm"), styled("Head", "(Kèm theo Kế hoạch số 5/KH-UBND)", "Undone"), TASKS, styled("Head", "./."))  # fmt: skip


def by_styles(font: str = "Times New Roman", styles: str = THEMED) -> bytes:
    return document(*BY_STYLES, styles=styles, more={"theme1.xml": _theme(font)})


RIGHT_WAYS: dict[str, Callable[[], bytes]] = {
    "a plan and its appendix": lambda: second(section()),
    "an appendix of its own": lambda: document(*ANNEX),
    "the smaller sizes": lambda: second(section(), *(each.replace('"28"', '"26"') for each in ANNEX[1:])),
    "12 beside 13 in the letterhead": lambda: beside(nation=NATION.replace('"26"', '"24"'), motto=MOTTO.replace('"28"', '"26"'), date=DATE.replace('"28"', '"26"')),
    "the largest margins": lambda: page((25, 25, 35, 20)),
    "an inch above and below, 2 cm right": lambda: page((25.4, 25.4, 30, 20)),
    "landscape for a table": lambda: page(RIGHT, paper=TURNED),
    "the decree's own landscape page": lambda: page((20, 15, 30, 15), paper=TURNED),
    "a page turned with its margins": lambda: page((30, 20, 20, 20), paper=TURNED),
    "a page turned the other way": lambda: page((20, 30, 20, 20), paper=TURNED),
    "a month from March on, with a zero or without": lambda: beside(date=DATE.replace("tháng 3", "tháng 03")),
    "a number and a day left blank": lambda: beside(symbol=SYMBOL.replace("05", "      "), date=DATE.replace("05", "    ")),
    "another way of marking tones": lambda: beside(nation=NATION.replace("HÒA", "HOÀ")),
    "letters made of two characters": lambda: plan(body=body(LONG.replace("Ủ", "U\u0309"))),
    "first lines of 1 cm, 8 pt between, one line and a half": lambda: plan(body=body(LONG, first=10, before=8, line='w:line="360"')),
    "lines of exactly 18 points": lambda: plan(body=body(LONG, line='w:line="360" w:lineRule="exact"')),
    "first lines by a tab": lambda: plan(
        body=body(LONG, first=0).replace("<w:t ", "<w:tab/><w:t ", 1)
    ),
    "one page without a number": lambda: document(*ANNEX, last=section(header="")),
    "a number that a field hides on the first page": lambda: page(title_page=False, header=number(code="IF { PAGE } > 1 { PAGE }")),
    "a number in a frame": lambda: page(header=number(align="left").replace("<w:pPr>", '<w:pPr><w:framePr w:xAlign="center"/>')),
    "two numbered appendices, each counting from 1": lambda: second(section(), HEAD.replace("lục", "lục I"), *ANNEX[1:], new_section(section()), HEAD.replace("lục", "lục II"), *ANNEX[1:]),
    "a turned page goes on within an appendix": lambda: second(section(start=None, paper=TURNED, title_page=False), *ANNEX[:3], new_section(section()), TASKS, END),
    "tables of any size and alignment": lambda: annex(tasks=table("a | b", {"a": para("Ô", letters(10), "right")})),
    "a red stamp of haste": lambda: beside(symbol=SYMBOL + para("HỎA TỐC", letters(13, bold=True, colour="FF0000"))),
    "abbreviations and a hyphenated period": lambda: plan(body=body("UBND xã giao Phòng VH-XH chủ trì, phối hợp với Sở NN&MT thực hiện giai đoạn 2026 - 2030.")),
    "measures with units, as strict documents have them": lambda: document(*ANNEX, last=section().replace('"1701"', '"30mm"').replace('"1134"', '"2cm"').replace('"11906"', '"595.3pt"')),
    "a decision, with who decides below its subject": lambda: plan(
        kind=para("QUYẾT ĐỊNH", letters(bold=True)),
        subject=SUBJECT + para("________") + para("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", letters(bold=True)),
    ),
    "a sentence that begins with the words of a legal basis": lambda: plan(
        body=BODY + body("Căn cứ tình hình thực tế, các cơ quan, đơn vị chủ động triển khai các nhiệm vụ được giao.")
    ),
    "spaces that Word makes by itself": lambda: plan(
        body=BODY + body(LONG, before=0, line='w:line="240" w:beforeAutospacing="1"')
    ),
    "styles, theme fonts and colours": by_styles,
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT_WAYS)
def test_what_is_right_in_its_own_way_raises_nothing(name: str) -> None:
    assert [(each.code, each.details) for each in check_layout(RIGHT_WAYS[name]())] == []


def test_a_font_of_the_theme_is_the_one_that_is_seen() -> None:
    (found,) = check_layout(by_styles("Calibri"))
    assert (found.code, found.details["measured"]) == ("layout-font", "Calibri")


def test_a_style_takes_over_from_the_one_it_is_based_on() -> None:
    changed = THEMED.replace('<w:b/><w:sz w:val="28"/>', '<w:b/><w:sz w:val="30"/>')
    assert codes(by_styles(styles=changed)) == [
        "layout-annex-number-size", "layout-annex-title-size", "layout-issued-with-size",
    ]  # fmt: skip


def test_toggles_of_two_styles_undo_each_other() -> None:
    changed = THEMED.replace("<w:rPr><w:b/><w:i/></w:rPr>", "<w:rPr><w:i/></w:rPr>")
    assert codes(by_styles(styles=changed)) == ["layout-issued-with-letters"]


def test_words_default_document_is_told_what_it_lacks() -> None:
    made = Document()
    made.add_paragraph(LONG)
    buffer = BytesIO()
    made.save(buffer)
    # Letter paper, margins of 1 and 1¼ inch, Cambria 11 pt, flush left: python-docx's template.
    assert codes(buffer.getvalue()) == [
        "layout-paper", "layout-margin-right",
        "layout-font", "layout-body-size", "layout-body-justified", "layout-body-indent",
    ]  # fmt: skip
