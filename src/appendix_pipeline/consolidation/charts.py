"""Numbers as drawings: bars and a grid of circles, in units of the SVG they are drawn in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

WIDTH = 960
_LABELS = 300  # what the names at the left may take
_BAR, _STEP = 16, 24
_HIGH = 220
_RADIUS = 11


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name and count."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle whose area is the count, at the crossing of a row and a column."""

    x: float
    y: float
    radius: float
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its height, its marks, the names along its left and lower edges with places."""

    height: float
    bars: tuple[Bar, ...] = ()
    circles: tuple[Circle, ...] = ()
    rows: tuple[tuple[str, float], ...] = ()
    columns: tuple[tuple[str, float], ...] = ()


def upright(counts: Sequence[tuple[str, int]]) -> Chart:
    """Return a chart of bars beside each other, in the order given."""
    most = max((count for _, count in counts), default=1)
    step = WIDTH / max(len(counts), 1)
    bars = tuple(
        Bar(
            name, count, round(place * step + step * 0.15, 1),
            round(20 + _HIGH * (1 - count / most), 1), round(min(step * 0.7, 60), 1),
            round(_HIGH * count / most, 1),
        )
        for place, (name, count) in enumerate(counts)
    )  # fmt: skip
    # Where bars stand close, names are left out evenly.
    every = max(1, round(64 / step))
    columns = tuple((bar.name, bar.x + bar.width / 2) for bar in bars[::every])
    return Chart(_HIGH + 45, bars, columns=columns)


def level(counts: Sequence[tuple[str, int]]) -> Chart:
    """Return a chart of bars below each other, in the order given."""
    most = max((count for _, count in counts), default=1)
    room = WIDTH - _LABELS - 60
    bars = tuple(
        Bar(name, count, _LABELS, place * _STEP, round(room * count / most, 1), _BAR)
        for place, (name, count) in enumerate(counts)
    )
    return Chart(len(bars) * _STEP + 4, bars)


def grid(
    counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[tuple[str, str]]
) -> Chart:
    """Return circles for `counts` by row and column; a column is a key and what it is called."""
    most = max(counts.values(), default=1)
    step = (WIDTH - _LABELS) / max(len(columns), 1)
    high = {row: 14 + place * 2.2 * _RADIUS for place, row in enumerate(rows)}
    far = {key: _LABELS + step * (place + 0.5) for place, (key, _) in enumerate(columns)}
    names = dict(columns)
    radius = min(_RADIUS, step * 0.48)
    circles = tuple(
        Circle(
            round(far[column], 1), round(high[row], 1), round(radius * sqrt(count / most), 2),
            f"{row}, {names[column]}: {count}", count,
        )
        for (row, column), count in sorted(counts.items())
        if row in high and column in far
    )  # fmt: skip
    every = max(1, round(64 / step))
    below = tuple((name, round(far[key], 1)) for key, name in columns[::every])
    return Chart(len(rows) * 2.2 * _RADIUS + 30, (), circles, tuple(high.items()), below)
