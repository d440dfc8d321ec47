"""A deadline cell to its record: phrases and clauses to a kind, dates, conditions and flags."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from appendix_pipeline.model.deadline import Deadline, Recurrence, Report, RuleMatch
from appendix_pipeline.normalise.deadlines.cell import Cell
from appendix_pipeline.normalise.deadlines.dated import Span, dates, lasts, read_dated, span_of
from appendix_pipeline.normalise.deadlines.events import read_events
from appendix_pipeline.normalise.deadlines.headed import without_start
from appendix_pipeline.normalise.deadlines.parts import Parts, report_word, sorted_out
from appendix_pipeline.normalise.deadlines.phrase import RANGE, Phrase
from appendix_pipeline.normalise.deadlines.points import bounds, known, possible
from appendix_pipeline.normalise.deadlines.recurrence import own_rules, recurrence, relation, until
from appendix_pipeline.normalise.deadlines.relative import read_relative, stretch_of
from appendix_pipeline.normalise.deadlines.steps import are_steps
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.normalise.deadlines.waiting import (
    Events,
    flagged,
    hinted,
    mode,
    waiting_for,
)
from appendix_pipeline.normalise.deadlines.years import complete
from appendix_pipeline.rules import load
from appendix_pipeline.text import clean, fold

# A cell longer than this holds no deadline but a text that went into the wrong column.
LONGEST = 1_000
_SIGNS = re.compile(r"[\W_]+")
# Words that were not read, in one piece: what was read is blank.
_STRETCH = re.compile(r"\S+(?: \S+)*")
_EDGES = " .,;:()[]-+"
_SILENT = ("filler", "conj")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@lru_cache(maxsize=4_096)  # a plan says "Tháng 12/2025" many times
def parse_deadline(
    text: str, issued: str = "", subject_year: str = "", *, bound: str = ""
) -> Deadline:
    """Return what a deadline cell says.

    `issued` is the plan's date as an ISO 8601 prefix ("2025-10"), `subject_year` the year its
    title names. Dates come from the text and, where it names no year, from these two: then the
    record says so. `bound` are words that the column's heading says for all its cells ("trước
    ngày "); they are read but are no part of `raw`. Never raises; what is not understood has the
    kind "unparsed".
    """
    raw = fold(clean(text))
    if bound:
        return without_start(parse_deadline(bound + raw, issued, subject_year), len(bound))
    if len(raw) > LONGEST:
        return Deadline(raw, "unparsed", flags=("unread_residue",))
    cell = Cell(raw, issued, subject_year)
    for rule in load("deadlines")["whole"]:
        if compiled(rule["pattern"]).fullmatch(cell.low.strip()):
            end = len(cell.low.rstrip())
            matched = (RuleMatch(rule["id"], (0, end)),) if end else ()
            flags = tuple(rule.get("flags", ()))
            return Deadline(raw, rule["kind"], flags=flags, matched=matched)
    return _read(cell)


def _read(cell: Cell) -> Deadline:
    matched = tuple(
        RuleMatch(each.rule, each.span) for each in cell.tokens if each.type not in _SILENT
    )
    said = tuple(each for each in cell.phrases if each.says)
    flags = tuple(dict.fromkeys(flag for each in cell.phrases for flag in each.flags))
    base = Deadline(cell.raw, "unparsed", matched=matched, flags=flags)
    if any(not possible(point) for each in said for point in each.points):
        return flagged(base, "impossible_date")
    parts = sorted_out(cell.joined, said)
    if "left_blank" in flags:
        return base
    if cell.unreadable or parts.clash or any(each.unread for each in said):
        return flagged(base, "unread_residue")  # never half read
    if problem := _complete(cell, parts):
        return flagged(base, problem)
    events = tuple(
        event
        for clause in cell.clauses
        if clause.cue.get("trigger")
        for event in read_events(cell.raw, cell.low, clause, cell.as_of)
    )
    return _with_residue(_HEADS[parts.head](base, cell, parts, events), cell)


def _complete(cell: Cell, parts: Parts) -> str:
    """Give every point its year; return the flag of what makes that impossible, if anything."""
    dated = [*parts.dated, *parts.others, *parts.reports]
    if parts.stretch and parts.stretch not in dated:
        dated.append(parts.stretch)
    dated.sort(key=lambda each: each.start)
    points = [point for each in dated for point in each.points]
    lead = int(bool(dated) and dated[0].links[:1] in (["dash"], ["to"]))  # a range by its end
    if not complete(points, lead, cell.issued, cell.subject_year):
        return "year_missing"
    if not all(map(known, points)):
        return "impossible_date"  # 29/2 of a year that has none, a year like 2999
    return "reversed_range" if any(_runs_backwards(each) for each in dated) else ""


def _runs_backwards(phrase: Phrase) -> bool:
    pairs = zip(phrase.links, pairwise(phrase.points), strict=False)
    return any(
        link in RANGE and bounds(after)[1] < bounds(before)[0] for link, (before, after) in pairs
    )


def _dated(base: Deadline, cell: Cell, parts: Parts, events: Events) -> Deadline:
    everything = (*parts.dated, *parts.others)
    steps = not parts.stretch and are_steps(cell.joined, everything)
    span = span_of(everything if steps else parts.dated)
    if span.relation == "in" and any(each.cue.get("until") for each in cell.clauses):
        span = replace(span, relation="from")  # "tháng 10/2025 đến khi có văn bản thay thế"
    deadline = read_dated(base, cell, span)
    if parts.repeating:
        deadline = replace(deadline, recurrence=_repeated(cell, parts))
    if _goes_on(cell, parts):
        deadline = replace(deadline, ongoing=True)
    if _conflicting(parts, span):
        deadline = flagged(deadline, "conflicting_deadlines")
    elif steps:
        deadline = flagged(deadline, "several_steps")
    if _wrong_weekday(cell, deadline):
        deadline = flagged(deadline, "weekday_mismatch")
    return waiting_for(_reporting(deadline, cell, parts), cell, events)


def _conflicting(parts: Parts, read: Span) -> bool:
    """Tell whether a person has to say which of several dates is the task's."""
    everything = span_of([*parts.dated, *parts.others]) if parts.others else read
    more = len(everything.points) > len(read.points)
    # "tháng 3, tập huấn tháng 9 hằng năm": does the first come every year as well?
    repeated = bool(parts.named) and any(each.inferred for each in read.points)
    length = parts.stretch.durations[0] if parts.stretch else None
    other = length is not None and not lasts(read, *stretch_of(length))
    return more or repeated or other or read.mixed


def _wrong_weekday(cell: Cell, deadline: Deadline) -> bool:
    """Tell whether "thứ Sáu, ngày 15/11/2025" names another day of the week than the calendar."""
    named = {each for phrase in cell.phrases if not phrase.repeats for each in phrase.weekdays}
    if not named:
        return False
    days = {WEEKDAYS[date.fromisoformat(each.start).weekday()] for each in deadline.items}
    return not named <= days


def _recurring(base: Deadline, cell: Cell, parts: Parts, events: Events) -> Deadline:
    """Return a repeated deadline: it has no due day of its own, but may have a last year."""
    repeated = _repeated(cell, parts)
    deadline = replace(
        base,
        kind="recurring",
        relation=repeated.relation,
        recurrence=repeated,
        ongoing=_goes_on(cell, parts),
        due_time=repeated.due_time,
        certainty="policy" if repeated.day_unspecified else "explicit",
    )
    if repeated.day_unspecified:
        deadline = flagged(deadline, "day_unspecified")
    if parts.dated:
        span = span_of(parts.dated)
        items, start, _ = dates(span, cell.raw)
        deadline = replace(deadline, items=items, window_start=start)
        if span.relation in ("in", "by"):
            deadline = replace(deadline, recurrence=until(repeated, span.last))
    inferred = any(point.inferred for each in parts.dated for point in each.points)
    relations = {relation(each) for each in parts.repeating if own_rules(each)}
    unclear = parts.named and len(repeated.units) > 1 and not relations
    if parts.others or inferred or unclear or len(relations) > 1:
        deadline = flagged(deadline, "conflicting_deadlines")
    return waiting_for(_reporting(deadline, cell, parts), cell, events)


def _repeated(cell: Cell, parts: Parts) -> Recurrence:
    return recurrence(cell.raw, parts.repeating, parts.named, parts.named_in)


def _relative(base: Deadline, cell: Cell, parts: Parts, events: Events) -> Deadline:
    assert parts.stretch is not None
    if parts.dated and not events:  # "03 năm (2026 - 2028)"
        return _dated(base, cell, parts, events)
    deadline = read_relative(base, parts.stretch, events)
    if parts.dated or parts.repeating:
        deadline = flagged(deadline, "conflicting_deadlines")
    return deadline


def _ongoing(base: Deadline, cell: Cell, parts: Parts, events: Events) -> Deadline:
    since = f"{cell.issued[0]:%Y-%m}/.." if cell.issued else None
    deadline = replace(base, kind="ongoing", ongoing=True, edtf=since, certainty="explicit")
    repeated = _repeated(cell, parts) if parts.repeating else None
    if repeated and repeated.units:
        deadline = replace(
            deadline,
            relation="before" if repeated.relation == "before" else None,
            due_time=repeated.due_time,
            recurrence=repeated,
        )
    return waiting_for(_reporting(deadline, cell, parts), cell, events)


def _reporting(deadline: Deadline, cell: Cell, parts: Parts) -> Deadline:
    if not parts.reports:
        return deadline
    reports = []
    for each in parts.reports:
        span = span_of([each])
        items, _, due = dates(span, cell.raw)
        words = cell.raw[each.start : each.end]
        reports.append(Report(words, (each.start, each.end), span.relation, items, due))
    return replace(deadline, reports=tuple(reports))


def _goes_on(cell: Cell, parts: Parts) -> bool:
    return parts.ongoing or any(each.cue.get("kind") == "ongoing" for each in cell.clauses)


def _no_time(base: Deadline, cell: Cell, parts: Parts, events: Events) -> Deadline:
    """Return a cell that only waits, goes on, or instructs; with words of time it is unparsed."""
    if _goes_on(cell, parts):
        return _ongoing(base, cell, parts, events)
    if events and not (cell.clauses[0].depth and _SIGNS.sub("", cell.residue)):
        first = cell.clauses[0].cue
        on_request = first.get("kind") == "on_request" or events[0].trigger == "on_request"
        return hinted(
            replace(
                base,
                kind="on_request" if on_request else "condition",
                conditions=events,
                conditions_mode=mode(cell),
                certainty="conditional",
            )
        )
    if not cell.noted:
        return flagged(base, "unread_residue")
    return replace(base, kind="note", note=cell.raw, flags=(*base.flags, "not_a_deadline"))


def _with_residue(deadline: Deadline, cell: Cell) -> Deadline:
    """Say what was not read: nothing stands beside a reading in silence."""
    if cell.unread and deadline.kind != "note":
        deadline = flagged(deadline, "unread_residue")
    if deadline.note or deadline.kind == "unparsed" or not cell.residue.strip():
        return deadline
    left = (cell.raw[slice(*each.span())].strip(_EDGES) for each in _STRETCH.finditer(cell.residue))
    words = [each for each in left if any(map(str.isalnum, each))]
    if deadline.reports:
        words = [each for each in words if not report_word().search(each.casefold())]
    return replace(deadline, note=" … ".join(words))


_HEADS: dict[str, Callable[[Deadline, Cell, Parts, Events], Deadline]] = {
    "dated": _dated, "recurring": _recurring, "relative": _relative, "ongoing": _ongoing,
    "": _no_time,
}  # fmt: skip
