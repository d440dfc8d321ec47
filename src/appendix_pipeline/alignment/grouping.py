"""The tasks of many documents brought together where they are the same.

Tasks that say the same are one form. Forms that are alike are joined, the most alike first; the
form of most documents leads. The order hangs on the forms alone: the same tasks give the same
groups, in whatever order they come.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product, starmap
from typing import Literal, NamedTuple

from appendix_pipeline.alignment.likeness import SAME, contradict, likeness
from appendix_pipeline.alignment.signature import Signature
from appendix_pipeline.alignment.speakers import Speakers

Match = Literal["same", "suggested"]
# Where this share of the documents of one has the other as well, they are two tasks.
_BESIDE = 0.1
_TOGETHER, _HEARD = 0.6, 3  # how alike the first few of two on the average must be
_FAR, _MOST = 0.9, 8  # a form less alike than this speaks for itself, so many about one task


class Named(NamedTuple):
    """A task: the document it stands in, its id there, its signature."""

    document: str
    task: str
    signature: Signature


class Member(NamedTuple):
    """A task of a group, how like the group it is (0 to 1), and what follows from that."""

    document: str
    task: str
    score: float
    match: Match


@dataclass(frozen=True, slots=True)
class Group:
    """The same task in at least two documents; the first member says it as most do."""

    name: str
    members: tuple[Member, ...]


@dataclass(slots=True, eq=False)
class _Form:
    """Tasks that say the same, and the signature of the first of them in the order of words."""

    signature: Signature
    tasks: list[tuple[str, str]] = field(default_factory=list)

    def documents(self) -> set[str]:
        return {document for document, _ in self.tasks}


# How like a form is to one that speaks: the score, the form, the speaker.
_Likely = tuple[float, int, int]


def groups(tasks: Iterable[Named]) -> list[Group]:
    """Return the groups of tasks that are the same, and what else a person may find the same.

    A document has one task in a group at most, unless it says the same several times.
    """
    left = _forms(tasks)
    found: list[Group] = []
    while left:
        speaking, likely = _compared(left)
        joined = _Joined(left, likely)
        made = {joined.head(speaker) for speaker in speaking}
        found += _made(left, joined, sorted(made), likely)
        left = [form for number, form in enumerate(left) if joined.head(number) not in made]
    return found


def _forms(tasks: Iterable[Named]) -> list[_Form]:
    """Return the forms, those of most documents first."""
    found: dict[object, _Form] = {}
    for document, task, signature in tasks:
        form = found.setdefault(signature.meaning, _Form(signature))
        form.tasks.append((document, task))
        form.signature = min(form.signature, signature, key=lambda each: each.order)
    for form in found.values():
        form.tasks.sort()
    return sorted(
        found.values(),
        key=lambda each: (
            -len(each.documents()), each.signature.row, sorted(each.signature.words),
            sorted(each.signature.says), sorted(each.signature.lead),
        ),
    )  # fmt: skip


def _compared(forms: list[_Form]) -> tuple[list[int], list[_Likely]]:
    """Return which forms speak for those that are much like them, and which form is like which."""
    speakers = Speakers()
    speaking: list[int] = []
    leader: list[int] = []
    heard: Counter[int] = Counter()
    likely: list[_Likely] = []
    for number, form in enumerate(forms):
        found = speakers.like(form.signature)
        likely += ((score, number, speaking[speaker]) for score, speaker in found)
        score, nearest = found[0] if found else (0.0, 0)
        leader.append(leader[speaking[nearest]] if score >= SAME else number)
        if score < _FAR and heard[leader[number]] < _MOST:
            heard[leader[number]] += 1
            speakers.add(form.signature)
            speaking.append(number)
    return speaking, sorted(likely, key=lambda each: (-each[0], *each[1:]))


class _Joined:
    """Forms joined to the one of most documents among them, the most alike first.

    None is joined to what stands beside it in its documents, nor where only some are alike.
    """

    def __init__(self, forms: list[_Form], likely: list[_Likely]) -> None:
        self._forms = forms
        self._heads: dict[int, int] = {}
        self._documents: dict[int, set[str]] = {}
        self._says: dict[int, dict[object, Signature]] = {}
        self._scored: dict[int, list[tuple[float, int]]] = {}
        for score, number, speaker in likely:
            if score < SAME:
                break
            head, other = sorted((self.head(number), self.head(speaker)))
            if head != other and not self._apart(head, other):
                self._join(head, other, score)

    def head(self, number: int) -> int:
        """Return the head of those a form is joined to, itself where it stands alone."""
        while number in self._heads:
            number = self._heads[number]
        return number

    def forms(self, head: int) -> list[tuple[float, int]]:
        """Return the forms joined to a head, by how like they are, itself first."""
        return self._scored.get(head) or [(1.0, head)]

    def documents(self, head: int) -> set[str]:
        """Return the documents of all forms joined to a head."""
        if head not in self._documents:
            self._documents[head] = self._forms[head].documents()
        return self._documents[head]

    def _apart(self, head: int, other: int) -> bool:
        one, two = self.documents(head), self.documents(other)
        if len(one & two) > _BESIDE * min(len(one), len(two)):
            return True
        if any(starmap(contradict, product(self._saying(head), self._saying(other)))):
            return True
        pairs = list(product(self._some(head), self._some(other)))
        return sum(likeness(*pair) for pair in pairs) / len(pairs) < _TOGETHER

    def _saying(self, head: int) -> list[Signature]:
        """Return of the forms joined to a head one for each that they say."""
        if head not in self._says:
            signature = self._forms[head].signature
            self._says[head] = {signature.says: signature}
        return list(self._says[head].values())

    def _some(self, head: int) -> list[Signature]:
        return [self._forms[number].signature for _, number in self.forms(head)[:_HEARD]]

    def _join(self, head: int, other: int, score: float) -> None:
        joining = [(min(score, each), number) for each, number in self.forms(other)]
        both = self.forms(head) + joining
        self._scored[head] = sorted(both, key=lambda each: (-each[0], each[1]))
        self.documents(head).update(self.documents(other))
        self._says[head] = self._says.pop(other) | self._says[head]
        self._heads[other] = head


def _made(
    forms: list[_Form], joined: _Joined, heads: list[int], likely: list[_Likely]
) -> Iterator[Group]:
    beside: dict[int, dict[int, float]] = {head: {} for head in heads}
    for score, number, speaker in likely:
        head = joined.head(speaker)
        if joined.head(number) != head:
            beside[head].setdefault(number, score)
    for head in heads:
        members = list(_members(forms, joined.forms(head), "same", set()))
        present = {member.document for member in members}
        suggested = [(score, number) for number, score in beside[head].items()]
        members += _members(forms, suggested, "suggested", present)
        if len({member.document for member in members}) > 1:
            yield Group(forms[head].signature.name, tuple(members))


def _members(
    forms: list[_Form], scored: list[tuple[float, int]], match: Match, present: set[str]
) -> Iterator[Member]:
    """Yield the tasks of forms, the most alike first, of each document those of one form."""
    for score, number in scored:
        fresh = forms[number].documents() - present
        for document, task in forms[number].tasks:
            if document in fresh:
                yield Member(document, task, score, match)
        present |= fresh
