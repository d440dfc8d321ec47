"""Texts on printed lines: capitals, balanced titles, visible blanks, references in place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex.lines import (
    balance,
    balanced,
    capitals,
    cut,
    plain,
    printable,
    with_blanks,
)

STARTERS = load("labels")["document"]["line_starts"]
WORDS = st.lists(st.text("aăđốỦ2/-,", min_size=1, max_size=9), max_size=40).map(" ".join)


def raised(text: str) -> str:
    return "".join(part.upper() if up else part for part, up in capitals(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nghị quyết số 268/NQ-CP ngày 31/8/2025", "NGHỊ QUYẾT SỐ 268/NQ-CP NGÀY 31/8/2025"),
        ("Quyết định số 12/QyĐ-UBND", "QUYẾT ĐỊNH SỐ 12/QyĐ-UBND"),
        ("Chương trình số 05/CTr-UBND, Tờ trình /TTr-SKHĐT", "CHƯƠNG TRÌNH SỐ 05/CTr-UBND, TỜ TRÌNH /TTr-SKHĐT"),
        ("hòa, hoà, Ủy, Uỷ, đường dây 110kV", "HÒA, HOÀ, ỦY, UỶ, ĐƯỜNG DÂY 110kV"),
        ("ĐÃ LÀ CHỮ HOA", "ĐÃ LÀ CHỮ HOA"),
        ("", ""),
    ],
)  # fmt: skip
def test_capitals_leave_abbreviations_as_typed(text: str, shown: str) -> None:
    assert raised(text) == shown


@given(st.text())
def test_capitals_lose_no_letter(text: str) -> None:
    assert "".join(part for part, _ in capitals(text)) == text


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param(
            "Nhiệm vụ triển khai Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ về tình hình "
            "triển khai thực hiện và vận hành mô hình chính quyền địa phương 02 cấp",
            [
                "Nhiệm vụ triển khai Nghị quyết số 268/NQ-CP ngày 31/8/2025",
                "của Chính phủ về tình hình triển khai thực hiện",
                "và vận hành mô hình chính quyền địa phương 02 cấp",
            ],
            id="a line starts with a word that may",
        ),
        pytest.param("Danh mục nhiệm vụ", ["Danh mục nhiệm vụ"], id="one line"),
        pytest.param("", [""], id="nothing"),
        pytest.param("x" * 200, ["x" * 200], id="one word"),
    ],
)
def test_a_title_is_broken_into_balanced_lines(title: str, lines: list[str]) -> None:
    assert [title[start:end].strip() for start, end in balance(title, STARTERS, 62)] == lines


def test_no_line_ends_within_a_date_or_a_blank_of_the_registry() -> None:
    issued = with_blanks(
        "(Kèm theo Kế hoạch số /KH-UBND ngày tháng 10 năm 2025 của Ủy ban nhân dân xã Hải Hưng)",
        load("labels")["document"]["blanks"],
    )
    for limit in range(40, 100):
        for line in balanced(issued, (), limit):
            assert line.count("ngày") == line.count("tháng") == line.count("năm 2025"), line
            assert line.count("Kế hoạch số") <= line.count("/KH-UBND"), line


@given(WORDS, st.integers(1, 70))
def test_balanced_lines_hold_the_whole_text_in_order(text: str, limit: int) -> None:
    edges = balance(text, STARTERS, limit)
    assert "".join(text[start:end] for start, end in edges) == text
    assert all(not start or text[start - 1] == " " for start, _ in edges)


def test_no_line_of_a_title_is_longer_than_the_limit_where_words_allow() -> None:
    title = "một hai ba bốn năm sáu bảy tám chín mười " * 8
    assert max(end - start for start, end in balance(title, STARTERS, 62)) <= 63


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(Kèm theo Kế hoạch số /KH-UBND ngày tháng 10 năm 2025)", "số_/KH-UBND ngày_tháng 10 năm 2025"),
        ("(Kèm theo Kế hoạch số/KH-UBND ngày tháng năm 2025)", "số_/KH-UBND ngày_tháng_năm 2025"),
        ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2026)", "số 12/KH-UBND ngày 05 tháng 3 năm 2026"),
    ],
)  # fmt: skip
def test_a_place_left_blank_is_seen_and_a_filled_one_stays(text: str, shown: str) -> None:
    blanks = load("labels")["document"]["blanks"]
    assert with_blanks(text, blanks).replace("\xa0" * 8, "_") == f"(Kèm theo Kế hoạch {shown})"


@pytest.mark.parametrize(
    ("text", "breaks", "notes", "lines"),
    [
        pytest.param("Hải Phòng.", [], [(9, 1)], (("Hải Phòng", 1, "."),), id="inside"),
        pytest.param("Hải Phòng", [], [(9, 1)], (("Hải Phòng", 1),), id="at the end"),
        pytest.param("Hải Phòng", [], [(0, 1)], ((1, "Hải Phòng"),), id="at the start"),
        pytest.param("Hải Phòng", [], [(99, 1)], (("Hải Phòng", 1),), id="beyond the end"),
        pytest.param("", [], [(0, 1)], ((1,),), id="in no text"),
        pytest.param("", [], [], ((),), id="no text"),
        pytest.param("A;\n- B", [3], [(2, 1)], (("A;", 1), ("- B",)), id="at a line's end"),
        pytest.param("A\nB", [], [], (("A B",),), id="a line end that is none"),
        pytest.param("AB", [], [(1, 1), (1, 2)], (("A", 1, 2, "B"),), id="two at one place"),
    ],
)
def test_a_text_is_cut_with_its_references_in_place(
    text: str, breaks: list[int], notes: list[tuple[int, int]], lines: object
) -> None:
    assert cut(text, breaks, notes) == lines


@given(st.text(), st.lists(st.integers(0, 12), max_size=4))
def test_cutting_loses_no_letter_and_no_reference(text: str, places: list[int]) -> None:
    notes = [(place, number) for number, place in enumerate(sorted(places), 1)]
    (line,) = cut(text, [], notes)
    assert [each for each in line if isinstance(each, int)] == [number for _, number in notes]
    assert "".join(plain((line,)).split()) == "".join(printable(text).split())


def test_what_no_document_can_hold_is_shown_as_such() -> None:
    assert printable("a\x00\x0b\ud800\ufffeđ\t\n") == "a\ufffd\ufffd\ufffd\ufffdđ\t\n"
