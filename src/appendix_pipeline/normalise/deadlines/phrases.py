"""Phrases: stretches of tokens with no other words between them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from appendix_pipeline.normalise.deadlines.grammar import read_run
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.tokens import Token

# Between the tokens of one phrase stand blanks and quotation marks only.
_BREAK = re.compile(r"[^\s\"']")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = ("document", "word", "batch")
_PERIODS = ("tháng", "quý", "năm")
_TIMES = ("time", "num", "weekday")
_REPEATING = ("freq", "name", "times", "quartermonth")
_LIMITS = ("before", "by")


def phrases(
    low: str, tokens: Sequence[Token], clauses: Sequence[tuple[int, int]]
) -> tuple[Phrase, ...]:
    """Return the phrases of a surface outside the clauses, in order.

    Those that say nothing of time and leave nothing unread are left out.
    """
    outside = [
        token for token in tokens if not any(start <= token.start < end for start, end in clauses)
    ]
    found: list[Phrase] = []
    for run in _runs(low, outside):
        for series in _each_series(low, run):
            for part in _once_and_again(series):
                found.append(read_run(low, part, repeats=_repeats_on(low, found, part)))
    covered = [token.span for token in tokens]
    for each in found:
        _drop_count(low, each, covered)
    return tuple(each for each in found if each.says or each.unread or each.flags)


def _drop_count(low: str, phrase: Phrase, covered: Sequence[tuple[int, int]]) -> None:
    """Take a bare year with unread words beside it for a count: "trồng 2000 cây"."""
    if len(phrase.points) != 1 or phrase.start != phrase.points[0].start:
        return
    made = phrase.points[0]
    left, right = len(low[: made.start].rstrip()) - 1, made.end + low[made.end :].startswith(" ")
    words = any(
        0 <= at < len(low) and low[at].isalpha() and not any(a <= at < b for a, b in covered)
        for at in (left, right)
    )
    if made.bare and made.unit == "year" and words:
        phrase.unread.append(made.span)
        phrase.points = []


def _each_series(low: str, run: Sequence[Token]) -> Iterator[list[Token]]:
    """Part repetitions that each have their day: "hằng tháng trước ngày 20; hằng quý …"."""
    first = 0
    for at, token in enumerate(run):
        said = {each.type for each in run[first:at]}
        named = token.type == "name" and run[at - 1].type == "conj"
        over = "time" in said and (named or not said.isdisjoint(_REPEATING))
        if over and (named or _begins_series(low, run, at, token)):
            yield list(run[first:at])
            first = at
    yield list(run[first:])


def _begins_series(low: str, run: Sequence[Token], at: int, token: Token) -> bool:
    if low[token.start : token.end] == ";":
        return True
    if token.type != "conj" or at + 1 == len(run):
        return False
    if _is_period(run[at + 1]):  # "6 tháng trước 15/6, năm trước 15/12"
        return True
    if run[at + 1].get("rel") in _LIMITS and _is_series(run[at + 1 :]):
        return True
    before = [each for each in run[:at] if each.type == "time"]
    behind = [each for each in run[at:] if each.type == "time"]
    repeats = any(each.type in _REPEATING for each in run[at:])
    # "ngày 20 hằng tháng, 15/6 và 15/12 hằng năm": days of months, then of the year.
    return bool(repeats and behind and behind[0].get("m") and not before[-1].get("m"))


def _is_series(run: Sequence[Token]) -> bool:
    """Tell whether the first member of a list has a day and says how often it comes."""
    types = {each.type for each in takewhile(lambda each: each.type != "conj", run)}
    return "time" in types and not types.isdisjoint(_REPEATING)


def _is_period(token: Token) -> bool:
    return token.type in ("unit", "dur") and token.get("unit") in _PERIODS


def _repeats_on(low: str, found: Sequence[Phrase], run: Sequence[Token]) -> bool:
    """Tell whether a mere period is another that repeats: "hằng tháng (…), quý (…), năm (…)"."""
    telling = [token for token in run if token.type not in ("conj", "filler")]
    if not (found and telling and _is_period(telling[0])):
        return False
    start, begin = telling[0].start, run[0].start
    depth = low.count("(", 0, start) - low.count(")", 0, start)
    before = next((each for each in reversed(found) if each.depth <= depth), None)
    letters = _LETTER.search(low, found[-1].end, begin)
    return before is not None and before.depth == depth and before.repeats and not letters


def _once_and_again(run: list[Token]) -> Iterator[list[Token]]:
    """Part a date of a year from what is repeated beside it: "năm 2026, trước 15/6 hằng năm"."""
    times = [at for at, each in enumerate(run) if each.type in _TIMES]
    repeated = [at for at, each in enumerate(run) if each.type in _REPEATING]
    of_year = [at for at in times if run[at].get("y") or run[at].get("yy")]
    others = [at for at in times if at not in of_year]
    part = len(run)
    if of_year and others and repeated:
        once, again = of_year[-1], others[-1]
        before = others[0] < of_year[0]  # the year may be theirs: "tháng 10, 11/2025"
        if once < again and (not before or repeated[-1] > once):
            part = once + 1
        elif any(again < at < of_year[0] for at in repeated):
            part = max(at for at in repeated if at < of_year[0]) + 1
            while run[part].type in ("unit", "dur"):  # "hằng | năm"
                part += 1
    joined = part < len(run) and _is_range(run[part])
    yield from [run] if part == len(run) or joined else [run[:part], run[part:]]


def _is_range(token: Token) -> bool:
    return token.get("link") == "dash" or token.get("rel") in ("to", "until")


def _runs(low: str, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        gap = run and _BREAK.search(low, run[-1].end, token.start)
        # Another verb is another step: "ban hành tháng 11/2025, triển khai năm 2026".
        step = token.get("verb") and any(each.type == "time" for each in run)
        if token.type in _WORDS or gap or step:
            if run:
                yield run
            run = []
        if token.type not in _WORDS:
            run.append(token)
    if run:
        yield run
