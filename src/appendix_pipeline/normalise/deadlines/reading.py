"""A deadline cell to its record: tokens to phrases and clauses, these to kinds and dates."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from appendix_pipeline.model.deadline import Deadline, Event, Offset, RuleMatch
from appendix_pipeline.normalise.deadlines.cell import Cell
from appendix_pipeline.normalise.deadlines.clauses import Clause, read_events
from appendix_pipeline.normalise.deadlines.dated import read_dated
from appendix_pipeline.normalise.deadlines.periods import number
from appendix_pipeline.normalise.deadlines.phrases import Head, Phrase, read_head
from appendix_pipeline.normalise.deadlines.recurrence import read_recurrence
from appendix_pipeline.normalise.deadlines.tokens import Token, compiled
from appendix_pipeline.rules import load
from appendix_pipeline.text import clean, fold

# A cell longer than this holds no deadline but a text that went into the wrong column.
LONGEST = 2_000
_ANY_OF = re.compile(r"\bhoặc (?:sau khi|khi)\b")
_SIGNS = re.compile(r"[\W_]+")


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
            flags = ("missing_deadline",) if rule["kind"] == "blank" else ()
            return Deadline(raw, rule["kind"], flags=flags, matched=matched)
    return _read(cell)


def _read(cell: Cell) -> Deadline:
    head = read_head(cell.outside, cell.low)
    matched = tuple(
        RuleMatch(each.rule, each.span)
        for each in cell.tokens
        if each.type not in ("filler", "conj")
    )
    base = Deadline(cell.raw, "unparsed", matched=matched, flags=tuple(head.flags))
    if any(each.type == "unread" for each in head.unread):
        return replace(base, flags=(*base.flags, "unread_residue"))  # never half read
    if any(not period.possible() for phrase in head.phrases for period in phrase.periods):
        return replace(base, flags=(*base.flags, "impossible_date"))
    if (recurrence := read_recurrence(cell.raw, head)) is not None:
        deadline = replace(
            base,
            kind="recurring",
            recurrence=recurrence,
            relation="before" if head.phrases and head.phrases[0].relation == "before" else "by",
            certainty="explicit",
            flags=(*base.flags, *(("day_unspecified",) if recurrence.day_unspecified else ())),
        )
    elif head.duration is not None:
        return _with_residue(_relative(base, cell, head, head.duration), cell, head)
    elif head.phrases:
        deadline = read_dated(base, cell, head)
    elif head.ongoing is not None:
        since = f"{cell.issued[0]:%Y-%m}/.." if cell.issued else ""
        deadline = replace(base, kind="ongoing", ongoing=True, edtf=since, certainty="explicit")
    elif cell.clauses:
        return _with_residue(_waiting(base, cell), cell, head)
    else:
        return _neither(base, cell, head)
    return _with_residue(_with_conditions(deadline, cell), cell, head)


def _neither(base: Deadline, cell: Cell, head: Head) -> Deadline:
    """Return an instruction as a note; a text with digits or words of time is unparsed."""
    if cell.unread or head.unread:
        return replace(base, flags=(*base.flags, "unread_residue"))
    return replace(base, kind="note", note=cell.raw)


def _events(cell: Cell, clauses: Iterable[Clause]) -> tuple[Event, ...]:
    return tuple(
        event for clause in clauses for event in read_events(cell.raw, cell.low, clause, cell.as_of)
    )


def _waiting(base: Deadline, cell: Cell) -> Deadline:
    """Return a cell that only waits: for an event, a request, another plan."""
    first = cell.clauses[0].cue
    events = _events(cell, cell.clauses)
    on_request = first.get("kind") == "on_request" or events[0].trigger == "on_request"
    dated = bool(first.get("session")) and any(map(str.isdigit, events[0].hint))
    return replace(
        base,
        kind="on_request" if on_request else "condition",
        conditions=events,
        conditions_mode="any" if _ANY_OF.search(cell.low) else "all",
        certainty="conditional",
        flags=(*base.flags, *(("event_with_date",) if dated else ())),
    )


def _with_conditions(deadline: Deadline, cell: Cell) -> Deadline:
    """Add conditions to a date; a mere "theo yêu cầu …" beside a date is a note (R16)."""
    waiting = [each for each in cell.clauses if each.cue.get("kind") == "condition"]
    notes = (cell.raw[each.start : each.end] for each in cell.clauses if each not in waiting)
    deadline = replace(deadline, note="; ".join(filter(None, [deadline.note, *notes])))
    if not waiting or deadline.kind == "unparsed":
        return deadline
    return replace(
        deadline,
        conditions=_events(cell, waiting),
        conditions_mode="any" if _ANY_OF.search(cell.low) else "all",
        certainty="conditional",
    )


def _relative(base: Deadline, cell: Cell, head: Head, token: Token) -> Deadline:
    """Return a stretch of time counted from an event ("trong 05 ngày làm việc kể từ ngày …")."""
    units = load("deadlines")["units"]
    anchors = _events(cell, (each for each in cell.clauses if each.start >= token.end))
    anchor = anchors[0] if anchors else None
    digits, word = token.get("n"), token.get("word")
    mismatch = digits and word and number(word) != int(digits)
    return replace(
        base,
        kind="relative",
        relation="from" if head.duration_relation == "after" else "by",
        offset=Offset(
            number(digits or word) or 0,
            next(name for name, words in units.items() if token.get("unit") in words),
            "before" if anchor and anchor.trigger == "before" else "after",
            number(token.get("max")),
            anchor,
        ),
        conditions=_events(cell, (each for each in cell.clauses if each.start < token.start)),
        certainty="conditional",
        flags=(*base.flags, *(("number_word_mismatch",) if mismatch else ())),
    )


def _with_residue(deadline: Deadline, cell: Cell, head: Head) -> Deadline:
    """Say what was not read: nothing stands beside a reading in silence."""
    flags = list(deadline.flags)
    if cell.unread or head.unread:
        flags.append("unread_residue")
    reported = {report.span[0] for report in deadline.reports}
    later = (each for each in head.phrases[1:] if each.start not in reported)
    if deadline.items and any(_says(each) != _says(head.phrases[0]) for each in later):
        flags.append("conflicting_deadlines")
    words = _SIGNS.sub(" ", cell.residue).strip()
    note = deadline.note
    if words and not note:
        at = next(index for index, each in enumerate(cell.residue) if each.isalnum())
        note = cell.raw[at:].strip(" .;,)")
    return replace(deadline, note=note, flags=tuple(dict.fromkeys(flags)))


def _says(phrase: Phrase) -> list[tuple[object, ...]]:
    return [(each.unit, each.year, each.number, each.day, each.part) for each in phrase.periods]


def without_start(deadline: Deadline, length: int) -> Deadline:
    """Return `deadline` as read from its text without the first `length` characters."""

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return max(span[0] - length, 0), max(span[1] - length, 0)

    return replace(
        deadline,
        raw=deadline.raw[length:],
        items=tuple(
            replace(
                each,
                span=moved(each.span),
                text=deadline.raw[max(each.span[0], length) : each.span[1]],
            )
            for each in deadline.items
        ),
        conditions=tuple(replace(each, span=moved(each.span)) for each in deadline.conditions),
        reports=tuple(replace(each, span=moved(each.span)) for each in deadline.reports),
        matched=tuple(
            replace(each, span=moved(each.span))
            for each in deadline.matched
            if each.span[1] > length
        ),
    )
