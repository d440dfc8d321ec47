"""The look of an office in DOCX and PDF alike, from one theme."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from openxml_audit import OpenXmlValidator

from appendix_pipeline.errors import InputError
from appendix_pipeline.layout import check_layout
from appendix_pipeline.options import Margins, Sizes, Theme, WriteOptions
from appendix_pipeline.writers import docx, pdf
from geometry import faults
from samples import dataset
from variants import NOTE, forty_notes, no_coordinating_column

OFFICE = Theme(
    organisation="Ủy ban nhân dân\nxã Hải Hưng & <b>",
    parent="Thành phố Hải Phòng",
    letterhead=True,
    orientation="portrait",
    margins=Margins(25, 20, 35, 15),
    sizes=Sizes(title=13, issued_with=13, page_number=13, text=14, table=13, note=10),
    columns={"number": 14, "deadline": 30},
)
THEMES = {
    "all there is": OFFICE,
    "turned, without letterhead": replace(OFFICE, letterhead=False, orientation="landscape"),
    "widths that leave no room": Theme(columns=dict.fromkeys(("number", "content", "lead"), 150)),
    "a width for every column": Theme(
        columns=dict.fromkeys(("number", "content", "lead", "coordinating", "deadline"), 40)
    ),
}


def word(theme: Theme) -> bytes:
    return docx.write(dataset(), WriteOptions(theme=theme))


def opened(data: bytes) -> WordDocument:
    return Document(BytesIO(data))


@pytest.mark.parametrize("name", THEMES)
def test_a_themed_document_is_valid_and_in_the_decrees_format(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(word(THEMES[name]))
    assert [str(each) for each in OpenXmlValidator().validate(path).errors] == []
    assert check_layout(path.read_bytes()) == ()
    for table in opened(path.read_bytes()).tables:
        assert faults(table._tbl) == []


def test_the_page_is_that_of_the_theme_in_both() -> None:
    section = opened(word(OFFICE)).sections[0]
    sizes = section.page_width, section.top_margin, section.left_margin, section.right_margin
    assert [round(each.mm) for each in sizes if each is not None] == [210, 25, 35, 15]
    page = pypdfium2.PdfDocument(pdf.write(dataset(), WriteOptions(theme=OFFICE)))[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    assert round(page.get_width() / 72 * 25.4) == 210
    assert min(left for left, *_ in boxes) / 72 * 25.4 > 34.9
    assert max(right for _, _, right, _ in boxes) / 72 * 25.4 < 210 - 14.9


def test_sizes_are_those_of_the_theme() -> None:
    styles = opened(word(OFFICE)).styles
    sizes = {
        "Phụ lục - Số": 14, "Phụ lục - Tiêu đề": 13, "Phụ lục - Kèm theo": 13, "header": 13,
        "Phụ lục - Tổng số": 14, "Bảng - Chữ": 13, "footnote text": 10,
    }  # fmt: skip
    assert {name: styles[name].font.size for name in sizes} == {
        name: Pt(size) for name, size in sizes.items()
    }


def test_columns_are_as_wide_as_the_theme_says_and_fill_the_page() -> None:
    table = opened(word(replace(OFFICE, letterhead=False))).tables[0]._tbl
    # 14 mm are too few for "STT": three capitals of 3.05 mm and the cell's 4.5, for 12 pt, at 13.
    widths = [int(each.get(qn("w:w"), "0")) for each in table.iter(qn("w:gridCol"))]
    assert (round(widths[0] / 56.7), round(widths[-1] / 56.7)) == (15, 30)
    assert round(sum(widths) / 56.7) == 160


def test_the_letterhead_shows_the_office_beside_the_state_in_both() -> None:
    shown = opened(word(OFFICE)).tables[0]
    left, right = (
        [line.text for line in cell.paragraphs if line.text.strip()] for cell in shown.rows[0].cells
    )
    assert left == ["THÀNH PHỐ HẢI PHÒNG", "ỦY BAN NHÂN DÂN", "XÃ HẢI HƯNG & <B>"]
    assert right == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    page = pypdfium2.PdfDocument(pdf.write(dataset(), WriteOptions(theme=OFFICE)))[0]
    text = page.get_textpage().get_text_bounded()
    assert all(line in text for line in (*left, *right))


def test_the_office_stands_in_the_properties() -> None:
    with ZipFile(BytesIO(word(OFFICE))) as package:
        app = package.read("docProps/app.xml").decode()
    assert "<Company>Ủy ban nhân dân xã Hải Hưng &amp; &lt;b&gt;</Company>" in app
    made = pypdfium2.PdfDocument(pdf.write(dataset(), WriteOptions(theme=OFFICE)))
    assert made.get_metadata_value("Author") == "Ủy ban nhân dân xã Hải Hưng & <b>"


def test_notes_of_an_upright_page_stand_below_the_table_in_the_pdf() -> None:
    options = WriteOptions(theme=Theme(orientation="portrait"))
    made = pypdfium2.PdfDocument(pdf.write(forty_notes(), options))
    texts = [page.get_textpage().get_text_bounded() for page in made]
    whole = " ".join(" ".join(texts).split())
    assert [whole.count(f"{NOTE} ({number})") for number in range(1, 41)] == [1] * 40
    assert whole.index("Tổng số: 31 nhiệm vụ./.") < whole.index(NOTE)
    # Six or seven pages of text, not one for each note.
    assert min(map(len, texts[:-1])) > 1_000


def test_a_table_with_ample_room_stands_upright_by_itself() -> None:
    made = opened(docx.write(no_coordinating_column(), WriteOptions()))
    assert round(made.sections[0].page_width.mm) == 210  # type: ignore[union-attr]


def own_template() -> bytes:
    """Return an office's template: a logo's place in its header, a style of ours changed."""
    made = Document()
    made.add_paragraph("Chữ mẫu, không đi vào kết quả")
    made.sections[0].header.paragraphs[0].text = "Mẫu của cơ quan"
    style = made.styles.add_style("CellText", 1)
    style.font.name = "Times New Roman"
    style.font.size = Pt(12)
    style.font.italic = True
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_an_own_template_gives_its_styles_and_headers_and_none_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(word(Theme(docx_template=own_template())))
    made = opened(path.read_bytes())
    assert made.sections[0].header.paragraphs[0].text == "Mẫu của cơ quan"
    assert made.styles["CellText"].font.italic
    assert made.styles["Phụ lục - Số"].font.bold
    assert "Chữ mẫu" not in made.element.xml
    assert len(made.tables[0].rows) == 2 + 9 + 31
    # What python-docx's own template brings is its own fault; the parts made here have none.
    told = [str(each) for each in OpenXmlValidator().validate(path).errors]
    assert [each for each in told if "document.xml" in each or "footnotes.xml" in each] == []


@pytest.mark.parametrize("apart", [False, True])
def test_a_logo_stands_on_the_first_page_too_unless_the_template_has_another_there(
    *, apart: bool
) -> None:
    made = Document(BytesIO(own_template()))
    made.sections[0].different_first_page_header_footer = apart
    buffer = BytesIO()
    made.save(buffer)
    section = opened(word(Theme(docx_template=buffer.getvalue()))).sections[0]
    assert section.different_first_page_header_footer
    first = section.first_page_header.paragraphs[0].text
    assert first == ("" if apart else "Mẫu của cơ quan")


def test_notes_reach_a_template_that_has_none() -> None:
    with ZipFile(BytesIO(word(Theme(docx_template=own_template())))) as package:
        assert dataset().footnotes[0].text in package.read("word/footnotes.xml").decode()
        assert "footnotes.xml" in package.read("word/_rels/document.xml.rels").decode()
        assert "/word/footnotes.xml" in package.read("[Content_Types].xml").decode()


@pytest.mark.parametrize("template", [b"PK", b"no zip"])
def test_a_template_that_is_no_word_file_is_told(template: bytes) -> None:
    with pytest.raises(InputError, match="no Word document"):
        word(Theme(docx_template=template))


def test_an_own_jinja_template_makes_the_page() -> None:
    own = "<html lang=vi><title>x</title><style>{{ css }}</style><h1>{{ annex.heading }} riêng</h1>"
    made = pdf.write(dataset(), WriteOptions(theme=Theme(html_template=own)))
    assert "Phụ lục riêng" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("own", ["{% if %}", "{{ nothing.there }}", "{{ ''.__class__.__mro__ }}"])
def test_a_jinja_template_that_cannot_be_filled_is_told(own: str) -> None:
    with pytest.raises(InputError, match="template cannot be used"):
        pdf.write(dataset(), WriteOptions(theme=Theme(html_template=own)))
