"""Repeated deadlines as RFC 5545 rules: "hằng quý", "trước ngày 15 hằng tháng", "6 tháng/lần"."""

from functools import cache

from appendix_pipeline.model.deadline import Recurrence
from appendix_pipeline.normalise.deadlines.periods import Period, number
from appendix_pipeline.normalise.deadlines.phrases import Head
from appendix_pipeline.normalise.deadlines.tokens import Token
from appendix_pipeline.rules import load

# Due on the last day of each period where the text names no day (R15).
_RULES = {
    "day": "FREQ=DAILY",
    "week": "FREQ=WEEKLY",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "half": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
}
_MONTHS = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_PER_YEAR = {2: "half", 4: "quarter"}


def read_recurrence(raw: str, head: Head) -> Recurrence | None:
    """Return the repetition a cell names, or None where it names none."""
    units = [unit for token in head.frequencies for unit in _units(token)]
    weekday = next((t for t in head.frequencies if t.type == "weekday"), None)
    repeating = [t for t in head.frequencies if t.type != "weekday"]
    if not repeating or (not units and not head.phrases):
        return None
    spans = [t.span for t in head.frequencies] + [(p.start, p.end) for p in head.phrases]
    text = raw[min(s for s, _ in spans) : max(e for _, e in spans)]
    if weekday is not None and "week" in units:
        day = _weekday(weekday.get("day"))
        return Recurrence(text, (f"FREQ=WEEKLY;BYDAY={day}",), ("week",))
    periods = head.phrases[0].periods if head.phrases else []
    rules = [_within(period, units) for period in periods]
    if rules and all(rules):
        unspecified = any(period.unit != "day" for period in periods)
        return Recurrence(text, tuple(rules), tuple(units) or ("year",), unspecified)
    units = units or ["year"]
    return Recurrence(
        text, tuple(_RULES[unit] for unit in units), tuple(units), day_unspecified=True
    )


def _within(period: Period, units: list[str]) -> str:
    """The rule of a day or month named inside the repeated period."""
    unit = units[0] if units else "year"
    if period.unit == "day" and period.day:
        if period.number:
            return f"FREQ=YEARLY;BYMONTH={period.number};BYMONTHDAY={period.day}"
        if unit == "quarter":
            return f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={period.day}"
        if unit == "year":
            return ""
        return f"FREQ=MONTHLY;BYMONTHDAY={period.day}"
    last = {"month": period.number or 0, "quarter": 3 * (period.number or 0)}.get(period.unit, 0)
    return f"FREQ=YEARLY;BYMONTH={last};BYMONTHDAY=-1" if last and unit == "year" else ""


def _units(token: Token) -> list[str]:
    if token.type == "quartermonth":
        return ["quarter"]
    if token.type == "weekday":
        return []
    name = token.get("unit")
    if not name:
        return []
    unit = next((unit for unit, words in load("deadlines")["units"].items() if name in words), "")
    count = number(token.get("every") or token.get("n")) or 1
    times = number(token.get("times")) or 1
    if unit == "month":
        return [_MONTHS.get(count, "month")]
    if unit == "year" and times in _PER_YEAR:
        return [_PER_YEAR[times]]
    return [unit] if unit in _RULES else []


@cache
def _weekdays() -> dict[str, str]:
    return {word: day for day, words in load("deadlines")["weekdays"].items() for word in words}


def _weekday(word: str) -> str:
    return _weekdays().get(word, "MO")
