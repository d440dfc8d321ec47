"""Dates that follow from a deadline once its events are known: a pure function of the record.

R1 … R19 are the rules of docs/deadlines.md; articles are those of the Bộ luật Dân sự 2015.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from appendix_pipeline.model.deadline import Deadline, Event, Offset, Resolution
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.normalise.deadlines.workdays import (
    CALENDAR,
    add_workdays,
    confirmed,
    is_workday,
    nearest_workday,
)
from appendix_pipeline.normalise.deadlines.years import window
from appendix_pipeline.rules import load

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_RULES = {"before": "R7", "by": "R6", "in": "R1"}
_HOURS_A_DAY = 24
_HALF_A_MONTH = timedelta(days=15)  # Bộ luật Dân sự 2015, art. 146(1)d


def resolve(deadline: Deadline, issued: str = "") -> Resolution:
    """Return the dates that follow from `deadline`, with the rules that made them.

    `issued` is the plan's date: a stretch of time that counts from the plan itself needs its day.
    What is not known yet stands in `waiting`.
    """
    waiting = tuple(each.text for each in deadline.conditions if each.status == "pending")
    if deadline.conditions_mode == "any" and len(waiting) < len(deadline.conditions):
        waiting = ()
    if deadline.offset:
        return _from_event(deadline, deadline.offset, issued, waiting)
    if deadline.due_end:
        return _calendar(deadline, deadline.due_end, waiting)
    start = deadline.window_start or (None if waiting else _last_met(deadline))
    # A condition that is met gives no date that the text does not hold.
    flags = ("to_be_set",) if deadline.kind == "condition" and not waiting else ()
    return Resolution(start=start, waiting=waiting, flags=flags)


def _last_met(deadline: Deadline) -> str | None:
    return max((each.met_on for each in deadline.conditions if each.met_on), default=None)


def _calendar(deadline: Deadline, due_end: str, waiting: tuple[str, ...]) -> Resolution:
    """Return a written date as it is: it is not moved off a rest day (R12)."""
    due = date.fromisoformat(due_end)
    rules = ["R8" if deadline.due_time else _RULES.get(deadline.relation or "in", "R1")]
    rules += ["R3"] if deadline.certainty == "inferred" else []
    rules += ["R5 BLDS-146"] if deadline.part else []
    late = ("met_after_due",) if (_last_met(deadline) or "") > due_end else ()
    found = Resolution(
        due.isoformat(), tuple(rules), waiting, deadline.window_start, calendar_id=CALENDAR,
        flags=late,
    )  # fmt: skip
    if is_workday(due):
        return found
    return replace(
        found,
        rules=(*rules, "R12 BLDS-148.5"),
        last_workday=nearest_workday(due, -1).isoformat(),
        rolled=nearest_workday(due, 1).isoformat(),
        flags=(*late, "due_on_rest_day", *_unconfirmed(due, due)),
    )


def _unconfirmed(first: date, last: date) -> tuple[str, ...]:
    return () if confirmed(first, last) else ("calendar_unconfirmed",)


def _from_event(
    deadline: Deadline, offset: Offset, issued: str, waiting: tuple[str, ...]
) -> Resolution:
    day = _day_of(offset.anchor, issued)
    if day is None:
        awaited = (offset.anchor.text,) if offset.anchor else ()
        return Resolution(waiting=(*awaited, *waiting))
    end, rules = _count(day, offset)
    if deadline.relation != "from" and offset.direction == "after" and offset.unit != "workday":
        end, rules = _rolled(end, rules)
    flags = _unconfirmed(day, end)
    if deadline.relation == "from":  # "sau 6 tháng kể từ …": not before that day
        return Resolution(None, rules, waiting, end.isoformat(), calendar_id=CALENDAR, flags=flags)
    return Resolution(end.isoformat(), rules, waiting, calendar_id=CALENDAR, flags=flags)


def _day_of(anchor: Event | None, issued: str) -> date | None:
    """Return the day of an event: when it was met, or the day of issue if it is the plan's."""
    if anchor is None:
        return None
    if anchor.met_on:
        return date.fromisoformat(anchor.met_on)
    days = window(issued)
    of_plan = compiled(load("deadlines")["words"]["of_plan"]).search(anchor.text.casefold())
    return days[0] if of_plan and days and days[0] == days[1] else None


def _count(day: date, offset: Offset) -> tuple[date, tuple[str, ...]]:
    """Return the last day of a stretch of time; the event's own day does not count (R9).

    A part of a day ends with the day at the latest.
    """
    count = offset.n_max or offset.n
    sign = -1 if offset.direction == "before" else 1
    if offset.unit == "workday":
        return add_workdays(day, sign * ceil(count)), ("R9 BLDS-147", "R13")
    rules = ["R9 BLDS-147"]
    if offset.unit in _MONTHS:
        months, part = divmod(count * _MONTHS[offset.unit], 1)
        end = _add_months(day, sign * int(months)) + sign * _HALF_A_MONTH * bool(part)
        rules.append("R10 BLDS-148.3")
    elif offset.unit == "hour":
        end = day + sign * timedelta(days=ceil(count / _HOURS_A_DAY))
    else:
        end = day + sign * timedelta(days=ceil(count * (7 if offset.unit == "week" else 1)))
    return end, tuple(rules)


def _rolled(end: date, rules: tuple[str, ...]) -> tuple[date, tuple[str, ...]]:
    """Return the end of a stretch, on the next working day where it falls on a rest day (R11).

    Only of one that runs after its event: moved, one before it would be shorter than written.
    """
    if is_workday(end):
        return end, rules
    return nearest_workday(end, 1), (*rules, "R11 BLDS-148.5")


def _add_months(day: date, count: int) -> date:
    """Return the same day some months on, or the month's last where it has none (R10)."""
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
