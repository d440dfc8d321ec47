"""Phrases: stretches of tokens with no other words between them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from appendix_pipeline.normalise.deadlines.grammar import read_run
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.tokens import Token

# Between the tokens of one phrase stand blanks and quotation marks only.
_BREAK = re.compile(r"[^\s\"']")
_WORDS = ("document", "word", "batch")
_REPEATING = ("freq", "times", "quartermonth")


def phrases(
    low: str, tokens: Sequence[Token], clauses: Sequence[tuple[int, int]]
) -> tuple[Phrase, ...]:
    """Return the phrases of a surface outside the clauses, in order.

    Those that say nothing of time and leave nothing unread are left out.
    """
    outside = [
        token for token in tokens if not any(start <= token.start < end for start, end in clauses)
    ]
    found = [read_run(low, run) for run in _runs(low, outside)]
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


def _new_series(low: str, run: Sequence[Token], token: Token) -> bool:
    """Tell whether a repetition with its day is over: "hằng tháng trước ngày 20; …"."""
    begins = token.rule == "reports-of" or low[token.start : token.end] == ";"
    types = {each.type for each in run} if begins else set()
    return "time" in types and not types.isdisjoint(_REPEATING)


def _runs(low: str, tokens: Iterable[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        gap = run and _BREAK.search(low, run[-1].end, token.start)
        # Another verb is another step: "ban hành tháng 11/2025, triển khai năm 2026".
        step = token.get("verb") and any(each.type == "time" for each in run)
        if token.type in _WORDS or gap or step or _new_series(low, run, token):
            if run:
                yield run
            run = []
        if token.type not in _WORDS:
            run.append(token)
    if run:
        yield run
