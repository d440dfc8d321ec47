"""Which phrase of a cell says what: dates, repetition, a stretch of time, reporting duties."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.recurrence import dated_series, own_rules, weekly
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.rules import load

# Nothing but these signs stands between the members of one list.
_APART = re.compile(r"[^\s.,;]")


@dataclass(frozen=True, slots=True)
class Parts:
    """The phrases of a cell by their use; `head` is what the cell is about.

    `named` are the rules of repeated days and periods that are named, read from the phrase
    `named_in`. `others` are dated phrases beside the first, `clash` tells of a day that fits
    no month or repetition.
    """

    head: str
    dated: tuple[Phrase, ...] = ()
    others: tuple[Phrase, ...] = ()
    reports: tuple[Phrase, ...] = ()
    repeating: tuple[Phrase, ...] = ()
    named: tuple[str, ...] = ()
    named_in: Phrase | None = None
    stretch: Phrase | None = None
    ongoing: bool = False
    clash: bool = False


def sorted_out(low: str, said: Sequence[Phrase]) -> Parts:
    """Return the phrases of a cell by their use; `low` is its surface."""
    said = _with_bracketed_days(_once(said))
    repeating = tuple(each for each in said if each.repeats)
    named, named_in = _named(repeating, said)
    stretch = next((each for each in said if each.durations), None)
    anchored = stretch is not None and stretch.anchored
    dated = [
        each
        for each in said
        if each.points
        and each is not named_in
        and not (each.repeats and own_rules(each))
        and not (anchored and each is stretch)
    ]
    reports = tuple(_reports(low, said, dated))
    dated = [each for each in dated if each not in reports]
    together = _together(low, dated)
    return Parts(
        head=_head(said, together, repeating, stretch),
        dated=together,
        others=tuple(dated[len(together) :]),
        reports=reports,
        repeating=repeating,
        named=named,
        named_in=named_in,
        stretch=stretch,
        ongoing=any(each.ongoing or (each.then_on and not each.points) for each in said),
        clash=any(
            _clashes(each) for each in repeating if each is not named_in and not own_rules(each)
        )
        or any(not point.m for each in (*dated, *reports) for point in each.points if point.d)
        or _some_without_a_day(repeating)
        or not (dated or all(not each.weekdays or each is named_in for each in said))
        # "các năm tiếp theo" of what? "năm 2025, triển khai các năm tiếp theo" says it.
        or not (dated or all(not each.then_on or each.points for each in said)),
    )


def _once(said: Sequence[Phrase]) -> Sequence[Phrase]:
    """Let reports come once where a day of one has a year: "báo cáo năm trước 15/12/2026"."""
    if not any(each.named and _has_year(each) for each in said):
        return said
    return [replace(each, repeats=False) if _only_named(each) else each for each in said]


def _only_named(phrase: Phrase) -> bool:
    """Tell whether a phrase with a day repeats only because it names a report."""
    return bool(phrase.points) and 0 < phrase.named == len(phrase.every)


def _has_year(phrase: Phrase) -> bool:
    return any(each.y and each.unit == "day" for each in phrase.points)


def _with_bracketed_days(said: Sequence[Phrase]) -> list[Phrase]:
    """Give each of several series its day: "báo cáo 6 tháng (trước 15/6) và báo cáo năm (…)"."""
    found: list[Phrase] = []
    several = sum(each.repeats for each in said) > 1
    for each in said:
        last = found[-1] if found and several else None
        open_ = last is not None and last.repeats and not last.points
        same = not each.repeats or (last is not None and each.every == last.every)
        if last and open_ and each.points and same and each.depth > last.depth:
            found[-1] = replace(
                last, points=each.points, links=each.links, part=each.part, end=each.end
            )
        else:
            found.append(each)
    return found


def _named(
    repeating: Sequence[Phrase], said: Sequence[Phrase]
) -> tuple[tuple[str, ...], Phrase | None]:
    """Return the rules of the day or period that a repetition names, and where it does."""
    for each in repeating:
        if rules := own_rules(each):
            return rules, each
    for each in said if repeating else ():
        if each.repeats:
            continue
        rules = weekly(repeating[0], each.weekdays)
        if not rules and each.points:
            rules = dated_series(each.points, each.links, repeating[0])
        if rules:
            return rules, each
    return (), None


def _some_without_a_day(repeating: Sequence[Phrase]) -> bool:
    """Tell whether several series name their day and another does not: whose is it?"""
    named = [bool(own_rules(each)) for each in repeating]
    return sum(named) > 1 and not all(named)


def _clashes(phrase: Phrase) -> bool:
    """Tell whether a day or weekday stands in a repetition that it does not fit."""
    return bool(phrase.weekdays) or any(not each.y for each in phrase.points)


@cache
def report_word() -> re.Pattern[str]:
    """Return the words that make a dated phrase a reporting duty."""
    return compiled("{w}" + str(load("deadlines")["words"]["report"]) + "{e}")


def _reports(low: str, said: Sequence[Phrase], dated: Sequence[Phrase]) -> Iterator[Phrase]:
    """Yield the later dated phrases that a word of reporting opens."""
    for before, each in pairwise(said):
        other = before not in dated or not before.named
        opened = (each.named and other) or report_word().search(low, before.end, each.start)
        if each in dated and opened:
            yield each


def _together(low: str, dated: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """Return the first dated phrases with no words between them: they are one list."""
    taken = list(dated[:1])
    for each in dated[1:]:
        if _APART.search(low, taken[-1].end, each.start):
            break
        taken.append(each)
    return tuple(taken)


def _head(
    said: Sequence[Phrase],
    dated: Sequence[Phrase],
    repeating: Sequence[Phrase],
    stretch: Phrase | None,
) -> str:
    """Return what the cell is about: its first phrase, but a date before a mere "thường xuyên"."""
    first = said[0] if said else None
    if dated:
        before = [each for each in said if each.start <= dated[0].start]
        if any(
            each.repeats and (each is not dated[0] or each.first == "repeats") for each in before
        ):
            return "recurring"
        return "relative" if stretch in before and stretch is not dated[0] else "dated"
    if stretch and not any(each.start < stretch.start for each in repeating):
        return "relative"
    if first and first.first == "ongoing":
        return "ongoing"
    if repeating:
        return "recurring"
    return "ongoing" if any(each.ongoing for each in said) else ""
