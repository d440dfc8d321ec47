"""A repetition in words, made back from its RFC 5545 rules."""

from dataclasses import replace

from appendix_pipeline.model.deadline import Recurrence
from appendix_pipeline.rules import load

# Rules that stand for a unit as a whole, and the lists of months of a quarter's parts.
_WHOLE = {
    "FREQ=DAILY": "day",
    "FREQ=WEEKLY": "week",
    "FREQ=MONTHLY;BYMONTHDAY=-1": "month",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1": "quarter",
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1": "half",
    "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1": "nine-months",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1": "year",
}
_PARTS = {"1,4,7,10": "start", "2,5,8,11": "mid", "3,6,9,12": "end"}
_PART_DAYS = {"10": "start", "20": "mid"}
_EVERY = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}


def month_name(number: int) -> str:
    """Return the English name of a month."""
    return str(load("deadline_words")["english"]["months"][str(number)])


def series_in_words(recurrence: Recurrence, lang: str = "vi") -> list[str]:
    """Return each series on its own where several name their day, else all of them in one."""
    if len(recurrence.units) == len(recurrence.rrule) > 1 and not recurrence.day_unspecified:
        return [
            recurrence_in_words(replace(recurrence, rrule=(rule,), units=(unit,)), lang)
            for rule, unit in zip(recurrence.rrule, recurrence.units, strict=True)
        ]
    return [recurrence_in_words(recurrence, lang)]


def recurrence_in_words(recurrence: Recurrence, lang: str = "vi") -> str:
    """Return all series of a repetition; its own words where it has no exact rule."""
    rules = [dict(part.split("=") for part in rule.split(";")) for rule in recurrence.rrule]
    for rule in rules:
        rule.pop("UNTIL", None)
    if not rules:
        return recurrence.text[:1].lower() + recurrence.text[1:]
    named = [_inside(rule, recurrence, lang) for rule in rules]
    whole = [_WHOLE.get(_text(rule)) for rule in rules]
    count = len(rules) - len(recurrence.units) + 1  # rules of the first unit
    if all(named[:count]) and (count > 1 or not whole[0]):
        first = f"{', '.join(named[:count])} {_say('repeated', recurrence.units[0], lang)}"
        return ", ".join([first, *(_rule(rule, lang) for rule in rules[count:])])
    return ", ".join(_rule(rule, lang) for rule in rules)


def _text(rule: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in rule.items())


def _say(table: str, name: str, lang: str) -> str:
    return str(load("deadline_words")[table][name][lang])


def _rule(rule: dict[str, str], lang: str) -> str:
    if name := _WHOLE.get(_text(rule)):
        return _say("repeated", name, lang)
    if "INTERVAL" in rule:
        return _say("repeated", _EVERY[rule["FREQ"]], lang).format(n=rule["INTERVAL"])
    if "BYDAY" in rule:
        days = ", ".join(_say("weekday", each, lang) for each in rule["BYDAY"].split(","))
        return _say("repeated", "weekdays", lang).format(days)
    part = _say("part", _PARTS[rule["BYMONTH"]], lang)
    name = "month-of-quarter" if rule["BYMONTHDAY"] == "-1" else "day-of-quarter"
    return _say("repeated", name, lang).format(day=rule["BYMONTHDAY"], part=part)


def _inside(rule: dict[str, str], recurrence: Recurrence, lang: str) -> str:
    """Return the day or month that a rule names inside a month or year, "" if it names none."""
    month, day = rule.get("BYMONTH", ""), rule.get("BYMONTHDAY", "")
    if "INTERVAL" in rule or not day or "," in month:
        return ""
    part = _PART_DAYS.get(day) if recurrence.day_unspecified else None
    name = month_name(int(month)) if month else ""
    names = {
        "day": day,
        "month": month,
        "name": name,
        "part": _say("part", part, lang) if part else "",
    }
    if not month:
        return (
            "" if day == "-1" else _named("part-of-month" if part else "day-of-month", names, lang)
        )
    if part:
        return _named("part-of-year-month", names, lang)
    return _named("month-of-year" if day == "-1" else "day-of-year", names, lang)


def _named(name: str, values: dict[str, str], lang: str) -> str:
    return _say("inside", name, lang).format(**values)
