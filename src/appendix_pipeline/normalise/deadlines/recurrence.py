"""Repeated deadlines as RFC 5545 rules: "hằng quý", "trước ngày 15 hằng tháng", "6 tháng/lần"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from appendix_pipeline.model.deadline import Recurrence
from appendix_pipeline.normalise.deadlines.phrase import RANGE, Phrase
from appendix_pipeline.normalise.deadlines.points import Point

# Due on the last day of each period where the text names no day (R15); the week's is left open.
_RULES = {
    "day": "FREQ=DAILY",
    "week": "FREQ=WEEKLY",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "half": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "nine-months": "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
}
_IN_MONTHS = {1: "month", 3: "quarter", 6: "half", 9: "nine-months", 12: "year"}
_LAST_MONTHS = {"half": (6, 12), "nine-months": (9,), "year": (12,)}
_OFTEN = {
    ("year", 2): "half",
    ("year", 4): "quarter",
    ("year", 12): "month",
    ("quarter", 3): "month",
}
_MONTHS_OF_PART = {"start": "1,4,7,10", "mid": "2,5,8,11", "end": "3,6,9,12", "": "3,6,9,12"}
_END_OF_PART = {"start": 3, "mid": 9, "end": 12}  # the last month of a part of the year (R5)
_DAY_OF_PART = {"start": 10, "mid": 20, "end": -1, "": -1}  # of a part of the month


def series(phrase: Phrase) -> tuple[tuple[str, str], ...]:
    """Return the unit of each series a phrase repeats and its rule, empty if none is exact."""
    return tuple(_one(*each, phrase.part) for each in phrase.every)


def _one(unit: str, count: int, times: int, part: str) -> tuple[str, str]:
    if unit == "month" and count in _IN_MONTHS:
        unit, count = _IN_MONTHS[count], 1
    if unit == "quarter" and count == 2:  # noqa: PLR2004 - half a year
        unit, count = "half", 1
    if times > 1 and count == 1:
        unit = _OFTEN.get((unit, times), "")
        times = 1
    if unit not in _RULES or times > 1:
        return "", ""
    rule = _of_part(unit, part) if part else _RULES[unit]
    if count > 1:
        head, _, rest = rule.partition(";")
        rule = ";".join(filter(None, [head, f"INTERVAL={count}", rest]))
    return unit, rule


def _of_part(unit: str, part: str) -> str:
    """Return the rule of "đầu mỗi quý", "cuối hằng tháng"."""
    if unit == "quarter":
        return f"FREQ=YEARLY;BYMONTH={_MONTHS_OF_PART[part]};BYMONTHDAY=-1"
    if unit == "month":
        return f"FREQ=MONTHLY;BYMONTHDAY={_DAY_OF_PART[part]}"
    if unit == "year":
        return f"FREQ=YEARLY;BYMONTH={_END_OF_PART[part]};BYMONTHDAY=-1"
    return _RULES[unit]


def dated_series(points: Sequence[Point], links: Sequence[str], phrase: Phrase) -> tuple[str, ...]:
    """Return the rules of days and periods named inside what `phrase` repeats, () if they clash.

    Of a range the end counts: "từ ngày 01 đến ngày 15/11 hằng năm" is due on the 15th.
    """
    if phrase.last_month:
        return _in_last_months(points, phrase)
    units = list(dict.fromkeys(_unit_inside(*each) for each in phrase.every)) or ["year"]
    if len(units) > 1 or any(each.y for each in points):
        return ()
    last = [
        each
        for index, each in enumerate(points)
        if index == len(links) or links[index] not in RANGE
    ]
    rules = [_inside(each, units[0], phrase.part) for each in last]
    return tuple(rules) if all(rules) else ()


def _in_last_months(points: Sequence[Point], phrase: Phrase) -> tuple[str, ...]:
    """Return the rules of a day of the last month of each report's period, () if they clash."""
    units = list(dict.fromkeys(unit for unit, _ in series(phrase)))
    if len(units) != 1 or len(points) != 1 or points[0].unit != "day" or points[0].m:
        return ()
    months = _LAST_MONTHS.get(units[0], ())
    days = [replace(points[0], m=month) for month in months] or list(points)
    return tuple(filter(None, (_inside(day, "year" if months else units[0], "") for day in days)))


def own_rules(phrase: Phrase) -> tuple[str, ...]:
    """Return the rules of the days that a repetition itself names, () if it names none."""
    return weekly(phrase, phrase.weekdays) or (
        dated_series(phrase.points, phrase.links, phrase) if phrase.points else ()
    )


def _unit_inside(unit: str, count: int, _: int) -> str:
    """Return the period in which a day is named: "báo cáo 6 tháng trước ngày 15/6" in the year."""
    return "year" if unit == "month" and _IN_MONTHS.get(count) in _LAST_MONTHS else unit


def _inside(made: Point, unit: str, part: str) -> str:
    if unit == "year":
        return _inside_year(made)
    if made.unit != "day" or made.m:
        return ""
    if unit == "month":
        return f"FREQ=MONTHLY;BYMONTHDAY={made.d}"
    if unit == "quarter":
        months = _MONTHS_OF_PART["start" if made.of_next else part]
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={made.d}"
    return ""


def _inside_year(made: Point) -> str:
    if made.unit == "day":
        return f"FREQ=YEARLY;BYMONTH={made.m};BYMONTHDAY={made.d}" if made.m else ""
    day = -1
    if made.unit == "month":
        month, day = made.m, _DAY_OF_PART[made.part]
    elif made.unit == "quarter":
        month = 3 * made.q - ("end", "mid", "start").index(made.part or "end")
    elif made.unit == "months":
        month = made.months if made.part == "start" else 12
    else:
        month = _END_OF_PART.get(made.part, 0)
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" if month > 0 else ""


def relation(phrase: Phrase) -> Literal["by", "before"]:
    """Return whether a repeated deadline lies before its day or on it.

    Words before a date that is not repeated ("trước năm 2030, hằng năm") bind that date.
    """
    words = {each.rel for each in phrase.points} if _names_its_days(phrase) else set()
    return "before" if "before" in words | {phrase.rel} else "by"


def _names_its_days(phrase: Phrase) -> bool:
    return not phrase.repeats or bool(own_rules(phrase))


def weekly(phrase: Phrase, weekdays: Sequence[str]) -> tuple[str, ...]:
    """Return the rule of days of the week that `phrase` repeats, () if it is no week."""
    if weekdays and [unit for unit, *_ in phrase.every] == ["week"]:
        return (f"FREQ=WEEKLY;BYDAY={','.join(weekdays)}",)
    return ()


def recurrence(
    raw: str, found: Sequence[Phrase], named: tuple[str, ...], named_in: Phrase | None
) -> Recurrence:
    """Return the repetition of `found`; `named` are rules with a day or period of their own.

    They stand for the unit that comes first; series of other units stay beside them. The phrase
    `named_in` names the days, if any does, and binds them.
    """
    source = named_in or found[0]
    if sum(bool(own_rules(phrase)) for phrase in found) > 1:
        made = _several(raw, found)
    else:
        made = _one_series(raw, found, named, source)
    clock = source.clock if _names_its_days(source) or not source.points else ""
    return replace(made, relation=relation(source), due_time=clock or None)


def _one_series(
    raw: str, found: Sequence[Phrase], named: tuple[str, ...], source: Phrase
) -> Recurrence:
    every = [each for phrase in found for each in series(phrase) if each[0]]
    text = raw[found[0].start : found[-1].end]
    if not named:
        units = tuple(unit for unit, _ in every)
        rules = tuple(rule for _, rule in every)
        return Recurrence(text, rules, units, day_unspecified=units != ("day",))
    # The day stands for all that its own words repeat: "6 tháng trước 15/6, 15/12 hằng năm".
    own = source if source.repeats else found[0]
    said = [unit for unit, _ in series(own) if unit] or ["year"]
    first = said[0]
    others = [each for each in every if each[0] not in said]
    days = all("BYMONTHDAY=-1" not in rule for rule in named) and not others
    # "02 lần/năm (tháng 6, tháng 12)": a month that is named comes once a year.
    units = ("year" if first == "half" else first, *(unit for unit, _ in others))
    rules = (*named, *(rule for _, rule in others))
    return Recurrence(text, rules, units, day_unspecified=not days)


def _several(raw: str, found: Sequence[Phrase]) -> Recurrence:
    """Return series that each name their day: "hằng tháng trước ngày 20; hằng quý …"."""
    made: list[tuple[str, str]] = []
    for phrase in found:
        unit = _unit_inside(*phrase.every[0]) if phrase.every else "year"
        made += [(unit, rule) for rule in own_rules(phrase)]
    text = raw[found[0].start : found[-1].end]
    units, rrules = zip(*dict.fromkeys(made), strict=True)
    return Recurrence(text, rrules, units)


def until(repeated: Recurrence, last: date) -> Recurrence:
    """Return the repetition with a last day: "hằng năm, giai đoạn 2026-2030"."""
    rules = tuple(f"{rule};UNTIL={last:%Y%m%d}" for rule in repeated.rrule)
    return replace(repeated, rrule=rules)
