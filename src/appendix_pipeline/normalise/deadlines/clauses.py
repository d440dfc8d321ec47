"""Clauses that wait for an event: where they begin and end in a cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from appendix_pipeline.normalise.deadlines.tokens import Token, compiled
from appendix_pipeline.rules import load

_SENTENCE = re.compile(r"\. (?=\w)|;")
_LETTER = re.compile(r"[^\W_]")
# Words of a dated phrase that may stand before its time, and what makes it one.
_BEFORE_TIME = ("filler", "rel", "part", "clock", "weekday")
_TIME = ("time", "dur", "freq", "name", "times", "ongoing")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of one clause, half-open, the cue that opens it and the tokens inside.

    `depth` counts the brackets around it.
    """

    cue: Token
    start: int
    end: int
    depth: int
    tokens: tuple[Token, ...]


def find_clauses(low: str, tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """Return the clauses of a cell in order; none lies in another.

    A clause ends with its bracket, with its sentence, or where a dated phrase goes on after a
    comma (", hoàn thành trước ngày …") or behind it ("… 10 ngày").
    """
    found: list[Clause] = []
    at = 0
    for index, cue in enumerate(tokens):
        if cue.type != "cue" or cue.start < at:
            continue
        at = max(cue.end, len(low[: _end(low, index, tokens)].rstrip(" ,.(")))
        inside = tuple(each for each in tokens[index + 1 :] if each.end <= at)
        depth = low.count("(", 0, cue.start) - low.count(")", 0, cue.start)
        found.append(Clause(cue, cue.start, at, depth, inside))
    return tuple(found)


def _end(low: str, at: int, tokens: Sequence[Token]) -> int:
    cue = tokens[at]
    end = _end_of_sentence(low, cue.end)
    for index in range(at + 1, len(tokens)):
        token = tokens[index]
        if token.start >= end:
            break
        if _goes_on(low, cue, index, tokens):
            return token.start
    return _before_duration(low, at, tokens, end)


def _end_of_sentence(low: str, start: int) -> int:
    depth = 0
    end = len(low.rstrip())
    for at in range(start, end):
        depth += {"(": 1, ")": -1}.get(low[at], 0)
        if depth < 0:
            end = at
            break
    sentence = _SENTENCE.search(low, start, end)
    return sentence.start() if sentence else end


def _goes_on(low: str, cue: Token, index: int, tokens: Sequence[Token]) -> bool:
    """Tell whether the clause is over here since a dated phrase, or another clause, begins."""
    token = tokens[index]
    rel = token.get("rel")
    if token.type == "cue" and low[: token.start].endswith("("):
        return True
    if token.type == "conj" and token.get("link") == "list":
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after and after.type == "cue" and not _LETTER.search(low, token.end, after.start):
            return not after.get("session")
        plain = bool(cue.get("session"))
        if low[token.start] != ",":  # "… và trước ngày 31/12/2025"
            plain = True
        return _dated(low, token.end, index + 1, tokens, plain=plain)
    if cue.get("since") and rel in ("to", "until"):
        return _dated(low, token.start, index, tokens)
    if cue.get("kind") != "on_request" and not cue.get("aside"):
        return False
    opens = rel in ("before", "by", "until") or low[: token.start].endswith("(")
    return opens and _dated(low, token.start, index, tokens)


def _dated(
    low: str, start: int, index: int, tokens: Sequence[Token], *, plain: bool = False
) -> bool:
    """Tell whether a dated phrase begins at `start`, with the token at `index`.

    Only words of time may stand before its time. `plain` asks for one of them: a session may
    be named with its date alone.
    """
    for at in range(index, len(tokens)):
        token = tokens[at]
        if _LETTER.search(low, start, token.start):
            return False
        if token.type not in _BEFORE_TIME:
            unit_of_part = token.type == "unit" and at > index
            return (token.type in _TIME or unit_of_part) and not (plain and at == index)
        start = token.end
    return False


@cache
def _counted() -> re.Pattern[str]:
    return compiled(str(load("deadlines")["words"]["counted"]) + r"\s*$")


def _before_duration(low: str, at: int, tokens: Sequence[Token], end: int) -> int:
    """Return where "… 10 ngày" begins if the clause ends with it: a stretch from the event."""
    inside = [each for each in tokens[at + 1 :] if each.end <= end]
    if not inside or inside[-1].type != "dur" or _LETTER.search(low, inside[-1].end, end):
        return end
    first = len(inside) - 1
    while first and inside[first - 1].type == "rel" and not _LETTER.search(
        low, inside[first - 1].end, inside[first].start
    ):  # fmt: skip
        first -= 1
    start = inside[first].start
    counts = _counted().search(low[:start]) is not None or start <= tokens[at].end + 1
    return end if counts or tokens[at].get("kind") != "condition" else start
