"""Numbers as drawings, in units of the SVG they are drawn in, and as a table of shades."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

WIDTH = 960
_LABELS = 300  # what the names at the left may take
_BAR, _STEP = 16, 24
_HIGH = 220
_LEAST = 1.5  # of a bar that stands for one, beside one of thousands

Lines = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name, that name in two lines, and its count."""

    name: str
    lines: Lines
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its height and its bars, which stand upright or lie below each other."""

    height: float
    bars: tuple[Bar, ...]
    upright: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """A table of counts: rows by name, below columns; a cell is a count and its shade, 0 to 1."""

    columns: tuple[tuple[str, Lines], ...]
    rows: tuple[tuple[str, tuple[tuple[int, float], ...]], ...]


def upright(counts: Sequence[tuple[str, Lines, int]]) -> Chart:
    """Return a chart of bars beside each other, in the order given."""
    most = max((count for *_, count in counts), default=0) or 1
    step = WIDTH / max(len(counts), 1)
    width = min(step * 0.7, 60)
    bars = []
    for place, (name, lines, count) in enumerate(counts):
        high = _length(count, most, _HIGH)
        x, y = step * (place + 0.5) - width / 2, 20 + _HIGH - high
        bars.append(Bar(name, lines, count, round(x, 1), round(y, 1), round(width, 1), high))
    return Chart(_HIGH + 60, tuple(bars), upright=True)


def level(counts: Sequence[tuple[str, int]]) -> Chart:
    """Return a chart of bars below each other, in the order given."""
    most = max((count for _, count in counts), default=1)
    room = WIDTH - _LABELS - 60
    bars = tuple(
        Bar(name, (name, ""), count, _LABELS, place * _STEP, _length(count, most, room), _BAR)
        for place, (name, count) in enumerate(counts)
    )
    return Chart(len(bars) * _STEP + 4, bars, upright=False)


def _length(count: int, most: int, room: float) -> float:
    return max(round(room * count / most, 1), _LEAST) if count else 0


def heat(
    counts: Mapping[tuple[str, int], int], rows: Sequence[str], columns: Sequence[tuple[str, Lines]]
) -> Heat:
    """Return a table of `counts` by row and number of the column; the most is the darkest."""
    most = max(counts.values(), default=1)
    return Heat(
        tuple(columns),
        tuple(
            (row, tuple(_cell(counts.get((row, place), 0), most) for place in range(len(columns))))
            for row in rows
        ),
    )


def _cell(count: int, most: int) -> tuple[int, float]:
    # By the root, so that one beside thousands is seen too.
    return count, round(sqrt(count / most), 2)
