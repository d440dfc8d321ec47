"""Numbers as they are counted: in digits, or in Vietnamese words ("ba mươi mốt")."""

import re

from appendix_pipeline.text import key

_ONES = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNITS = {key(word): value for word, value in _ONES.items()}
_TEN, _TENS, _HUNDRED = map(key, ("mười", "mươi", "trăm"))
_SILENT = frozenset(map(key, ("linh", "lẻ")))
_WORD = re.compile(r"[\w\u0300-\u036f]+")


def first_number(text: str) -> int | None:
    """Return the first number in `text`, up to 999 in words, None for none."""
    if digits := re.search(r"\d+", text):
        return int(digits[0])
    total = unit = 0
    begun = False
    for word in _WORD.findall(key(text)):
        if word in _UNITS:
            unit = _UNITS[word]
        elif word == _TEN:
            total += 10
        elif word in {_TENS, _HUNDRED}:
            total, unit = total + unit * (10 if word == _TENS else 100), 0
        elif begun and word not in _SILENT:
            break
        else:
            continue
        begun = True
    return total + unit if begun else None
