"""How high a row must be to show its texts whole.

Excel fits a row when it is edited, and LibreOffice not even when it opens the file, so the
heights are estimated here, from the widths of letters in Times New Roman 12 pt.
"""

from functools import cache, lru_cache
from unicodedata import normalize

LINE = 15.75  # points, a line of 12 pt
HIGHEST = 409  # points, a limit of Excel
# Widths of letters in units of a column's width, which is that of a digit; others are 1 wide.
_WIDTHS = {
    0.5: " .,'|",
    0.56: "ijlt;:/",
    0.67: "frI()[]-!",
    0.78: "sJ",
    0.89: 'acez"“”',
    1.11: "FPS",
    1.22: "ELTZ",
    1.33: "BCR",
    1.44: "wADGHKNOQUVXYĐ",
    1.6: "m&%MW@…—",
}
_BY_LETTER = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_PADDING = 1.0  # what a cell keeps free
_BOLD = 1.05  # bold letters, and the rounding to pixels on a screen


@cache
def _advance(letter: str) -> float:
    return _BY_LETTER.get(normalize("NFD", letter)[0], 1.0) * _BOLD


def _width(word: str) -> float:
    return sum(map(_advance, word))


@lru_cache(maxsize=4096)
def lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a cell that is `width` units wide."""
    room = width - _PADDING
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            needed = _width(word)
            if used and used + needed > room:
                count += 1
                used = 0.0
            # A word longer than the line is broken over several.
            count += int(max(needed - 0.01, 0) // room)
            used += needed % room + _advance(" ")
    return count
