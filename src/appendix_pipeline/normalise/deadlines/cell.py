"""One deadline cell on its way: its text, its tokens, and what is known of its plan."""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from appendix_pipeline.normalise.deadlines.asides import is_note, is_strange
from appendix_pipeline.normalise.deadlines.clauses import Clause, find_clauses
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.phrases import phrases
from appendix_pipeline.normalise.deadlines.surface import surface
from appendix_pipeline.normalise.deadlines.tokens import Token, compiled, lex
from appendix_pipeline.normalise.deadlines.years import Window, window
from appendix_pipeline.rules import load

_DIGIT = re.compile(r"\d")


@cache
def _time_word() -> re.Pattern[str]:
    return compiled("{w}" + load("deadlines")["words"]["time"] + "{e}")


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
    def waiting(self) -> tuple[tuple[int, int], ...]:
        """The stretches of the clauses."""
        return tuple((each.start, each.end) for each in self.clauses)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """What the tokens outside all clauses say of time."""
        return phrases(self.low, self.tokens, self.waiting)

    @cached_property
    def joined(self) -> str:
        """The surface without the names of batches: "đợt 1: …, đợt 2: …" is one list."""
        left = self.low
        for start, end in (each.span for each in self.tokens if each.type == "batch"):
            colon = end + left[end : end + 1].count(":")
            left = f"{left[:start]}{' ' * (colon - start)}{left[colon:]}"
        return left

    @cached_property
    def unreadable(self) -> bool:
        """Tell whether a calendar stands outside the clauses that no rule here can read."""
        return any(
            each.type == "unread"
            and not any(clause.start <= each.start < clause.end for clause in self.clauses)
            for each in self.tokens
        )

    @cached_property
    def issued(self) -> Window | None:
        """The first and the last day the plan may have been issued, if its date is known."""
        return window(self.as_of)

    @cached_property
    def residue(self) -> str:
        """The surface with all that was read made blank."""
        spans = [each.span for each in self.tokens if each.type != "unread"]
        left = self.low
        for start, end in (*spans, *self.waiting):
            left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
        return left

    @cached_property
    def unread(self) -> bool:
        """Tell whether a digit, a word of time or a word of no known use was not read."""
        if any(each.unread for each in self.phrases):
            return True
        if self.residue.isspace() or not self.residue:
            return False
        return (
            _DIGIT.search(self.residue) is not None
            or _time_word().search(self.residue) is not None
            or is_strange(self.low, self.tokens, self.waiting)
        )

    @cached_property
    def noted(self) -> bool:
        """Tell whether the cell, which says nothing of time, is known to be a note."""
        return not self.unread and is_note(self.low, self.tokens, self.waiting)
