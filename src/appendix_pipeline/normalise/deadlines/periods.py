"""Stretches of the calendar that a cell names: days, months, quarters, parts of a year."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from appendix_pipeline.model.deadline import DateItem, Precision
from appendix_pipeline.normalise.deadlines.tokens import Token
from appendix_pipeline.rules import load

MONTHS = 12
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# ISO 8601-2: 33 … 36 are quarters, 40 and 41 halves of a year.
_FIRST_QUARTER, _FIRST_HALF = 33, 40
# Parts of a year as windows: a policy, not a law (R5).
_THIRDS_OF_YEAR = {"start": (1, 3), "mid": (4, 9), "end": (10, 12)}
_SCHOOL = (9, 5)  # a school year: September to May
_HALF_YEAR = 6


@dataclass(frozen=True, slots=True)
class Period:
    """A period as written: `number` is a month, a quarter or a half; a year may be missing.

    `part` narrows a month or a year to its beginning, middle or end. `months` counts for
    "9 tháng đầu năm".
    """

    unit: Precision
    span: tuple[int, int]
    year: int | None = None
    number: int | None = None
    day: int | None = None
    part: str = ""
    months: int = 0
    week: int = 0
    until: int | None = None
    flags: tuple[str, ...] = ()

    @property
    def months_named(self) -> tuple[int, int]:
        """The first and the last month of the period."""
        number = self.number or 1
        if self.unit in ("day", "month") or (self.unit == "part" and self.number):
            return number, number
        if self.unit == "quarter":
            return 3 * number - 2, 3 * number
        if self.unit == "part" and not self.months:
            return _THIRDS_OF_YEAR[self.part]
        first = MONTHS + 1 - self.months if self.months and self.part == "end" else 1
        return first, first + (self.months or MONTHS) - 1

    def possible(self) -> bool:
        """Tell whether the calendar has such a period (not 31/9, not month 13)."""
        if self.unit == "day":
            month = self.number or 1
            if not 1 <= month <= MONTHS:
                return False
            return 1 <= (self.day or 0) <= monthrange(self.year or 2024, month)[1]
        limit = {"month": MONTHS, "part": MONTHS, "quarter": 4}.get(self.unit, MONTHS)
        return self.number is None or 1 <= self.number <= limit

    def bounds(self, year: int) -> tuple[date, date]:
        """Return the first and the last day, with `year` where the text names none."""
        year = self.year or year
        if self.until is not None:
            return date(year, _SCHOOL[0], 1), date(self.until, _SCHOOL[1], 31)
        first, last = self.months_named
        start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
        if self.unit == "day":
            # 29 February of a year that has none is its 28th.
            start = end = start.replace(day=min(self.day or 1, end.day))
        elif self.week:
            start, end = _week(start, end, self.week)
        elif self.unit == "part" and self.number is not None:
            start, end = _third(start, end, self.part)
        return start, end

    def edtf(self, year: int) -> str:
        """Return the period as an EDTF value."""
        year = self.year or year
        start, end = self.bounds(year)
        if self.unit == "quarter":
            return f"{year}-{_FIRST_QUARTER - 1 + (self.number or 1)}"
        if self.unit == "half":
            return f"{year}-{_FIRST_HALF + (self.part == 'end')}"
        if self.months:
            return f"{start:%Y-%m}/{end:%Y-%m}"
        forms = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
        form = forms.get(self.unit)
        return start.strftime(form) if form else f"{start}/{end}"

    def legal_point(self, year: int) -> str:
        """Return the day that "đầu", "giữa", "cuối" mean by law, else nothing.

        Source: Bộ luật Dân sự 2015, art. 146.
        """
        if self.unit != "part" or self.months or not self.part:
            return ""
        month = self.number
        if month is None:
            return {"start": f"{year}-01-01", "mid": f"{year}-06-30", "end": f"{year}-12-31"}[
                self.part
            ]
        days = {"start": 1, "mid": 15, "end": monthrange(year, month)[1]}
        return date(year, month, days[self.part]).isoformat()

    def item(self, raw: str, year: int) -> DateItem:
        """Return the period as an item of the record."""
        start, end = self.bounds(year)
        text = raw[self.span[0] : self.span[1]]
        return DateItem(
            text, self.span, start.isoformat(), end.isoformat(), self.unit, self.edtf(year)
        )


def _third(start: date, end: date, part: str) -> tuple[date, date]:
    """The thirds of a month: 1-10, 11-20, 21-end. A policy, not a law."""
    if part == "start":
        return start, start.replace(day=10)
    if part == "mid":
        return start.replace(day=11), start.replace(day=20)
    return start.replace(day=21), end


def _week(start: date, end: date, week: int) -> tuple[date, date]:
    if week < 0:
        return end - timedelta(days=6), end
    first = start + timedelta(days=7 * (week - 1))
    return first, min(first + timedelta(days=6), end)


@cache
def _numbers() -> dict[str, int]:
    return {word: int(n) for n, words in load("deadlines")["numbers"].items() for word in words}


def number(text: str) -> int | None:
    """Return the number that digits, a Roman numeral or a word says; "l" stands for "i"."""
    if text.isdecimal():
        return int(text)
    roman = text.replace("l", "i").replace("1", "i")
    return _ROMAN.get(roman) or _numbers().get(text)


@cache
def _parts() -> dict[str, str]:
    return {word: part for part, words in load("deadlines")["parts"].items() for word in words}


def part(text: str) -> str:
    """Return start, mid or end for "đầu", "giữa", "cuối"."""
    return _parts().get(text, "")


def read(token: Token) -> Period | None:
    """Return the period of a token of type "time", or None where no year-less calendar has it."""
    flags = tuple(filter(None, [token.get("flag")]))
    reader = _READERS.get(token.get("unit"))
    return replace(reader(token), year=_year(token), flags=flags) if reader else None


def _day(token: Token) -> Period:
    return Period("day", token.span, number=number(token.get("m")), day=number(token.get("d")))


def _months(token: Token) -> Period:
    months = number(token.get("months")) or 0
    unit: Precision = "half" if months == _HALF_YEAR else "part"
    return Period(unit, token.span, part=part(token.get("side")), months=months)


def _school(token: Token) -> Period:
    until = token.get("until")
    century = 0 if len(until) == len("2026") else (_year(token) or 0) // 100 * 100
    return Period("years", token.span, until=century + int(until))


def _week_of_month(token: Token) -> Period:
    last = part(token.get("week")) == "end"
    week = -1 if last else number(token.get("week")) or 1
    return Period("part", token.span, number=number(token.get("m")), week=week)


_READERS: dict[str, Callable[[Token], Period]] = {
    "day": _day,
    "month": lambda token: Period("month", token.span, number=number(token.get("m"))),
    "quarter": lambda token: Period("quarter", token.span, number=number(token.get("q"))),
    "year": lambda token: Period("year", token.span),
    "months": _months,
    "school": _school,
    "week": _week_of_month,
}


def _year(token: Token) -> int | None:
    if token.get("y"):
        return int(token.get("y"))
    return 2000 + int(token.get("yy")) if token.get("yy") else None


def narrowed(period: Period, which: str, start: int) -> Period:
    """Return the part of a month or year that a word before it names ("cuối tháng 11")."""
    unit = period.unit
    if unit not in ("month", "year"):
        return replace(period, span=(start, period.span[1]))
    return replace(period, unit="part", part=which, span=(start, period.span[1]),
                   flags=(*period.flags, "part_window_is_policy"))  # fmt: skip
