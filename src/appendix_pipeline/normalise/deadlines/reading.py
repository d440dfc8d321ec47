"""A deadline cell read: text to tokens, tokens to phrases and clauses, these to the record."""

import re
from dataclasses import replace
from datetime import date, timedelta

from appendix_pipeline.model.deadline import (
    Alternative,
    DateItem,
    Deadline,
    Event,
    Offset,
    Report,
    RuleMatch,
)
from appendix_pipeline.normalise.deadlines.clauses import Clause, find_clauses, read_event
from appendix_pipeline.normalise.deadlines.periods import Period, number
from appendix_pipeline.normalise.deadlines.phrases import Head, Phrase, read_head
from appendix_pipeline.normalise.deadlines.recurrence import read_recurrence
from appendix_pipeline.normalise.deadlines.surface import surface
from appendix_pipeline.normalise.deadlines.tokens import Token, compiled, lex
from appendix_pipeline.rules import load
from appendix_pipeline.text import clean, fold

_FAR = 30  # years after the plan: more is a slip of typing
_LONGEST = 2_000
_UNITS = {"quarter": "quarter", "half": "half"}
# Public holidays that fall on the same day every year (Labour Code 2019, art. 112).
_FIXED_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
_SUNDAY = 6


def parse_deadline(text: str, issued: str = "", subject_year: str = "") -> Deadline:
    """Return what a deadline cell says.

    `issued` is the plan's date as an ISO 8601 prefix ("2025-10"), `subject_year` the year a
    plan's title names. Dates come from the text and, where it names no year, from these two:
    then the record says so. Never raises; what is not understood has the kind "unparsed".
    """
    raw = fold(clean(text))
    if len(raw) > _LONGEST:
        return Deadline(raw, "unparsed", flags=("unread_residue",))
    low = surface(raw)
    for rule in load("deadlines")["whole"]:
        if compiled(rule["pattern"]).fullmatch(low.strip()):
            matched = (RuleMatch(rule["id"], (0, len(low.rstrip()))),) if raw else ()
            flags = ("missing_deadline",) if rule["kind"] == "blank" else ()
            return Deadline(raw, rule["kind"], flags=flags, matched=matched)
    return _read(raw, low, issued, subject_year)


def _issue_window(issued: str) -> tuple[date, date] | None:
    """Return the first and last day a plan may have been issued."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", issued)
    if not found:
        return None
    year, month, day = (int(each) if each else 0 for each in found.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            after = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), after - timedelta(days=1)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _read(raw: str, low: str, as_of: str, subject_year: str) -> Deadline:
    issued = _issue_window(as_of)
    tokens = lex(low)
    clauses = find_clauses(raw, low, tokens)
    outside = [t for t in tokens if not any(c.start <= t.start < c.end for c in clauses)]
    head = read_head(outside, low)
    matched = tuple(RuleMatch(t.rule, t.span) for t in tokens if t.type not in ("filler", "conj"))
    base = Deadline(raw, "unparsed", matched=matched, flags=tuple(head.flags))
    if any(not period.possible() for phrase in head.phrases for period in phrase.periods):
        return replace(base, flags=(*base.flags, "impossible_date"))
    recurrence = read_recurrence(raw, head)
    if recurrence is not None:
        relation = head.phrases[0].relation if head.phrases else ""
        flags = ("day_unspecified",) if recurrence.day_unspecified else ()
        deadline = replace(base, kind="recurring", recurrence=recurrence, certainty="explicit",
                           relation=relation or "by", flags=(*base.flags, *flags))  # type: ignore[arg-type]  # fmt: skip
    elif head.duration is not None:
        deadline = _relative(base, raw, low, head, clauses, as_of)
    elif head.phrases:
        deadline = _dated(base, raw, low, head, issued, subject_year)
    elif head.ongoing is not None:
        deadline = replace(base, kind="ongoing", ongoing=True, certainty="explicit",
                           edtf=f"{issued[0]:%Y-%m}/.." if issued else "")  # fmt: skip
    elif clauses and not head.unread:
        return _waiting(base, raw, low, clauses, as_of)
    elif clauses:
        return _residue(_waiting(base, raw, low, clauses, as_of), low, tokens, clauses, head)
    else:
        digits = re.search(r"\d", _uncovered(low, tokens, clauses))
        kind = "unparsed" if digits or head.unread or _time_words(low, tokens, clauses) else "note"
        flags = ("unread_residue",) if kind == "unparsed" else ()
        return replace(base, kind=kind, note=raw if kind == "note" else "", flags=flags)
    deadline = _with_conditions(deadline, raw, low, clauses, as_of)
    return _residue(deadline, low, tokens, clauses, head)


def _waiting(base: Deadline, raw: str, low: str, clauses: list[Clause], as_of: str) -> Deadline:
    """A cell that only waits: for an event, a request, another plan."""
    events = tuple(read_event(raw, low, each, as_of) for each in clauses)
    first = clauses[0].cue
    kind = first.get("kind")
    if kind == "condition" and events[0].trigger == "on_request":
        kind = "on_request"
    flags = (
        ("event_with_date",) if first.get("session") and re.search(r"\d", events[0].hint) else ()
    )
    return replace(base, kind=kind, conditions=events, conditions_mode=_mode(raw),  # type: ignore[arg-type]
                   certainty="conditional", flags=(*base.flags, *flags))  # fmt: skip


def _mode(raw: str) -> str:
    return "any" if re.search(r"\bhoặc (?:sau khi|khi)\b", raw.casefold()) else "all"


def _with_conditions(
    deadline: Deadline, raw: str, low: str, clauses: list[Clause], as_of: str
) -> Deadline:
    """A dated cell keeps conditions; a mere "theo yêu cầu …" beside a date is a note (R16)."""
    if deadline.kind == "relative":
        return deadline
    waiting = [each for each in clauses if each.cue.get("kind") == "condition"]
    notes = [raw[c.start : c.end] for c in clauses if c not in waiting]
    note = "; ".join(filter(None, [deadline.note, *notes]))
    if not waiting:
        return replace(deadline, note=note)
    events = tuple(read_event(raw, low, each, as_of) for each in waiting)
    return replace(
        deadline, conditions=events, conditions_mode=_mode(raw), certainty="conditional", note=note
    )  # type: ignore[arg-type]


def _relative(
    base: Deadline, raw: str, low: str, head: Head, clauses: list[Clause], as_of: str
) -> Deadline:
    token = head.duration
    assert token is not None
    n = number(token.get("n") or token.get("word")) or 0
    most = number(token.get("max")) if token.get("max") else None
    unit = next(
        name for name, words in load("deadlines")["units"].items() if token.get("unit") in words
    )
    anchors = [each for each in clauses if each.start >= token.end]
    anchor = read_event(raw, low, anchors[0], as_of) if anchors else None
    before = anchor is not None and anchor.trigger == "before"
    earlier = tuple(
        read_event(raw, low, each, as_of) for each in clauses if each.start < token.start
    )
    flags = list(base.flags)
    if token.get("n") and token.get("word") and number(token.get("word")) != int(token.get("n")):
        flags.append("number_word_mismatch")
    offset = Offset(n, unit, "before" if before else "after", most, anchor)
    relation = "from" if head.duration_relation == "after" else "by"
    return replace(base, kind="relative", relation=relation, offset=offset, conditions=earlier,
                   certainty="conditional", flags=tuple(flags))  # fmt: skip


def _dated(
    base: Deadline, raw: str, low: str, head: Head, issued: tuple[date, date] | None, subject: str
) -> Deadline:
    phrase = head.phrases[0]
    placed = [_place(each, issued, subject) for each in phrase.periods]
    if None in placed:
        return replace(base, flags=(*base.flags, "year_missing"))
    years = [year for year in placed if year is not None]
    if phrase.link == "range" and len(years) > 1 and phrase.periods[-1].year is None:
        first, last = phrase.periods[0].bounds(years[0]), phrase.periods[-1].bounds(years[-1])
        years[-1] += last[1] < first[0]
    items = tuple(p.item(raw, y) for p, y in zip(phrase.periods, years, strict=True))
    start, end = date.fromisoformat(items[0].start), date.fromisoformat(items[-1].end)
    flags = [*base.flags, *(flag for p in phrase.periods for flag in p.flags)]
    if phrase.link == "range" and end < start:
        return replace(base, items=items, flags=(*flags, "reversed_range"))
    if phrase.link != "range":
        start = min(date.fromisoformat(item.start) for item in items)
        end = max(date.fromisoformat(item.end) for item in items)
    inferred = any(p.year is None and p.until is None for p in phrase.periods)
    if inferred:
        flags.append("year_from_subject" if subject else "year_inferred")
    relation = _relation(phrase, head)
    dates = _bounds(relation, start, end, items, phrase)
    kind = phrase.link if len(items) > 1 and phrase.link else _kind(phrase.periods[0])
    deadline = replace(
        base, kind=kind, relation=relation, items=items, edtf=_edtf(relation, items, phrase, dates),  # type: ignore[arg-type]
        window_start=dates[0], due_end=dates[1], bound_date=dates[2], due_time=phrase.time,
        precision=_precision(phrase), part=phrase.periods[-1].part if kind == "part" else "",  # type: ignore[arg-type]
        legal_point=_legal_point(phrase.periods[-1], end, start), ongoing=head.ongoing is not None,
        certainty="inferred" if inferred else "policy" if relation == "before" or kind == "part" else "explicit",
        alternatives=_alternatives(phrase, years) if inferred else (),
    )  # fmt: skip
    flags += _judge(deadline, start, end, issued)
    return replace(
        deadline, flags=tuple(dict.fromkeys(flags)), **_reports(raw, low, head, issued, subject)
    )


def _kind(period: Period) -> str:
    return {"years": "range", "day": "date"}.get(period.unit, period.unit)


def _precision(phrase: Phrase) -> str:
    unit = phrase.periods[-1].unit
    return "years" if unit == "year" and len(phrase.periods) > 1 else unit


def _place(period: Period, issued: tuple[date, date] | None, subject: str) -> int | None:
    """Return the year of a period: its own, the plan's subject, the first that is not past (R3)."""
    if period.year is not None:
        return period.year
    if period.until is not None:
        return period.until - 1
    if subject.isdigit():
        return int(subject)
    if issued is None:
        return None
    if period.unit in ("month", "quarter") and period.number is None:
        return None
    year = issued[0].year
    try:
        return year if period.bounds(year)[1] >= issued[0] else year + 1
    except ValueError:  # 29 February
        return year + 1


def _relation(phrase: Phrase, head: Head) -> str:
    if head.then_on is not None:
        return "then-on" if phrase.relation != "from" else "from"
    if phrase.link == "range" and phrase.opened:
        return "in"
    if phrase.relation == "after":
        return "from"
    return phrase.relation or "in"


def _bounds(
    relation: str, start: date, end: date, items: tuple[DateItem, ...], phrase: Phrase
) -> tuple[str, str, str]:
    """Return the window's first day, the last day in time, and the bound as written."""
    if relation in ("from", "then-on"):
        first = end + timedelta(days=1) if phrase.relation == "after" else start
        return first.isoformat(), "", ""
    if relation == "before":
        # A clock time makes the day itself count (R8); else the words exclude it (R7).
        last = end if phrase.time else start - timedelta(days=1)
        return "", last.isoformat(), start.isoformat()
    if relation == "by":
        return "", end.isoformat(), end.isoformat()
    return start.isoformat(), end.isoformat(), ""


def _edtf(
    relation: str, items: tuple[DateItem, ...], phrase: Phrase, dates: tuple[str, str, str]
) -> str:
    one = items[0].edtf
    if relation in ("from", "then-on"):
        return f"{dates[0] if phrase.relation == 'after' else one}/.."
    if relation in ("before", "by"):
        return f"../{dates[1]}"
    if len(items) == 1:
        return one
    if phrase.link == "range":
        return f"{_open_end(items[0], first=True)}/{_open_end(items[-1], first=False)}"
    if all(item.precision in ("day", "month", "year") for item in items):
        return "{" + ",".join(item.edtf for item in items) + "}"
    return f"{_open_end(items[0], first=True)}/{_open_end(items[-1], first=False)}"


def _open_end(item: DateItem, *, first: bool) -> str:
    """An end of an interval: quarters as months, since libraries fail on their codes."""
    if item.precision in ("day", "month", "year"):
        return item.edtf
    day = item.start if first else item.end
    return day if item.precision == "part" else day[:7]


def _legal_point(period: Period, end: date, start: date) -> str:
    """The day that "đầu", "giữa", "cuối" mean by law (Bộ luật Dân sự 2015, art. 146)."""
    if period.unit != "part" or period.months or not period.part:
        return ""
    if period.number is not None:
        return {"start": start.replace(day=1), "mid": start.replace(day=15), "end": end}[
            period.part
        ].isoformat()
    year = end.year
    return {"start": date(year, 1, 1), "mid": date(year, 6, 30), "end": date(year, 12, 31)}[
        period.part
    ].isoformat()


def _alternatives(phrase: Phrase, years: list[int]) -> tuple[Alternative, ...]:
    last = phrase.periods[-1]
    if last.year is not None or last.until is not None:
        return ()
    try:
        return (Alternative(last.edtf(years[-1] - 1), "the year before"),)
    except ValueError:
        return ()


def _judge(
    deadline: Deadline, start: date, end: date, issued: tuple[date, date] | None
) -> list[str]:
    flags = []
    if deadline.relation == "before":
        flags.append("exclusive_policy")
    last = date.fromisoformat(deadline.due_end) if deadline.due_end else None
    if issued:
        if last and last < issued[0]:
            flags.append("past_when_issued")
        elif last and last < issued[1]:
            flags.append("maybe_past_when_issued")
        elif start <= issued[1] and (last is None or last >= issued[0]) and start < issued[1]:
            flags.append("issued_inside_window")
        if (last or end).year > issued[0].year + _FAR:
            flags.append("far_future")
    if last and (last.weekday() >= _SUNDAY - 1 or (last.month, last.day) in _FIXED_HOLIDAYS):
        flags.append("due_on_rest_day")
    return flags


def _reports(
    raw: str, low: str, head: Head, issued: tuple[date, date] | None, subject: str
) -> dict[str, tuple[Report, ...]]:
    """Later phrases: a reporting duty is one, any other date is a finding."""
    reports = []
    word = compiled(load("deadlines")["words"]["report"])
    for before, phrase in zip(head.phrases, head.phrases[1:], strict=False):
        years = [_place(each, issued, subject) for each in phrase.periods]
        if None in years:
            continue
        items = tuple(p.item(raw, y) for p, y in zip(phrase.periods, years, strict=True) if y)
        start, end = date.fromisoformat(items[0].start), date.fromisoformat(items[-1].end)
        dates = _bounds(phrase.relation or "in", start, end, items, phrase)
        if word.search(low, before.end, phrase.start):
            span = (phrase.start, phrase.end)
            reports.append(
                Report(raw[slice(*span)], span, phrase.relation or "in", items, dates[1])
            )  # type: ignore[arg-type]
    return {"reports": tuple(reports)}


def _uncovered(low: str, tokens: tuple[Token, ...], clauses: list[Clause]) -> str:
    letters = list(low)
    spans = [t.span for t in tokens if t.type != "unread"] + [(c.start, c.end) for c in clauses]
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _time_words(low: str, tokens: tuple[Token, ...], clauses: list[Clause]) -> bool:
    rest = _uncovered(low, tokens, clauses)
    return bool(compiled("{w}" + load("deadlines")["words"]["time"] + "{e}").search(rest))


def _residue(
    deadline: Deadline, low: str, tokens: tuple[Token, ...], clauses: list[Clause], head: Head
) -> Deadline:
    """Nothing is read in silence: a digit or a word of time beside the reading is flagged."""
    rest = _uncovered(low, tokens, clauses)
    unread = bool(re.search(r"\d", rest) or head.unread or _time_words(low, tokens, clauses))
    dates = {(p.start, p.end) for p in deadline.items}
    others = [p for p in head.phrases[1:]] if head.phrases else []
    known = {report.span for report in deadline.reports}
    several = any((p.start, p.end) not in known and _differs(p, head.phrases[0]) for p in others)
    words = fold(re.sub(r"[\W_]+", " ", rest))
    note = deadline.note
    if words and not note:
        first = re.search(r"\w", rest)
        note = deadline.raw[first.start() :].strip(" .;,)") if first else ""
    flags = deadline.flags
    if unread:
        flags = (*flags, "unread_residue")
    if several:
        flags = (*flags, "conflicting_deadlines")
    del dates
    return replace(deadline, note=note, flags=tuple(dict.fromkeys(flags)))


def _differs(one: Phrase, two: Phrase) -> bool:
    def bare(phrase: Phrase) -> list[tuple[object, ...]]:
        return [(p.unit, p.year, p.number, p.day, p.part) for p in phrase.periods]

    return bare(one) != bare(two)


__all__ = ["Event", "parse_deadline"]
