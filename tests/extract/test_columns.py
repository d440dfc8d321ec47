"""Headers of task tables: which rows they are, and the role of every column."""

from typing import Any

import pytest

from appendix_pipeline.extract.columns import role_of
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.normalise.anew import read_anew
from appendix_pipeline.rules import load
from drawing import HEAD, appendix, cell, paragraph, raised, run, table
from shown import datasets, plain, rows, sections

TASK = "1 | Việc | Phòng A | Phòng B | Năm 2026"
READ = "/1 | Việc | Phòng A | Phòng B | Năm 2026"


@pytest.mark.parametrize(
    "rule", load("columns")["role"], ids=lambda rule: f"{rule['name']} {rule['examples'][0]}"
)
def test_a_role_has_its_examples_and_not_its_rejects(rule: dict[str, Any]) -> None:
    assert rule["source"]
    assert [label for label in rule["examples"] if role_of(label)[0] != rule["name"]] == []
    assert [label for label in rule["rejects"] if role_of(label)[0] == rule["name"]] == []


HEADERS = {
    "one row": HEAD,
    "two rows": """
STT | Nội dung | Cơ quan thực hiện | <        | Tiến độ
^   | ^        | Cơ quan chủ trì   | Phối hợp | ^
""",
    "three rows": """
TT | Nhiệm vụ | Phân công | <        | Thời hạn
^  | ^        | Cơ quan   | <        | ^
^  | ^        | Chủ trì   | Phối hợp | ^
""",
    "blanks where cells should be merged": """
STT | Nội dung | Cơ quan thực hiện | <        | Tiến độ
    |          | Cơ quan chủ trì   | Phối hợp |
""",
    "words broken over two rows": """
STT | Nội dung  | Cơ quan | Cơ quan  | Thời hạn
    | công việc | chủ trì | phối hợp | hoàn thành
""",
    "a blank label over the numbers": " | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n",
    "one label over numbers and tasks": "Nhiệm vụ | < | Chủ trì | Phối hợp | Thời hạn\n",
    "a title above it in the table": "DANH MỤC NHIỆM VỤ | < | < | < | <\n" + HEAD,
    "columns numbered": HEAD + "1 | 2 | 3 | 4 | 5\n",
    "columns numbered in brackets": HEAD + "(1) | (2) | (3) | (4) | (5)\n",
    "columns lettered and numbered": HEAD + "A | B | 1 | 2 | 3\n",
    "capitals": HEAD.upper(),
    "other words": "Số TT | Nội dung công việc | Bộ phận tham mưu | Đơn vị tham gia | Lộ trình\n",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_header_is_read_whatever_its_rows(header: str) -> None:
    data = appendix(table(header.strip("\n") + "\n" + TASK))
    assert rows(data) == [READ]
    assert sections(data) == []


def test_a_header_narrower_than_its_rows_lacks_the_number() -> None:
    labels = "".join(map(cell, HEAD.strip().split(" | ")[1:]))
    header = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{labels}</w:tr>"
    row = f"<w:tr>{''.join(map(cell, TASK.split(' | ')))}</w:tr>"
    assert rows(appendix(f"<w:tbl>{header}{row}</w:tbl>")) == [READ]


def test_a_data_row_is_no_header_though_it_speaks_of_roles() -> None:
    picture = (
        "TT | Nhiệm vụ | Chủ trì | Thời hạn\n1 | Chủ trì, phối hợp với Công an | Phòng A | Năm 2026"
    )
    assert rows(appendix(table(picture))) == [
        "/1 | Chủ trì, phối hợp với Công an | Phòng A |  | Năm 2026"
    ]


ORDERS = [
    pytest.param(
        "STT | Nội dung | Cơ quan chủ trì | Thời hạn\n1 | Việc | Phòng A | Năm 2026",
        "/1 | Việc | Phòng A |  | Năm 2026", id="no coordinators",
    ),
    pytest.param(
        "TT | Đơn vị chủ trì | Nhiệm vụ | Thời gian | Đơn vị phối hợp\n1 | Phòng A | Việc | Năm 2026 | Phòng B",
        READ, id="lead before task, deadline before coordinators",
    ),
    pytest.param(
        "Thời hạn | Nhiệm vụ | Chủ trì | TT\nNăm 2026 | Việc | Phòng A | 1",
        "/1 | Việc | Phòng A |  | Năm 2026", id="backwards",
    ),
    pytest.param(
        "Nhiệm vụ | Chủ trì | Thời hạn\nViệc | Phòng A | Năm 2026",
        "/ | Việc | Phòng A |  | Năm 2026", id="no numbers",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Cơ quan thực hiện | Thời hạn\n1 | Việc | Phòng A; Phòng B | Năm 2026",
        "/1 | Việc | Phòng A; Phòng B |  | Năm 2026", id="one column of agencies",
    ),
    pytest.param(
        "TT | Nhiệm vụ | Đơn vị chủ trì | < | Thời hạn\n^ | ^ | Chủ trì chính | Chủ trì | ^\n"
        "1 | Việc | Phòng A | Phòng B | Năm 2026",
        "/1 | Việc | Phòng A Phòng B |  | Năm 2026", id="two columns of leads",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "expected"), ORDERS)
def test_columns_may_stand_in_any_order(picture: str, expected: str) -> None:
    assert rows(appendix(table(picture))) == [expected]


def test_one_column_for_all_agencies_is_parted_only_where_its_cells_name_the_roles() -> None:
    picture = """
TT | Nhiệm vụ | Cơ quan chủ trì, phối hợp                   | Thời hạn
1  | Một      | Chủ trì: Phòng A; / Phối hợp: Phòng B, xã C | Năm 2026
2  | Hai      | Phòng A; Phòng B                            | Năm 2026
3  | Ba       | Phòng A chủ trì, phối hợp với Phòng B       | Năm 2026
4  | Bốn      | Phòng A (chủ trì), Phòng B, C (phối hợp)    | Năm 2026
5  | Năm      | CT: Phòng A; PH: Phòng B                    | Năm 2026"""
    assert rows(appendix(table(picture))) == [
        "/1 | Một | Phòng A | Phòng B, xã C | Năm 2026",
        "/2 | Hai | Phòng A; Phòng B |  | Năm 2026",
        "/3 | Ba | Phòng A | Phòng B | Năm 2026",
        "/4 | Bốn | Phòng A | Phòng B, C | Năm 2026",
        "/5 | Năm | Phòng A | Phòng B | Năm 2026",
    ]


def test_further_columns_keep_their_words() -> None:
    picture = """
TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm | Lãnh đạo phụ trách | Kinh phí | Mã số | Ghi chú
1  | Việc     | Phòng A | Năm 2026 | Báo cáo  | Ông B              | 5 triệu  | X9    | Gấp"""
    (task,) = plain(appendix(table(picture)))["tasks"]
    assert (task["product"], task["leader"], task["budget"], task["Mã số"], task["note"]) == (
        "Báo cáo", "Ông B", "5 triệu", "X9", "Gấp",
    )  # fmt: skip


def test_start_and_end_under_one_parent_are_two_columns() -> None:
    picture = """
TT | Nhiệm vụ | Chủ trì | Thời gian | <
^  | ^        | ^       | Bắt đầu   | Hoàn thành
1  | Việc     | Phòng A | Năm 2025  | Năm 2026"""
    (task,) = plain(appendix(table(picture)))["tasks"]
    assert (task["deadline_raw"], task["Thời gian / Bắt đầu"]) == ("Năm 2026", "Năm 2025")


def test_of_two_deadlines_the_one_of_completion_is_the_tasks() -> None:
    picture = "TT | Nhiệm vụ | Chủ trì | Thời gian trình | Thời hạn hoàn thành\n1 | Việc | A | Tháng 3/2026 | Tháng 6/2026"
    (task,) = plain(appendix(table(picture)))["tasks"]
    assert (task["deadline_raw"], task["Thời gian trình"]) == ("Tháng 6/2026", "Tháng 3/2026")


def test_a_heading_may_carry_the_bound_of_its_cells() -> None:
    picture = "TT | Nhiệm vụ | Chủ trì | Thời hạn (trước ngày)\n1 | Việc | A | 15/12/2025"
    (only,) = datasets(appendix(table(picture)))
    (task,) = only.tasks
    assert (task.deadline.raw, task.deadline.relation, task.deadline.due_end) == (
        "15/12/2025", "before", "2025-12-14",
    )  # fmt: skip
    assert [item.text for item in task.deadline.items] == ["15/12/2025"]


def test_a_deadline_read_anew_keeps_the_heading_of_its_own_column() -> None:
    picture = """
TT | Nhiệm vụ | Chủ trì | Thời hạn     | Thời hạn (trước ngày)
1  | Việc     | A       | Tháng 3/2026 |
2  | Việc hai | B       |              | 15/12/2025"""
    (only,) = datasets(appendix(table(picture)))
    assert [task.deadline.due_end for task in only.tasks] == ["2026-03-31", "2025-12-14"]
    objections: list[Diagnostic] = []
    anew = read_anew(only, objections.append)
    assert [task.deadline for task in anew.tasks] == [task.deadline for task in only.tasks]
    assert objections == []


def test_a_row_that_names_what_columns_name_is_no_header_of_a_later_part() -> None:
    head = "Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n"
    row = "Phân công nhiệm vụ cho từng thành viên; | Phòng A chủ trì | Phòng B | Năm 2026"
    data = appendix(table(f"{head}{row}"), "<w:p/>", table(f"{row}\n{row}"))
    assert rows(data) == [f"/ | {row}"] * 3


LABELS, WORK = "Nhiệm vụ | Chủ trì | Thời hạn", "Một | A | Năm 2026"


@pytest.mark.parametrize("label", ["TT", ""])
def test_blank_columns_beside_the_table_are_none(label: str) -> None:
    picture = f" | | {label} | {LABELS} | \n | | I | Về thể chế | < | < | \n | | 1 | {WORK} | "
    (data,) = datasets(appendix(table(picture)))
    assert [each.role for each in data.columns] == ["number", "content", "lead", "deadline"]
    assert [(each.section, each.number, each.lead.text) for each in data.tasks] == [("I", "1", "A")]


def test_a_table_moved_in_has_no_column_of_numbers() -> None:
    row = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}</w:tr>".format
    cells = (row("".join(map(cell, each.split(" | ")))) for each in (LABELS, WORK))
    (data,) = datasets(appendix(f"<w:tbl>{''.join(cells)}</w:tbl>"))
    assert [each.role for each in data.columns] == ["content", "lead", "deadline"]
    assert data.tasks[0].content == "Một"


def test_two_columns_of_one_label_keep_their_own_words() -> None:
    picture = f"TT | {LABELS} | Ghi chú | Ghi chú\n1 | {WORK} | X | Y"
    (data,) = datasets(appendix(table(picture)))
    assert [each.text for each in data.tasks[0].extras] == ["X", "Y"]


@pytest.mark.parametrize(
    "label", [paragraph(run("Chủ trì"), raised("1")), "Chủ trì*", "Chủ trì (1)"]
)
def test_the_mark_of_a_note_hides_no_role(label: str) -> None:
    picture = "TT | Nhiệm vụ | L | Thời hạn\n1 | Một | A | Năm 2026"
    assert rows(appendix(table(picture, {"L": label}))) == ["/1 | Một | A |  | Năm 2026"]
