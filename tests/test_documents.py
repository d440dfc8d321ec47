"""Whole documents: several appendices, a plan with its appendix, headings of many forms."""

from pathlib import Path

import pytest

from appendix_pipeline import read_all
from appendix_pipeline.errors import NoTaskTableError
from appendix_pipeline.model.dataset import Dataset
from drawing import HEAD, HEADING, boxed, numbered, package, paragraph, run, table, tasks

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
ISSUED = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026 của UBND xã Hải Hưng)"


def read(tmp_path: Path, *blocks: str) -> tuple[Dataset, ...]:
    path = tmp_path / "drawn.docx"
    path.write_bytes(package("".join(blocks)))
    return read_all(path)


def test_two_appendices_of_one_file_are_two_datasets(tmp_path: Path) -> None:
    other = "TT | Chủ trì | Nhiệm vụ | Thời hạn\n1 | Phòng C | Việc khác | Năm 2026"
    one, two = read(
        tmp_path,
        paragraph("Phụ lục I"), paragraph("DANH MỤC MỘT"), paragraph(ISSUED), tasks(ROW),
        paragraph("Phụ lục II"), paragraph("DANH MỤC HAI"), paragraph(ISSUED), table(other),
    )  # fmt: skip
    assert (one.plan.heading, one.plan.title) == ("Phụ lục I", "DANH MỤC MỘT")
    assert (two.plan.heading, two.plan.title) == ("Phụ lục II", "DANH MỤC HAI")
    assert [task.lead.text for task in (*one.tasks, *two.tasks)] == ["Phòng A", "Phòng C"]
    assert not one.ledger.left_over


def test_two_appendices_with_the_same_header_are_two(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Phụ lục I"), paragraph("MỘT"), paragraph(ISSUED), tasks(ROW),
        paragraph("Phụ lục II"), paragraph("HAI"), paragraph(ISSUED), tasks(ROW),
    )  # fmt: skip
    assert [each.plan.title for each in found] == ["MỘT", "HAI"]


def test_the_body_of_a_plan_stays_outside_its_appendix(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path,
        table("ỦY BAN NHÂN DÂN / XÃ HẢI HƯNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        paragraph("KẾ HOẠCH"),
        paragraph("Triển khai nhiệm vụ năm 2026 (nêu tại Phụ lục)"),
        table("Nơi nhận: | CHỦ TỊCH"),
        *map(paragraph, HEADING),
        tasks(ROW),
    )
    assert only.plan.title == HEADING[1]
    assert len(only.tasks) == 1
    assert only.ledger.uses["outside"] > 0
    assert [each.text for each in only.ledger.outside][:2] == ["ỦY BAN NHÂN DÂN", "XÃ HẢI HƯNG"]
    assert not only.ledger.left_over


def test_the_title_may_stand_in_a_text_box(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{''.join(map(paragraph, HEADING))}</w:txbxContent>"
        "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{''.join(map(paragraph, HEADING))}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    (only,) = read(tmp_path, box, tasks(ROW))
    assert only.plan.title == HEADING[1]
    assert only.plan.issued_with.startswith("(Kèm theo Kế hoạch số")
    assert not only.ledger.left_over


@pytest.mark.parametrize(
    ("lines", "heading", "title"),
    [
        pytest.param(["PHỤ LỤC", "Nhiệm vụ"], "PHỤ LỤC", "Nhiệm vụ", id="two lines"),
        pytest.param(["PHỤ LỤC 01", "Nhiệm vụ"], "PHỤ LỤC 01", "Nhiệm vụ", id="arabic number"),
        pytest.param(["PHỤ LỤC II. NHIỆM VỤ"], "PHỤ LỤC II", "NHIỆM VỤ", id="one paragraph"),
        pytest.param(
            ["Phụ lục", "Nhiệm vụ triển khai", "năm 2026"], "Phụ lục",
            "Nhiệm vụ triển khai năm 2026", id="a title of two lines",
        ),
        pytest.param(["DANH MỤC NHIỆM VỤ"], "", "DANH MỤC NHIỆM VỤ", id="no heading"),
        pytest.param(["PHỤ LỤC SỐ 01", "Nhiệm vụ"], "PHỤ LỤC SỐ 01", "Nhiệm vụ", id="số 01"),
        pytest.param(["Phụ lục kèm theo", "Nhiệm vụ"], "Phụ lục kèm theo", "Nhiệm vụ", id="kèm theo"),
        pytest.param(["BIỂU SỐ 01", "Nhiệm vụ"], "BIỂU SỐ 01", "Nhiệm vụ", id="biểu số"),
        pytest.param(["Phụ lục I.2", "Nhiệm vụ"], "Phụ lục I.2", "Nhiệm vụ", id="a number in two parts"),
        pytest.param(["PHỤ LỤC", "Nhiệm vụ", "-----"], "PHỤ LỤC", "Nhiệm vụ", id="a rule below the title"),
    ],
)  # fmt: skip
def test_a_heading_is_read(tmp_path: Path, lines: list[str], heading: str, title: str) -> None:
    (only,) = read(tmp_path, *map(paragraph, lines), paragraph(ISSUED), tasks(ROW))
    assert (only.plan.heading, only.plan.title) == (heading, title)
    assert only.plan.issued_with == ISSUED
    assert not only.ledger.left_over


def test_a_line_break_inside_the_heading_parts_heading_and_title(tmp_path: Path) -> None:
    br = "<w:r><w:br/></w:r>"
    one = paragraph(run("PHỤ LỤC"), br, run("Nhiệm vụ năm 2026"))
    for blocks in ([one, paragraph(ISSUED)], [one.replace("</w:p>", f"{br}{run(ISSUED)}</w:p>")]):
        (only,) = read(tmp_path, *blocks, tasks(ROW))
        assert (only.plan.heading, only.plan.title) == ("PHỤ LỤC", "Nhiệm vụ năm 2026")
        assert only.plan.issued_with == ISSUED
        assert not only.ledger.left_over


def test_running_headers_are_no_left_overs(tmp_path: Path) -> None:
    path = tmp_path / "drawn.docx"
    path.write_bytes(
        package(
            "".join(map(paragraph, HEADING)) + tasks(ROW),
            {"header1.xml": paragraph("Trang 2"), "footer1.xml": paragraph("Mật")},
        )
    )
    (only,) = read_all(path)
    assert only.ledger.uses["margin"] == len("Trang2Mật")
    assert not only.ledger.left_over


def test_text_that_belongs_nowhere_is_left_over_with_its_place(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path, *map(paragraph, HEADING), tasks(ROW), paragraph("Lời cuối không ai hiểu")
    )
    (left,) = only.ledger.left_over
    assert (left.text, left.size, left.where.paragraph) == ("Lời cuối không ai hiểu", 18, 4)
    assert "left-over-text" in [each.code for each in only.findings]


def test_an_end_mark_and_a_signature_table_are_no_tasks(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path, *map(paragraph, HEADING), tasks(ROW), paragraph("./."),
        table("Nơi nhận: / - Như trên; | CHỦ TỊCH / Nguyễn Văn A"),
    )  # fmt: skip
    assert len(only.tasks) == 1
    assert not only.ledger.left_over


def test_a_plan_of_labelled_paragraphs_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoTaskTableError, match="paragraphs with labelled lines"):
        read(
            tmp_path,
            paragraph("1. Rà soát văn bản"), paragraph("- Bộ phận tham mưu: Phòng Kinh tế"),
            paragraph("- Thời gian thực hiện: Quý II/2026"),
        )  # fmt: skip


def test_a_heading_in_a_table_cell_is_the_heading(tmp_path: Path) -> None:
    box = table("PHỤ LỤC / Nhiệm vụ năm 2026 / " + ISSUED)
    (only,) = read(tmp_path, box, paragraph(""), tasks(ROW))
    assert (only.plan.title, only.plan.number, only.plan.date) == (
        "Nhiệm vụ năm 2026",
        "12",
        "2026-03-05",
    )


def test_issued_with_may_run_over_two_paragraphs(tmp_path: Path) -> None:
    one, two = ISSUED[:33], ISSUED[33:]
    (only,) = read(
        tmp_path,
        paragraph("PHỤ LỤC"),
        paragraph("Nhiệm vụ"),
        paragraph(one),
        paragraph(two),
        tasks(ROW),
    )
    assert only.plan.issued_with == ISSUED
    assert only.plan.issuer == "UBND xã Hải Hưng"


def test_a_cell_outside_the_columns_is_left_over_and_said(tmp_path: Path) -> None:
    (only,) = read(tmp_path, *map(paragraph, HEADING), tasks(ROW + " | Ô thừa"))
    assert [each.text for each in only.ledger.left_over] == ["Ô thừa"]
    codes = [each.code for each in only.findings if each.severity != "info"]
    assert sorted(codes) == ["irregular-row", "left-over-text"]
    assert [task.deadline.raw for task in only.tasks] == ["Tháng 12/2025"]


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(table(" | PHỤ LỤC I / Nhiệm vụ / " + ISSUED), id="in a cell of a table"),
        pytest.param(
            paragraph("PHỤ LỤC I") + paragraph("Nhiệm vụ") + table(ISSUED + " | "),
            id="its bracket in a table",
        ),
        pytest.param(
            paragraph("PHỤ LỤC I") + paragraph(ISSUED) + paragraph("Nhiệm vụ"),
            id="the title below the bracket",
        ),
        pytest.param(
            "<w:p>" + boxed(*map(paragraph, ("PHỤ LỤC I", "Nhiệm vụ", ISSUED))) + "</w:p>",
            id="in a text box",
        ),
    ],
)
def test_the_heading_may_stand_in_many_places(tmp_path: Path, heading: str) -> None:
    (only,) = read(tmp_path, heading, tasks(ROW))
    assert (only.plan.heading, only.plan.title, only.plan.issued_with) == (
        "PHỤ LỤC I", "Nhiệm vụ", ISSUED,
    )  # fmt: skip
    assert not only.ledger.left_over


def test_the_heading_may_stand_in_the_first_rows_of_the_table(tmp_path: Path) -> None:
    above = "".join(f"{each} | < | < | < | <\n" for each in ("PHỤ LỤC I", "Nhiệm vụ", ISSUED))
    (only,) = read(tmp_path, table(f"{above}{HEAD}{ROW}"))
    assert (only.plan.heading, only.plan.title, only.plan.issued_with) == (
        "PHỤ LỤC I", "Nhiệm vụ", ISSUED,
    )  # fmt: skip
    assert (len(only.tasks), only.sections, only.ledger.left_over) == (1, (), ())


def test_the_heading_may_be_numbered_automatically(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="PHỤ LỤC %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )
    path = tmp_path / "drawn.docx"
    blocks = numbered(0, "Nhiệm vụ") + paragraph(ISSUED) + tasks(ROW)
    path.write_bytes(package(blocks, {"numbering.xml": numbering}))
    (only,) = read_all(path)
    assert (only.plan.heading, only.plan.title) == ("PHỤ LỤC I", "Nhiệm vụ")
    assert not only.ledger.left_over


def test_a_bracket_that_is_never_closed_ends_with_its_line(tmp_path: Path) -> None:
    lines = ["PHỤ LỤC", "Nhiệm vụ", ISSUED[:-1], "Một", "Hai", "Ba", "Bốn"]
    (only,) = read(tmp_path, *map(paragraph, lines), tasks(ROW))
    assert only.plan.issued_with == ISSUED[:-1]
    assert [each.text for each in only.ledger.left_over] == ["Một", "Hai", "Ba", "Bốn"]


def test_the_total_may_stand_above_the_table(tmp_path: Path) -> None:
    lines = ["PHỤ LỤC", "Nhiệm vụ", ISSUED, "(Tổng số: 01 nhiệm vụ)"]
    (only,) = read(tmp_path, *map(paragraph, lines), tasks(ROW))
    assert (only.plan.declared_total, only.plan.title) == (1, "Nhiệm vụ")


def test_the_small_tables_of_a_plan_stay_outside(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path,
        paragraph("KẾ HOẠCH"), table("STT | Nội dung | Kinh phí\n1 | Mua sắm | 500"),
        *map(paragraph, HEADING), tasks(ROW),
        table("Phụ lục I | Danh mục\nPhụ lục II | Biểu mẫu"),
    )  # fmt: skip
    assert [task.content for task in only.tasks] == ["Việc một"]
    assert not only.ledger.left_over


def test_an_appendix_of_forms_behind_the_last_is_outside(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path, *map(paragraph, HEADING), tasks(ROW), paragraph("PHỤ LỤC II"),
        paragraph("Biểu mẫu báo cáo"), table("STT | Tên | Số | Ghi chú | Khác\n1 | a | b | c | d"),
        paragraph("Người lập biểu"),
    )  # fmt: skip
    assert [task.content for task in only.tasks] == ["Việc một"]
    assert not only.ledger.left_over
    assert "Người lập biểu" in [each.text for each in only.ledger.outside]


def test_appendices_may_have_other_columns_in_another_order(tmp_path: Path) -> None:
    other = "TT | Nhiệm vụ | Thời hạn | Chủ trì\n1 | Việc khác | Năm 2026 | Phòng C"
    one, two = read(
        tmp_path, paragraph("PHỤ LỤC I"), paragraph("Một"), tasks(ROW),
        paragraph("PHỤ LỤC II"), paragraph("Hai"), table(other),
    )  # fmt: skip
    assert [column.role for column in two.columns] == ["number", "content", "deadline", "lead"]
    assert (one.tasks[0].deadline.raw, two.tasks[0].deadline.raw) == ("Tháng 12/2025", "Năm 2026")
