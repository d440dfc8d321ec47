"""Months as the columns of a chart: one after another, so that equal gaps are equal time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from appendix_pipeline.consolidation.words import in_words, label
from appendix_pipeline.options import Lang

_MOST = 24


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the months in it, numbered from the year 0; its name in full and in two lines."""

    first: int
    last: int
    name: str
    lines: tuple[str, str]

    def __contains__(self, month: str) -> bool:
        """Return whether a month ("2025-10") is in it."""
        return self.first <= _number(month) <= self.last


def columns(counts: Mapping[str, int], lang: Lang) -> tuple[Column, ...]:
    """Return columns for `counts` by month ("2025-10"): every month from the first to the last.

    Of more than two years those with most are shown month by month, and one column each stands
    for all that is before and after.
    """
    found = {_number(month): count for month, count in counts.items()}
    return tuple(_columns(found, lang)) if found else ()


def _number(month: str) -> int:
    year, of_year = month.split("-")
    return int(year) * 12 + int(of_year) - 1


def _columns(found: Mapping[int, int], lang: Lang) -> Iterator[Column]:
    first = max(sorted(found), key=lambda start: _within(found, start))
    last = max(each for each in found if each < first + _MOST)
    if min(found) < first:
        yield _edge("before", min(found), first - 1, first, lang)
    for each in range(first, last + 1):
        yield Column(each, each, in_words("month", _iso(each), lang), (_of_year(each), _year(each)))
    if max(found) > last:
        yield _edge("after", last + 1, max(found), last, lang)


def _within(found: Mapping[int, int], start: int) -> int:
    return sum(count for each, count in found.items() if start <= each < start + _MOST)


def _edge(side: str, first: int, last: int, beside: int, lang: Lang) -> Column:
    word, month = label("words", side, lang), in_words("month", _iso(beside), lang)
    return Column(first, last, f"{word} {month}", (word, month))


def _iso(each: int) -> str:
    return f"{_year(each)}-{_of_year(each)}"


def _year(each: int) -> str:
    return f"{each // 12:04}"


def _of_year(each: int) -> str:
    return f"{each % 12 + 1:02}"
