"""Repeated deadlines in a calendar: the rule of the days themselves, and the first of them."""

import re
from datetime import date, datetime, time

from appendix_pipeline.model.deadline import Deadline

_DAY = re.compile(r"BYMONTHDAY=(\d+)")
_MONTHS = re.compile(r"BYMONTH=([\d,]+);")
_WEEKDAYS = re.compile(r"BYDAY=([\w,]+)")
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rules(deadline: Deadline) -> tuple[str, ...]:
    """Return RFC 5545 rules of the last days in time.

    "Trước ngày 15 hằng tháng" is due on each 14th; with a clock time the day itself counts.
    """
    repeated = deadline.recurrence
    if repeated is None:
        return ()
    return tuple(map(_day_before, repeated.rrule)) if repeated.excludes_its_day else repeated.rrule


def first_day(rule: str, start: date) -> date | None:
    """Return the first day of a rule on or after `start`, or None where it has none."""
    from dateutil.rrule import rrulestr  # noqa: PLC0415 (only files with a repeated deadline)

    found = rrulestr(rule, dtstart=datetime.combine(start, time())).after(
        datetime.combine(start, time()), inc=True
    )
    return found.date() if found else None


def _day_before(rule: str) -> str:
    rule = _WEEKDAYS.sub(lambda found: "BYDAY=" + _weekdays_before(found[1]), rule)
    day = _DAY.search(rule)
    if day is None:
        return rule
    if int(day[1]) > 1:
        return _DAY.sub(f"BYMONTHDAY={int(day[1]) - 1}", rule)
    return _MONTHS.sub(_months_before, _DAY.sub("BYMONTHDAY=-1", rule))


def _weekdays_before(names: str) -> str:
    return ",".join(_WEEK[_WEEK.index(name) - 1] for name in names.split(","))


def _months_before(found: re.Match[str]) -> str:
    months = sorted((int(each) - 2) % 12 + 1 for each in found[1].split(","))
    return f"BYMONTH={','.join(map(str, months))};"
