"""A phrase on its way through the grammar: what was read, and words that wait for their time."""

from dataclasses import dataclass, field

from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.points import Point
from appendix_pipeline.normalise.deadlines.tokens import Token


@dataclass(slots=True)
class State:
    """A phrase on its way: words that wait for the time they belong to."""

    phrase: Phrase
    rel: str = ""
    rel_span: tuple[int, int] | None = None
    link: str = ""
    parts: list[Token] = field(default_factory=list)
    open: bool = False  # "hằng …": the units that follow repeat
    wanting: tuple[int, int] | None = None  # a word that says nothing without a unit: "mỗi"
    before: str = ""  # the type of the token before
    comma: bool = False  # the link is a mere comma
    either: str = ""  # the flag of a link that leaves open which is meant: "hoặc"
    naming: bool = False  # the units that follow name reports: "báo cáo quý, năm"

    def add_unit(self, unit: tuple[str, int, int]) -> None:
        """Let a unit repeat, or name a report."""
        self.phrase.every.append(unit)
        self.phrase.named += self.naming

    def take_rel(self) -> str:
        """Return the relation word that waits, "to" and "until" as what they bind to."""
        rel, self.rel, self.rel_span = self.rel, "", None
        return "by" if rel in ("to", "until") else rel

    def add(self, made: Point) -> None:
        """Put a point behind the others."""
        if self.phrase.points:
            self.phrase.links.append(self.link)
            self.phrase.flags += filter(None, [self.either])
        self.phrase.points.append(made)
        self.phrase.first = self.phrase.first or "points"
        self.link = self.either = ""
