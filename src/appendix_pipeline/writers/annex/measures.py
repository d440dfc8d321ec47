"""How wide the columns are, how large their letters, how many lines a text takes: estimates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

_TWIPS = 1440 / 25.4  # in a millimetre

# Sizes of letters in the table, in points: the largest that leaves some room to share. The decree
# has no rule for tables; 12 is in its own annexes, 10 in the wide lists of many offices. Smaller
# ones are for tables of a dozen columns, where 10 would leave two words a line.
SIZES = (12, 11, 10, 9, 8)
_LEAST_SHARE = 0.7
# A table stands upright where its columns need no more of the narrower page.
_AMPLE_SHARE = 0.5
# Below this share of what they need, columns beside fixed ones cannot be read.
_LEAST_SCALE = 0.7
_NONE: Mapping[int, float] = {}
# Millimetres a letter of 12 pt bold takes, rounded up, and what a cell's margins add.
_THIN, _SMALL, _CAPITAL, _MARGINS = 1.6, 2.05, 3.05, 4.5
_THIN_LETTERS = frozenset("Iiíìỉĩịjlt .,;:()/-")
# No column of words narrower at 12 pt, in millimetres; where columns are many, rather narrow ones
# than letters below 10 pt.
_NARROWEST, _TIGHTEST, _LEAST_AT_EASE = 20.0, 13.0, 10
_WIDEST_WORD = 45.0  # no column is forced wider by one long word


@dataclass(frozen=True, slots=True)
class Measures:
    """The size of letters in points, and the widths of the columns in twips."""

    size: float
    widths: tuple[int, ...]

    def room(self, width: int) -> float:
        """Return how many millimetres of letters of 12 pt fit into a cell, `width` in twips."""
        return (width / _TWIPS - _MARGINS) * SIZES[0] / self.size

    def exceeds(self, texts: Sequence[str], lines: int) -> bool:
        """Tell whether a row whose cells hold `texts` may take more lines."""
        for text, width in zip(texts, self.widths, strict=True):
            room = self.room(width) * lines
            # Most texts are too short for it whatever their letters: spare counting them.
            if len(text) * _CAPITAL >= room and breadth(text) >= room:
                return True
        return False


def breadth(text: str) -> float:
    """Return about how many millimetres `text` takes at 12 pt."""
    return sum(map(_letter, text))


@cache
def _letter(letter: str) -> float:
    return _THIN if letter in _THIN_LETTERS else _CAPITAL if letter.isupper() else _SMALL


@dataclass(frozen=True, slots=True)
class Column:
    """What a column needs: room for its longest word in mm at 12 pt, its share of the rest.

    The column of the numbers has no share. A `fixed` one is so wide, in millimetres, or as wide as
    its longest word.
    """

    word: float
    weight: float
    fixed: float = 0

    def least(self, narrowest: float) -> float:
        """Return the least width in millimetres at 12 pt, where no column of words is narrower."""
        return max(self.word, narrowest) if self.weight else self.word


def need(
    labels: Sequence[str], texts: Sequence[Sequence[str]], fixed: Mapping[int, float] = _NONE
) -> tuple[Column, ...]:
    """Return what columns with these `labels` and `texts` need; `fixed` are widths by place.

    The first column is that of the numbers. Each column has room for its longest word and its
    label in two lines; the others share what is left by the mean length of their texts.
    """
    return tuple(
        Column(
            _longest(label, cells),
            sum(map(len, cells)) / max(len(cells), 1) + 1 if place else 0,
            fixed.get(place, 0),
        )
        for place, (label, cells) in enumerate(zip(labels, texts, strict=True))
    )


def fits_upright(columns: Sequence[Column], total: int) -> bool:
    """Tell whether the columns have ample room in `total` twips at the largest size."""
    least = sum(each.fixed or each.least(_NARROWEST) for each in columns)
    return least * _TWIPS <= _AMPLE_SHARE * total


def measure(columns: Sequence[Column], total: int, largest: float = SIZES[0]) -> Measures:
    """Return the measures of columns that need so much; the widths sum to `total` twips."""
    columns = [_roomy(each, largest) for each in columns]
    weights = [0.0 if each.fixed else each.weight for each in columns]
    fixed = sum(each.fixed for each in columns) * _TWIPS
    room, least = total - fixed, sum(_free(columns, _NARROWEST)) * _LEAST_SCALE
    if not any(weights) or (fixed and room < least):
        # Widths that leave no room, or some over, give way: all columns share by them.
        wanted = [each.fixed or each.least(_NARROWEST) for each in columns]
        return _shared(wanted, total, largest)
    size, free = _fitting(columns, room, largest)
    needed = sum(free)
    # With very many columns even the least does not fit: then all shrink alike.
    scale = min(size / SIZES[0], room / needed)
    share = (room - scale * needed) / sum(weights)
    widths = [
        each.fixed * _TWIPS or scale * small + share * weight
        for each, small, weight in zip(columns, free, weights, strict=True)
    ]
    return Measures(size, _whole(widths))


def _free(columns: Sequence[Column], narrowest: float) -> list[float]:
    """Return the least widths in twips at 12 pt, 0 for fixed ones."""
    return [0.0 if each.fixed else each.least(narrowest) * _TWIPS for each in columns]


def _fitting(columns: Sequence[Column], room: float, largest: float) -> tuple[float, list[float]]:
    """Return the largest size that leaves some of `room`, and the least widths at 12 pt."""
    sizes = [largest, *(each for each in SIZES if each < largest)]
    ways = [(size, _NARROWEST) for size in sizes if size >= _LEAST_AT_EASE]
    ways += [(size, _TIGHTEST) for size in sizes if size <= _LEAST_AT_EASE]
    for size, narrowest in ways:
        free = _free(columns, narrowest)
        if sum(free) * size / SIZES[0] <= _LEAST_SHARE * room:
            break
    return size, free


def _roomy(column: Column, size: float) -> Column:
    """Return a column whose fixed width has room for its words at `size` points."""
    word = column.word * size / SIZES[0]
    return replace(column, fixed=max(column.fixed, word)) if column.fixed else column


def _shared(wanted: Sequence[float], total: int, largest: float) -> Measures:
    scale = total / sum(wanted)
    return Measures(largest, _whole([each * scale for each in wanted]))


def _whole(widths: Sequence[float]) -> tuple[int, ...]:
    """Return widths in whole twips with the same sum."""
    edges = [0, *(round(edge) for edge in accumulate(widths))]
    return tuple(right - left for left, right in pairwise(edges))


def _longest(label: str, cells: Sequence[str]) -> float:
    words = " ".join(set(" ".join([label, *cells]).split()))
    longest = max(map(breadth, set(re.split(r" |(?<=[-/])(?!\d)", words))))
    return max(min(longest, _WIDEST_WORD), breadth(label) / 2) + _MARGINS
