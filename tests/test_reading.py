"""Shapes of real appendices, drawn: what a reader of the document sees is what is read."""

from pathlib import Path
from typing import Any

import pytest

from appendix_pipeline import read
from conftest import Read
from drawing import appendix, cell, paragraph, raised, run, table, tasks

ROW = "1 | Rà soát văn bản | Phòng Kinh tế | Các sở, ngành | Tháng 12/2025"


def rows(plain: dict[str, Any]) -> list[str]:
    """Return the tasks as lines "section/number | content | lead | coordinating | deadline"."""
    return [
        f"{each['section']}/{each['number']} | {each['content']} | {each['lead']} | "
        f"{each['coordinating']} | {each['deadline_raw']}"
        for each in plain["tasks"]
    ]


def sections(plain: dict[str, Any]) -> list[str]:
    """Return the sections as lines "path: title"."""
    return [f"{each['path']}: {each['title']}" for each in plain["sections"]]


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
]


@pytest.mark.parametrize("xml", INLINE)
def test_a_cell_reads_as_word_shows_it(read_plain: Read, xml: str) -> None:
    if not xml.startswith("<w:p>"):
        xml = "<w:p/>" + xml
    plain = read_plain(appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml})))
    assert rows(plain) == [f"/{ROW}".replace("/1", "/1")]


GRIDS = [
    pytest.param(
        "I | Về thể chế | < | < | <\n" + ROW, ["I: Về thể chế"], [f"I/{ROW}"],
        id="a section merged over the rest",
    ),
    pytest.param(
        "I | Về thể chế | | |\n" + ROW, ["I: Về thể chế"], [f"I/{ROW}"],
        id="a section with empty cells",
    ),
    pytest.param(
        "I. Về thể chế | < | < | < | <\n" + ROW, ["I: Về thể chế"], [f"I/{ROW}"],
        id="a numeral inside the merged title",
    ),
    pytest.param(
        "Nội dung 1: Về thể chế | < | < | < | <\n" + ROW,
        ["Nội dung 1: Về thể chế: Nội dung 1: Về thể chế"],
        [f"Nội dung 1: Về thể chế/{ROW}"],
        id="a section without numeral is known by its title",
    ),
    pytest.param(
        "A | Phần một | < | < | <\nI | Mục một | < | < | <\n" + ROW
        + "\nII | Mục hai | < | < | <\n" + ROW + "\nB | Phần hai | < | < | <\n" + ROW,
        ["A: Phần một", "A/I: Mục một", "A/II: Mục hai", "B: Phần hai"],
        [f"A/I/{ROW}", f"A/II/{ROW}", f"B/{ROW}"],
        id="two levels of sections",
    ),
    pytest.param(
        "1 | Việc một | Phòng A | Phòng B | Tháng 1/2026\n2 | Việc hai | ^ | ^ | ^",
        [],
        ["/1 | Việc một | Phòng A | Phòng B | Tháng 1/2026",
         "/2 | Việc hai | Phòng A | Phòng B | Tháng 1/2026"],
        id="a cell merged downwards gives its value to every task",
    ),
    pytest.param(
        "1 | Việc một còn | Phòng A | Phòng B | Tháng 1/2026\n | tiếp ở đây | | |",
        [], ["/1 | Việc một còn tiếp ở đây | Phòng A | Phòng B | Tháng 1/2026"],
        id="a row without number goes on with the task above",
    ),
    pytest.param(
        "01. | Việc một | Phòng A | | Năm 2026", [], ["/1 | Việc một | Phòng A |  | Năm 2026"],
        id="a number loses its point and zero",
    ),
    pytest.param(
        ROW + "\n | | | |\n" + ROW.replace("1 |", "2 |", 1), [],
        [f"/{ROW}", f"/{ROW}".replace("/1", "/2", 1)],
        id="a blank row is nothing",
    ),
    pytest.param(
        ROW + "\nTổng số: 01 nhiệm vụ | < | < | < | <", [], [f"/{ROW}"],
        id="a total row is no task",
    ),
    pytest.param("1 | 2 | 3 | 4 | 5\n" + ROW, [], [f"/{ROW}"], id="a row of column numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "expected_sections", "expected_rows"), GRIDS)
def test_rows_are_told_apart(
    read_plain: Read, picture: str, expected_sections: list[str], expected_rows: list[str]
) -> None:
    plain = read_plain(appendix(tasks(picture)))
    assert sections(plain) == expected_sections
    assert rows(plain) == expected_rows


def test_a_table_split_over_pages_is_one(read_plain: Read) -> None:
    second = ROW.replace("1 |", "2 |", 1)
    plain = read_plain(appendix(tasks(ROW), paragraph("2"), tasks(second)))
    assert rows(plain) == [f"/{ROW}", f"/{second}"]


def test_a_later_part_may_lack_the_header(read_plain: Read) -> None:
    second = ROW.replace("1 |", "2 |", 1)
    plain = read_plain(appendix(tasks(ROW), paragraph(""), table(second)))
    assert rows(plain) == [f"/{ROW}", f"/{second}"]


def test_a_typed_footnote_is_a_footnote(read_plain: Read) -> None:
    xml = paragraph(run("Rà soát văn bản"), raised("1"), run("."))
    note = paragraph(raised("1"), run(" Văn bản của thành phố."))
    plain = read_plain(appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}), note))
    assert plain["tasks"][0]["content"] == "Rà soát văn bản."
    assert plain["footnotes"] == [
        {"marker": "1", "attached_to": "1.content", "text": "Văn bản của thành phố."}
    ]


def test_a_real_footnote_is_placed(read_plain: Read) -> None:
    xml = paragraph(run("Rà soát"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run(" văn bản"))
    notes = (
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('Của thành phố.')}</w:footnote>"
    )
    data = appendix(
        tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}), parts={"footnotes.xml": notes}
    )
    plain = read_plain(data)
    assert plain["tasks"][0]["content"] == "Rà soát văn bản"
    assert plain["footnotes"] == [
        {"marker": "1", "attached_to": "1.content", "text": "Của thành phố."}
    ]


def test_a_raised_number_without_a_note_stays_text(read_plain: Read) -> None:
    xml = paragraph(run("Xây 100 m"), raised("2"), run(" nhà"))
    plain = read_plain(appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml})))
    assert plain["tasks"][0]["content"] == "Xây 100 m2 nhà"


def test_tables_that_are_no_task_tables_are_left_outside(read_plain: Read) -> None:
    letterhead = table("ỦY BAN NHÂN DÂN / XÃ HẢI HƯNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    signature = table("Nơi nhận: | CHỦ TỊCH")
    plain = read_plain(appendix(letterhead, tasks(ROW), signature))
    assert rows(plain) == [f"/{ROW}"]


def test_a_row_in_a_content_control_is_read(read_plain: Read) -> None:
    inner = tasks(ROW)
    at = inner.rindex("<w:tr>")
    inner = (
        inner[:at] + "<w:sdt><w:sdtContent>"
        + inner[at:].replace("</w:tbl>", "") + "</w:sdtContent></w:sdt></w:tbl>"
    )  # fmt: skip
    assert rows(read_plain(appendix(inner))) == [f"/{ROW}"]


def test_a_cell_in_a_content_control_is_read(read_plain: Read) -> None:
    wrapped = "<w:sdt><w:sdtContent>" + cell("Rà soát văn bản") + "</w:sdtContent></w:sdt>"
    xml = tasks(ROW).replace(cell("Rà soát văn bản"), wrapped)
    assert rows(read_plain(appendix(xml))) == [f"/{ROW}"]


def test_a_deleted_row_is_out(read_plain: Read) -> None:
    xml = tasks(ROW + "\n" + ROW.replace("1 |", "2 |", 1))
    at = xml.rindex("<w:tr>") + len("<w:tr>")
    xml = xml[:at] + "<w:trPr><w:del w:id='1'/></w:trPr>" + xml[at:]
    plain = read_plain(appendix(xml))
    assert rows(plain) == [f"/{ROW}"]


LIST = """<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>
    <w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>"""


def auto(level: int) -> str:
    """Return an empty paragraph numbered by level `level` of list 5."""
    num = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
    return f"<w:p><w:pPr>{num}</w:pPr></w:p>"


def test_automatic_numbers_are_read_as_displayed(read_plain: Read) -> None:
    picture = """
N0 | Mục một | < | < | <
N1 | Việc một | Phòng A | | Năm 2026
N1 | Việc hai | Phòng A | | Năm 2026
N0 | Mục hai | < | < | <
N1 | Việc ba | Phòng A | | Năm 2026
N2 | Việc nhỏ | Phòng A | | Năm 2026"""
    xml = {f"N{level}": auto(level) for level in range(3)}
    plain = read_plain(appendix(tasks(picture, xml), parts={"numbering.xml": LIST}))
    assert sections(plain) == ["I: Mục một", "II: Mục hai"]
    assert [f"{each['section']}/{each['number']}" for each in plain["tasks"]] == [
        "I/1", "I/2", "II/1", "II/2.1.1",
    ]  # fmt: skip


SHAPES = [
    pytest.param(
        "STT | Nội dung | Cơ quan chủ trì | Thời hạn\n1 | Việc | Phòng A | Năm 2026",
        ["/1 | Việc | Phòng A |  | Năm 2026"],
        id="a header of one row without coordinators",
    ),
    pytest.param(
        "TT | Đơn vị chủ trì | Nhiệm vụ | Thời gian | Đơn vị phối hợp\n1 | Phòng A | Việc | Năm 2026 | Phòng B",
        ["/1 | Việc | Phòng A | Phòng B | Năm 2026"],
        id="columns in another order",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn\n1 | Việc | Phòng A; Phòng B | Năm 2026",
        ["/1 | Việc | Phòng A; Phòng B |  | Năm 2026"],
        id="a combined column of agencies",
    ),
    pytest.param(
        "TT | Đơn vị chủ trì | Nhiệm vụ | Thời hạn\n"
        "1 | Phòng A | Việc một | Năm 2026\n^ | ^ | Việc hai | Năm 2027\n2 | Phòng B | Việc ba | Năm 2028",
        ["/1 | Việc một | Phòng A |  | Năm 2026", "/1 | Việc hai | Phòng A |  | Năm 2027",
         "/2 | Việc ba | Phòng B |  | Năm 2028"],
        id="a number that counts agencies",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Việc một | Phòng A | Năm 2026\n"
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n2 | Việc hai | Phòng A | Năm 2026",
        ["/1 | Việc một | Phòng A |  | Năm 2026", "/2 | Việc hai | Phòng A |  | Năm 2026"],
        id="a header typed again as a row",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Việc một | Phòng A | Năm 2026\n"
        "2 | Việc lớn | < | <\n2.1 | Việc nhỏ | Phòng A | Năm 2026\n3 | Việc ba | Phòng A | Năm 2026",
        ["/1 | Việc một | Phòng A |  | Năm 2026", "2/2.1 | Việc nhỏ | Phòng A |  | Năm 2026",
         "/3 | Việc ba | Phòng A |  | Năm 2026"],
        id="a parent task that spans like a section",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 / 2 | Việc một / Việc hai | Phòng A | Năm 2026 / Năm 2027",
        ["/1 | Việc một | Phòng A |  | Năm 2026", "/2 | Việc hai | Phòng A |  | Năm 2027"],
        id="two tasks in one row",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Việc một | Phòng A | Năm 2026\n- | Việc nhỏ | Phòng A | Năm 2026",
        ["/1 | Việc một | Phòng A |  | Năm 2026", "/- | Việc nhỏ | Phòng A |  | Năm 2026"],
        id="a dash as number",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "expected"), SHAPES)
def test_a_table_of_another_shape_is_read(
    read_plain: Read, picture: str, expected: list[str]
) -> None:
    assert rows(read_plain(appendix(table(picture)))) == expected


def test_a_merged_lead_goes_on_over_the_page(read_plain: Read) -> None:
    head = "TT | Đơn vị chủ trì | Nhiệm vụ | Thời hạn\n"
    one = head + "1 | Phòng A | Việc một | Năm 2026\n^ | ^ | Việc hai | Năm 2026"
    two = head + " | | Việc ba | Năm 2026\n2 | Phòng B | Việc bốn | Năm 2026"
    plain = read_plain(appendix(table(one), paragraph("2"), table(two)))
    assert rows(plain) == [
        "/1 | Việc một | Phòng A |  | Năm 2026",
        "/1 | Việc hai | Phòng A |  | Năm 2026",
        "/1 | Việc ba | Phòng A |  | Năm 2026",
        "/2 | Việc bốn | Phòng B |  | Năm 2026",
    ]


def test_a_ditto_is_filled_from_above_and_says_so(tmp_path: Path) -> None:
    picture = "1 | Việc một | Phòng A | Phòng B | Năm 2026\n2 | Việc hai | nt | -nt- | ”"
    path = tmp_path / "drawn.docx"
    path.write_bytes(appendix(tasks(picture)))
    _, two = read(path).tasks
    assert (two.lead.text, two.coordinating.text, two.deadline.raw) == (
        "Phòng A", "Phòng B", "Năm 2026",
    )  # fmt: skip
    assert two.inherited == ("lead", "coordinating", "deadline")


def test_two_lead_columns_are_read_as_one_cell(read_plain: Read) -> None:
    picture = """
TT | Nhiệm vụ | Đơn vị chủ trì | <       | Thời gian | <
^  | ^        | Chủ trì chính  | Chủ trì | Bắt đầu   | Hoàn thành
1  | Việc     | Phòng A        | Phòng B | Năm 2025  | Năm 2026"""
    plain = read_plain(appendix(table(picture)))
    assert rows(plain) == ["/1 | Việc | Phòng A Phòng B |  | Năm 2026"]
    assert plain["tasks"][0]["Thời gian / Bắt đầu"] == "Năm 2025"


def test_further_columns_keep_their_words(read_plain: Read) -> None:
    picture = """
TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm | Lãnh đạo phụ trách | Mã số | Ghi chú
1  | Việc     | Phòng A | Năm 2026 | Báo cáo  | Ông B              | X9    | Gấp"""
    (task,) = read_plain(appendix(table(picture)))["tasks"]
    assert (task["product"], task["leader"], task["Mã số"], task["note"]) == (
        "Báo cáo", "Ông B", "X9", "Gấp",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("font", "typed", "shown"),
    [
        pytest.param(".VnTime", "Rµ so¸t v¨n b¶n cña n\xad\xadíc", "Rà soát văn bản của nước",
                     id="TCVN3, its ư stored as a soft hyphen"),
        pytest.param(".VnTimeH", "rµ so¸t", "RÀ SOÁT", id="TCVN3 capitals"),
        pytest.param("VNI-Times", "Coäng hoøa xaõ hoäi", "Cộng hòa xã hội", id="VNI"),
        pytest.param("Times New Roman", "Rà soát", "Rà soát", id="Unicode stays"),
    ],
)  # fmt: skip
def test_a_legacy_font_is_decoded(read_plain: Read, font: str, typed: str, shown: str) -> None:
    typed = typed.replace("\xad\xad", "\xad")
    xml = paragraph(run(typed, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))
    plain = read_plain(appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml})))
    assert plain["tasks"][0]["content"] == shown


def test_a_legacy_font_may_come_from_a_style(read_plain: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Old"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="New"><w:basedOn w:val="Old"/></w:style>'
    )
    xml = '<w:p><w:pPr><w:pStyle w:val="New"/></w:pPr>' + run("Rµ so¸t") + "</w:p>"
    data = appendix(
        tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}), parts={"styles.xml": styles}
    )
    assert read_plain(data)["tasks"][0]["content"] == "Rà soát"


def test_a_section_number_that_repeats_keeps_its_tasks_apart(tmp_path: Path) -> None:
    picture = f"I | Một | < | < | <\n{ROW}\nI | Hai | < | < | <\n{ROW}"
    path = tmp_path / "drawn.docx"
    path.write_bytes(appendix(tasks(picture)))
    found = read(path)
    assert [task.id for task in found.tasks] == ["I.1", "I#2.1"]
    assert "duplicate-section" in [each.code for each in found.findings]


def test_the_plain_shape_has_numbers_as_displayed(read_plain: Read) -> None:
    plain = read_plain(appendix(tasks(f"I | Một | < | < | <\n{ROW}\nI | Hai | < | < | <\n{ROW}")))
    assert [task["section"] for task in plain["tasks"]] == ["I", "I"]
    assert sections(plain) == ["I: Một", "I: Hai"]


HEAD = "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n"
BIG_STYLES = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'


def test_a_task_table_inside_a_layout_table_is_read(read_plain: Read) -> None:
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('Khung')}{tasks(ROW)}<w:p/></w:tc></w:tr></w:tbl>"
    assert rows(read_plain(appendix(frame))) == [f"/{ROW}"]


def test_a_task_without_lead_and_deadline_among_its_siblings_is_no_section(
    read_plain: Read,
) -> None:
    plain = read_plain(
        appendix(
            table(HEAD + "1 | Một | A | B | Năm 2026\n2 | Hai | | |\n3 | Ba | A | B | Năm 2026")
        )
    )
    assert [task["number"] for task in plain["tasks"]] == ["1", "2", "3"]
    assert sections(plain) == []
    assert [each["code"] for each in plain["warnings"]] == ["missing-lead", "missing-deadline"]


def test_levels_of_numbers_make_levels_of_sections(read_plain: Read) -> None:
    picture = HEAD + (
        "I | Mục | < | < | <\n1 | Nhóm | < | < | <\n1.1 | Việc | A | B | Năm 2026\n"
        "2 | Nhóm hai | < | < | <\n2.1 | Việc | A | B | Năm 2026\nII | Mục hai | < | < | <\n"
        "1 | Việc | A | B | Năm 2026"
    )
    plain = read_plain(appendix(table(picture)))
    assert sections(plain) == ["I: Mục", "I/1: Nhóm", "I/2: Nhóm hai", "II: Mục hai"]
    assert [f"{t['section']}/{t['number']}" for t in plain["tasks"]] == [
        "I/1/1.1",
        "I/2/2.1",
        "II/1",
    ]


def test_a_c_after_b_is_a_letter_not_a_numeral(read_plain: Read) -> None:
    picture = HEAD + "".join(
        f"{n} | Phần | < | < | <\n1 | Việc | A | B | Năm 2026\n" for n in "ABCD"
    )
    assert [s["path"] for s in read_plain(appendix(table(picture)))["sections"]] == [
        "A",
        "B",
        "C",
        "D",
    ]


def test_one_column_for_all_agencies_is_the_lead_cell(read_plain: Read) -> None:
    picture = "TT | Nhiệm vụ | Cơ quan chủ trì, phối hợp | Thời hạn\n1 | Việc | Phòng A; Phòng B | Năm 2026"
    assert rows(read_plain(appendix(table(picture)))) == [
        "/1 | Việc | Phòng A; Phòng B |  | Năm 2026"
    ]


def test_of_two_deadlines_the_one_of_completion_is_the_tasks(read_plain: Read) -> None:
    picture = "TT | Nhiệm vụ | Chủ trì | Thời gian trình | Thời hạn hoàn thành\n1 | Việc | A | Tháng 3/2026 | Tháng 6/2026"
    (task,) = read_plain(appendix(table(picture)))["tasks"]
    assert (task["deadline_raw"], task["Thời gian trình"]) == ("Tháng 6/2026", "Tháng 3/2026")


def test_a_heading_may_carry_the_bound_of_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "drawn.docx"
    path.write_bytes(
        appendix(
            table("TT | Nhiệm vụ | Chủ trì | Thời hạn (trước ngày)\n1 | Việc | A | 15/12/2025")
        )
    )
    (task,) = read(path).tasks
    assert (task.deadline.raw, task.deadline.relation, task.deadline.due_end) == (
        "15/12/2025", "before", "2025-12-14",
    )  # fmt: skip
    assert [item.text for item in task.deadline.items] == ["15/12/2025"]


def test_a_task_cut_by_the_page_goes_on_in_every_column(read_plain: Read) -> None:
    one = tasks("1 | Việc còn | Phòng A | Các cơ quan, | Sau khi có")
    two = tasks(
        " | tiếp | | đơn vị thuộc xã | hướng dẫn của Bộ Nội vụ\n2 | Việc hai | Phòng A | B | Năm 2026"
    )
    assert rows(read_plain(appendix(one, paragraph("2"), two))) == [
        "/1 | Việc còn tiếp | Phòng A | Các cơ quan, đơn vị thuộc xã | Sau khi có hướng dẫn của Bộ Nội vụ",
        "/2 | Việc hai | Phòng A | B | Năm 2026",
    ]


@pytest.mark.parametrize("mark", ["1", "(1)", "*", "[2]"])
def test_a_typed_marker_may_have_many_forms(read_plain: Read, mark: str) -> None:
    xml = paragraph(run("Việc"), raised(mark), run(" khác"))
    note = paragraph(raised(mark), run(" Ghi chú"))
    plain = read_plain(appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}), note))
    assert plain["tasks"][0]["content"] == "Việc khác"
    assert plain["footnotes"] == [
        {"marker": mark.strip("()[]"), "attached_to": "1.content", "text": "Ghi chú"}
    ]


def test_the_text_of_a_typed_note_may_begin_with_a_plain_number(read_plain: Read) -> None:
    xml = paragraph(run("Việc"), raised("1"))
    data = appendix(tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}), paragraph("1 Ghi chú"))
    plain = read_plain(data)
    assert (plain["tasks"][0]["content"], plain["footnotes"][0]["text"]) == ("Việc", "Ghi chú")


def test_a_note_in_the_last_row_of_the_table_is_a_note(read_plain: Read) -> None:
    xml = {"X": paragraph(run("Việc"), raised("1")), "N": paragraph(raised("1"), run(" Ghi chú"))}
    plain = read_plain(appendix(table(HEAD + "1 | X | A | B | Năm 2026\nN | < | < | < | <", xml)))
    assert (sections(plain), plain["footnotes"][0]["attached_to"]) == ([], "1.content")


def test_one_note_may_be_referred_to_twice(read_plain: Read) -> None:
    xml = {each: paragraph(run("Việc"), raised("1")) for each in "XY"}
    data = appendix(
        table(HEAD + "1 | X | A | B | Năm 2026\n2 | Y | A | B | Năm 2026", xml),
        paragraph(raised("1"), run(" Ghi chú")),
    )
    assert [n["attached_to"] for n in read_plain(data)["footnotes"]] == ["1.content", "2.content"]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(
            table("TT | Nhiệm vụ | Thời hạn | Chủ trì | Phối hợp\n2 | Hai | Năm 2026 | Phòng A | Phòng B"),
            id="in another order",
        ),
        pytest.param(
            "<w:tbl><w:tr>" + cell("2") + cell("Hai", '<w:gridSpan w:val="2"/>') + cell("Phòng A")
            + cell("Phòng B") + cell("Năm 2026") + "</w:tr></w:tbl>",
            id="with a stray column edge and no header",
        ),
    ],
)  # fmt: skip
def test_a_later_part_may_have_its_columns(read_plain: Read, second: str) -> None:
    plain = read_plain(appendix(table(HEAD + "1 | Một | A | B | Năm 2026"), paragraph(""), second))
    assert rows(plain)[1] == "/2 | Hai | Phòng A | Phòng B | Năm 2026"


def test_a_header_may_have_three_rows(read_plain: Read) -> None:
    picture = (
        "TT | Nhiệm vụ | Phân công | < | Thời hạn\n^ | ^ | Cơ quan | < | ^\n^ | ^ | Chủ trì | Phối hợp | ^\n"
        + ROW
    )
    assert rows(read_plain(appendix(table(picture)))) == [f"/{ROW}"]


CELLS = [
    pytest.param("<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Rà so") + "</w:p>" + paragraph("át"), id="a deleted paragraph mark joins"),
    pytest.param(paragraph(run("Rà soát"), run(" ẩn", '<w:rStyle w:val="H2"/>')), id="a style hides"),
    pytest.param(paragraph(run("Rà soát"), "<w:r><w:commentReference w:id='0'/></w:r>"), id="a comment is no text"),
    pytest.param(
        paragraph("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:instrText>X</w:instrText></w:r>", "<w:r><w:fldChar w:fldCharType='separate'/></w:r>", run("Rà"))
        + paragraph(run("soát"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>"), id="a field over two paragraphs",
    ),
]  # fmt: skip


@pytest.mark.parametrize("xml", CELLS)
def test_a_cell_reads_as_word_shows_it_with_its_styles(read_plain: Read, xml: str) -> None:
    comment = f"<w:comment w:id='0'>{paragraph('Sửa chỗ này')}</w:comment>"
    data = appendix(
        tasks(ROW.replace("Rà soát văn bản", "X"), {"X": xml}),
        parts={"styles.xml": BIG_STYLES, "comments.xml": comment},
    )
    assert read_plain(data)["tasks"][0]["content"] == "Rà soát"


def test_a_whole_table_in_a_content_control_or_text_box_is_read(read_plain: Read) -> None:
    boxed = (
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" + tasks(ROW)
        + "<w:p/></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )  # fmt: skip
    assert rows(read_plain(appendix(boxed))) == [f"/{ROW}"]
    control = "<w:sdt><w:sdtContent>" + tasks(ROW) + "</w:sdtContent></w:sdt>"
    assert rows(read_plain(appendix(control))) == [f"/{ROW}"]
