"""A cell's words as tokens: of all the rules that match, the set that covers most of the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from appendix_pipeline.rules import load


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the surface that one rule reads; `values` are the rule's and its groups'."""

    rule: str
    type: str
    start: int
    end: int
    values: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return the value called `name`, empty where the rule has none."""
        return self.values.get(name, "")

    @property
    def span(self) -> tuple[int, int]:
        """The half-open offsets of the token."""
        return self.start, self.end


@dataclass(frozen=True)
class _Atom:
    id: str
    type: str
    needs: tuple[str, ...]
    source: str
    values: dict[str, str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first needed: most texts need few of the patterns."""
        return compiled(self.source)


@cache
def _atoms() -> tuple[_Atom, ...]:
    return tuple(
        _Atom(
            rule["id"],
            rule["type"],
            tuple(rule.get("needs", ())),
            rule["pattern"],
            rule.get("values", {}),
        )
        for rule in load("deadlines")["atom"]
    )


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled, the names in braces replaced by the rule file's macros."""
    for name, macro in load("deadlines")["macros"].items():
        pattern = pattern.replace(f"{{{name}}}", macro)
    return re.compile(pattern)


def _candidates(text: str) -> Iterator[Token]:
    for atom in _atoms():
        for word in atom.needs:  # a plain loop: any() takes twice as long
            if word in text:
                break
        else:
            if atom.needs:
                continue
        for found in atom.pattern.finditer(text):
            start, end = found.span()
            if end > start:
                yield Token(atom.id, atom.type, start, end, atom.values | _groups(found))


def _groups(found: re.Match[str]) -> dict[str, str]:
    """Return the named groups that read something; "q2" is another place for "q"."""
    return {name.rstrip("23"): text for name, text in found.groupdict().items() if text}


def lex(text: str) -> tuple[Token, ...]:
    """Return the tokens, in order, that cover most characters of `text` without overlapping.

    Of two covers of the same size the one with fewer tokens wins, then the rule that stands
    first in the file. Taking the first match instead reads "Quý 1/2026" as a month.
    """
    tokens = sorted(_candidates(text), key=lambda token: token.end)
    ends = [token.end for token in tokens]
    best: list[tuple[int, int]] = [(0, 0)]  # after each token: characters, minus the tokens
    chosen: list[int | None] = [None]  # the token taken last, and where it leads back to
    for index, token in enumerate(tokens):
        before = bisect_right(ends, token.start, 0, index)
        size = token.end - token.start
        with_it = (best[before][0] + size, best[before][1] - 1)
        taken = with_it > best[index]
        best.append(with_it if taken else best[index])
        chosen.append(before if taken else None)
    return tuple(reversed(list(_walk(tokens, chosen))))


def _walk(tokens: list[Token], chosen: list[int | None]) -> Iterator[Token]:
    index = len(tokens)
    while index:
        before = chosen[index]
        if before is None:
            index -= 1
        else:
            yield tokens[index - 1]
            index = before
