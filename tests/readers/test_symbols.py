"""Characters of symbol fonts."""

import pytest

from appendix_pipeline.readers.symbols import shown
from appendix_pipeline.rules import load


@pytest.mark.parametrize(
    ("code", "character"),
    [("41", "Α"), ("61", "α"), ("7E", "∼"), ("A3", "≤"), ("B0", "°"), ("B7", "•"), ("E5", "∑"), ("FE", "⎭")],
)  # fmt: skip
def test_symbol_is_in_adobes_order(code: str, character: str) -> None:
    assert shown("Symbol", code) == shown("symbol", f"F0{code}") == character


def test_no_two_stretches_of_a_font_overlap() -> None:
    for name in ("symbol", "wingdings"):
        codes = [
            int(first, 16) + at
            for first, characters in load("symbols")[name].items()
            for at, _ in enumerate(characters)
        ]
        assert len(codes) == len(set(codes))
        assert max(codes) < 0x100


@pytest.mark.parametrize("code", ["D800", "110000", "FFFFFFFFFF", "0", "-1", ""])
def test_what_is_no_character_is_a_bullet(code: str) -> None:
    assert shown("Arial", code) == "•"
