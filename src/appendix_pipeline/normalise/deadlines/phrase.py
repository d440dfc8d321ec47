"""What one stretch of words says of time: points, repetition, a stretch of time."""

from dataclasses import dataclass, field

from appendix_pipeline.normalise.deadlines.points import Point
from appendix_pipeline.normalise.deadlines.tokens import Token

RANGE = ("dash", "to")


@dataclass(slots=True)
class Phrase:
    """What one phrase says: points with the links between them, repetition, a stretch of time.

    `first` is what it says first: points, repeats, duration or ongoing. `every` holds the units
    that repeat, each with how many of them and how often; `unread` the spans that found no
    place. `depth` counts the brackets around the phrase, `named` those of the units that
    name a report ("báo cáo 6 tháng"); with `last_month` a day is of the last month of a unit.
    """

    start: int
    end: int
    depth: int
    points: list[Point] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    every: list[tuple[str, int, int]] = field(default_factory=list)
    named: int = 0
    last_month: bool = False
    repeats: bool = False
    first: str = ""
    weekdays: list[str] = field(default_factory=list)
    part: str = ""
    rel: str = ""
    durations: list[Token] = field(default_factory=list)
    duration_rel: str = ""
    ongoing: bool = False
    then_on: bool = False
    clock: str = ""
    flags: list[str] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)

    @property
    def says(self) -> bool:
        """Tell whether the phrase says anything about time."""
        periods = self.points or self.repeats or self.durations or self.weekdays
        return bool(periods or self.ongoing or self.then_on)

    @property
    def anchored(self) -> bool:
        """Tell whether a stretch of time counts from a day: "10 ngày kể từ ngày 15/11/2025"."""
        return (
            len(self.points) == 1
            and self.points[0].unit == "day"
            and self.points[0].rel in ("from", "after", "before")
            and self.first == "duration"
        )
