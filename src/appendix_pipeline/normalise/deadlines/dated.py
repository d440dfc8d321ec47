"""Dated phrases to dates: items, bounds, EDTF, and what a careful reader remarks.

R1 … R19 are the rules of docs/deadlines.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, repeat

from appendix_pipeline.model.deadline import (
    Alternative,
    Certainty,
    DateItem,
    Deadline,
    Kind,
    Precision,
    Relation,
)
from appendix_pipeline.normalise.deadlines.cell import Cell
from appendix_pipeline.normalise.deadlines.phrase import RANGE, Phrase
from appendix_pipeline.normalise.deadlines.points import (
    HALF,
    Point,
    bounds,
    divisible,
    edtf,
    item,
    legal_point,
    possible,
    precision,
)

_FAR = 30  # years after the plan: more is a slip of typing
# Public holidays on the same day every year (Labour Code 2019, art. 112); Saturday is day 5.
# Those of the moon are left to the resolver, which has a calendar.
_FIXED_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
_SATURDAY = 5
_OPEN: tuple[Relation, ...] = ("from", "then-on")
_BOUND: tuple[Relation, ...] = ("before", "by")
_PLAIN = ("day", "month", "year")
_GRAINS: tuple[Precision, ...] = ("day", "part", "month", "quarter", "half", "year", "years")
_DAY = timedelta(days=1)
_DAYS_OF = {"day": 1, "week": 7}
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """Dated words put together: complete points, the links between them, how they bind."""

    points: tuple[Point, ...]
    days: tuple[tuple[date, date], ...]
    links: tuple[str, ...]
    relation: Relation
    clock: str = ""
    after: bool = False

    @property
    def first(self) -> date:
        """The first day of the whole."""
        return min(first for first, _ in self.days)

    @property
    def last(self) -> date:
        """The last day of the whole."""
        return max(last for _, last in self.days)

    @property
    def is_range(self) -> bool:
        """Tell whether it runs from one point to another."""
        return len(self.points) == 2 and self.links[0] in RANGE  # noqa: PLR2004 - two ends

    @property
    def mixed(self) -> bool:
        """Tell whether the points bind in different ways, or stand side by side unlinked."""
        rels = {"in"}
        for index, each in enumerate(self.points):
            link = self.links[index - 1] if index else "list"
            if not index or (each.rel and link not in RANGE):
                rels = rels | {each.rel or "in"} if index else {each.rel or "in"}
            before = self.points[index - 1] if index else each
            # Side by side without a link, or a day beside a longer time: not one list.
            days = (each.unit == "day") != (before.unit == "day")
            if (not link and precision(each) != precision(before)) or (link == "list" and days):
                return True
        return len(rels) > 1


def lasts(span: Span, count: float, unit: str) -> bool:
    """Tell whether a span is as long as a stretch of time: "01/7 - 31/8/2026 (02 tháng)"."""
    days = (span.last - span.first).days + 1
    if unit in _DAYS_OF:
        return -(-days // _DAYS_OF[unit]) == count
    months = 12 * (span.last.year - span.first.year) + span.last.month - span.first.month + 1
    return unit in _MONTHS_OF and months == count * _MONTHS_OF[unit]


def span_of(phrases: Sequence[Phrase]) -> Span:
    """Return the phrases' points as one whole, equal times once."""
    points: list[Point] = []
    days: list[tuple[date, date]] = []
    links: list[str] = []
    for phrase in phrases:
        for index, each in enumerate(phrase.points):
            link = phrase.links[index - 1] if index else "list"
            found = bounds(each)
            told = list(zip(days, (other.unit for other in points), strict=True))
            same = told if link not in RANGE else told[-1:]  # "tháng 1 - tháng 1" is one month
            if (found, each.unit) in same:
                continue
            links += [link] if points else []
            points.append(each)
            days.append(found)
    if len(points) > 2 and all(link in RANGE for link in links):  # noqa: PLR2004
        links = ["list"] * len(links)  # "2025-2026-2027"
    last = phrases[-1]
    after = any(each.rel == "after" for each in points)
    clock = next((each.clock for each in phrases if each.clock), "")
    then_on = any(each.then_on for each in phrases)
    return Span(
        tuple(points), tuple(days), tuple(links), _relation(last, then_on=then_on), clock, after
    )


def _relation(phrase: Phrase, *, then_on: bool) -> Relation:
    """Return how the phrase binds: by its last word of relation, "từ … đến …" as a range."""
    first = phrase.points[0].rel
    words = [each.rel for each in phrase.points if each.rel not in ("", "in")]
    ranged = any(link in RANGE for link in phrase.links)
    if then_on and (ranged or first not in ("from", "after")):
        return "then-on"
    if ranged and first not in _BOUND:
        return "in"
    last = words[-1] if words else "in"
    return "from" if last in ("from", "after") else last  # type: ignore[return-value]


def read_dated(base: Deadline, cell: Cell, span: Span) -> Deadline:
    """Return `base` with the dates of `span`, whose points are complete."""
    items = tuple(map(item, span.points, span.days, repeat(cell.raw)))
    kind = _kind(span)
    start, due, bound = _bounds(span)
    if span.relation in _BOUND and cell.issued and cell.issued[0] == cell.issued[1]:
        issued = cell.issued[0].isoformat()
        start = issued if due and issued <= due else None
    last = span.points[-1]
    inferred = any(each.inferred for each in span.points)
    deadline = replace(
        base,
        kind=kind,
        relation=span.relation,
        items=items,
        edtf=_edtf(span, due, start),
        window_start=start,
        due_end=due,
        bound_date=bound,
        due_time=span.clock or None,
        precision=_precision(span),
        part=last.part if kind == "part" and divisible(last) else None,  # type: ignore[arg-type]
        legal_point=legal_point(last) if kind == "part" else None,
        certainty="inferred" if inferred else _certainty(span),
        alternatives=_alternatives(last, cell) if inferred else (),
    )
    flags = (*base.flags, *_flags(deadline, cell, span, inferred=inferred))
    return replace(deadline, flags=tuple(dict.fromkeys(flags)))


def _kind(span: Span) -> Kind:
    if len(span.points) > 1:
        return "range" if span.is_range else "list"
    one = span.points[0]
    grain = precision(one)
    if one.unit == "months" and one.months != HALF:
        return "range"
    return {"day": "date", "years": "range"}.get(grain, grain)  # type: ignore[return-value]


def _precision(span: Span) -> Precision:
    grains = [precision(each) for each in span.points]
    if len(grains) > 1 and set(grains) == {"year"}:
        return "years"
    return next(each for each in _GRAINS if each in grains)


def _certainty(span: Span) -> Certainty:
    by_policy = span.relation == "before" and not span.clock
    parts = any(precision(each) == "part" or each.unit == "school" for each in span.points)
    return "policy" if by_policy or parts else "explicit"


def _bounds(span: Span) -> tuple[str | None, str | None, str | None]:
    """Return the window's first day, the last day in time, and the bound as written."""
    first, last = span.first, span.last
    if span.relation in _OPEN:
        return (last + _DAY if span.after else first).isoformat(), None, None
    if span.relation == "before":
        # A clock time makes the day itself count (R8); else the words exclude it (R7).
        bound = _bound_day(span.points[0 if span.is_range else -1])
        due = last if span.clock else bound - _DAY
        return None, due.isoformat(), bound.isoformat()
    if span.relation == "by":
        return None, last.isoformat(), last.isoformat()
    return first.isoformat(), last.isoformat(), None


def _bound_day(made: Point) -> date:
    """Return the day that "trước" is about: of a part of a period that which the law gives it."""
    point = legal_point(made)
    return date.fromisoformat(point) if point else bounds(made)[0]


def _edtf(span: Span, due: str | None, start: str | None) -> str:
    if span.relation in _OPEN:
        return f"{start if span.after else _end(span.points[0], 0)}/.."
    if span.relation in _BOUND:
        return f"../{due}"
    if len(span.points) == 1:
        return edtf(span.points[0], span.days[0])
    if span.is_range:
        return f"{_end(span.points[0], 0)}/{_end(span.points[1], 1)}"
    return _set(span)


def _end(made: Point, side: int) -> str:
    """Return an end of an interval: quarters and halves as months, libraries fail on codes."""
    grain = precision(made)
    if grain in _PLAIN and made.unit != "months":
        return edtf(made, bounds(made))
    day = bounds(made)[side].isoformat()
    return day[: len("2025-10")] if grain in ("month", "quarter", "half") else day


def _set(span: Span) -> str:
    """Return a list: members as a set; periods that touch one another as one interval."""
    groups = list(_groups(span))
    if all(first is last and precision(first) in _PLAIN for first, last in groups):
        return "{" + ",".join(edtf(first, bounds(first)) for first, _ in groups) + "}"
    touching = all(
        bounds(one[1])[1] + _DAY == bounds(after[0])[0] for one, after in pairwise(groups)
    )
    if touching:
        return f"{_end(groups[0][0], 0)}/{_end(groups[-1][1], 1)}"
    members = (dict.fromkeys((_end(one, 0), _end(other, 1))) for one, other in groups)
    return "{" + ",".join(map("..".join, members)) + "}"


def _groups(span: Span) -> Iterator[tuple[Point, Point]]:
    """Yield the members of a list, each with its two ends."""
    first = span.points[0]
    for link, before, after in zip(span.links, span.points, span.points[1:], strict=False):
        if link not in RANGE:
            yield first, before
            first = after
    yield first, span.points[-1]


def _alternatives(made: Point, cell: Cell) -> tuple[Alternative, ...]:
    """Return the other year that may be meant: the year before, or after that of the plan."""
    if made.ahead is not None:
        return ()
    planned = cell.issued[0].year if cell.issued else 0
    next_year = made.y == planned and not cell.subject_year
    year, why = (made.y + 1, "the year after") if next_year else (made.y - 1, "the year before")
    other = replace(made, y=year)
    return (Alternative(edtf(other, bounds(other)), why),) if possible(other) else ()


def _flags(deadline: Deadline, cell: Cell, span: Span, *, inferred: bool) -> Iterator[str]:
    """Yield the flags that follow from the dates and the plan's date (R4, R7, R12)."""
    if inferred:
        yield "year_from_subject" if cell.subject_year else "year_inferred"
    if deadline.relation == "before" and not deadline.due_time:
        yield "exclusive_policy"
    if any(each.unit in ("school", "semester") for each in span.points):
        yield "part_window_is_policy"
    due = date.fromisoformat(deadline.due_end) if deadline.due_end else None
    if cell.issued:
        first, last = cell.issued
        if due and due < first:
            yield "past_when_issued"
        elif due and due < last:
            yield "maybe_past_when_issued"
        elif span.first < last:
            yield "issued_inside_window"
        if span.last.year > first.year + _FAR:
            yield "far_future"
    if due and (due.weekday() >= _SATURDAY or (due.month, due.day) in _FIXED_HOLIDAYS):
        yield "due_on_rest_day"


def dates(span: Span, raw: str) -> tuple[tuple[DateItem, ...], str | None, str | None]:
    """Return the items, the first day and the last in time, for what stands beside the work."""
    start, due, _ = _bounds(span)
    return tuple(map(item, span.points, span.days, repeat(raw))), start, due
