"""The tasks of many documents brought together where they are the same.

Tasks that say the same are one form. A form follows a leader that it is like, the form of most
documents leads. The order hangs on the forms alone: the same tasks give the same groups, in
whatever order they come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from appendix_pipeline.alignment.leaders import Leaders
from appendix_pipeline.alignment.likeness import SAME
from appendix_pipeline.alignment.signature import Signature

Match = Literal["same", "suggested"]
# Where this share of a form's documents has the leader's task as well, they are two tasks.
_BESIDE = 0.1


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


# How like a form is to a leader: the score, the form, the leader.
_Likely = tuple[float, int, int]


def groups(tasks: Iterable[Named]) -> list[Group]:
    """Return the groups of tasks that are the same, and what else a person may find the same.

    A document has one task in a group at most, unless it says the same several times.
    """
    left = _forms(tasks)
    found: list[Group] = []
    while left:
        leading, likely = _led(left)
        following = _assigned(left, leading, likely)
        found += _made(left, leading, following, likely)
        left = [
            form for number, form in enumerate(left)
            if number not in leading and number not in following
        ]  # fmt: skip
    return found


def _forms(tasks: Iterable[Named]) -> list[_Form]:
    """Return the forms, those of most documents first."""
    found: dict[object, _Form] = {}
    for document, task, signature in tasks:
        form = found.setdefault(signature.meaning, _Form(signature))
        form.tasks.append((document, task))
        form.signature = min(form.signature, signature, key=lambda each: each.row)
    for form in found.values():
        form.tasks.sort()
    return sorted(
        found.values(),
        key=lambda each: (
            -len(each.documents()), each.signature.row, sorted(each.signature.words),
            sorted(each.signature.says),
        ),
    )  # fmt: skip


def _led(forms: list[_Form]) -> tuple[list[int], list[_Likely]]:
    """Return which forms lead, and which form is like which of them."""
    leaders = Leaders()
    leading: list[int] = []
    likely: list[_Likely] = []
    for number, form in enumerate(forms):
        found = leaders.like(form.signature)
        likely += ((score, number, leading[leader]) for score, leader in found)
        if found and found[0][0] >= SAME:
            leaders.follow(form.signature, found[0][1], found[0][0])
        else:
            leaders.add(form.signature)
            leading.append(number)
    return leading, sorted(likely, key=lambda each: (-each[0], *each[1:]))


def _assigned(
    forms: list[_Form], leading: list[int], likely: list[_Likely]
) -> dict[int, tuple[int, float]]:
    """Return which leader each form follows, the most alike first, none beside its own task."""
    taken = {leader: forms[leader].documents() for leader in leading}
    found: dict[int, tuple[int, float]] = {}
    for score, number, leader in likely:
        if score < SAME:
            break
        documents = forms[number].documents()
        if number in found or len(documents & taken[leader]) > _BESIDE * len(documents):
            continue
        found[number] = leader, score
        taken[leader] |= documents
    return found


def _made(
    forms: list[_Form],
    leading: list[int],
    following: dict[int, tuple[int, float]],
    likely: list[_Likely],
) -> Iterator[Group]:
    scored: dict[int, list[tuple[float, int]]] = {leader: [(1.0, leader)] for leader in leading}
    for number, (leader, score) in following.items():
        scored[leader].append((score, number))
    beside: dict[int, list[tuple[float, int]]] = {leader: [] for leader in leading}
    for score, number, leader in likely:
        if following.get(number, (None,))[0] != leader:
            beside[leader].append((score, number))
    for leader in leading:
        members = list(_members(forms, scored[leader], "same", set()))
        present = {member.document for member in members}
        members += _members(forms, beside[leader], "suggested", present)
        if len({member.document for member in members}) > 1:
            yield Group(forms[leader].signature.name, tuple(members))


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
