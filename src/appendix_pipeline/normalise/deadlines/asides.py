"""Words of a cell that say no time: an instruction, a document, a body; or nothing known."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from appendix_pipeline.normalise.deadlines.tokens import Token, compiled
from appendix_pipeline.rules import load

# A stretch of such words ends with its sentence, its bracket, or where something else was read.
_STRETCH = re.compile(r"[^\n;()\[\]]+")
_SENTENCE = re.compile(r"\.(?=\s)")
_LETTER = re.compile(r"[^\W\d_]")
_READ, _NAMED = "\n", "§"
_SMALL_WORDS = ("conj", "filler", "batch")
_NAMES = ("document", "word")

Stretch = tuple[int, int]


def is_strange(low: str, tokens: Sequence[Token], clauses: Sequence[Stretch]) -> bool:
    """Tell whether unread words of a surface begin as nothing that is known to say no time."""
    return not all(_opener().match(each) for each in _stretches(low, tokens, clauses))


def is_note(low: str, tokens: Sequence[Token], clauses: Sequence[Stretch]) -> bool:
    """Tell whether a surface without words of time is an instruction, a document or a body."""
    stretches = list(_stretches(low, tokens, clauses))
    if any(each.get("of_time") for each in tokens):
        return False  # "trong thời gian quy định"
    named = any(each.type in _NAMES for each in tokens)
    known = all(_opener().match(each) for each in stretches)
    return known and (named or any(_opener(alone=True).match(each) for each in stretches))


def _kept(low: str, token: Token) -> str:
    """Return what stands for a token: a sign or a verb as it is, another small word as blanks."""
    words = low[token.start : token.end]
    if token.get("verb"):
        return words
    if token.type in _SMALL_WORDS:
        return _LETTER.sub(" ", words)
    return (_NAMED if token.type in _NAMES else _READ) * len(words)


@cache
def _opener(*, alone: bool = False) -> re.Pattern[str]:
    rules = load("deadlines")
    patterns = [each["pattern"] for each in rules["aside"] if each.get("note") or not alone]
    words = "|".join(patterns).replace("{body}", rules["words"]["body"])
    return compiled(rf"[\W\d_]*(?:{_NAMED}|(?:{words}){{e}})")


def _stretches(low: str, tokens: Sequence[Token], clauses: Sequence[Stretch]) -> Iterator[str]:
    """Yield the stretches that hold a letter no rule read; documents are `_NAMED` in them."""
    kept, unread = list(low), list(low)
    for start, end in (*clauses, *(each.span for each in tokens)):
        unread[start:end] = " " * (end - start)
    for start, end in clauses:
        kept[start:end] = _READ * (end - start)
    for each in tokens:
        kept[each.start : each.end] = _kept(low, each)
    text, left = _SENTENCE.sub(_READ, "".join(kept)), "".join(unread)
    for found in _STRETCH.finditer(text):
        if _LETTER.search(left, *found.span()):
            yield found[0]
