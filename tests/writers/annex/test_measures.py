"""Widths of columns: whole twips that sum to the room there is, each with room for its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.writers.annex.measures import SIZES, Measures, measure, need

ROOM = 14_003
TABLES = st.integers(2, 16).flatmap(
    lambda columns: st.tuples(
        st.lists(st.text(max_size=20), min_size=columns, max_size=columns),
        st.lists(st.lists(st.text(max_size=30), max_size=3), min_size=columns, max_size=columns),
    )
)


@given(TABLES)
def test_the_widths_sum_to_the_room(table: tuple[list[str], list[list[str]]]) -> None:
    found = measure(need(*table), ROOM)
    assert sum(found.widths) == ROOM
    assert min(found.widths) > 0
    assert found.size in SIZES


def test_the_longer_texts_get_the_wider_column() -> None:
    number, content, agency = measure(
        need(["STT", "A", "B"], [["1"], ["từ " * 60], ["từ " * 6]]), ROOM
    ).widths
    assert number < agency < content


def test_a_column_of_words_is_given_at_least_20_mm() -> None:
    widths = measure(need(["STT", "A", "B"], [["1"], ["từ " * 900], ["từ"]]), ROOM).widths
    assert widths[2] / 56.7 >= 20


def test_the_number_column_has_room_for_its_longest_number() -> None:
    short, long = (
        measure(need(["STT", "A"], [[number], ["từ"]]), ROOM).widths[0]
        for number in ("1", "III.2.10")
    )
    assert short < long


@pytest.mark.parametrize(("columns", "size"), [(5, 12), (9, 11), (13, 10), (16, 9), (20, 8)])
def test_letters_are_smaller_where_columns_are_many(columns: int, size: int) -> None:
    labels = ["STT", *["Tên cột"] * (columns - 1)]
    assert measure(need(labels, [["1"]] + [["nội dung"]] * (columns - 1)), ROOM).size == size


def test_many_narrow_columns_leave_the_content_a_fifth_of_the_width() -> None:
    labels = ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", *["Ghi chú"] * 9]
    texts = [["1"], ["từ " * 50], *[["ghi chú thứ 1"]] * 12]
    found = measure(need(labels, texts), ROOM)
    assert found.widths[1] >= ROOM / 5
    assert found.size >= 9


def test_a_row_takes_as_many_lines_as_its_longest_cell() -> None:
    measures = Measures(12, (1000, 5000))
    # 5,000 twips less the margins are 83.7 mm: 40 letters of 2.05 mm.
    assert not measures.exceeds(["1", "n" * 40], 1)
    assert measures.exceeds(["1", "n" * 41], 1)
    assert not measures.exceeds(["1", "n" * 400], 10)
    assert measures.exceeds(["1", "n" * 400], 9)
