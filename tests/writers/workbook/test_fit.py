"""Heights of rows: no text is cut, whatever the spreadsheet that opens the workbook."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.writers.workbook.fit import lines

# Twenty digits are twenty units wide, a little more where they are bold; a cell keeps one free.
DIGITS = "0123456789" * 2


@pytest.mark.parametrize(
    ("text", "width", "needed"),
    [
        pytest.param("", 10, 1, id="an empty text takes a line"),
        pytest.param(DIGITS, 25, 1, id="a word that fits"),
        pytest.param(DIGITS, 12, 2, id="a word longer than the line is broken"),
        pytest.param("một\nhai\n\nba", 50, 4, id="line breaks count, empty lines too"),
        pytest.param("1111 2222 3333", 10.6, 2, id="words go down to the next line"),
    ],
)
def test_lines_are_counted(text: str, width: float, needed: int) -> None:
    assert lines(text, width) == needed


@given(st.text("aWi đƯ-\n", max_size=60), st.integers(5, 40))
def test_a_wider_cell_never_takes_more_lines(text: str, width: int) -> None:
    assert lines(text, width + 10) <= lines(text, width)


@given(st.text("aMi đ", min_size=1, max_size=200), st.integers(5, 40))
def test_the_lines_have_room_for_all_letters(text: str, width: int) -> None:
    # No letter of Times New Roman 12 pt is narrower than half a digit.
    assert lines(text, width) * width >= len(text.replace(" ", "")) / 2
