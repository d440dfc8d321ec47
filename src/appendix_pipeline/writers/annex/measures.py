"""How wide the columns are, how large their letters, how many lines a text takes: estimates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_TWIPS = 1440 / 25.4  # in a millimetre

# Sizes of letters in the table, in points: the largest that leaves some room to share. The decree
# has no rule for tables; 12 is in its own annexes, 10 in the wide lists of many offices. Smaller
# ones are for tables of a dozen columns, where 10 would leave two words a line.
SIZES = (12, 11, 10, 9, 8)
_LEAST_SHARE = 0.7
# Millimetres a letter of 12 pt bold takes, rounded up, and what a cell's margins add.
_THIN, _SMALL, _CAPITAL, _MARGINS = 1.6, 2.05, 3.05, 4.5
_THIN_LETTERS = frozenset("Iiíìỉĩịjlt .,;:()/-")
# No column of words narrower, none forced wider by one long word.
_NARROWEST, _WIDEST_WORD = 20.0, 45.0


@dataclass(frozen=True, slots=True)
class Measures:
    """The size of letters in points, and the widths of the columns in twips."""

    size: int
    widths: tuple[int, ...]

    def room(self, width: int) -> float:
        """Return how many millimetres of letters of 12 pt fit into a cell, `width` in twips."""
        return (width / _TWIPS - _MARGINS) * SIZES[0] / self.size

    def lines(self, texts: Sequence[str]) -> int:
        """Return about how many lines a row takes whose cells hold `texts`."""
        return max(
            int(breadth(text) / self.room(width)) + 1
            for text, width in zip(texts, self.widths, strict=True)
        )


def breadth(text: str) -> float:
    """Return about how many millimetres `text` takes at 12 pt."""
    return sum(
        _THIN if letter in _THIN_LETTERS else _CAPITAL if letter.isupper() else _SMALL
        for letter in text
    )


def measure(labels: Sequence[str], texts: Sequence[Sequence[str]], total: int) -> Measures:
    """Return the measures of columns with these `labels` and `texts`; the widths sum to `total`.

    The first column is that of the numbers. Each column has room for its longest word and its
    label in two lines; the others share what is left by the mean length of their texts.
    """
    least = [_least(label, cells) for label, cells in zip(labels, texts, strict=True)]
    least[1:] = [max(each, _NARROWEST) for each in least[1:]]
    needed = sum(least) * _TWIPS
    size = next((s for s in SIZES if needed * s / SIZES[0] <= _LEAST_SHARE * total), SIZES[-1])
    # With very many columns even the least does not fit: then all shrink alike.
    scale = min(size / SIZES[0], total / needed)
    weights = [0.0, *(sum(map(len, cells)) / max(len(cells), 1) + 1 for cells in texts[1:])]
    share = (total - scale * needed) / sum(weights)
    edges = [0.0]
    for small, weight in zip(least, weights, strict=True):
        edges.append(edges[-1] + scale * small * _TWIPS + share * weight)
    return Measures(size, tuple(round(right) - round(left) for left, right in pairwise(edges)))


def _least(label: str, cells: Sequence[str]) -> float:
    longest = max(map(breadth, re.split(r"\s+|(?<=[-/])(?!\d)", " ".join([label, *cells]))))
    return max(min(longest, _WIDEST_WORD), breadth(label) / 2) + _MARGINS
