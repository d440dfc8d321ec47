"""A dated phrase to dates: years placed, bounds, EDTF, and what a careful reader remarks.

R1 … R18 are the rules of docs/deadlines.md.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from appendix_pipeline.model.deadline import (
    Alternative,
    Certainty,
    DateItem,
    Deadline,
    Kind,
    Part,
    Precision,
    Relation,
    Report,
)
from appendix_pipeline.normalise.deadlines.cell import Cell
from appendix_pipeline.normalise.deadlines.periods import Period
from appendix_pipeline.normalise.deadlines.phrases import Head, Phrase
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.rules import load

_FAR = 30  # years after the plan: more is a slip of typing
# Public holidays on the same day every year (Labour Code 2019, art. 112); Saturday is day 5.
_FIXED_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
_SATURDAY = 5
_OF_ISSUE = {"month": 1, "quarter": 3}  # months in each
_OPEN: tuple[Relation, ...] = ("from", "then-on")
_WHOLE: tuple[Precision, ...] = ("day", "month", "year")


def read_dated(base: Deadline, cell: Cell, head: Head) -> Deadline:
    """Return `base` with the dates of the first phrase; later ones are reporting duties."""
    phrase = head.phrases[0]
    items = _items(phrase, cell)
    if items is None:
        return replace(base, flags=(*base.flags, "year_missing"))
    start, end = _extent(items, phrase)
    flags = [*base.flags, *(flag for period in phrase.periods for flag in period.flags)]
    if end < start:
        return replace(base, items=items, flags=(*flags, "reversed_range"))
    relation = _relation(phrase, head)
    window_start, due_end, bound_date = _bounds(relation, start, end, phrase)
    kind = _kind(phrase)
    inferred = any(each.year is None and each.until is None for each in phrase.periods)
    if inferred:
        flags.append("year_from_subject" if cell.subject_year else "year_inferred")
    deadline = replace(
        base,
        kind=kind,
        relation=relation,
        items=items,
        edtf=_edtf(items, phrase, relation, window_start if phrase.after else due_end),
        window_start=window_start,
        due_end=due_end,
        bound_date=bound_date,
        due_time=phrase.time,
        precision=_precision(phrase),
        part=_part(phrase) if kind == "part" else "",
        legal_point=phrase.periods[-1].legal_point(end.year),
        ongoing=head.ongoing is not None,
        certainty=_certainty(kind, relation, inferred=inferred),
        alternatives=_alternatives(phrase, items) if inferred else (),
        reports=_reports(cell, head),
    )
    flags += _remarks(deadline, start, cell)
    return replace(deadline, flags=tuple(dict.fromkeys(flags)))


def _items(phrase: Phrase, cell: Cell) -> tuple[DateItem, ...] | None:
    """Return the periods with their years, or None where nothing tells a year."""
    phrase.periods = [_completed(period, cell) for period in phrase.periods]
    items: list[DateItem] = []
    year: int | None = None
    for period in phrase.periods:
        if period.year is not None or year is None:
            year = _place(period, cell)
        elif items and period.bounds(year)[1].isoformat() < items[-1].start:
            year += 1  # "tháng 11, 12, 1": one after the other
        if year is None:
            return None
        items.append(period.item(cell.raw, year))
    return tuple(items)


def _completed(period: Period, cell: Cell) -> Period:
    """Return "hết tháng" and "trong quý" as those in which the plan was issued."""
    if period.number is not None or period.unit not in _OF_ISSUE or cell.issued is None:
        return period
    months = _OF_ISSUE[period.unit]
    first, last = ((each.month - 1) // months + 1 for each in cell.issued)
    return replace(period, number=first) if first == last else period


def _place(period: Period, cell: Cell) -> int | None:
    """Return a period's year: its own, the plan's subject, the first that is not past (R3)."""
    if period.year is not None:
        return period.year
    if period.until is not None:
        return period.until - 1
    if cell.subject_year.isdigit():
        return int(cell.subject_year)
    if cell.issued is None or (period.unit in ("month", "quarter") and period.number is None):
        return None
    year = cell.issued[0].year
    part_of_year = period.unit == "part" and period.number is None
    end = date(year, 12, 31) if part_of_year else period.bounds(year)[1]
    return year if end >= cell.issued[0] else year + 1


def _extent(items: tuple[DateItem, ...], phrase: Phrase) -> tuple[date, date]:
    starts = [date.fromisoformat(item.start) for item in items]
    ends = [date.fromisoformat(item.end) for item in items]
    return (starts[0], ends[-1]) if phrase.link == "range" else (min(starts), max(ends))


def _kind(phrase: Phrase) -> Kind:
    if len(phrase.periods) > 1 and phrase.link:
        return "range" if phrase.link == "range" else "list"
    unit = phrase.periods[0].unit
    return cast("Kind", {"years": "range", "day": "date"}.get(unit, unit))


def _precision(phrase: Phrase) -> Precision:
    unit = phrase.periods[-1].unit
    return "years" if unit == "year" and len(phrase.periods) > 1 else unit


def _part(phrase: Phrase) -> Part:
    return cast("Part", phrase.periods[-1].part)


def _certainty(kind: Kind, relation: Relation, *, inferred: bool) -> Certainty:
    if inferred:
        return "inferred"
    return "policy" if relation == "before" or kind == "part" else "explicit"


def _relation(phrase: Phrase, head: Head) -> Relation:
    if head.then_on is not None and phrase.relation != "from":
        return "then-on"
    if phrase.link == "range" and phrase.opened:
        return "in"
    return "from" if phrase.after else cast("Relation", phrase.relation or "in")


def _bounds(relation: Relation, start: date, end: date, phrase: Phrase) -> tuple[str, str, str]:
    """Return the window's first day, the last day in time, and the bound as written."""
    if relation in _OPEN:
        return (end + timedelta(days=1) if phrase.after else start).isoformat(), "", ""
    if relation == "before":
        # A clock time makes the day itself count (R8); else the words exclude it (R7).
        last = end if phrase.time else start - timedelta(days=1)
        return "", last.isoformat(), start.isoformat()
    if relation == "by":
        return "", end.isoformat(), end.isoformat()
    return start.isoformat(), end.isoformat(), ""


def _edtf(items: tuple[DateItem, ...], phrase: Phrase, relation: Relation, bound: str) -> str:
    if relation in _OPEN:
        return f"{bound if phrase.after else items[0].edtf}/.."
    if relation in ("before", "by"):
        return f"../{bound}"
    if len(items) == 1:
        return items[0].edtf
    if phrase.link != "range" and all(item.precision in _WHOLE for item in items):
        return "{" + ",".join(item.edtf for item in items) + "}"
    return f"{_open_end(items[0], first=True)}/{_open_end(items[-1], first=False)}"


def _open_end(item: DateItem, *, first: bool) -> str:
    """Return an end of an interval: quarters as months, since libraries fail on their codes."""
    if item.precision in _WHOLE:
        return item.edtf
    day = item.start if first else item.end
    return day if item.precision == "part" else day[: len("2025-10")]


def _alternatives(phrase: Phrase, items: tuple[DateItem, ...]) -> tuple[Alternative, ...]:
    last = phrase.periods[-1]
    if last.year is not None or last.until is not None:
        return ()
    year = date.fromisoformat(items[-1].start).year - 1
    return (Alternative(last.edtf(year), "the year before"),)


def _remarks(deadline: Deadline, start: date, cell: Cell) -> list[str]:
    """Return the flags that follow from the dates and the plan's date (R4, R7, R12)."""
    flags = ["exclusive_policy"] if deadline.relation == "before" else []
    last = date.fromisoformat(deadline.due_end) if deadline.due_end else None
    if cell.issued:
        first_day, last_day = cell.issued
        if last and last < first_day:
            flags.append("past_when_issued")
        elif last and last < last_day:
            flags.append("maybe_past_when_issued")
        elif start < last_day:
            flags.append("issued_inside_window")
        if (last or start).year > first_day.year + _FAR:
            flags.append("far_future")
    if last and (last.weekday() >= _SATURDAY or (last.month, last.day) in _FIXED_HOLIDAYS):
        flags.append("due_on_rest_day")
    return flags


def _reports(cell: Cell, head: Head) -> tuple[Report, ...]:
    """Return the later phrases that a word of reporting opens."""
    word = compiled(load("deadlines")["words"]["report"])
    reports = []
    for before, phrase in zip(head.phrases, head.phrases[1:], strict=False):
        items = _items(phrase, cell)
        if items and word.search(cell.low, before.end, phrase.start):
            relation = cast("Relation", phrase.relation or "in")
            due_end = _bounds(relation, *_extent(items, phrase), phrase)[1]
            span = (phrase.start, phrase.end)
            reports.append(Report(cell.raw[slice(*span)], span, relation, items, due_end))
    return tuple(reports)
