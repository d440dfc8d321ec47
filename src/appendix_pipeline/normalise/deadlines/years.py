"""The numbers that a cell leaves out: the plan's date and the neighbours tell them (R2, R3)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

from appendix_pipeline.normalise.deadlines.points import Point, bounds

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS_OF = {"month": 1, "quarter": 3}
_YEAR = 12  # months

Window = tuple[date, date]


def window(issued: str) -> Window | None:
    """Return the first and the last day that an ISO 8601 prefix may mean, None for no date."""
    found = _ISO.fullmatch(issued)
    if not found:
        return None
    year, month, day = (int(each or 0) for each in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    except ValueError:
        return None
    return first, after - timedelta(days=1)


def complete(points: Sequence[Point], lead: int, issued: Window | None, subject_year: str) -> bool:
    """Give every point its year; tell whether all of them have one now.

    A year on the right goes to the left, and one step back where the range would run backwards
    ("tháng 11 - tháng 1/2026"); what stands behind the last year goes on from it. Where no year
    is written, it is the plan's subject year, else the first in which the point at index `lead`
    is not past.
    """
    for each in points:
        counted = each.ahead is not None or (each.this and each.unit in _MONTHS_OF)
        if counted and not (issued and _place(each, issued)):
            return False
    if points and not any(each.y for each in points):
        points[lead].y = _first_year(points[lead], issued, subject_year)
        for each in points:
            each.inferred = True
    for one, after in reversed(list(pairwise(points))):
        if not one.y and after.y:
            one.y = after.y
            one.y -= after.unit != "year" and _start(one) > _start(after)
    for before, one in pairwise(points):
        if not one.y and before.y:
            one.y = before.y
            one.y += _start(one) < _start(before)
    return all(each.y for each in points)


def _place(made: Point, issued: Window) -> bool:
    """Make "hết tháng" and "quý sau" those of the day of issue; tell whether it is one."""
    made.inferred = True
    months = _MONTHS_OF.get(made.unit, _YEAR) if made.this else _YEAR
    first, last = ((each.year * _YEAR + each.month - 1) // months for each in issued)
    made.y, index = divmod(first + (made.ahead or 0), _YEAR // months)
    if months < _YEAR:
        setattr(made, "m" if made.unit == "month" else "q", index + 1)
    return first == last


def _first_year(made: Point, issued: Window | None, subject_year: str) -> int:
    if re.match(r"\d{4}", subject_year):
        return int(subject_year[:4])
    if issued is None:
        return 0
    made.y = issued[0].year
    with suppress(ValueError):
        return made.y + (bounds(made)[1] < issued[0])
    return made.y + 1  # 29 February


def _start(made: Point) -> date:
    """Return the first day, or the earliest there is where the calendar has no such day."""
    with suppress(ValueError):
        return bounds(made)[0]
    return date.min
