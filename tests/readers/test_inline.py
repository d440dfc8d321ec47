"""The text of a cell as a reader of Word sees it (ISO/IEC 29500-1, 17.3, 17.13, 17.16)."""

import pytest

from drawing import HEAD, appendix, boxed, field, paragraph, raised, run, styled, table
from shown import codes, plain

ROW = "1 | X | Phòng Kinh tế | Các sở, ngành | Tháng 12/2025"


def content(xml: str, **parts: str) -> str:
    """Return what is read of a cell with this XML."""
    data = appendix(table(HEAD + ROW, {"X": xml}), parts={f"{k}.xml": v for k, v in parts.items()})
    (task,) = plain(data)["tasks"]
    return str(task["content"])


END = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
INLINE = [
    pytest.param(
        paragraph(run("Rà soát "), "<w:ins w:id='1'>" + run("văn bản") + "</w:ins>"),
        id="an insertion is in",
    ),
    pytest.param(
        paragraph(
            run("Rà soát văn bản"),
            "<w:del w:id='1'><w:r><w:delText> cũ</w:delText></w:r></w:del>",
        ),
        id="a deletion is out",
    ),
    pytest.param(
        paragraph(
            run("Rà soát "),
            "<w:moveFrom w:id='1'>" + run("cũ ") + "</w:moveFrom>",
            "<w:moveTo w:id='2'>" + run("văn bản") + "</w:moveTo>",
        ),
        id="a moved text stands where it went",
    ),
    pytest.param(
        paragraph("<w:sdt><w:sdtContent>" + run("Rà soát văn bản") + "</w:sdtContent></w:sdt>"),
        id="a content control is transparent",
    ),
    pytest.param(
        paragraph(run("Rà soát "), "<w:hyperlink>" + run("văn bản") + "</w:hyperlink>"),
        id="a hyperlink is its text",
    ),
    pytest.param(
        paragraph(
            "<w:smartTag>"
            + run("Rà soát ")
            + "<w:smartTag>"
            + run("văn bản")
            + "</w:smartTag></w:smartTag>"
        ),
        id="smart tags are transparent",
    ),
    pytest.param(
        paragraph(
            run("Rà soát "),
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
            "<w:r><w:instrText> REF x </w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
            + run("không")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
            run("văn bản"),
            "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
        ),
        id="a field is its result, not what stands in its code",
    ),
    pytest.param(
        paragraph(run("Rà soát"), "<w:r><w:br/></w:r>", run("văn bản")),
        id="a line break is a blank",
    ),
    pytest.param(
        paragraph(run("Rà soát"), "<w:r><w:tab/></w:r>", run("văn bản")), id="a tab is a blank"
    ),
    pytest.param(
        paragraph(run("Rà soát\u00a0văn\u200b bản\u00ad")), id="invisible characters are gone"
    ),
    pytest.param(paragraph(run("Ra\u0300 soa\u0301t văn ba\u0309n")), id="NFD is composed"),
    pytest.param(
        paragraph(run("Ra"), run("\u0300 soát văn bản")), id="a mark in the next run is composed"
    ),
    pytest.param(
        paragraph(run("Rà soát văn bản"), run(" ẩn", "<w:vanish/>")), id="hidden text is out"
    ),
    pytest.param(
        paragraph(run("Rà soát văn bản", '<w:vanish w:val="0"/>')), id="vanish off is no vanish"
    ),
    pytest.param(
        paragraph("Rà soát") + paragraph("văn bản"), id="paragraphs are joined by a blank"
    ),
    pytest.param(
        paragraph("Rà soát") + table("văn | bản") + paragraph(""),
        id="a nested table stands in reading order",
    ),
    pytest.param(
        "<w:sdt><w:sdtContent>" + paragraph("Rà soát văn bản") + "</w:sdtContent></w:sdt>",
        id="a paragraph in a content control is read",
    ),
    pytest.param(
        paragraph(
            run("Rà soát "),
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>văn bản</w:t></mc:Choice>"
            "<mc:Fallback><w:t>văn bản</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        id="alternate content is read once",
    ),
    pytest.param(
        paragraph(run("Rà soát "), field("REF a", run("văn"), field("REF b", run(" bản")))),
        id="a field in the result of another",
    ),
    pytest.param(
        paragraph(field("REF a", run("Rà"), run(" soát")).removesuffix(END))
        + paragraph(run("văn bản"), END),
        id="a field over two paragraphs",
    ),
    pytest.param(
        paragraph("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", run("Rà soát văn bản")),
        id="a field that never ends hides nothing",
    ),
    pytest.param(
        paragraph('<w:fldSimple w:instr=" REF x ">' + run("Rà soát văn bản") + "</w:fldSimple>"),
        id="a simple field is its result",
    ),
    pytest.param(
        paragraph(run("Rà soát văn bản"), "<w:r><w:commentReference w:id='0'/></w:r>"),
        id="a comment is no text",
    ),
    pytest.param(
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
        + run("Rà so")
        + "</w:p>"
        + paragraph("át văn bản"),
        id="a deleted paragraph mark joins",
    ),
    pytest.param(
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:del w:id='2'><w:r><w:delText>Cũ"
        "</w:delText></w:r></w:del></w:p>" + paragraph("Rà soát văn bản"),
        id="a deleted paragraph is out",
    ),
    pytest.param(
        "<w:p>" + run("Rà soát") + boxed(paragraph("văn")) + "</w:p>" + paragraph("bản"),
        id="a text box stands behind the paragraph it hangs on",
    ),
    pytest.param(
        paragraph(
            run("Rà soát văn bản", "<w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange>")
        ),
        id="what was hidden before a change is not",
    ),
]


@pytest.mark.parametrize("xml", INLINE)
def test_a_cell_reads_as_word_shows_it(xml: str) -> None:
    assert content(xml if xml.startswith("<w:p>") else "<w:p/>" + xml) == "Rà soát văn bản"


SIGNS = [
    pytest.param("<w:noBreakHyphen/>", "-", id="a hyphen that does not break"),
    pytest.param("<w:softHyphen/>", "", id="a soft hyphen"),
    pytest.param("<w:ptab/>", " ", id="a tab of a place"),
    pytest.param("<w:br w:type='page'/>", "", id="a page break"),
    pytest.param("<w:sym w:font='Symbol' w:char='F0B3'/>", "≥", id="Symbol"),
    pytest.param("<w:sym w:font='Wingdings' w:char='F0FC'/>", "✓", id="Wingdings"),
    pytest.param(
        "<w:sym w:font='Times New Roman' w:char='2265'/>", "≥", id="another font's own sign"
    ),
    pytest.param("<w:sym w:font='Webdings' w:char='F099'/>", "•", id="a sign nobody knows"),
    pytest.param("<w:sym w:font='Symbol' w:char='zz'/>", "•", id="a sign that is none"),
]


@pytest.mark.parametrize(("xml", "shown"), SIGNS)
def test_a_sign_is_what_a_reader_sees(xml: str, shown: str) -> None:
    assert content(paragraph(run("a"), f"<w:r>{xml}</w:r>", run("b"))) == f"a{shown}b"


HIDING = """
<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="H2"><w:basedOn w:val="H"/></w:style>
<w:style w:type="character" w:styleId="S"><w:basedOn w:val="H2"/>
<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>"""


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(paragraph(run("Việc"), run(" ẩn", '<w:rStyle w:val="H2"/>')), id="a run's"),
        pytest.param(paragraph("Việc") + styled("P", run("ẩn")), id="a paragraph's"),
        pytest.param(
            styled("P", run("Việc", '<w:vanish w:val="0"/>'), run("ẩn")),
            id="a paragraph's, save a run",
        ),
        pytest.param(paragraph(run("Việc", '<w:rStyle w:val="S"/>')), id="one based on it shows"),
    ],
)
def test_a_style_may_hide_text(xml: str) -> None:
    assert content(xml, styles=HIDING) == "Việc"


def test_what_is_hidden_and_what_was_changed_is_reported() -> None:
    hidden = paragraph(run("Việc"), run(" ẩn", "<w:vanish/>"))
    changed = paragraph(run("Việc"), "<w:ins w:id='1'>" + run(" mới") + "</w:ins>")
    assert "hidden-text" in codes(appendix(table(HEAD + ROW, {"X": hidden})))
    assert "tracked-changes" in codes(appendix(table(HEAD + ROW, {"X": changed})))


def test_a_comment_is_reported_apart() -> None:
    comments = f"<w:comment w:id='0'>{paragraph('Sửa chỗ này')}</w:comment>"
    xml = paragraph(run("Việc"), "<w:r><w:commentReference w:id='0'/></w:r>")
    data = appendix(table(HEAD + ROW, {"X": xml}), parts={"comments.xml": comments})
    assert "comment-left-out" in codes(data)


def test_a_raised_word_is_text() -> None:
    assert content(paragraph(run("Việc"), raised("hai"), run(" xong"))) == "Việchai xong"


@pytest.mark.parametrize(
    ("font", "typed", "read"),
    [("Symbol", "\uf0b3", "≥"), ("Wingdings", "\uf0fe", "☑"), ("Times New Roman", "\uf0b3", "•")],
)
def test_a_character_of_a_symbol_font_is_read_by_its_font(font: str, typed: str, read: str) -> None:
    sign = run(typed, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')
    assert content(paragraph(run("Đạt "), sign, run(" 80%"))) == f"Đạt {read} 80%"
