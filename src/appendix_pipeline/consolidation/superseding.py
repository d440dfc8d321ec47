"""Which document takes the place of which: a corrected file sent again under another name.

The rule: the same commune (by its code), the same plan (number, symbol, year), the same heading and
title of the appendix, in two files. The one saved last counts; a finding names both, and the
outputs of the other stay where they are. Where the registry has yet to fill in the number, the
month is part of the plan. Where the commune is not known beyond doubt, nothing is taken for a
correction.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from appendix_pipeline.batches.item import Done, Outcome, Summary
from appendix_pipeline.text import fold, key

_MONTH, _YEAR = len("2025-10"), len("2025")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An appendix that may count, the one of this `number` in its file."""

    done: Done
    number: int
    appendix: Summary

    @property
    def name(self) -> str:
        """Return what the store calls its document."""
        return document_name(self.done.item.sha256, self.number)


def document_name(sha256: str, appendix: int) -> str:
    """Return what an appendix of a file is called in the store."""
    return sha256[:16] + (f"-{appendix}" if appendix > 1 else "")


def candidates(outcomes: Iterable[Outcome]) -> Iterator[Candidate]:
    """Yield each appendix once: a file that came under several names, under the first."""
    seen: set[str] = set()
    for outcome in outcomes:
        sha256 = outcome.item.sha256
        if isinstance(outcome, Done) and sha256 not in seen:
            seen.add(sha256)
            for number, appendix in enumerate(outcome.appendices, 1):
                yield Candidate(outcome, number, appendix)


def current(found: Iterable[Candidate]) -> Mapping[Candidate, tuple[Candidate, ...]]:
    """Return the appendices that count, in the order given, each with those that it replaces."""
    groups: dict[object, list[Candidate]] = defaultdict(list)
    for each in found:
        groups[_plan(each.appendix) or each.name].append(each)
    counted: dict[Candidate, tuple[Candidate, ...]] = {}
    for group in groups.values():
        newest = _newest(group).item
        older = tuple(each for each in group if each.done.item != newest)
        for each in group:
            if each.done.item == newest:
                counted[each] = older
    return counted


def _plan(appendix: Summary) -> tuple[str, ...]:
    """Return what two states of one appendix have in common; empty where that is not known."""
    if not appendix.commune_code or not appendix.symbol or not appendix.title:
        return ()
    date = appendix.date[: _YEAR if appendix.number else _MONTH]
    words = (key(fold(appendix.heading)), key(fold(appendix.title)))
    return appendix.commune_code, appendix.number, key(appendix.symbol), date, *words


def _newest(group: Iterable[Candidate]) -> Done:
    """Return the file saved last: by Word's own word where every file has it, then by its date.

    Of files alike in both the last by name counts, so that the order of arrival changes nothing.
    """
    files = [each.done for each in group]
    told = all(each.saved for each in files)

    def age(done: Done) -> tuple[str, float, str, str]:
        return done.saved if told else "", done.item.modified, done.item.name, done.item.sha256

    return max(files, key=age)
