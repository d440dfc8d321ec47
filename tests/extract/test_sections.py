"""Headings inside the table: merged or not, with a numeral or without, of any level."""

import pytest

from drawing import HEAD, appendix, numbered, package, paragraph, table
from shown import datasets, left_over, plain, rows, sections

TASK = "1 | Một | A | B | Năm 2026"
SECOND = "2 | Hai | C | D | Năm 2027"
THIRD = "3 | Ba | E | F | Năm 2028"

HEADINGS = [
    pytest.param("I | Về thể chế | < | < | <", ["I: Về thể chế"], id="merged over the rest"),
    pytest.param("I | Về thể chế | | |", ["I: Về thể chế"], id="merged over nothing"),
    pytest.param("I. | Về thể chế | < | | ", ["I: Về thể chế"], id="merged over some"),
    pytest.param("I. Về thể chế | < | < | < | <", ["I: Về thể chế"], id="numeral in the title"),
    pytest.param("I. Về thể chế | | | |", ["I: Về thể chế"], id="all in the number's column"),
    pytest.param(" | I. Về thể chế | | |", ["I: Về thể chế"], id="all in the task's column"),
    pytest.param("I - Về thể chế | < | < | < | <", ["I: Về thể chế"], id="a dash behind the numeral"),
    pytest.param("A | Về thể chế | < | < | <", ["A: Về thể chế"], id="a letter"),
    pytest.param("1 | Về thể chế | < | < | <", ["1: Về thể chế"], id="a number"),
    pytest.param("1.2 | Về thể chế | < | < | <", ["1.2: Về thể chế"], id="two numbers"),
    pytest.param(" | Về thể chế | < | < | ", ["Về thể chế: Về thể chế"], id="no numeral, merged over some"),
    pytest.param(" | Về thể chế | | | ", ["Về thể chế: Về thể chế"], id="no numeral, merged over nothing"),
    pytest.param("V/v triển khai | < | < | < | <", ["V/v triển khai: V/v triển khai"], id="an abbreviation is no numeral"),
    pytest.param("3-5 tuổi | < | < | < | <", ["3-5 tuổi: 3-5 tuổi"], id="a range is no numeral"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_a_title_that_stands_alone_is_a_section(heading: str, expected: list[str]) -> None:
    data = appendix(table(f"{HEAD}{heading}\n{TASK}"))
    path = expected[0].partition(": ")[0]
    assert (sections(data), rows(data)) == (expected, [f"{path}/{TASK}"])
    assert left_over(data) == []


UNNUMBERED = [
    pytest.param("Về tổ chức", "1 | Hai | C | D | Năm 2027", id="numbers begin again below it"),
    pytest.param("Nội dung 2: Về tổ chức", SECOND, id="it begins as headings do"),
    pytest.param("Giai đoạn 2026 - 2030", SECOND, id="a period"),
    pytest.param("NHÓM VỀ TỔ CHỨC", SECOND, id="capitals"),
]


@pytest.mark.parametrize(("title", "below"), UNNUMBERED)
def test_an_unnumbered_title_below_a_task_is_known_by_signs(title: str, below: str) -> None:
    data = appendix(table(f"{HEAD}{TASK}\n | {title} | | |\n{below}"))
    assert rows(data) == [f"/{TASK}", f"{title}/{below}"]


def test_without_such_signs_it_goes_on_with_the_task() -> None:
    data = appendix(table(f"{HEAD}{TASK}\n | giai đoạn 2026 - 2030 | | |\n{SECOND}"))
    assert rows(data) == ["/1 | Một giai đoạn 2026 - 2030 | A | B | Năm 2026", f"/{SECOND}"]


LEVELS = [
    pytest.param(
        "A | P | < | < | <\nI | M | < | < | <\n1 | Việc | A | B | C\nII | N | < | < | <\n"
        "1 | Việc | A | B | C\nB | Q | < | < | <\n1 | Việc | A | B | C",
        ["A: P", "A/I: M", "A/II: N", "B: Q"], ["A/I/1", "A/II/1", "B/1"], id="letters and numerals",
    ),
    pytest.param(
        "A | P | < | < | <\nI | M | < | < | <\n1 | N | < | < | <\n1.1 | Việc | A | B | C\n"
        "1.2 | Con | | |\na | Việc | A | B | C\nb | Việc | A | B | C\n1.3 | Việc | A | B | C\n"
        "2 | O | < | < | <\n2.1 | Việc | A | B | C\nB | Q | < | < | <\n1 | Việc | A | B | C",
        ["A: P", "A/I: M", "A/I/1: N", "A/I/1/1.2: Con", "A/I/2: O", "B: Q"],
        ["A/I/1/1.1", "A/I/1/1.2/a", "A/I/1/1.2/b", "A/I/1/1.3", "A/I/2/2.1", "B/1"],
        id="five levels",
    ),
    pytest.param(
        "1 | N | | |\na) | T | | |\n- | Việc | A | B | C\nb) | U | | |\n- | Việc | A | B | C\n"
        "2 | O | | |\n2.1 | Việc | A | B | C",
        ["1: N", "1/a: T", "1/b: U", "2: O"], ["1/a/-", "1/b/-", "2/2.1"],
        id="a small letter below a number",
    ),
    pytest.param(
        "A | P | < | < | <\n1 | Việc | A | B | C\nB | P | < | < | <\n1 | Việc | A | B | C\n"
        "C | P | < | < | <\n1 | Việc | A | B | C\nD | P | < | < | <\n1 | Việc | A | B | C",
        ["A: P", "B: P", "C: P", "D: P"], ["A/1", "B/1", "C/1", "D/1"],
        id="C behind B is a letter, not a numeral",
    ),
    pytest.param(
        "1 | Việc | A | B | C\n2 | Lớn | < | < | <\n2.1 | Việc | A | B | C\n"
        "2.2 | Giữa | < | < | <\n2.2.1 | Việc | A | B | C\n2.3 | Việc | A | B | C\n3 | Việc | A | B | C",
        ["2: Lớn", "2/2.2: Giữa"], ["/1", "2/2.1", "2/2.2/2.2.1", "2/2.3", "/3"],
        id="parent tasks that span like sections",
    ),
    pytest.param(
        "I | M | < | < | <\n1 | Việc | A | B | C\nI | N | < | < | <\n1 | Việc | A | B | C",
        ["I: M", "I: N"], ["I/1", "I/1"], id="a number twice, as displayed",
    ),
    pytest.param(
        "1 | M | < | < | <\n1.1 | Việc | A | B | C\n1 | N | < | < | <\n1.1 | Con | < | < | <\na | Việc | A | B | C",
        ["1: M", "1: N", "1/1.1: Con"], ["1/1.1", "1/1.1/a"], id="a number twice, with levels below",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("picture", "expected_sections", "places"), LEVELS)
def test_levels_follow_from_the_style_of_numbers(
    picture: str, expected_sections: list[str], places: list[str]
) -> None:
    data = appendix(table(HEAD + picture))
    assert sections(data) == expected_sections
    assert [f"{each['section']}/{each['number']}" for each in plain(data)["tasks"]] == places


def test_a_section_number_that_repeats_keeps_its_tasks_apart() -> None:
    data = appendix(table(f"{HEAD}I | M | < | < | <\n{TASK}\nI | N | < | < | <\n{TASK}"))
    (only,) = datasets(data)
    assert [task.id for task in only.tasks] == ["I.1", "I#2.1"]
    assert "duplicate-section" in [each.code for each in only.findings]


SIBLINGS = [
    pytest.param(f"{TASK}\n2 | Hai | | |\n{THIRD}", id="between two"),
    pytest.param(f"{TASK}\n2 | Hai | | |", id="at the end"),
    pytest.param(f"1 | Một | | |\n{SECOND}", id="at the start"),
    pytest.param(f"{TASK}\n2 | Hai | | |\n3 | Ba | | |\n4 | Bốn | A | B | C", id="two together"),
    pytest.param(f"{TASK}\n2 | Hai | | |\nII | Mục | < | < | <\n{TASK}", id="before a section"),
]


@pytest.mark.parametrize("picture", SIBLINGS)
def test_a_number_among_its_siblings_is_a_task_though_it_stands_alone(picture: str) -> None:
    data = appendix(table(HEAD + picture))
    numbered_rows = [line for line in picture.splitlines() if not line.startswith("II")]
    assert len(rows(data)) == len(numbered_rows)
    assert [line for line in sections(data) if not line.startswith("II")] == []


def test_a_number_with_tasks_of_its_own_is_a_section() -> None:
    picture = f"1 | Nhóm A | | |\n{TASK}\n2 | Nhóm B | | |\n{TASK}\n{SECOND}"
    data = appendix(table(HEAD + picture))
    assert sections(data) == ["1: Nhóm A", "2: Nhóm B"]
    assert rows(data) == [f"1/{TASK}", f"2/{TASK}", f"2/{SECOND}"]


def test_a_numeral_heads_a_section_though_sums_stand_beside_it() -> None:
    picture = "TT | Nhiệm vụ | Chủ trì | Thời hạn | Kinh phí\nI | Về thể chế | | | 500\n1 | Một | A | C | 500"
    data = appendix(table(picture))
    assert (sections(data), left_over(data)) == (["I: Về thể chế"], [])


def test_a_word_beside_a_section_is_left_over() -> None:
    picture = "TT | Nhiệm vụ | Chủ trì | Thời hạn | Kinh phí\nI | Về thể chế | | | Xem sau\n1 | Một | A | C | 500"
    data = appendix(table(picture))
    assert (sections(data), left_over(data)) == (["I: Về thể chế"], ["Xem sau"])


LIST = """<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{}%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>"""


@pytest.mark.parametrize(
    ("words", "row", "xml", "expected"),
    [
        pytest.param("", "N | Về thể chế | < | < | <", numbered(0), "I: Về thể chế", id="in its cell"),
        pytest.param("", "N | < | < | < | <", numbered(0, "Về thể chế"), "I: Về thể chế", id="before the title"),
        pytest.param("Mục ", "N | Về thể chế | | |", numbered(0), "Mục I: Về thể chế", id="with words"),
    ],
)  # fmt: skip
def test_a_section_may_be_numbered_automatically(
    words: str, row: str, xml: str, expected: str
) -> None:
    picture = f"{HEAD}{row}\nM | Một | A | B | Năm 2026"
    parts = {"numbering.xml": LIST.format(words)}
    data = appendix(table(picture, {"N": xml, "M": numbered(1)}), parts=parts)
    assert sections(data) == [expected]
    assert rows(data) == [f"{expected.partition(': ')[0]}/{TASK}"]


def test_a_cell_merged_from_a_heading_down_belongs_to_the_tasks() -> None:
    head = "TT | Nhiệm vụ | Chủ trì | Thời hạn | Ghi chú\n"
    data = appendix(
        table(
            f"{head}I | Mục | < | < | Gấp\n1 | Một | A | Năm 2026 | ^\n2 | Hai | B | Năm 2027 | ^"
        )
    )
    assert [each["note"] for each in plain(data)["tasks"]] == ["Gấp", "Gấp"]
    assert sections(data) == ["I: Mục"]
    assert left_over(data) == []


def test_a_paragraph_right_above_a_part_may_head_its_tasks() -> None:
    one, two = table(HEAD + TASK), table(HEAD + SECOND)
    data = appendix(paragraph("I. Mục một"), one, "<w:p/>", paragraph("II. Mục hai"), "<w:p/>", two)
    assert sections(data) == ["I: Mục một", "II: Mục hai"]
    assert rows(data) == [f"I/{TASK}", f"II/{SECOND}"]
    assert left_over(data) == []


def test_a_title_without_kem_theo_is_no_heading_of_tasks() -> None:
    data = package(paragraph("PHỤ LỤC") + paragraph("A. NHIỆM VỤ") + table(HEAD + TASK))
    assert (plain(data)["title"], sections(data)) == ("A. NHIỆM VỤ", [])
