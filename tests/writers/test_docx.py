"""The official-format DOCX: valid, whole, in the decree's form, the same bytes every time."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx2python import docx2python
from hypothesis import given, settings
from openxml_audit import OpenXmlValidator

from appendix_pipeline.layout import check_layout
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.docx import write, write_all
from geometry import faults
from samples import dataset
from strategies import datasets
from variants import (
    ALL,
    HOSTILE,
    forty_notes,
    hostile,
    many_tasks,
    more_columns,
    no_coordinating_column,
    one_task,
    tall,
    three_levels,
)


def opened(each: Dataset) -> WordDocument:
    return Document(BytesIO(write(each, WriteOptions())))


@cache
def real() -> WordDocument:
    return opened(dataset())


def styles(document: WordDocument) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs if each.style]


def folded(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())


def rows(document: WordDocument) -> list[list[str]]:
    """Return the texts of the cells as they stand, merged cells once, white space folded."""
    return [
        [folded(Paragraph(p, None).text for p in cell.iter(qn("w:p"))) for cell in row.tc_lst]  # type: ignore[arg-type]
        for row in document.tables[0]._tbl.tr_lst
    ]


@pytest.mark.parametrize("name", ALL)
def test_every_document_is_valid_office_open_xml(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(write(ALL[name](), WriteOptions()))
    assert [str(each) for each in OpenXmlValidator().validate(path).errors] == []


@pytest.mark.parametrize("name", ALL)
def test_no_document_deviates_from_the_decrees_format(name: str) -> None:
    assert check_layout(write(ALL[name](), WriteOptions())) == ()


@pytest.mark.parametrize("name", ALL)
def test_the_cells_of_every_table_fill_its_grid(name: str) -> None:
    document = opened(ALL[name]())
    table = document.tables[0]._tbl
    assert faults(table) == []
    # Between margins of 30 and 20 mm there are 247 mm of A4 turned, 160 mm upright.
    turned = document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    widths = [int(each.get(qn("w:w"), "0")) for each in table.iter(qn("w:gridCol"))]
    assert sum(widths) == (14_003 if turned else 9_071)


@settings(max_examples=30, deadline=None)
@given(datasets())
def test_any_dataset_becomes_a_document_that_word_can_open(each: Dataset) -> None:
    assert faults(opened(each).tables[0]._tbl) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param('<w:tc><w:tcPr><w:tcW w:w="10"/></w:tcPr><w:p/></w:tc>', "1 columns", id="one"),
        pytest.param(
            '<w:tc><w:tcPr><w:tcW w:w="20"/><w:gridSpan w:val="3"/></w:tcPr><w:p/></w:tc>',
            "3 columns", id="wide",
        ),
        pytest.param(
            '<w:tc><w:tcPr><w:tcW w:w="10"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
            '<w:tc><w:tcPr><w:tcW w:w="10"/></w:tcPr><w:p/></w:tc>', "none above", id="merge",
        ),
        pytest.param(
            '<w:tc><w:tcPr><w:tcW w:w="20"/><w:gridSpan w:val="2"/></w:tcPr></w:tc>',
            "no paragraph", id="empty",
        ),
        pytest.param(
            '<w:tc><w:tcPr><w:tcW w:w="10"/><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>',
            "not as wide", id="narrow",
        ),
    ],
)  # fmt: skip
def test_the_geometry_check_finds_planted_faults(row: str, fault: str) -> None:
    grid = '<w:tblGrid><w:gridCol w:w="10"/><w:gridCol w:w="10"/></w:tblGrid>'
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{grid}<w:tr>{row}</w:tr></w:tbl>")
    assert any(fault in each for each in faults(table))


def test_the_heading_is_in_the_decrees_form() -> None:
    assert [name for name, _ in styles(real())] == [
        "Phụ lục - Số", "Phụ lục - Tiêu đề", "Phụ lục - Kèm theo", "Phụ lục - Đường kẻ",
        "Phụ lục - Tổng số",
    ]  # fmt: skip
    number, title, issued_with, rule, total = (text for _, text in styles(real()))
    assert number == "Phụ lục"
    assert " ".join(title.split()) == dataset().plan.title
    assert re.sub(r"\xa0+", " ", issued_with) == dataset().plan.issued_with
    assert not rule.strip()
    assert total == "Tổng số: 31 nhiệm vụ./."


@pytest.mark.parametrize(
    ("style", "size", "bold", "italic", "caps"),
    [
        ("Phụ lục - Số", 14, True, None, None),
        ("Phụ lục - Tiêu đề", 14, True, None, True),
        ("Phụ lục - Kèm theo", 14, None, True, None),
        ("header", 14, None, None, None),
    ],
)
def test_sizes_and_weights_are_those_of_the_decree(
    style: str, size: int, *, bold: bool | None, italic: bool | None, caps: bool | None
) -> None:
    font = real().styles[style].font
    assert (font.size, font.bold, font.italic, font.all_caps) == (Pt(size), bold, italic, caps)


@pytest.mark.parametrize("name", ALL)
def test_no_direct_formatting_fights_the_clerk(name: str) -> None:
    body = opened(ALL[name]()).element.body
    looks = [each for run in body.iter(qn("w:rPr")) for each in run]
    assert {each.tag for each in looks} <= {qn("w:rStyle")}
    inside = [each.tag for paragraph in body.iter(qn("w:pPr")) for each in paragraph]
    assert set(inside) <= {qn("w:pStyle"), qn("w:keepNext"), qn("w:sectPr")}
    assert inside


def test_the_language_is_vietnamese_and_the_font_times_new_roman() -> None:
    defaults = real().styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    assert defaults is not None
    (font,), (lang,) = defaults.iter(qn("w:rFonts")), defaults.iter(qn("w:lang"))
    assert set(font.attrib.values()) == {"Times New Roman"}
    assert lang.get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize(
    ("source", "shown"), [("PHỤ LỤC I", "Phụ lục I"), ("Phụ lục 02", "Phụ lục 02"), ("", "Phụ lục")]
)
def test_the_number_of_the_appendix_is_kept(source: str, shown: str) -> None:
    whole = dataset()
    assert (
        opened(replace(whole, plan=replace(whole.plan, heading=source))).paragraphs[0].text == shown
    )


def test_abbreviations_in_the_title_are_not_set_in_capitals() -> None:
    whole = dataset()
    title = "Nhiệm vụ theo Quyết định số 12/QyĐ-UBND"
    paragraph = opened(replace(whole, plan=replace(whole.plan, title=title))).paragraphs[1]
    assert [(run.text, run.style.name) for run in paragraph.runs if run.style] == [
        ("Nhiệm vụ theo Quyết định số 12/", "Default Paragraph Font"),
        ("QyĐ", "Giữ kiểu chữ"),
        ("-UBND", "Default Paragraph Font"),
    ]


def test_number_and_day_stay_blank_and_the_blank_is_seen() -> None:
    text = real().paragraphs[2].text
    assert re.search(r"số\xa0{6,}/KH-UBND ngày\xa0{6,}tháng 10 năm 2025", text)


def test_the_page_is_a4_landscape_with_the_decrees_margins() -> None:
    section = real().sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)  # type: ignore[union-attr]
    margins = section.left_margin, section.right_margin, section.top_margin, section.bottom_margin
    for margin, (least, most) in zip(
        margins, [(30, 35), (15, 20), (20, 25), (20, 25)], strict=True
    ):
        assert margin is not None
        # Word's own rounding to twips is a fiftieth of a millimetre off.
        assert Mm(least) - 1000 * 10 <= margin <= Mm(most) + 1000 * 10


def test_the_page_number_is_centred_on_top_from_the_second_page() -> None:
    section = real().sections[0]
    assert section.different_first_page_header_footer
    (start,) = section._sectPr.iter(qn("w:pgNumType"))
    assert start.get(qn("w:start")) == "1"
    (paragraph,) = section.header.paragraphs
    assert paragraph.style is not None
    assert paragraph.style.paragraph_format.alignment == 1
    (field,) = paragraph._p.iter(qn("w:fldSimple"))
    assert field.get(qn("w:instr"), "").strip() == "PAGE"
    assert not section.first_page_header.paragraphs[0].text


def test_header_rows_repeat_and_no_row_is_split() -> None:
    table_rows = real().tables[0]._tbl.tr_lst
    heads = [any(True for _ in row.iter(qn("w:tblHeader"))) for row in table_rows]
    assert heads == [True, True] + [False] * 40
    assert all(any(True for _ in row.iter(qn("w:cantSplit"))) for row in table_rows)


def test_the_header_has_two_rows_with_the_sources_labels() -> None:
    first, second = rows(real())[:2]
    assert first == ["STT", "Nội dung", "Cơ quan thực hiện", "Tiến độ hoàn thành"]
    assert second == ["", "", "Cơ quan chủ trì", "Cơ quan, đơn vị phối hợp", ""]


def test_a_header_without_groups_has_one_row() -> None:
    head, first = rows(opened(no_coordinating_column()))[:2]
    assert head == ["STT", "Nội dung", "Cơ quan chủ trì", "Tiến độ hoàn thành"]
    assert first == ["I", "Về thể chế"]


def test_every_section_and_task_stands_in_the_table_in_its_order() -> None:
    whole = dataset()
    expected = []
    for section in whole.sections:
        expected.append([section.number, section.title])
        expected += [
            [task.number, task.content, task.lead.text, task.coordinating.text, task.deadline.raw]
            for task in whole.tasks
            if task.section == section.path
        ]
    assert rows(real())[2:] == expected


def test_sections_of_three_levels_have_styles_of_their_own() -> None:
    document = opened(three_levels())
    named = [
        (style.name, paragraph.text)
        for row in document.tables[0].rows
        for paragraph in row.cells[-1].paragraphs
        if (style := paragraph.style) and style.name.startswith("Bảng - Mục")
    ]
    assert named == [
        ("Bảng - Mục cấp 1", "Nhóm nhiệm vụ về thể chế"),
        ("Bảng - Mục cấp 2", "Về quy hoạch"),
        ("Bảng - Mục cấp 3", "Quy hoạch chung"),
        ("Bảng - Mục cấp 1", "Nhiệm vụ bổ sung"),
    ]


def test_extra_columns_show_the_text_of_their_own_column() -> None:
    last = rows(opened(more_columns(2)))[-1]
    assert last[-3:] == ["Báo cáo của Ủy ban nhân dân xã", "ghi chú thứ 0", "ghi chú thứ 1"]


def test_the_note_is_a_real_footnote_at_its_place() -> None:
    (note,) = dataset().footnotes
    (reference,) = real().element.body.iter(qn("w:footnoteReference"))
    paragraph = reference.getparent().getparent()
    before = ""
    for run in paragraph.iter(qn("w:r")):
        if run is reference.getparent():
            break
        before += "".join(t.text for t in run.iter(qn("w:t")))
    assert len(before) == note.offset
    assert before.endswith("thành phố Hải Phòng")
    with docx2python(BytesIO(write(dataset(), WriteOptions()))) as read:
        assert note.text in str(read.footnotes)


def test_forty_notes_are_numbered_in_reading_order_and_none_is_lost() -> None:
    document = opened(forty_notes())
    ids = [
        int(each.get(qn("w:id"))) for each in document.element.body.iter(qn("w:footnoteReference"))
    ]
    assert ids == list(range(1, 40))
    # The note that is attached to nothing stands below the table.
    assert document.paragraphs[-1].text.startswith("40 ")


def test_a_document_without_total_ends_with_the_end_mark() -> None:
    assert opened(one_task()).paragraphs[-1].text == "./."


def test_hostile_text_is_text() -> None:
    document = opened(hostile())
    first = document.tables[0].rows[3].cells
    assert all(cell.text.startswith(HOSTILE) for cell in first[1:])
    xml = document.element.xml
    assert "instrText" not in xml
    assert "\ufffd\ufffd\ufffd" in first[1].text


def test_python_docx_and_docx2python_read_every_text_back() -> None:
    whole = dataset()
    with docx2python(BytesIO(write(whole, WriteOptions()))) as read:
        text = " ".join(read.text.split())
    for task in whole.tasks:
        note = "----footnote1----" if task.footnotes else ""
        assert task.content.rstrip(".") + note in text
        assert task.lead.text in text


def test_properties_name_the_document_and_no_person() -> None:
    properties = real().core_properties
    assert properties.title == f"Phụ lục. {dataset().plan.title}"
    assert properties.subject.startswith("Kèm theo Kế hoạch số /KH-UBND")
    assert properties.language == "vi-VN"
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.created, properties.modified) == (None, None)


def test_the_package_holds_no_time_and_nothing_from_outside() -> None:
    with ZipFile(BytesIO(write(dataset(), WriteOptions()))) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "vba" in name or "media" in name]
        parts = b"".join(package.read(name) for name in package.namelist())
    assert b'TargetMode="External"' not in parts


@pytest.mark.parametrize("make", [dataset, tall], ids=["31 tasks", "a task of two pages"])
def test_the_same_dataset_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    assert write(make(), WriteOptions()) == write(make(), WriteOptions("en"))


def test_the_letters_of_the_table_shrink_where_columns_are_many() -> None:
    sizes = [
        opened(each).styles["Bảng - Chữ"].font.size.pt for each in (many_tasks(3), more_columns(9))
    ]
    assert sizes == [12, 10]


def numbered(number: str, whole: Dataset) -> Dataset:
    return replace(whole, plan=replace(whole.plan, heading=f"PHỤ LỤC {number}"))


TOGETHER = (
    numbered("I", dataset()),
    numbered("II", no_coordinating_column()),
    numbered("III", forty_notes()),
)


@cache
def together() -> bytes:
    return write_all(TOGETHER, WriteOptions())


def test_several_appendices_are_one_valid_document_in_the_decrees_format(tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(together())
    assert [str(each) for each in OpenXmlValidator().validate(path).errors] == []
    assert check_layout(together()) == ()
    for table in Document(BytesIO(together())).tables:
        assert faults(table._tbl) == []


def test_each_appendix_is_a_section_whose_pages_and_notes_count_from_1() -> None:
    sections = list(Document(BytesIO(together())).sections)
    assert [round(each.page_width.mm) for each in sections] == [297, 210, 297]  # type: ignore[union-attr]
    for each in sections:
        (start,) = each._sectPr.iter(qn("w:pgNumType"))
        (notes,) = each._sectPr.iter(qn("w:numRestart"))
        assert (start.get(qn("w:start")), notes.get(qn("w:val"))) == ("1", "eachSect")
        assert each.different_first_page_header_footer
        assert "PAGE" in each.header._element.xml


def test_no_note_of_several_appendices_is_lost_or_taken_twice() -> None:
    document = Document(BytesIO(together()))
    ids = [
        int(each.get(qn("w:id"))) for each in document.element.body.iter(qn("w:footnoteReference"))
    ]
    # One note in each of the first two, and of the last one's 40 all but the one placed nowhere.
    assert ids == list(range(1, 1 + 1 + 39 + 1))
    with ZipFile(BytesIO(together())) as package:
        written = package.read("word/footnotes.xml").decode()
    assert written.count("<w:footnote ") == 2 + len(ids)  # and the two kinds of separators
    assert [line.text for line in document.paragraphs if line.style and line.style.name == "Phụ lục - Số"] == [
        "Phụ lục I", "Phụ lục II", "Phụ lục III",
    ]  # fmt: skip


def test_only_a_row_that_fits_on_no_page_may_be_split() -> None:
    whole = [
        any(True for _ in row.iter(qn("w:cantSplit")))
        for row in opened(tall()).tables[0]._tbl.tr_lst
    ]
    assert whole == [True, True, True, False] + [True] * 38
