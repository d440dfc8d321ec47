"""A commune's own tracker: a workbook of another form, read by the rules for Word tables."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from appendix_pipeline import InputError, read, read_all, write
from appendix_pipeline.errors import NoTaskTableError
from appendix_pipeline.options import Limits, Options, ReadOptions

HEAD = (
    "STT",
    "Nội dung công việc",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Hạn hoàn thành",
    "Ghi chú",
)
TITLE = "BẢNG THEO DÕI NHIỆM VỤ NĂM 2026"
ISSUED = (
    "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Hải Hưng)"
)
ROWS: tuple[tuple[Any, ...], ...] = (
    ("I", "Về đất đai"),
    (1, "Rà soát hồ sơ địa chính", "Phòng Kinh tế", "Công an xã", datetime(2026, 3, 31), None),  # noqa: DTZ001
    (2, "Báo cáo kết quả", "Phòng Kinh tế", None, "Quý II/2026", "gửi bản giấy"),
    ("II. Về văn hóa",),
    (1, "Tổ chức lễ hội", "Phòng Văn hóa - Xã hội", None, "Tháng 4/2026", None),
)


def made(folder: Path, *rows: tuple[Any, ...], edit: Callable[[Any], None] | None = None) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell in sheet["E"]:
        if isinstance(cell.value, datetime):
            cell.number_format = "dd/mm/yyyy"
    if edit:
        edit(sheet)
    path = folder / "theo-doi.xlsx"
    book.save(path)
    return path


def test_its_labels_are_those_of_word_tables(tmp_path: Path) -> None:
    found = read(made(tmp_path, (TITLE,), (ISSUED,), (), HEAD, *ROWS))
    assert (found.plan.title, found.plan.number, found.plan.date) == (TITLE, "12", "2026-01-05")
    assert [(each.number, each.title) for each in found.sections] == [
        ("I", "Về đất đai"),
        ("II", "Về văn hóa"),
    ]
    assert [(each.id, each.lead.text, each.deadline.due_end) for each in found.tasks] == [
        ("I.1", "Phòng Kinh tế", "2026-03-31"),
        ("I.2", "Phòng Kinh tế", "2026-06-30"),
        ("II.1", "Phòng Văn hóa - Xã hội", "2026-04-30"),
    ]
    assert found.tasks[1].extras[0].text == "gửi bản giấy"
    assert found.ledger.left_over == ()


def test_places_are_those_of_the_sheet(tmp_path: Path) -> None:
    found = read(made(tmp_path, (TITLE,), (), HEAD, *ROWS))
    assert [each.where.row for each in found.tasks] == [5, 6, 8]


def test_the_name_of_the_office_is_no_title(tmp_path: Path) -> None:
    letterhead = ("ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    found = read(made(tmp_path, letterhead, (TITLE,), (), HEAD, *ROWS))
    assert found.plan.title == TITLE


def test_a_header_of_two_rows_and_merged_cells(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "C4:C5"):
            sheet.merge_cells(area)

    found = read(
        made(
            tmp_path,
            ("TT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời hạn"),
            (None, None, "Chủ trì", "Phối hợp"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            (1, "Việc một", "Phòng Kinh tế", "Công an xã", "Tháng 3/2026"),
            (2, "Việc hai", None, None, "Tháng 4/2026"),
            edit=merge,
        )
    )
    assert [each.lead.text for each in found.tasks] == ["Phòng Kinh tế"] * 2
    assert "lead" in found.tasks[1].shared


def test_a_blank_row_does_not_end_the_tasks_and_a_signature_is_none(tmp_path: Path) -> None:
    signature = (None, "Người lập biểu", None, None, "CHỦ TỊCH")
    found = read(made(tmp_path, (TITLE,), HEAD, *ROWS[:3], (), *ROWS[3:], (), signature))
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "II.1"]
    assert [each.text for each in found.ledger.left_over] == ["Người lập biểu", "CHỦ TỊCH"]


@pytest.mark.parametrize("gap", [((),), ()], ids=["below a gap", "right below"])
def test_signatures_in_three_columns_are_no_task(
    tmp_path: Path, gap: tuple[tuple[Any, ...], ...]
) -> None:
    signed = (
        ("NGƯỜI LẬP BIỂU", None, "KẾ TOÁN", None, "CHỦ TỊCH"),
        ("(Ký, ghi rõ họ tên)", None, "(Ký, ghi rõ họ tên)", None, "(Ký tên, đóng dấu)"),
        (),
        ("Nguyễn Văn A", None, "Trần Thị B", None, "Lê Văn C"),
    )
    found = read(made(tmp_path, (TITLE,), (), HEAD, *ROWS, *gap, *signed))
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "II.1"]
    names = [text for row in signed for text in row if text]
    assert [each.text for each in found.ledger.left_over] == names


def test_a_row_with_a_number_is_no_signature(tmp_path: Path) -> None:
    task = (3, "Trình ký quy chế", "Phòng Kinh tế", None, "Tháng 5/2026", "(Đã ký)")
    found = read(made(tmp_path, HEAD, *ROWS[:3], task))
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "I.3"]


COUNTS = (
    ("Tổng hợp theo cơ quan",),
    ("STT", "Cơ quan", "Số nhiệm vụ", "Hoàn thành"),
    (1, "Phòng Kinh tế", 2, 1),
    (2, "Phòng Văn hóa - Xã hội", 1, 0),
)


@pytest.mark.parametrize("gap", [((),), ()], ids=["below a gap", "right below"])
def test_a_second_table_that_counts_is_outside(
    tmp_path: Path, gap: tuple[tuple[Any, ...], ...]
) -> None:
    found = read(made(tmp_path, (TITLE,), (), HEAD, *ROWS, *gap, *COUNTS))
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "II.1"]
    assert [each.title for each in found.sections] == ["Về đất đai", "Về văn hóa"]
    cells = [str(cell) for row in COUNTS[1:] for cell in row]
    assert [each.text for each in found.ledger.outside] == cells


def test_a_table_that_counts_may_stand_above(tmp_path: Path) -> None:
    counts = (("Tổng số", "Hoàn thành", "Chưa xong"), (3, 1, 2))
    found = read(made(tmp_path, *counts, (), (TITLE,), (), HEAD, *ROWS))
    assert found.plan.title == TITLE
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "II.1"]


def test_a_second_appendix_on_the_sheet_is_one_of_its_own(tmp_path: Path) -> None:
    more = (("PHỤ LỤC II",), ("Nhiệm vụ bổ sung",), HEAD, (1, "Lập danh sách", "Công an xã"))
    found = read_all(made(tmp_path, ("PHỤ LỤC I",), (TITLE,), HEAD, *ROWS, (), *more))
    assert [each.plan.title for each in found] == [TITLE, "Nhiệm vụ bổ sung"]
    assert [[task.id for task in each.tasks] for each in found] == [["I.1", "I.2", "II.1"], ["1"]]


def test_a_header_that_is_repeated_goes_on_with_the_table(tmp_path: Path) -> None:
    more = ((), HEAD, (2, "Lập danh sách", "Công an xã", None, "Tháng 5/2026"))
    found = read(made(tmp_path, (TITLE,), (), HEAD, *ROWS, *more))
    assert [each.id for each in found.tasks] == ["I.1", "I.2", "II.1", "II.2"]
    assert not found.ledger.left_over


def test_other_sheets_are_outside_and_hidden_ones_are_not_read(tmp_path: Path) -> None:
    def more(sheet: Any) -> None:
        lists = sheet.parent.create_sheet("Danh mục")
        lists.append(["Hoàn thành"])
        secret = sheet.parent.create_sheet("Ẩn")
        secret.append(HEAD)
        secret.append(ROWS[1])
        secret.sheet_state = "hidden"

    found = read(made(tmp_path, HEAD, *ROWS, edit=more))
    assert len(found.tasks) == 3
    assert [each.text for each in found.ledger.outside] == ["Hoàn thành"]


def test_a_raised_mark_is_that_of_a_note(tmp_path: Path) -> None:
    mark = TextBlock(InlineFont(vertAlign="superscript"), "1")

    def note(sheet: Any) -> None:
        sheet["B3"] = CellRichText("Rà soát hồ sơ", mark)
        sheet["A8"] = CellRichText(mark, " Theo hướng dẫn của Sở.")

    found = read(made(tmp_path, HEAD, *ROWS, edit=note))
    assert found.tasks[0].content == "Rà soát hồ sơ"
    assert [each.text for each in found.footnotes] == ["Theo hướng dẫn của Sở."]


def test_what_is_read_comes_back_from_our_own_workbook(tmp_path: Path) -> None:
    found = read(made(tmp_path, (TITLE,), (ISSUED,), (), HEAD, *ROWS))
    (path,) = write(found, tmp_path / "ours.xlsx")
    assert read(path) == found


def test_a_workbook_without_tasks_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(NoTaskTableError):
        read(made(tmp_path, ("Thu", "Chi", "Dư"), (1, 2, 3)))


def test_a_formula_that_nobody_computed_is_refused_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"Sheet!A2"):
        read(made(tmp_path, HEAD, ("=ROW()-1", "Việc", "Phòng A", None, "Tháng 4/2026")))


def test_a_sheet_of_two_far_cells_costs_nothing_and_too_many_are_refused(tmp_path: Path) -> None:
    def far(sheet: Any) -> None:
        sheet["GR1048576"] = "x"

    assert len(read(made(tmp_path, HEAD, *ROWS, edit=far)).tasks) == 3
    few = Options(ReadOptions(limits=Limits(cells=100)))
    with pytest.raises(InputError, match="100"):
        read(made(tmp_path, HEAD, *ROWS, edit=far), few)
