"""Stretches of the calendar that a cell names: days, months, quarters, parts of a year."""

from calendar import monthrange
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
        first, last = self._months()
        start = date(year, first, 1)
        end = date(year, last, monthrange(year, last)[1])
        if self.unit == "day":
            day = date(year, first, self.day or 1)
            return day, day
        if self.until is not None:  # a school year: September to May
            return date(year, 9, 1), date(self.until, 5, 31)
        if self.week:
            return _week(start, end, self.week)
        if self.part and self.number is not None and self.unit == "part":
            return _third(start, end, self.part)
        return start, end

    def _months(self) -> tuple[int, int]:
        number = self.number or 1
        if self.unit in ("day", "month") or (self.unit == "part" and self.number):
            return number, number
        if self.unit == "quarter":
            return 3 * number - 2, 3 * number
        if self.unit == "part":
            return {"start": (1, 3), "mid": (4, 9), "end": (10, 12)}[self.part]
        if self.months:
            first = 1 if self.part == "start" else MONTHS + 1 - self.months
            return first, first + self.months - 1
        return 1, MONTHS

    def edtf(self, year: int) -> str:
        """Return the period as an EDTF value."""
        year = self.year or year
        start, end = self.bounds(year)
        if self.unit == "year":
            return f"{year}"
        if self.unit == "month":
            return f"{start:%Y-%m}"
        if self.unit == "day":
            return start.isoformat()
        if self.unit == "quarter":
            return f"{year}-{_FIRST_QUARTER - 1 + (self.number or 1)}"
        if self.unit == "half":
            return f"{year}-{_FIRST_HALF + (self.part == 'end')}"
        if self.months:
            return f"{start:%Y-%m}/{end:%Y-%m}"
        return f"{start}/{end}"

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
    if text.isdigit():
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
    """Return the period of a token of type "time" or "unit", or None where it is none."""
    unit = token.get("unit")
    year = _year(token)
    flags = tuple(filter(None, [token.get("flag")]))
    common = {"span": token.span, "year": year, "flags": flags}
    if unit == "day":
        return Period("day", number=number(token.get("m")) if token.get("m") else None,
                      day=number(token.get("d")), **common)  # fmt: skip
    if unit == "month":
        return Period("month", number=number(token.get("m")), **common)
    if unit == "quarter":
        return Period("quarter", number=number(token.get("q")), **common)
    if unit == "year":
        return Period("year", **common)
    if unit == "months":
        months = number(token.get("months")) or 0
        side = part(token.get("side"))
        return Period("half" if months == 6 else "part", part=side, months=months, **common)
    if unit == "school":
        until = token.get("until")
        last = int(until) if len(until) == 4 else (year or 0) // 100 * 100 + int(until)
        return Period("years", until=last, **common)
    if unit == "week":
        which = token.get("week")
        week = -1 if which == "cuối" else number(which) or 0
        return Period("part", number=number(token.get("m")), week=week, part="", **common)
    return None


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
