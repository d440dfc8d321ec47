"""A picture of when tasks are due: a lane for each group, time across, by shapes and in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten, wrap

from appendix_pipeline.model.dataset import Task
from appendix_pipeline.timing import last_day, last_days
from appendix_pipeline.writers.digest.counts import Group, Stand, shown, stand

# Months in a column: the finest at which the whole time has no more than this many columns.
_STEPS, _MOST_COLUMNS = (1, 3, 12, 60, 120, 1200, 12000), 18
_ROMAN = ("I", "II", "III", "IV")
# Millimetres: the picture, its names on the left, the columns of what has no day on the right.
WIDTH, _NAMES, _BESIDE = 247.0, 60.0, 68.0
_HEAD, _LANE, _FOOT = 6.0, 6.4, 7.0
_FIRST = 10.0  # millimetres in the legend for what an "n" is
_LETTERS = 50  # on a line of a name


# Labels of the summary by name, in one language.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn: `kind` is its look, the rest where it is, in millimetres from top left."""

    kind: str
    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in the order in which they are drawn, and the same in words."""

    height: float
    shapes: tuple[Shape, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The columns of time: the first month, counted from year 0, and the months in a column.

    `beside` is what stands beside them: how tasks stand that are drawn at no day.
    """

    first: int
    step: int
    count: int
    beside: tuple[Stand, ...]

    def column(self, day: str) -> int:
        """Return in which column an ISO date falls."""
        return (_month(day) - self.first) // self.step

    def label(self, column: int) -> str:
        """Return "11/25", "IV/25", "2025" or "2025-29"."""
        year, month = divmod(self.first + column * self.step, 12)
        match self.step:
            case 1:
                return f"{month + 1}/{year % 100:02}"
            case 3:
                return f"{_ROMAN[month // 3]}/{year % 100:02}"
            case 12:
                return str(year)
            case _:
                return f"{year}-{(year + self.step // 12 - 1) % 100:02}"


def scale(tasks: tuple[Task, ...]) -> Scale:
    """Return the columns that all dates of `tasks` need; none where they have no date."""
    _, *beside = shown(tasks)
    months = [_month(day) for task in tasks if (day := _day(task))]
    if not months:
        return Scale(0, 1, 0, tuple(beside))
    for step in _STEPS:
        first, last = min(months) // step * step, max(months) // step * step
        if (last - first) // step < _MOST_COLUMNS:
            break
    return Scale(first, step, (last - first) // step + 1, tuple(beside))


def draw(groups: tuple[Group, ...], words: Words, today: str = "") -> Picture:
    """Return the picture of `groups`, a lane each; `words` are labels by name.

    `today`, an ISO date, is a line across where it falls into the time shown.
    """
    time = scale(tuple(task for group in groups for task in group.tasks))
    shapes = list(_frame(time, len(groups), words))
    told = []
    for at, group in enumerate(groups):
        shapes += _lane(group, time, _HEAD + at * _LANE, words)
        told.append(_told(group, time, words))
    shapes += _today(time, len(groups), today)
    height = _HEAD + len(groups) * _LANE + _FOOT
    shapes += _legend(time, height - _FOOT + 1.5, words)
    return Picture(height, tuple(shapes), f"{words['alt']} {' '.join(told)}")


def _month(day: str) -> int:
    return 12 * int(day[:4]) + int(day[5:7]) - 1


def _day(task: Task) -> str:
    """Return the day a task is drawn at: that of the work, else of its first stage or report.

    One that is done is drawn at none.
    """
    if stand(task) == "done":
        return ""
    return last_day(task.deadline) or next(iter(last_days(task.deadline)), "")


def _room(time: Scale) -> tuple[float, float]:
    """Return how wide the time is, and a column of it."""
    room = WIDTH - _NAMES - _BESIDE
    return room, room / max(time.count, 1)


def _place(time: Scale, at: float) -> float:
    """Return where the columns beside the time are; `at` is 0 for the left edge of the first."""
    return WIDTH - _BESIDE + at * _BESIDE / len(time.beside)


def _frame(time: Scale, lanes: int, words: Words) -> Iterator[Shape]:
    _, wide = _room(time)
    bottom = _HEAD + lanes * _LANE
    for at in range(time.count):
        yield Shape("rule", _NAMES + at * wide, _HEAD, height=bottom - _HEAD)
        yield Shape("head", _NAMES + (at + 0.5) * wide, _HEAD - 1.8, text=time.label(at))
    for at, kind in enumerate(time.beside):
        yield Shape("edge", _place(time, at), _HEAD, height=bottom - _HEAD)
        yield Shape("head", _place(time, at + 0.5), _HEAD - 1.8, text=words[f"{kind}_short"])
    for at in range(lanes + 1):
        yield Shape("line", 0, _HEAD + at * _LANE, WIDTH)


def _today(time: Scale, lanes: int, today: str) -> Iterator[Shape]:
    if today and 0 <= time.column(today) < time.count:
        months = _month(today) - time.first + (int(today[8:10]) - 1) / 31
        x = _NAMES + months / time.step * _room(time)[1]
        yield Shape("today", x, _HEAD, height=lanes * _LANE)


def _lane(group: Group, time: Scale, top: float, words: Words) -> Iterator[Shape]:
    room, wide = _room(time)
    middle = top + _LANE / 2
    lines = wrap(shorten(group.name or words["none"], 2 * _LETTERS - 4, placeholder="…"), _LETTERS)
    for at, line in enumerate(lines):
        yield Shape("name", 1, middle + 2.7 * (at - (len(lines) - 1) / 2) + 0.95, text=line)
    counts = group.standings
    if counts.get("ongoing") and time.count:
        yield Shape("ongoing-bar", _NAMES, middle + 0.9, room, 1.6)
    if counts.get("recurring") and time.count:
        yield Shape("recurring-bar", _NAMES, middle - 1.6, room)
    for (column, kind), count in sorted(_marks(group, time).items()):
        x = _NAMES + (column + 0.5) * wide
        yield Shape(kind, x - 2.4, middle - 2.2, 4.8, 4.4, str(count))
    for at, kind in enumerate(time.beside):
        if count := _open(group, kind):
            x = _place(time, at + 0.5)
            yield Shape(kind, x - 2.4, middle - 2.2, 4.8, 4.4, str(count))


def _marks(group: Group, time: Scale) -> Counter[tuple[int, str]]:
    """Return how many tasks are drawn in each column of time, by look."""
    return Counter(
        (time.column(day), "waiting" if stand(task) == "waiting" else "dated")
        for task in group.tasks
        if (day := _day(task))
    )


def _open(group: Group, kind: str) -> int:
    """Return how many tasks stand so and are drawn at no day."""
    return sum(not _day(task) and stand(task) == kind for task in group.tasks)


def _told(group: Group, time: Scale, words: Words) -> str:
    parts = [
        words[f"{kind}_told"].format(count=count, period=time.label(column))
        for (column, kind), count in sorted(_marks(group, time).items())
    ]
    parts += [
        f"{words[kind].lower()}: {count}" for kind in time.beside if (count := _open(group, kind))
    ]
    return f"{group.name or words['none']}: {'; '.join(parts)}."


def _legend(time: Scale, y: float, words: Words) -> Iterator[Shape]:
    wide = (WIDTH - _FIRST) / (1 + len(time.beside))
    for at, kind in enumerate(("dated", *time.beside)):
        x = at * wide + bool(at) * _FIRST
        yield Shape(kind, x + 1, y, 4.8, 4.4, "n")
        text = words[kind]
        yield Shape("name", x + 7.5, y + 3.2, text=text if at else words["legend"].format(text))
