"""Names in the code pages of Windows programs: read as they were typed, and never lost."""

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.decoding import as_text, decoded

# Code page 1258 has the tones as characters of their own, behind their letter.
IN_1258 = {
    b"K\xea\xec hoa\xf2ch x\x61\xde \xd0\xf4ng H\xfdng.docx": "Kế hoạch xã Đông Hưng.docx",
    b"Phu\xf2 lu\xf2c - xa\xde Ha\xd2i H\xfdng.docx": "Phụ lục - xã Hải Hưng.docx",
    b"Quy\xec IV n\xe3m 2025.docx": "Quý IV năm 2025.docx",
}


@pytest.mark.parametrize(("raw", "text"), IN_1258.items())
def test_tones_of_1258_join_their_letters(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("utf-8", "Phụ lục xã Hải Hưng.docx"),
        # What has no letter of Vietnamese alone can be written in the pages of the West.
        ("cp1252", "xã Hòa Bình.docx"),
        ("cp1252", "Quý IV, xã Thái Hòa.docx"),
        ("cp437", "Hà Giang, Thái Bình.docx"),
        ("cp437", "phòng bò ngâm.docx"),
        ("ascii", "ke hoach.docx"),
    ],
)
def test_the_likeliest_code_page_is_taken(page: str, text: str) -> None:
    assert decoded(text.encode(page)) == text


@given(st.binary(max_size=60))
def test_any_bytes_are_text_that_can_be_written(raw: bytes) -> None:
    assert bool(decoded(raw).encode()) == bool(raw)


@pytest.mark.skipif(sys.platform == "win32", reason="names there are UTF-16")
def test_the_name_of_a_file_is_text_in_whatever_encoding_its_folder_keeps_it() -> None:
    assert as_text("Kế hoạch.docx") == "Kế hoạch.docx"
    assert as_text(os.fsdecode(b"K\xea\xec hoa\xf2ch.docx")) == "Kế hoạch.docx"
