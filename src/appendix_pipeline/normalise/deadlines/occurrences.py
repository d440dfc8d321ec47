"""The days on which a repeated deadline falls due, from the rules this package writes."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from appendix_pipeline.model.deadline import Deadline

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
# RFC 5545, 3.3.10: how many units of its frequency lie between two days.
_UNITS: dict[str, Callable[[date, date], int]] = {
    "DAILY": lambda first, day: (day - first).days,
    "WEEKLY": lambda first, day: ((day - first).days + first.weekday()) // 7,
    "MONTHLY": lambda first, day: 12 * (day.year - first.year) + day.month - first.month,
    "YEARLY": lambda first, day: day.year - first.year,
}


def occurrences(deadline: Deadline, start: str, count: int = 1) -> tuple[str, ...]:
    """Return the next `count` days in time from the ISO date `start` on, of all series.

    A deadline "before" its day is due on the day before (R7). A week without a named day ends
    on its Sunday. A series "từ năm 2026" begins there, and fewer days come back where it ends;
    none where it has no exact rule.
    """
    repeated = deadline.recurrence
    if repeated is None:
        return ()
    first = date.fromisoformat(max(start, deadline.repeats_from))
    back = _DAY if repeated.excludes_its_day else timedelta()
    days: set[date] = set()
    for rule in repeated.rrule:
        found = _days(dict(part.split("=") for part in rule.split(";")), first + back)
        days.update(day - back for _, day in zip(range(count), found, strict=False))
    return tuple(day.isoformat() for day in sorted(days)[:count])


def _days(rule: dict[str, str], first: date) -> Iterator[date]:
    """Yield the days of a rule from `first` on, its interval counted from there."""
    interval = int(rule.get("INTERVAL", "1"))
    until = rule.get("UNTIL", "99991231")
    since = _UNITS[rule["FREQ"]]
    # The longest gap we write is some years of a yearly rule, 29 February included.
    for step in range(366 * 8 * interval):
        day = first + step * _DAY
        if f"{day:%Y%m%d}" > until:
            return
        if since(first, day) % interval == 0 and _fits(rule, day):
            yield day


def _fits(rule: dict[str, str], day: date) -> bool:
    if "BYMONTH" in rule and str(day.month) not in rule["BYMONTH"].split(","):
        return False
    if "BYMONTHDAY" in rule:
        number = int(rule["BYMONTHDAY"])
        last = monthrange(day.year, day.month)[1]
        return day.day == (number if number > 0 else last + 1 + number)
    if rule["FREQ"] == "WEEKLY":
        return _WEEKDAYS[day.weekday()] in rule.get("BYDAY", "SU").split(",")
    return True
