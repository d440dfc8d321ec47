"""The words of a cell, and what the rules know of them."""

from collections.abc import Iterator, Sequence

from appendix_pipeline.normalise.agencies.entries import Head
from appendix_pipeline.normalise.agencies.gazetteer import Match, gazetteer
from appendix_pipeline.normalise.agencies.words import AND, Word, cut
from appendix_pipeline.rules.register import commune_names

_MAX_COMMUNE = 5
# A wording may hold a comma ("khám bệnh, chữa bệnh"), but no line break.
_TIGHT = 0.1


class Lookup:
    """The words of a cell, each looked up in the rules once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = cut(text)
        self.size = len(self.words)
        self.rules = gazetteer()
        self._matches: list[dict[str, list[Match]] | None] = [None] * self.size

    def kind(self, at: int) -> str:
        """Return the kind of the word at `at`, "" past the end."""
        return self.words[at].kind if at < self.size else ""

    def upper(self, at: int) -> bool:
        """Whether the word at `at` begins with a capital."""
        return at < self.size and self.words[at].text[0].isupper()

    def matches(self, kind: str, at: int) -> Sequence[Match]:
        """Return the wordings of one kind that begin at `at`, shorter ones first."""
        if at >= self.size:
            return ()
        known = self._matches[at]
        if known is None:
            known = self._matches[at] = self.rules.matches(self.words, at)
        return known.get(kind, ())

    def phrase(self, kind: str, at: int) -> int:
        """Return the end of the longest wording of one kind at `at`, or `at` for none."""
        ends = [end for end, _, cost in self.matches(kind, at) if cost <= _TIGHT]
        return ends[-1] if ends else at

    def quantifier(self, at: int) -> int:
        """Return the end of "các", "toàn thể", "13", "13/13", "hai" at `at`, or `at` for none.

        A number counts only where what is counted follows.
        """
        end = self.phrase("quantifiers", at)
        if end > at or self.kind(at) != "w":
            return end
        end = self.phrase("numbers", at)
        if self.words[at].text.isdecimal():
            end = at + (3 if self.kind(at + 1) == "/" else 1)
        return end if end > at and self.phrase("nouns", end) > end else at

    def head(self, at: int) -> tuple[int, Head] | None:
        """Return the end and the meaning of the longest head at `at`."""
        for end, head, _ in reversed(self.matches("head", at)):
            # "Phòng, chống" is no room either.
            near = end + 1 if self.kind(end) == "," and not self.upper(end + 1) else end
            after = self.words[near].key if near < self.size else ""
            if after in head.not_before:
                continue
            # "sở Tài chính" is a body, "sở hữu" is not: a capital must follow unless `low`.
            # "các phòng: Kinh tế, …" opens a list of names.
            if self.upper(at) or head.low or self.upper(end) or self.kind(end) == ":":
                return end, head
        return None

    def communes(self, at: int) -> Iterator[int]:
        """Yield the ends of the names of communes, without their kind, that begin at `at`."""
        if not self.upper(at):
            return
        for end in range(at + 1, min(self.size, at + _MAX_COMMUNE) + 1):
            if self.kind(end - 1) != "w":
                return
            if " ".join(word.key for word in self.words[at:end]) in commune_names():
                yield end

    def is_unit(self, at: int) -> bool:
        """Whether "xã", "thành phố" in lower case stand at `at`: a place, hardly a body."""
        return not self.upper(at) and bool(self.matches("unit", at))

    def bare_unit(self, at: int, end: int) -> bool:
        """Whether the words from `at` to `end` are only such a unit, without a name."""
        return self.is_unit(at) and any(match.end == end for match in self.matches("unit", at))

    def unbroken(self, at: int) -> int:
        """Return the place after a line break at `at` that only wraps a line, else `at`."""
        wrapped = self.kind(at) == "n" and self.kind(at + 1) == "w" and not self.upper(at + 1)
        return at + 1 if wrapped else at

    def follows_word(self, at: int) -> bool:
        """Whether a word other than "và" stands right before `at`."""
        return at > 0 and self.kind(at - 1) == "w" and self.words[at - 1].key != AND

    def parent(self, at: int) -> bool:
        """Whether a body begins at `at` that others are part of: a ministry, a university."""
        heads = map(self.rules.head, self.opening_heads(at))
        return any(head.parent for head in heads if head)

    def opening_heads(self, at: int) -> set[str]:
        """Return the words of the heads that open the bodies which may begin at `at`."""
        found = self.head(at)
        heads = {match.meaning.head for match in self.matches("body", at)}
        return (heads | {found[1].words} if found else heads) - {""}
