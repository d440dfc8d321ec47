"""When a task is due, in three layers: the text, its meaning, the dates that follow."""

from dataclasses import dataclass
from typing import Literal

from appendix_pipeline.model.agency import Body
from appendix_pipeline.model.reference import Reference

Kind = Literal[
    "date", "month", "quarter", "half", "year", "part", "range", "list", "recurring",
    "relative", "condition", "on_request", "ongoing", "status", "note", "ditto", "blank",
    "unparsed",
]  # fmt: skip
Relation = Literal["in", "by", "before", "from", "then-on"]
Precision = Literal["day", "part", "month", "quarter", "half", "year", "years"]
Part = Literal["start", "mid", "end"]
Certainty = Literal["explicit", "inferred", "policy", "conditional", "none"]
Trigger = Literal["after", "upon", "on_request", "according_to", "subject_to", "at", "before"]
Action = Literal[
    "guidance", "regulation", "issue", "effective", "approve", "plan", "request", "finish",
    "receive", "session", "other",
]  # fmt: skip
Unit = Literal["hour", "day", "workday", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class DateItem:
    """One date or period named in the text: first and last day, ISO 8601, both included."""

    text: str
    span: tuple[int, int]
    start: str
    end: str
    precision: Precision
    edtf: str


@dataclass(frozen=True, slots=True)
class Event:
    """An act that a deadline waits for or counts from, with the words that name it."""

    text: str
    span: tuple[int, int]
    trigger: Trigger
    action: Action
    by: tuple[Body, ...] = ()
    by_mode: Literal["all", "any"] = "all"
    documents: tuple[Reference, ...] = ()
    status: Literal["pending", "met", "void"] = "pending"
    met_on: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Offset:
    """A stretch of time from an event: "trong 05 ngày làm việc kể từ ngày …"."""

    n: int | float
    unit: Unit
    direction: Literal["after", "before"] = "after"
    n_max: int | None = None
    anchor: Event | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A repeated deadline; `rrule` are RFC 5545 values, one a series ("6 tháng, năm": two).

    `relation` and `due_time` bind its days, which a date beside it need not share: "tháng
    12/2025, báo cáo trước ngày 25 hằng tháng".
    """

    text: str
    rrule: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    day_unspecified: bool = False
    relation: Literal["by", "before"] = "by"
    due_time: str | None = None

    @property
    def excludes_its_day(self) -> bool:
        """Whether a day that it names is itself too late ("trước ngày 15 hằng tháng", R7, R8)."""
        return self.relation == "before" and not self.due_time


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading that the text allows, and why."""

    edtf: str
    why: str


@dataclass(frozen=True, slots=True)
class RuleMatch:
    """Which rule read which stretch of the text."""

    rule: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting duty beside the work itself: "…, báo cáo trước ngày 05/12/2025"."""

    text: str
    span: tuple[int, int]
    relation: Relation
    items: tuple[DateItem, ...]
    due_end: str | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The dates that follow from a deadline once its events are known.

    `due` is the last day in time, as far as it is known. `rules` name what made it: R1 … R19
    of docs/deadlines.md with the article of the Civil Code they rest on. `waiting` holds the
    events still to come. `last_workday` and `rolled` stand beside a calendar deadline that
    falls on a rest day: the working day before it and, by art. 148(5), after it. `start` is
    the first day the work may begin or the bound before which it is not due.
    """

    due: str | None = None
    rules: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    start: str | None = None
    last_workday: str | None = None
    rolled: str | None = None
    calendar_id: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline cell: `raw` in the source's words, what they mean, what dates follow.

    Dates are ISO 8601 texts; a date, a code or a word of a closed list is None where the cell
    gives none, a free text (`note`) is empty. `window_start` is the first day
    of the work window and `due_end` the last day that is still in time, included. `edtf` is an
    ISO 8601-2 value of level 2 at most. Spans are half-open offsets into `raw`. `ongoing` says
    that the work also goes on for good. A pending condition makes the deadline conditional:
    it is never overdue while it waits. `reports` are reporting duties with a date of their own.
    `resolved` is empty until somebody says which events came.

    Source: design of the deadline model in docs/deadlines.md; Bộ luật Dân sự 2015, art. 144-148.
    """

    raw: str
    kind: Kind
    relation: Relation | None = None
    items: tuple[DateItem, ...] = ()
    edtf: str | None = None
    window_start: str | None = None
    due_end: str | None = None
    due_time: str | None = None
    bound_date: str | None = None
    precision: Precision | None = None
    part: Part | None = None
    legal_point: str | None = None
    ongoing: bool = False
    recurrence: Recurrence | None = None
    offset: Offset | None = None
    conditions: tuple[Event, ...] = ()
    conditions_mode: Literal["all", "any"] = "all"
    reports: tuple[Report, ...] = ()
    certainty: Certainty = "none"
    alternatives: tuple[Alternative, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""
    matched: tuple[RuleMatch, ...] = ()
    resolved: Resolution | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that the deadline waits for or counts from, come or not."""
        anchor = self.offset.anchor if self.offset else None
        return (*self.conditions, *((anchor,) if anchor else ()))

    @property
    def met(self) -> tuple[Event, ...]:
        """The events that came."""
        return tuple(each for each in self.events if each.status == "met")

    @property
    def repeats_from(self) -> str:
        """The first day of a repetition ("hằng năm, từ năm 2026"), "" where the cell names none."""
        return (self.kind == "recurring" and self.window_start) or ""

    @property
    def awaited(self) -> tuple[str, ...]:
        """The words of the events still to come before the deadline is firm, or can be counted."""
        if self.resolved:
            return self.resolved.waiting
        pending = tuple(each.text for each in self.events if each.status == "pending")
        one_is_enough = self.conditions_mode == "any" and len(pending) < len(self.events)
        return () if one_is_enough else pending
