"""One deadline cell on its way: its text, its tokens, and what is known of its plan."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from appendix_pipeline.normalise.deadlines.clauses import Clause, find_clauses
from appendix_pipeline.normalise.deadlines.surface import surface
from appendix_pipeline.normalise.deadlines.tokens import Token, compiled, lex
from appendix_pipeline.rules import load

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Cell:
    """A cell and its plan: `raw` is the folded text, `as_of` the plan's date as an ISO prefix.

    `subject_year` is the year the plan's title names, if any.
    """

    raw: str
    as_of: str
    subject_year: str

    @cached_property
    def low(self) -> str:
        """The surface the rules see: as long as `raw`."""
        return surface(self.raw)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the whole cell, in order."""
        return lex(self.low)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that wait for something."""
        return find_clauses(self.low, self.tokens)

    @cached_property
    def outside(self) -> tuple[Token, ...]:
        """The tokens that stand in no clause."""
        return tuple(
            token
            for token in self.tokens
            if not any(each.start <= token.start < each.end for each in self.clauses)
        )

    @cached_property
    def issued(self) -> tuple[date, date] | None:
        """The first and the last day the plan may have been issued, if its date is known."""
        found = _ISO.fullmatch(self.as_of)
        if not found:
            return None
        year, month, day = (int(each or 0) for each in found.groups())
        try:
            first = date(year, month or 1, day or 1)
            if day:
                return first, first
            after = date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
        except ValueError:
            return None
        return first, after - timedelta(days=1)

    @cached_property
    def residue(self) -> str:
        """The surface with all that was read made blank."""
        letters = list(self.low)
        spans = [each.span for each in self.tokens if each.type != "unread"]
        for start, end in [*spans, *((each.start, each.end) for each in self.clauses)]:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    @cached_property
    def unread(self) -> bool:
        """Tell whether a digit or a word of time was not read."""
        word = compiled("{w}" + load("deadlines")["words"]["time"] + "{e}")
        return bool(_DIGIT.search(self.residue) or word.search(self.residue))
