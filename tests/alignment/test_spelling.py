"""Shortened words are written out, letters that changed places are put back."""

import pytest

from appendix_pipeline.alignment.spelling import shortened, written_out
from appendix_pipeline.text import unaccented


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Lập KH PCTT", "Lập kế hoạch phòng chống thiên tai"),
        ("Đạt PCGDMN", "Đạt phổ cập giáo dục mầm non"),  # in parts, the longest known first
        ("SDĐ, SDD", "sử dụng đất, suy dinh dưỡng"),
        ("ĐA và DA", "đề án và dự án"),
        ("ke hoach PCTT", "ke hoach phong chong thien tai"),  # no marks where the text has none
        ("lớp Sáu, đợt hai", "lớp 6, đợt 2"),
        ("kôhng tổ chức ở pưhờng", "không tổ chức ở phường"),
        ("sản phẩm OCOP", "sản phẩm OCOP"),  # known to nobody
        ("KẾ HOẠCH NĂM CAO", "KẾ HOẠCH NĂM CAO"),  # capitals shorten nothing in a text of capitals
    ],
)
def test_a_word_is_written_as_it_is_meant(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "syllables",
    [
        "giêng nghỉ nghiêng khuỷu quyết quýt khuya xoong tuyên yêu uỷ gì gìn rượu hươu nguếch",
        "ngoằn loay khoeo quạu tuần thuở muỗng iếc oanh huých bưởi đoái",
    ],
)
def test_what_vietnamese_says_is_a_syllable(syllables: str) -> None:
    assert [each for each in unaccented(syllables).split() if shortened(each)] == []


def test_what_nobody_can_say_is_none() -> None:
    wrong = ["pctt", "tyuen", "tueyn", "kohng", "puhong", "gdmn", "internet"]
    assert [each for each in wrong if not shortened(each)] == []
