"""Rows that are tasks, parts of tasks, several tasks, or none."""

import pytest

from drawing import HEAD, appendix, cell, paragraph, run, table
from shown import codes, datasets, left_over, plain, rows, sections

ONE = "1 | Một | A | B | Năm 2026"
TWO = "2 | Hai | C | D | Năm 2027"
BREAK = "<w:r><w:br/></w:r>"

ROWS = [
    pytest.param("01. | Một | A | | Năm 2026", ["/1 | Một | A |  | Năm 2026"], id="a number loses its point and zero"),
    pytest.param(f"{ONE}\n | | | |\n{TWO}", [f"/{ONE}", f"/{TWO}"], id="a blank row is nothing"),
    pytest.param(f"{HEAD}{ONE}\n{HEAD}{TWO}", [f"/{ONE}", f"/{TWO}"], id="a header typed again is nothing"),
    pytest.param(
        f"{ONE}\n - | Việc nhỏ | C | | Năm 2027", [f"/{ONE}", "/- | Việc nhỏ | C |  | Năm 2027"],
        id="a dash with an agency is a task",
    ),
    pytest.param(
        f"{ONE}\n- | việc nhỏ | | |\n+ | việc nữa | | |\n{TWO}",
        ["/1 | Một - việc nhỏ + việc nữa | A | B | Năm 2026", f"/{TWO}"],
        id="dashes without agencies go on with the task above",
    ),
    pytest.param(
        f"{ONE}\n | và tiếp | | |\n{TWO}", ["/1 | Một và tiếp | A | B | Năm 2026", f"/{TWO}"],
        id="a row without number, agency and deadline goes on",
    ),
    pytest.param(
        "1 | Một | A | B, | Năm 2026\n | | | C |", ["/1 | Một | A | B, C | Năm 2026"],
        id="a row with coordinators only goes on",
    ),
    pytest.param(
        f"{ONE}\n | hai dòng | ^ | ^ | ^\n{TWO}", ["/1 | Một hai dòng | A | B | Năm 2026", f"/{TWO}"],
        id="a line within merged agencies and deadline goes on",
    ),
    pytest.param(
        f"{ONE}\n | Việc nhỏ | C | | Năm 2027", [f"/{ONE}", "/ | Việc nhỏ | C |  | Năm 2027"],
        id="a row with its own agency and deadline is a task without number",
    ),
    pytest.param(
        "1 | Một | A | B | Năm 2026\n2 | Hai | ^ | D | ^\n3 | Ba | ^ | ^ | ^",
        ["/1 | Một | A | B | Năm 2026", "/2 | Hai | A | D | Năm 2026", "/3 | Ba | A | D | Năm 2026"],
        id="a cell merged downwards gives its value to every task",
    ),
    pytest.param(
        "1 | Một | < | B | Năm 2026", ["/1 | Một |  | B | Năm 2026"],
        id="a task merged over the agency's column is no agency",
    ),
    pytest.param(
        "1 | Một | A | < | Năm 2026", ["/1 | Một | A | A | Năm 2026"],
        id="an agency merged over both columns leads and coordinates",
    ),
    pytest.param(
        f"1. Một | < | A | B | Năm 2026\n{TWO}", [f"/{ONE}", f"/{TWO}"],
        id="a number in the task's cell",
    ),
    pytest.param(
        "1 / 2 | Một / Hai | A | B | Năm 2026 / Năm 2027",
        ["/1 | Một | A | B | Năm 2026", "/2 | Hai | A | B | Năm 2027"],
        id="two tasks in one row",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "expected"), ROWS)
def test_rows_are_told_apart(picture: str, expected: list[str]) -> None:
    data = appendix(table(picture if picture.startswith(HEAD) else HEAD + picture))
    assert rows(data) == expected
    assert sections(data) == []
    assert left_over(data) == []


def test_two_tasks_may_be_parted_by_line_breaks() -> None:
    xml = {
        "N": paragraph(run("1."), BREAK, run("2.")),
        "X": paragraph(run("Một"), BREAK, run("Hai")),
    }
    data = appendix(table(f"{HEAD}N | X | A | B | Năm 2026", xml))
    assert rows(data) == ["/1 | Một | A | B | Năm 2026", "/2 | Hai | A | B | Năm 2026"]
    assert "two-tasks-in-row" in codes(data)


def test_a_header_of_two_rows_typed_again_with_blanks_is_nothing() -> None:
    header = (
        "STT | Nội dung | Cơ quan thực hiện | < | Tiến độ\n{0} | {0} | Chủ trì | Phối hợp | {0}\n"
    )
    picture = header.format("^") + ONE + "\n" + header.format("") + TWO
    assert rows(appendix(table(picture))) == [f"/{ONE}", f"/{TWO}"]


def test_a_number_that_counts_agencies_counts_all_their_tasks() -> None:
    picture = (
        "TT | Đơn vị chủ trì | Nhiệm vụ | Thời hạn\n1 | A | Một | Năm 2026\n"
        "^ | ^ | Hai | Năm 2027\n2 | B | Ba | Năm 2028"
    )
    assert rows(appendix(table(picture))) == [
        "/1 | Một | A |  | Năm 2026", "/1 | Hai | A |  | Năm 2027", "/2 | Ba | B |  | Năm 2028",
    ]  # fmt: skip


def test_a_value_merged_over_tasks_is_said_to_be_shared() -> None:
    (only,) = datasets(appendix(table(f"{HEAD}{ONE}\n2 | Hai | C | D | ^")))
    assert [task.shared for task in only.tasks] == [("deadline",), ("deadline",)]


def test_a_ditto_is_filled_from_above_and_says_so() -> None:
    (only,) = datasets(appendix(table(f"{HEAD}{ONE}\n2 | Hai | nt | -nt- | ”")))
    two = only.tasks[1]
    assert (two.lead.text, two.coordinating.text, two.deadline.raw) == ("A", "B", "Năm 2026")
    assert two.inherited == ("lead", "coordinating", "deadline")


TOTALS = [
    pytest.param("Tổng số: 01 nhiệm vụ | < | < | < | <", 1, id="merged"),
    pytest.param(" | Tổng số nhiệm vụ: 01 | | |", 1, id="in the task's column"),
    pytest.param("Tổng cộng | 01 nhiệm vụ | | |", 1, id="in two cells"),
    pytest.param(" | Tổng cộng | | |", None, id="without a number"),
    pytest.param(" | Dự phòng (10%) | | | 50", None, id="a reserve"),
    pytest.param(" | Cộng mục II | | | 50", None, id="the sum of a section"),
    pytest.param(" | Bằng chữ: Năm mươi triệu đồng | | |", None, id="a sum in words"),
]


@pytest.mark.parametrize(("row", "total"), TOTALS)
def test_a_total_row_is_no_task(row: str, total: int | None) -> None:
    data = appendix(table(f"{HEAD}{ONE}\n{row}"))
    assert rows(data) == [f"/{ONE}"]
    assert plain(data)["declared_total"] == total
    assert left_over(data) == []


def test_a_declared_total_that_differs_is_a_finding() -> None:
    assert "declared-total-mismatch" in codes(
        appendix(table(HEAD + ONE), paragraph("Tổng cộng: 02 nhiệm vụ, trong đó 1 trọng tâm"))
    )


def drawn(*cells: str, properties: str = "") -> str:
    """Return a row of these cells, however many."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(cell, cells))}</w:tr>"


SHORT_AND_LONG = [
    pytest.param(drawn("2", "Hai", "C"), "/2 | Hai | C |  | ", id="too few cells"),
    pytest.param(drawn("2", "Hai", "C", properties="<w:gridAfter w:val='2'/>"), "/2 | Hai | C |  | ", id="grid after"),
    pytest.param(drawn("Hai", "C", "D", "Năm 2027", properties="<w:gridBefore w:val='1'/>"), "/ | Hai | C | D | Năm 2027", id="grid before"),
    pytest.param(drawn("2", "Hai", "C", "D", "Năm 2027", "", ""), f"/{TWO}", id="too many cells, blank"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), SHORT_AND_LONG)
def test_a_row_may_have_other_cells_than_the_header(row: str, expected: str) -> None:
    xml = table(HEAD + ONE).replace("</w:tbl>", f"{row}</w:tbl>")
    assert rows(appendix(xml)) == [f"/{ONE}", expected]


def test_a_cell_beyond_the_columns_is_left_over_and_said() -> None:
    row = drawn("2", "Hai", "C", "D", "Năm 2027", "thừa")
    data = appendix(table(HEAD + ONE).replace("</w:tbl>", f"{row}</w:tbl>"))
    assert rows(data)[1] == f"/{TWO}"
    assert left_over(data) == ["thừa"]
    assert "irregular-row" in codes(data)


def test_a_row_with_other_edges_but_as_many_cells_is_read_in_order() -> None:
    wide = cell("Một", '<w:gridSpan w:val="2"/>')
    row = f"<w:tr>{cell('1')}{wide}{cell('A')}{cell('B')}{cell('Năm 2026')}</w:tr>"
    xml = table(HEAD.strip()).replace("</w:tbl>", f"{row}</w:tbl>")
    assert rows(appendix(xml)) == [f"/{ONE}"]


def test_a_signature_block_that_adjoins_the_table_is_no_task() -> None:
    block = " | Nơi nhận: / - Như trên; | TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH | < | <"
    data = appendix(table(f"{HEAD}{ONE}\n{block}"))
    assert rows(data) == [f"/{ONE}"]
    assert left_over(data) == []
