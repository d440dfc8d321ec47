"""How wide the columns are, how large their letters, how many lines a text takes: estimates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, pairwise

_TWIPS = 1440 / 25.4  # in a millimetre

# Sizes of letters in the table, in points: the largest that leaves some room to share. The decree
# has no rule for tables; 12 is in its own annexes, 10 in the wide lists of many offices.
SIZES = (12, 11, 10)
_LEAST_SHARE = 0.7
# A table stands upright where its columns need no more of the narrower page.
_AMPLE_SHARE = 0.5
# Below this share of what they need, columns beside fixed ones cannot be read.
_LEAST_SCALE = 0.7
_NONE: Mapping[int, float] = {}
# Millimetres a letter of 12 pt bold takes, rounded up, and what a cell's margins add.
_THIN, _SMALL, _CAPITAL, _MARGINS = 1.6, 2.05, 3.05, 4.5
_THIN_LETTERS = frozenset("Iiíìỉĩịjlt .,;:()/-")
# No column of words narrower, none forced wider by one long word.
_NARROWEST, _WIDEST_WORD = 20.0, 45.0


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
    """What a column needs: its least width in millimetres at 12 pt, its share of what is left.

    A `fixed` one is so wide, in millimetres, or as wide as its longest word.
    """

    least: float
    weight: float
    fixed: float = 0


def need(
    labels: Sequence[str], texts: Sequence[Sequence[str]], fixed: Mapping[int, float] = _NONE
) -> tuple[Column, ...]:
    """Return what columns with these `labels` and `texts` need; `fixed` are widths by place.

    The first column is that of the numbers. Each column has room for its longest word and its
    label in two lines; the others share what is left by the mean length of their texts.
    """
    return tuple(
        Column(
            max(_least(label, cells), _NARROWEST if place else 0),
            sum(map(len, cells)) / max(len(cells), 1) + 1 if place else 0,
            fixed.get(place, 0),
        )
        for place, (label, cells) in enumerate(zip(labels, texts, strict=True))
    )


def fits_upright(columns: Sequence[Column], total: int) -> bool:
    """Tell whether the columns have ample room in `total` twips at the largest size."""
    least = sum(each.fixed or each.least for each in columns)
    return least * _TWIPS <= _AMPLE_SHARE * total


def measure(columns: Sequence[Column], total: int, largest: float = SIZES[0]) -> Measures:
    """Return the measures of columns that need so much; the widths sum to `total` twips."""
    columns = [_roomy(each, largest) for each in columns]
    free = [0.0 if each.fixed else each.least * _TWIPS for each in columns]
    weights = [0.0 if each.fixed else each.weight for each in columns]
    fixed = sum(each.fixed for each in columns) * _TWIPS
    if not any(weights) or fixed > total - sum(free) * _LEAST_SCALE:
        # Widths that leave no room, or some over, give way: all columns share by them.
        return _shared([each.fixed or each.least for each in columns], total, largest)
    needed, room = sum(free), total - fixed
    sizes = [largest, *(each for each in SIZES if each < largest)]
    size = next((s for s in sizes if needed * s / SIZES[0] <= _LEAST_SHARE * room), sizes[-1])
    # With very many columns even the least does not fit: then all shrink alike.
    scale = min(size / SIZES[0], room / needed)
    share = (room - scale * needed) / sum(weights)
    widths = [
        each.fixed * _TWIPS or scale * small + share * weight
        for each, small, weight in zip(columns, free, weights, strict=True)
    ]
    return Measures(size, _whole(widths))


def _roomy(column: Column, size: float) -> Column:
    """Return a column whose fixed width has room for its words at `size` points."""
    least = column.least * size / SIZES[0]
    return replace(column, fixed=max(column.fixed, least)) if column.fixed else column


def _shared(wanted: Sequence[float], total: int, largest: float) -> Measures:
    scale = total / sum(wanted)
    return Measures(largest, _whole([each * scale for each in wanted]))


def _whole(widths: Sequence[float]) -> tuple[int, ...]:
    """Return widths in whole twips with the same sum."""
    edges = [0, *(round(edge) for edge in accumulate(widths))]
    return tuple(right - left for left, right in pairwise(edges))


def _least(label: str, cells: Sequence[str]) -> float:
    words = " ".join(set(" ".join([label, *cells]).split()))
    longest = max(map(breadth, set(re.split(r" |(?<=[-/])", words))))
    return max(min(longest, _WIDEST_WORD), breadth(label) / 2) + _MARGINS
