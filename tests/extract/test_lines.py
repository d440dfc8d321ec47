"""One table over several pages: parts with and without header, cells and tasks cut by the page."""

import pytest

from drawing import HEAD, appendix, cell, paragraph, table
from shown import codes, left_over, rows, sections

ONE = "1 | Một | A | B | Năm 2026"
TWO = "2 | Hai | C | D | Năm 2027"
WIDE = '<w:gridSpan w:val="2"/>'


def stray_edge(*rows_: str) -> str:
    """Return a table whose second column is two columns of its grid."""
    made = []
    for row in rows_:
        number, content, *others = row.split(" | ")
        made.append(f"<w:tr>{cell(number)}{cell(content, WIDE)}{''.join(map(cell, others))}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


PARTS = {
    "with the header again": table(HEAD + TWO),
    "without header": table(TWO),
    "with a stray column edge and no header": stray_edge(TWO),
    "with a stray column edge and the header": stray_edge(HEAD.strip(), TWO),
    "with its columns in another order": table(
        "TT | Nhiệm vụ | Thời hạn | Chủ trì | Phối hợp\n2 | Hai | Năm 2027 | C | D"
    ),
    "with other words for the same roles": table(
        "STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn hoàn thành\n"
        + TWO
    ),
}


@pytest.mark.parametrize("between", ["", "2", "- 3 -"])
@pytest.mark.parametrize("second", PARTS.values(), ids=PARTS)
def test_a_table_cut_by_the_page_is_one(second: str, between: str) -> None:
    data = appendix(table(HEAD + ONE), paragraph(between), second)
    assert rows(data) == [f"/{ONE}", f"/{TWO}"]
    assert left_over(data) == []


def test_a_part_may_begin_with_a_section() -> None:
    heading = f"<w:tr>{cell('II')}{cell('Mục hai', WIDE.replace('2', '5'))}</w:tr>"
    second = stray_edge("1 | Hai | C | D | Năm 2027").replace("<w:tbl>", f"<w:tbl>{heading}")
    data = appendix(table(f"{HEAD}I | Mục | < | < | <\n{ONE}"), paragraph(""), second)
    assert sections(data) == ["I: Mục", "II: Mục hai"]
    assert rows(data) == [f"I/{ONE}", "II/1 | Hai | C | D | Năm 2027"]


def test_a_table_of_as_many_columns_with_a_header_of_its_own_is_another() -> None:
    other = "STT | Tên thôn | Số hộ | Số dân | Diện tích\n1 | Thôn A | 100 | 400 | 20 ha"
    data = appendix(table(HEAD + ONE), paragraph(""), table(other))
    assert rows(data) == [f"/{ONE}"]
    assert left_over(data) == []


CUT = [
    pytest.param(
        "1 | Một còn | A | B, | Sau khi có", " | tiếp | | C | hướng dẫn",
        "/1 | Một còn tiếp | A | B, C | Sau khi có hướng dẫn", id="in every column but the lead's",
    ),
    pytest.param(
        "1 | Một còn | Phòng Văn | B | Năm 2026", " | và tiếp | hóa | |",
        "/1 | Một còn và tiếp | Phòng Văn hóa | B | Năm 2026", id="in the lead's too",
    ),
    pytest.param("1 | Một | A | B | Năm", " | | | | 2026", f"/{ONE}", id="in the deadline's alone"),
    pytest.param("1 | Một | A | B, | Năm 2026", " | | | C |", "/1 | Một | A | B, C | Năm 2026", id="in the coordinators' alone"),
]  # fmt: skip


@pytest.mark.parametrize("header", [HEAD, ""], ids=["header again", "no header"])
@pytest.mark.parametrize(("above", "below", "expected"), CUT)
def test_a_task_cut_by_the_page_is_one(above: str, below: str, expected: str, header: str) -> None:
    data = appendix(table(HEAD + above), paragraph("2"), table(f"{header}{below}\n{TWO}"))
    assert rows(data) == [expected, f"/{TWO}"]
    assert "continuation-merged" in codes(data)


@pytest.mark.parametrize("lead", ["C", ""])
def test_a_row_of_its_own_below_the_break_is_a_task_without_number(lead: str) -> None:
    row = f" | Việc khác | {lead} | D | Năm 2027"
    data = appendix(table(HEAD + ONE), paragraph("2"), table(row))
    assert rows(data) == [f"/{ONE}", f"/{row}"]


def test_without_a_column_of_numbers_a_merged_lead_is_each_row_s() -> None:
    head = "Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n"
    one = f"{head}Một | A | B | Năm 2026\nHai | ^ | C |\nBa | ^ | D |"
    assert rows(appendix(table(one), paragraph("2"), table("Bốn | | E | \nNăm | ^ | F |"))) == [
        "/ | Một | A | B | Năm 2026", "/ | Hai | A | C | ", "/ | Ba | A | D | ",
        "/ | Bốn | A | E | ", "/ | Năm | A | F | ",
    ]  # fmt: skip


@pytest.mark.parametrize("header", [True, False], ids=["header again", "no header"])
def test_a_merged_lead_and_its_number_go_on_over_the_page(header: bool) -> None:  # noqa: FBT001
    head = "TT | Đơn vị chủ trì | Nhiệm vụ | Thời hạn\n"
    one = f"{head}1 | A | Một | Năm 2026\n^ | ^ | Hai | Năm 2026"
    two = f"{head if header else ''} | | Ba | Năm 2026\n^ | ^ | Bốn | Năm 2027\n2 | B | Năm | Năm 2028"
    assert rows(appendix(table(one), paragraph("2"), table(two))) == [
        "/1 | Một | A |  | Năm 2026", "/1 | Hai | A |  | Năm 2026", "/1 | Ba | A |  | Năm 2026",
        "/1 | Bốn | A |  | Năm 2027", "/2 | Năm | B |  | Năm 2028",
    ]  # fmt: skip


def test_below_a_header_typed_again_a_merged_cell_goes_on_too() -> None:
    one = f"{HEAD}1 | Một | A | B | Năm 2026\n2 | Hai | ^ | C | Năm 2026"
    two = f"{HEAD}3 | Ba | | D | Năm 2026\n4 | Bốn | B | D | Năm 2027"
    assert rows(appendix(table(f"{one}\n{two}"))) == [
        "/1 | Một | A | B | Năm 2026", "/2 | Hai | A | C | Năm 2026",
        "/3 | Ba | A | D | Năm 2026", "/4 | Bốn | B | D | Năm 2027",
    ]  # fmt: skip


def test_a_blank_merged_below_the_break_goes_on_from_one_row_above_it() -> None:
    two = f"{HEAD}2 | Hai | | C | Năm 2026\n3 | Ba | ^ | D | Năm 2026\n4 | Bốn | | D | Năm 2027"
    assert rows(appendix(table(HEAD + ONE), paragraph("2"), table(two))) == [
        f"/{ONE}", "/2 | Hai | A | C | Năm 2026", "/3 | Ba | A | D | Năm 2026",
        "/4 | Bốn |  | D | Năm 2027",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "numbers", ["1 | 2 | 3 | 4 | 5", "(1) | (2) | (3) | (4) | (5)", "1 | 2 | 3 | 4 | "]
)
def test_column_numbers_may_stand_below_every_header(numbers: str) -> None:
    again = f"{HEAD}{numbers}\n"
    assert rows(appendix(table(f"{again}{ONE}\n{again}{TWO}"))) == [f"/{ONE}", f"/{TWO}"]
    apart = appendix(table(f"{again}{ONE}"), paragraph(""), table(f"{numbers}\n{TWO}"))
    assert rows(apart) == [f"/{ONE}", f"/{TWO}"]


@pytest.mark.parametrize("numbers", ["", "1 | 2 | 3 | 4 | 5"])
def test_a_header_may_be_a_table_of_its_own(numbers: str) -> None:
    header = table(HEAD + numbers)
    data = appendix(header, paragraph(""), table(ONE), paragraph("2"), header, "<w:p/>", table(TWO))
    assert rows(data) == [f"/{ONE}", f"/{TWO}"]
    assert left_over(data) == []


def test_a_header_over_another_table_is_no_appendix() -> None:
    form = table(HEAD), paragraph(""), table("STT | Tên thôn | Số hộ | Số dân\n1 | A | 100 | 400")
    assert rows(appendix(*form, paragraph("PHỤ LỤC II"), table(HEAD + ONE))) == [f"/{ONE}"]


def test_lines_of_a_task_drawn_as_rows_are_one_task() -> None:
    picture = f"{HEAD}1 | Một, | Phòng Văn | B | Năm 2026\n | hai và | hóa | |\n | ba | | |\n{TWO}"
    expected = "/1 | Một, hai và ba | Phòng Văn hóa | B | Năm 2026"
    assert rows(appendix(table(picture))) == [expected, f"/{TWO}"]


def test_a_merged_cell_does_not_go_on_into_a_heading_below_the_break() -> None:
    one = f"{HEAD}1 | Một | A | B | Năm 2026\n2 | Hai | ^ | C | Năm 2026"
    data = appendix(table(one), paragraph("2"), table(f"{HEAD}II | Mục hai | | |\n{ONE}"))
    assert sections(data) == ["II: Mục hai"]
    assert rows(data)[-1] == f"II/{ONE}"


COUNTED = (
    "TT | Chủ trì | Nhiệm vụ | Thời hạn\n1 | A | Một | Năm 2026\n^ | ^ | Soạn kế hoạch | Năm 2027\n"
)


def test_an_agency_that_counts_goes_on_though_one_task_alone_stands_on_either_side() -> None:
    above = f"{COUNTED}2 | B | Ba | Năm 2028"
    data = appendix(
        table(above), paragraph(""), table(" | | Bốn | Năm 2029\n3 | C | Năm | Năm 2030")
    )
    assert rows(data)[2:] == [
        "/2 | Ba | B |  | Năm 2028", "/2 | Bốn | B |  | Năm 2029", "/3 | Năm | C |  | Năm 2030",
    ]  # fmt: skip


def test_where_numbers_count_tasks_a_blank_one_below_the_break_stays_blank() -> None:
    above = "TT | Chủ trì | Nhiệm vụ | Thời hạn\n1 | A | Một | Năm 2026"
    data = appendix(
        table(above), paragraph(""), table(" | | Hai | Năm 2027\n2 | B | Ba | Năm 2028")
    )
    assert rows(data)[1] == "/ | Hai |  |  | Năm 2027"


def test_a_task_cut_by_the_page_inside_a_merged_agency_is_one() -> None:
    below = " | | và thực hiện | \n^ | ^ | Ba | Năm 2028"
    data = appendix(table(COUNTED.strip()), paragraph(""), table(below))
    assert rows(data)[1:] == [
        "/1 | Soạn kế hoạch và thực hiện | A |  | Năm 2027", "/1 | Ba | A |  | Năm 2028",
    ]  # fmt: skip
    assert "continuation-merged" in codes(data)


def test_a_part_whose_numbers_begin_below_the_page_is_the_same_table() -> None:
    labels = HEAD.replace("TT", "")
    parts = [f"{labels} | Về thể chế | < | < | <", labels + ONE]
    data = appendix(table(parts[0]), paragraph(""), table(parts[1]))
    assert rows(data) == [f"Về thể chế/{ONE}"]
