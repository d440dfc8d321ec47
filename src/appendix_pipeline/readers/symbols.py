"""Characters of symbol fonts as the Unicode characters that look like them."""

import sys
from functools import cache

from appendix_pipeline.rules import load

_CODES = {*range(0x100), *range(0xF000, 0xF100)}
_BULLET = "•"


@cache
def _font(name: str) -> dict[int, str]:
    return {
        int(first, 16) + at: character
        for first, characters in load("symbols").get(name, {}).items()
        for at, character in enumerate(characters)
    }


def shown(font: str, code: str) -> str:
    """Return the character number `code` (hex) of `font`; a bullet where nobody knows it.

    Symbol fonts keep their characters in the private area from F000 on (ISO/IEC 29500-1,
    17.3.3.30).
    """
    try:
        number = int(code, 16)
    except ValueError:
        return _BULLET
    known = _font(font.strip().lower()).get(number & 0xFF) if number in _CODES else None
    character = chr(number) if 0 < number <= sys.maxunicode else ""
    return known or (character if character and character.isprintable() else _BULLET)
