import pytest

from appendix_pipeline.normalise.numerals import first_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tổng số: 31 nhiệm vụ", 31),
        ("Tổng số 05 (năm) nhiệm vụ", 5),
        ("Tổng cộng: hai mươi nhiệm vụ", 20),
        ("Tổng số nhiệm vụ: ba mươi mốt", 31),
        ("gồm mười lăm nhiệm vụ", 15),
        ("Tổng số: bốn mươi tư nhiệm vụ", 44),
        ("Tổng số: một trăm linh hai nhiệm vụ", 102),
        ("Tổng số: Tám nhiệm vụ", 8),
        ("Tổng số nhiệm vụ", None),
    ],
)
def test_the_first_number_is_read_in_digits_or_words(text: str, number: int | None) -> None:
    assert first_number(text) == number
