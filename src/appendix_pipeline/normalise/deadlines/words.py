"""A deadline in words that a clerk understands, made from the record's parts."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from appendix_pipeline.model.deadline import (
    DateItem,
    Deadline,
    Event,
    Offset,
    Recurrence,
    Relation,
)
from appendix_pipeline.normalise.deadlines.repeated_words import (
    month_name,
    series_in_words,
)
from appendix_pipeline.rules import load

_ROMAN = ("", "I", "II", "III", "IV")
_YEAR = 12  # months
_SEMESTERS = ((9, 1), (1, 5))  # their first and last month
_RANGES = ("range", "bound-range")


def plain_words(deadline: Deadline, lang: str) -> str:
    """Return one short sentence: when the task is due, and what it waits for.

    The Vietnamese is canonical, but what a very odd cell says has no wording of its own: see
    `read_back`.
    """
    said = _head(deadline, lang)
    for report in deadline.reports:
        due = _bound(_points(report.items, "list", lang), report.relation, lang)
        said = _say("join", "report", lang).format(said, due)
    if "alternative_event" in deadline.flags:
        said = _say("join", "or", lang).format(said, _lower(deadline.note))
    events = [event_in_words(each, lang) for each in deadline.conditions]
    joined = _say("join", deadline.conditions_mode, lang).join(events)
    if said and joined:
        return _say("join", "condition", lang).format(said, joined)
    return said or joined


def _say(table: str, name: str, lang: str) -> str:
    return str(load("deadline_words")[table][name][lang])


def _head(deadline: Deadline, lang: str) -> str:
    if deadline.offset:
        return _offset(deadline.offset, deadline.relation or "in", lang)
    said = ""
    if deadline.items:
        said = _dated(deadline, lang)
    if deadline.recurrence and deadline.kind == "recurring":
        repeated = _repeated(deadline.recurrence, lang)
        said = f"{repeated}, {said}" if said else repeated
    elif deadline.kind in load("deadline_words")["kind"]:
        said = _without_time(deadline, lang)
    if deadline.ongoing and deadline.kind != "ongoing":
        said = _say("join", "ongoing", lang).format(said)
    if deadline.recurrence and deadline.kind != "recurring":
        repeated = _repeated(deadline.recurrence, lang)
        said = _say("join", "repeated", lang).format(said, repeated)
    return said


def _without_time(deadline: Deadline, lang: str) -> str:
    """Return what a cell is that says no time, or none that was read, and why if it is known."""
    reasons = load("deadline_words")["reason"]
    reason = next((each for each in deadline.flags if each in reasons), "")
    known = _say("reason", reason, lang) if reason else _say("kind", deadline.kind, lang)
    return known.format(deadline.raw)


def _repeated(recurrence: Recurrence, lang: str) -> str:
    """Return all series, each with its bound."""
    series = series_in_words(recurrence, lang)
    if recurrence.due_time:
        clock = _clock(recurrence.due_time)
        series = [_say("period", "clock", lang).format(each, clock=clock) for each in series]
    if recurrence.relation == "before":
        series = [_bound(each, "before", lang) for each in series]
    return "; ".join(series)


def _dated(deadline: Deadline, lang: str) -> str:
    if deadline.recurrence and deadline.kind == "recurring":
        ends = any("UNTIL=" in rule for rule in deadline.recurrence.rrule)
        said = _points(deadline.items, "range", lang)
        if deadline.window_start is None:
            return _bound(said, "until", lang)
        return said if ends else _bound(said, _beginning(deadline), lang)
    if _holds_ranges(deadline) or (deadline.kind == "list" and deadline.due_time):
        return _lower(deadline.raw)  # a list with ranges or a clock: its words say it best
    bound = deadline.kind == "range" and deadline.relation in ("by", "before")
    kind = "bound-range" if bound else deadline.kind
    said = _points(deadline.items, kind, lang, deadline.due_time or "")
    binding = _beginning(deadline) if deadline.relation == "from" else _binding(deadline)
    return _bound(said, binding, lang)


def _beginning(deadline: Deadline) -> str:
    """Return the word before the dates from which time counts: it may begin behind them."""
    return "after" if (deadline.window_start or "") > deadline.items[-1].end else "from"


def _holds_ranges(deadline: Deadline) -> bool:
    """Tell whether a list has ranges among its members: its items are their ends."""
    edtf = deadline.edtf or ""
    if edtf.startswith("{"):
        return ".." in edtf
    ends = [date.fromisoformat(each.end) + timedelta(1) for each in deadline.items[:-1]]
    starts = [date.fromisoformat(each.start) for each in deadline.items[1:]]
    return deadline.kind == "list" and "/" in edtf.strip("./") and ends != starts


def _binding(deadline: Deadline) -> str:
    """Return the word that binds the dates: in English "in" is "on" a day and "at" an end."""
    if deadline.relation != "in":
        return deadline.relation or "in"
    if deadline.kind == "range":
        return "range"
    if deadline.part in ("start", "end"):
        return "at"
    return "on" if deadline.precision == "day" else "in"


def _clock(time: str) -> str:
    return time.replace(":", "h")


def _bound(said: str, relation: Relation | str, lang: str) -> str:
    return _say("relation", relation or "in", lang).format(said)


def _points(items: tuple[DateItem, ...], kind: str, lang: str, time: str = "") -> str:
    texts = [period_in_words(each, lang) for each in items]
    if time:  # on a range's last day
        at = -1 if kind in _RANGES else 0
        texts[at] = _say("period", "clock", lang).format(texts[at], clock=_clock(time))
    if kind in _RANGES and len(texts) > 1:
        return _say("period", kind, lang).format(texts[0], texts[-1])
    return _say("join", "list", lang).join(texts)


def period_in_words(item: DateItem, lang: str) -> str:
    """Return a day or period with its year, as short as it can be said."""
    start, end = date.fromisoformat(item.start), date.fromisoformat(item.end)
    months = end.month - start.month + 1
    values: dict[str, Any] = {
        "day": start.day, "month": start.month, "year": start.year, "next": end.year,
        "name": month_name(start.month),
        "roman": _ROMAN[end.month // 3 if end.month % 3 == 0 else 0], "months": months,
    }  # fmt: skip
    side = "start" if start.month == 1 else "end"
    name: str = item.precision
    if name == "half":
        name = f"half-{side}"
    elif name == "month" and months > 1:
        name = f"months-{side}"
    elif name == "part":
        return _part(item, values, lang)
    return _say("period", name, lang).format(**values)


def _part(item: DateItem, values: dict[str, Any], lang: str) -> str:
    """Return "cuối tháng 11/2025" and the like; the window tells which part it is."""
    start, end = date.fromisoformat(item.start), date.fromisoformat(item.end)
    if (start.month, end.month) in _SEMESTERS:
        number = _SEMESTERS.index((start.month, end.month)) + 1
        values |= {"roman": _ROMAN[number], "first": end.year - 1}
        return _say("period", "semester", lang).format(**values)
    if values["months"] > 1:
        name = {1: "start", 4: "mid"}.get(start.month, "end")
        return _say("period", name, lang).format(_say("period", "year", lang).format(**values))
    if start.day == 1 and end.month != (end + timedelta(1)).month:  # the third of a quarter
        name = ("start", "mid", "end")[(start.month - 1) % 3]
        values["roman"] = _ROMAN[(start.month + 2) // 3]
        return _say("period", name, lang).format(_say("period", "quarter", lang).format(**values))
    last = monthrange(end.year, end.month)[1]
    thirds = {(1, 10): "start", (11, 20): "mid", (21, last): "end"}
    counted = " ngày " in item.text.casefold()  # "10 ngày đầu", which is no third
    if not counted and (name := thirds.get((start.day, end.day), "")):
        return _say("period", name, lang).format(_say("period", "month", lang).format(**values))
    values["week"], values["days"] = (start.day + 6) // 7, end.day - start.day + 1
    return _say("period", _days_of_month(start.day, end.day, last), lang).format(**values)


def _days_of_month(start: int, end: int, last: int) -> str:
    """Return what these days of a month are called: a week, its first or last days, its half."""
    if start % 7 == 1 and end == min(last, start + 6):
        return "week"
    if end == last:
        return {last - 6: "last-week", 16: "second-half"}.get(start, "last-days")
    return "first-days"


def _offset(offset: Offset, relation: str, lang: str) -> str:
    name = "before" if offset.direction == "before" else "from" if relation == "from" else "by"
    number = f"{offset.n}-{offset.n_max}" if offset.n_max else f"{offset.n:g}"
    if lang == "vi":
        number = number.replace(".", ",")
    anchor = _anchor(offset.anchor, lang) if offset.anchor else ""
    return _say("offset", name, lang).format(
        n=number, unit=_say("unit", offset.unit, lang), anchor=f" {anchor}" if anchor else ""
    )


def _anchor(event: Event, lang: str) -> str:
    """Return the event a stretch counts from: a day that stands for one gets "kể từ"."""
    if event.met_on and event.trigger == "after":
        day = date.fromisoformat(event.met_on)
        values = {
            "day": day.day, "month": day.month, "year": day.year, "name": month_name(day.month)
        }  # fmt: skip
        said = _say("period", "day", lang).format(**values)
        return _say("offset", "since", lang).format(said)
    return event_in_words(event, lang) if lang == "en" else _lower(event.text)


def event_in_words(event: Event, lang: str = "vi") -> str:
    """Return what an event waits for: from its parts where they say all, else its own words."""
    words = load("deadline_words")
    if lang == "en":
        return _event_in_english(event)
    if not (event.by and event.trigger in words["event"] and event.action in words["act"]):
        return _lower(event.text)
    joint = _say("join", "any" if event.by_mode == "any" else "list", "vi")
    by = joint.join(each.text for each in event.by)
    act = _say("act", event.action, "vi")
    whole = _say("event", event.trigger, "vi").format(act=act, by=by)
    said = set(whole.casefold().replace(",", "").split())
    left = set(event.text.casefold().replace(",", "").split()) - said
    return whole if not left - {"và"} else _lower(event.text)


def _event_in_english(event: Event) -> str:
    """Return the trigger and the act, with the source's own words, which name the bodies."""
    words = load("deadline_words")["english"]
    said = str(words[event.trigger]).format(act=words["acts"][event.action])
    return str(words["quoted"]).format(said, event.text)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
