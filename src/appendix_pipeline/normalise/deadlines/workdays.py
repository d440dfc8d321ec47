"""Working days of Vietnamese public offices: holidays, Tết, and days swapped by yearly notice."""

from datetime import date, timedelta
from functools import cache

from appendix_pipeline.rules import load

CALENDAR = "VN public holidays + rules/deadline_calendar.toml"
_SATURDAY = 5
_DAY = timedelta(days=1)


@cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the days off of a year and its Saturdays that are worked."""
    # The library takes 40 ms to import, and only a stretch of working days needs it.
    import holidays  # noqa: PLC0415

    # A day off in December may be made up for in January: the year before is asked too.
    known = holidays.country_holidays("VN", years=(year - 1, year))
    swaps = load("deadline_calendar")["swap"]
    off = {day for day in known if day.year == year} | {each["off"] for each in swaps}
    worked = {*known.weekend_workdays, *(each["worked"] for each in swaps)}
    return frozenset(off), frozenset(worked)


def is_workday(day: date) -> bool:
    """Tell whether public offices work on `day`."""
    off, worked = _year(day.year)
    return day in worked or (day.weekday() < _SATURDAY and day not in off)


def confirmed(first: date, last: date) -> bool:
    """Tell whether the yearly notices of all years between two days were seen."""
    years = set(range(min(first, last).year, max(first, last).year + 1))
    return years <= set(load("deadline_calendar")["confirmed_years"])


def nearest_workday(day: date, step: int) -> date:
    """Return `day` if it is worked, else the next working day in the direction of `step`."""
    while not is_workday(day):
        day += step * _DAY
    return day


def add_workdays(day: date, count: int) -> date:
    """Return the working day `count` working days after `day`, before it where negative.

    The day itself does not count (Bộ luật Dân sự 2015, art. 147).
    """
    step = 1 if count >= 0 else -1
    for _ in range(abs(count)):
        day = nearest_workday(day + step * _DAY, step)
    return day
