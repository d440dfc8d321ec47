"""A stretch of time counted from an event: "trong 05 ngày làm việc kể từ ngày …"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from appendix_pipeline.model.deadline import Deadline, Event, Offset, Unit
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.points import bounds, lookup, number
from appendix_pipeline.normalise.deadlines.tokens import Token

_NOT_AN_EVENT = ("according_to", "subject_to")


def read_relative(base: Deadline, phrase: Phrase, events: Sequence[Event]) -> Deadline:
    """Return `base` with the offset that `phrase` names, counted from the event it belongs to.

    That is the first event behind it, else the last one before; the other events are
    conditions. A day that stands for the event is an event met on that day.
    """
    token = phrase.durations[0]
    count, unit = stretch_of(token)
    anchor = _day(base.raw, phrase) or _anchor(token.end, events)
    digits, word = token.get("n"), token.get("word")
    mismatch = digits and word and number(word) != count
    offset = Offset(
        count,
        unit,
        "before" if anchor and anchor.trigger == "before" else "after",
        number(token.get("max")) or None,
        anchor,
    )
    return replace(
        base,
        kind="relative",
        relation="from" if phrase.duration_rel == "after" else "by",
        offset=offset,
        conditions=tuple(each for each in events if each is not anchor),
        certainty="conditional",
        flags=(*base.flags, *(("number_word_mismatch",) if mismatch else ())),
    )


def stretch_of(token: Token) -> tuple[int | float, Unit]:
    """Return how many units of time a token of type "dur" names, and which: digits before words."""
    return _count(token.get("n") or token.get("word")), cast(
        "Unit", lookup("units")[token.get("unit")]
    )


def _count(text: str) -> int | float:
    """Return a number of units, "1/2" and "1,5" as well."""
    if text.isdecimal() or number(text):
        return number(text)
    return float(lookup("fractions").get(text, text.replace(",", ".")))


def _anchor(end: int, events: Sequence[Event]) -> Event | None:
    fit = [each for each in events if each.trigger not in _NOT_AN_EVENT]
    behind = [each for each in fit if each.span[0] >= end]
    return next(iter([*behind, *reversed(fit)]), None)


def _day(raw: str, phrase: Phrase) -> Event | None:
    if not phrase.points:
        return None
    made = phrase.points[0]
    trigger = "before" if made.rel == "before" else "after"
    day = bounds(made)[0].isoformat()
    words = raw[made.start : made.end]
    return Event(words, made.span, trigger, "other", status="met", met_on=day)  # type: ignore[arg-type]
