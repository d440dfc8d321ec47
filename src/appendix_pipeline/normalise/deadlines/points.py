"""A day or a period as far as the words go, and the dates it covers once all of it is known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from appendix_pipeline.model.deadline import DateItem, Precision
from appendix_pipeline.normalise.deadlines.tokens import Token
from appendix_pipeline.rules import load

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEARS = range(1000, 3000)
HALF, _YEAR = 6, 12  # months
_LAST_CENTURY = 69
_MIDDLE = 15  # day of a month (Bộ luật Dân sự 2015, art. 146(2)b)
_PARTS = ("start", "mid", "end")
# ISO 8601-2: 33 … 36 are quarters, 40 and 41 halves of a year.
_QUARTER_CODE, _HALF_CODES = 32, {"start": 40, "end": 41}
_SECOND_SEMESTER = (1, 18)  # month and day: the first ends before it (frame of the school year)
# Parts of a year as windows, first month and number of months: a policy, not a law (R5).
_PARTS_OF_YEAR = {"start": (1, 3), "mid": (4, 6), "end": (10, 3)}


@dataclass(slots=True)
class Point:
    """One time named in a cell; a number that the words leave out is 0.

    `unit` is day, week, days (of a month; `days` 0 means half of them), month, months (of a year),
    quarter, year or school, and empty for a
    number whose unit its neighbours tell (`value` holds it). `this` marks a period named by
    its unit alone ("hết quý"), `bare` one without the word for its unit ("10/2025"). `part`
    narrows a month, quarter or year; `rel` is the relation word before it. `ahead` counts from
    the plan: the period itself where `this` ("tháng sau": 1), else its year ("quý I năm nay": 0);
    `of_next` marks a day of the month after the one that is repeated ("ngày 05 tháng sau").
    """

    unit: str
    start: int
    end: int
    y: int = 0
    m: int = 0
    d: int = 0
    q: int = 0
    months: int = 0
    week: int = 0
    days: int = 0
    until: int = 0
    value: int = 0
    part: str = ""
    rel: str = ""
    this: bool = False
    ahead: int | None = None
    of_next: bool = False
    bare: bool = False
    inferred: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The half-open offsets of the words."""
        return self.start, self.end


@cache
def lookup(table: str) -> dict[str, str]:
    """Return the words of a table of the rule file, each with its key."""
    return {word: key for key, words in load("deadlines")[table].items() for word in words}


def number(text: str) -> int:
    """Return the number that `text` writes in digits, Roman letters or words; 0 if it does not.

    A small L or a 1 among Roman letters is an I: writers and the lower case confuse them.
    """
    if text.isdecimal():
        return int(text)
    roman = text.replace("l", "i").replace("1", "i")
    return _ROMAN.get(roman) or int(lookup("numbers").get(text, 0))


def point(token: Token, rel: str = "", part: str = "") -> Point:
    """Return the time that a token of type "time", "num" or "unit" names."""
    made = Point(token.get("unit"), token.start, token.end, part=part, rel=rel)
    made.y = int(token.get("y") or 0) or _of_two_digits(token.get("yy"))
    made.m, made.d = _given(token, "m"), _given(token, "d")
    made.q, made.months = _given(token, "q"), _given(token, "months")
    made.bare = bool(token.get("bare"))
    if token.get("third"):  # "tháng cuối quý IV"
        made.m = 3 * made.q - 2 + _PARTS.index(lookup("parts")[token.get("third")])
        made.q = 0
    if made.unit in ("months", "days"):
        made.days = _given(token, "days")
        made.part = lookup("parts")[token.get("side")]
    if made.unit == "week":
        made.week = -1 if token.get("week") == "cuối" else number(token.get("week"))
    if token.get("until"):
        made.until = made.y // 100 * 100 + int(token.get("until")[-2:])
    if not made.unit:
        made.value = number(token.get("v")) or made.q or made.m
    return made


def _of_two_digits(text: str) -> int:
    """Return the year that two digits mean, by POSIX: 69 to 99 are of the last century."""
    return int(text) + (2000 if int(text) < _LAST_CENTURY else 1900) if text else 0


def _given(token: Token, name: str) -> int:
    """Return a number of the token, -1 for one that is none: "00/11", "Quý V"."""
    text = token.get(name)
    return number(text) or -1 if text else 0


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    last = first + count - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _whole(made: Point) -> tuple[date, date]:
    if made.unit == "day":
        day = date(made.y, made.m, made.d)
        return day, day
    if made.unit == "week":
        return _week(made)
    if made.unit == "days":
        return _some_days(made)
    if made.unit in ("school", "semester"):
        return _school(made)
    return _months(made.y, *_months_of(made))


def _months_of(made: Point) -> tuple[int, int]:
    """Return the first month of a period of months and how many it has."""
    match made.unit:
        case "month":
            return made.m, 1
        case "quarter" if 1 <= made.q <= 4:  # noqa: PLR2004 - of a year
            return 3 * made.q - 2, 3
        case "months" if 1 <= made.months <= _YEAR:
            return (1 if made.part == "start" else _YEAR + 1 - made.months), made.months
        case "year":
            return 1, _YEAR
    raise ValueError(made)


def _school(made: Point) -> tuple[date, date]:
    """Return a school year or one of its semesters: a policy, provinces set the days."""
    if made.until != made.y + 1 or made.q not in (0, 1, 2):
        raise ValueError(made)
    first, second = date(made.y, 9, 1), date(made.until, *_SECOND_SEMESTER)
    return (second if made.q == 2 else first), (  # noqa: PLR2004
        second - timedelta(1) if made.q == 1 else date(made.until, 5, 31)
    )


def _week(made: Point) -> tuple[date, date]:
    """Return the n-th seven days of the month: a policy, since the words fix no day."""
    first, last = _months(made.y, made.m, 1)
    if made.week < 0:
        return last - timedelta(6), last
    start = first + timedelta(7 * (made.week - 1))
    if not made.week or start > last:
        raise ValueError(made)
    return start, min(last, start + timedelta(6))


def _some_days(made: Point) -> tuple[date, date]:
    """Return the first or last days of the month; half of one ends or begins with its 15th."""
    first, last = _months(made.y, made.m, 1)
    if made.part == "start":
        return first, first.replace(day=made.days or _MIDDLE)
    return (last - timedelta(made.days - 1) if made.days else first.replace(day=_MIDDLE + 1)), last


def _part(made: Point) -> tuple[date, date]:
    """Return the window of a part: thirds of a month or quarter, quarters of a year (R5)."""
    first, last = _whole(made)
    index = _PARTS.index(made.part)
    if made.unit == "month":
        start = first.replace(day=10 * index + 1)
        return start, last if made.part == "end" else start + timedelta(9)
    if made.unit == "quarter":
        return _months(made.y, first.month + index, 1)
    return _months(made.y, *_PARTS_OF_YEAR[made.part])


def divisible(made: Point) -> bool:
    """Tell whether "đầu", "giữa" and "cuối" have a meaning for a time of this unit."""
    return made.unit in ("month", "quarter", "year")


def bounds(made: Point) -> tuple[date, date]:
    """Return the first and the last day.

    Raises:
        ValueError: there is no such day or period (31/9, tháng 13), or its year is unknown.
    """
    if made.y not in _YEARS:
        raise ValueError(made)
    return _part(made) if made.part and divisible(made) else _whole(made)


def known(made: Point) -> bool:
    """Tell whether the calendar has such a day or period."""
    try:
        bounds(made)
    except ValueError:
        return False
    return True


def possible(made: Point) -> bool:
    """Tell whether some calendar has such a day or period, whatever is still unknown of it."""
    if made.y and (made.m or made.unit not in ("day", "month")):
        return known(made)
    tried = Point(
        made.unit, 0, 0, made.y or 2024, made.m or 1, made.d or 1, made.q or 1, made.months or 1,
        made.week or 1, made.days, made.until or 2025, part=made.part,
    )  # fmt: skip
    return known(tried)


def legal_point(made: Point) -> str | None:
    """Return the day that the law gives to "đầu", "giữa" and "cuối", None for other times.

    Source: Bộ luật Dân sự 2015, art. 146(2) (months) and 146(3) (years). It says nothing of
    quarters: the middle of one is None.
    """
    if not (made.part and divisible(made)):
        return None
    first, last = _whole(made)
    middle = {"month": first.replace(day=15), "year": date(made.y, 6, 30)}.get(made.unit)
    day = {"start": first, "mid": middle, "end": last}[made.part]
    return day.isoformat() if day else None


def precision(made: Point) -> Precision:
    """Return how fine the words are."""
    if made.unit in ("week", "days", "semester") or (made.part and divisible(made)):
        return "part"
    if made.unit == "months":
        return "half" if made.months == HALF else "month"
    fine: dict[str, Precision] = {"day": "day", "month": "month", "quarter": "quarter"}
    return fine.get(made.unit, "years" if made.unit == "school" else "year")


def edtf(made: Point, days: tuple[date, date]) -> str:
    """Return the time in ISO 8601-2; a period without a code of its own as an interval.

    `days` are its bounds.
    """
    first, last = days
    grain = precision(made)
    if grain == "month":
        months = [first.isoformat()[:7], last.isoformat()[:7]]
        return "/".join(dict.fromkeys(months))
    if grain == "quarter":
        return f"{made.y}-{_QUARTER_CODE + made.q}"
    if grain == "half":
        return f"{made.y}-{_HALF_CODES[made.part]}"
    if grain == "year":
        return f"{made.y}"
    return "/".join(dict.fromkeys((first.isoformat(), last.isoformat())))


def item(made: Point, days: tuple[date, date], raw: str) -> DateItem:
    """Return the time as an item of the record, in the source's words; `days` are its bounds."""
    first, last = (day.isoformat() for day in days)
    words = raw[made.start : made.end]
    return DateItem(words, made.span, first, last, precision(made), edtf(made, days))
