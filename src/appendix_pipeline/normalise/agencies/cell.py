"""One cell under reading: what can begin at each of its words, and what was seen before."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from appendix_pipeline.normalise.agencies.entries import Record
from appendix_pipeline.normalise.agencies.lookup import Lookup
from appendix_pipeline.normalise.agencies.words import AND, is_acronym
from appendix_pipeline.text import key

# How surely a body begins at a word: not, perhaps, surely.
NO, SOFT, HARD = 0, 1, 2
# Marks that end whatever stands before them, and marks that end a sentence.
STOPS = frozenset("n;.#*()?:")
SENTENCES = frozenset("n;.#*")
# "… phối hợp." links nothing.
_NO_LINK = STOPS - {":", "n"} | {"", ","}
_MAX_NAME = 30
_PREPOSITIONS = frozenset(
    map(key, ("về", "của", "với", "cho", "trong", "thuộc", "giữa", "tại", "việc", "là", "giúp"))
)
# Words of one letter; any other small one inside a name slipped from the keyboard.
_ONE_LETTER = frozenset(map(key, "yýở"))
_SLIP_OF_A_KEY = 8.0


class End(NamedTuple):
    """A place where a name may end (index of the word after it), and the cost of reading so."""

    at: int
    cost: float


class Cell(Lookup):
    """The words of a cell, with a memory of what was found at each place."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.bulleted = bool(self.words) and self.words[0].kind == "*"
        self.heads_seen: dict[str, int] = {}
        # Where a name of its own ends, and of which kind of body it is.
        self.names_seen: dict[int, Record] = {}
        # Where a unit ends: the body that names after it may share, and the unit.
        self._units_seen: dict[int, tuple[Record | None, str]] = {}
        self._unit_ends: list[int] = []
        # Whether a head and ":" opened a list.
        self.opened = False
        self._anchors: list[int | None] = [None] * self.size

    def anchor(self, at: int) -> int:
        """Return how surely a body begins at `at`: NO, SOFT or HARD."""
        if self.kind(at) != "w":
            return NO
        known = self._anchors[at]
        if known is None:
            known = self._anchors[at] = self._anchor(at)
        return known

    def _anchor(self, at: int) -> int:
        if self.phrase("quantifiers", at) > at:
            return HARD
        compound = at and not self.upper(at) and self.phrase("compounds", at - 1) > at
        if compound or self._inside_place(at):
            return NO
        head = self.head(at)
        capital = self.upper(at) or self.upper(head[0] if head else at + 1)
        if self.is_unit(at):
            return HARD if capital else NO
        if self.matches("body", at) or (head and capital):
            return HARD
        if self.matches("posts", at) and self.upper(at):
            return HARD
        return SOFT if head or self.acronym(at) else NO

    def inside_head(self, at: int) -> bool:
        """Whether `at` goes on with a head: "cục" in "Tổng cục Thuế" is none of its own."""
        before = self.head(at - 1) if at else None
        return before is not None and before[0] > at

    def head_seen(self, record: Record, at: int) -> int:
        """Return where a head that `record` shares was seen last before `at`, `at` for nowhere."""
        seen = (self.heads_seen.get(each, at) for each in (record.head, record.kin) if each)
        return max((place for place in seen if place < at), default=at)

    def saw_unit(self, end: int, record: Record | None, unit: str) -> None:
        """Remember that `unit` of a body ends at `end`: "UBND các xã: Hải Hưng, Thanh Miện"."""
        known = record if record and record.key else None
        if unit and end not in self._units_seen:
            insort(self._unit_ends, end)
        if unit and (known or end not in self._units_seen):
            self._units_seen[end] = known, unit

    def unit_before(self, at: int) -> tuple[Record | None, str] | None:
        """Return the body and the unit whose words end last before `at`, None for none."""
        place = bisect_left(self._unit_ends, at)
        return self._units_seen[self._unit_ends[place - 1]] if place else None

    def listed(self, at: int) -> bool:
        """Whether `at` goes on with a list: after ",", "và", or a mark of one that ":" opened."""
        if not at or self.link(at - 1) == at or self.kind(at - 1) == ":":
            return at > 0
        return self.kind(at - 1) == ";" or (self.opened and self.kind(at - 1) in "n#*")

    def acronym(self, at: int) -> bool:
        """Whether the abbreviation of a body stands at `at`: "CĐS" is a field of work."""
        return is_acronym(self.words[at]) and self.phrase("fields", at) == at

    def _inside_place(self, at: int) -> bool:
        """Whether `at` goes on with a province's name: "Phòng" in "Hải Phòng"."""
        before = range(max(0, at - 3), at)
        return any(match.end > at for start in before for match in self.matches("places", start))

    def link(self, at: int) -> int:
        """Return the end of the mark or the linking words at `at`, or `at` for none."""
        if self.kind(at) == "w":
            if self.words[at].key == AND:
                return at + 1
            end = self.phrase("links", at)
            labels = self.kind(end) == ":" and self.phrase("roles", at) == end
            barred = labels or self.kind(end) in _NO_LINK or self.instruction(end) > end
            return at if barred else end
        return at + 1 if self.kind(at) in {",", "-", "/", "&"} else at

    def instruction(self, at: int) -> int:
        """Return the end of the verb at `at` that says what a body does, or `at` for none."""
        if self.kind(at) != "w" or self.phrase("limits", at) > at:
            return at
        if self.upper(at) and at and self.kind(at - 1) not in SENTENCES:
            return at
        if at and self.phrase("compounds", at - 1) > at:
            return at
        end = self.phrase("verbs", at)
        return at if self.phrase("compounds", at) > end else end

    def free(self, start: int, step: float, *, first: bool = True) -> Iterator[End]:
        """Yield where words that no rule knows may end, from `start`, at `step` a word.

        Reading over the beginning of another body costs, over a comma costs less, and nothing
        is read over a mark that surely ends a name. `first`: the first word belongs to the name
        in any case.
        """
        cost, named = 0.0, start
        stop = min(self.size, start + _MAX_NAME)
        for at in range(start, stop):
            # Inside a name that begins before, nothing begins: "ban" in "Ủy ban Thường vụ".
            price = self._price(at, free=at < named or (first and at == start))
            if self.words[at].kind != "w" or self.words[at].key == AND:
                yield End(at, cost)
                if price is None or at == start:
                    return
            elif price:
                yield End(at, cost if self.instruction(at) > at else cost + 1.5)
            named = max(named, self._name_end(at))
            cost += (price or 0.0) + step * (self.words[at].kind == "w")
        yield End(stop, cost)

    def _name_end(self, at: int) -> int:
        head = self.head(at)
        return max(self.phrase("body", at), head[0] if head else at)

    def _price(self, at: int, *, free: bool) -> float | None:
        """Return what it costs to read over the word or mark at `at`, None for never."""
        word = self.words[at]
        if word.kind == "w" and word.key != AND:
            return 0.0 if free else self._swallow(at)
        if word.kind in STOPS:
            return 4.0 if word.kind == "n" else None
        if word.kind in "&q":
            return 0.0
        if word.kind == "-" and not self.bulleted and self.parent(at + 1):
            return 0.3
        anchor = self.anchor(at + 1)
        ended = word.kind == "," and self.is_unit(at - 1) and self.upper(at + 1)
        if (anchor == HARD and word.kind != "-") or ended:
            return None  # "Bưu điện xã, VNPT": a name ends with its unit
        price, soft = {",": (0.6, 4.0), "/": (1.0, 4.0)}.get(word.kind, (0.2, 2.0))
        return price + (soft if anchor else 0.0)

    def _swallow(self, at: int) -> float:
        """Return what it costs to read over the body or the instruction that begins at `at`."""
        before, word = self.words[at - 1], self.words[at]
        if len(word.text) == 1 and word.text.islower() and word.key not in _ONE_LETTER:
            return _SLIP_OF_A_KEY
        linked = before.kind != "w" or before.key == AND
        if (verb := self.instruction(at)) > at and not self.upper(at):
            weak = self.phrase("weak", at) == verb
            return 0.0 if weak else 1.5 if linked else 3.0
        if linked or before.key in _PREPOSITIONS or self.anchor(at) != HARD or self.is_unit(at):
            return 0.0
        of_units = bool(self.matches("unit", self.phrase("quantifiers", at)))
        return 0.5 if of_units or self.parent(at) else 3.0

    def clause_end(self, at: int, *, resume: bool = False) -> int:
        """Return where the clause from `at` ends; `resume`: at a comma before a body as well."""
        return (self._resumptions if resume else self._clause_ends)[at + 1]

    @cached_property
    def _clause_ends(self) -> list[int]:
        return _next_places(self.size, self._ends_clause)

    @cached_property
    def _resumptions(self) -> list[int]:
        return _next_places(self.size, lambda at: self._ends_clause(at) or self._resumes(at))

    @cached_property
    def partners(self) -> list[int]:
        """For each place the next one where "phối hợp với" and a body stand."""
        return _next_places(self.size, self._partner)

    @cached_property
    def closings(self) -> dict[int, int]:
        """For each opening bracket the place after its closing one."""
        opened, found = [], {}
        for at, word in enumerate(self.words):
            if word.kind == "(":
                opened.append(at)
            elif word.kind == ")" and opened:
                found[opened.pop()] = at + 1
        return found

    def _ends_clause(self, at: int) -> bool:
        word = self.words[at]
        if word.kind in ".#*" or (word.kind in "n;" and not self._goes_on(at + 1)):
            return True
        if word.kind == "-":
            return self.bulleted and self.anchor(at + 1) == HARD
        # A capital "Các" within a sentence: the break before it was lost.
        return (
            self.upper(at)
            and at > 0
            and self.words[at - 1].kind == "w"
            and bool(self.matches("quantifiers", at))
        )

    def _resumes(self, at: int) -> bool:
        word = self.words[at]
        return (word.kind in ",:" or word.key == AND) and self.anchor(at + 1) == HARD

    def _partner(self, at: int) -> bool:
        end = self.phrase("links", at)
        return end > at and self.anchor(end + (self.kind(end) == ":")) != NO

    def _goes_on(self, at: int) -> bool:
        """Whether a clause goes on past a semicolon or line break: in lower case, no body."""
        return self.kind(at) == "w" and not self.upper(at) and not self.anchor(at)


def _next_places(size: int, test: Callable[[int], bool]) -> list[int]:
    """Return for each place the first one from there on that passes `test`, `size` for none."""
    found = [size] * (size + 2)
    for at in range(size - 1, -1, -1):
        found[at] = at if test(at) else found[at + 1]
    return found
