"""Two datasets compared: which tasks are the same, and what of each is different."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Indel

from appendix_pipeline import tracker
from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold, key

Kind = Literal["plan", "section", "added", "removed", "moved", "changed"]
# Two contents so alike are one task that was reworded, where their numbers do not say so.
_ALIKE = 0.6
_SURELY_OTHER = 0.3  # below this the same number stands on another task


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: `task` is the id now, or that of before where the task is gone.

    `field` names what is different (a role, "section", "number", "title" …) and is empty where
    a whole task was added or removed; `label` is its column's label, where the source has one.
    """

    kind: Kind
    task: str
    field: str
    label: str
    before: str
    after: str


def compare(before: Dataset, after: Dataset) -> tuple[Difference, ...]:
    """Return what differs in the plan's heading and, in the order of `after`, in the tasks."""
    found: list[Difference] = []
    for name in ("heading", "title", "issued_with", "declared_total_text"):
        old, new = getattr(before.plan, name), getattr(after.plan, name)
        # The word "Phụ lục" itself is in capitals or not, by where it stands.
        if key(old) != key(new) if name == "heading" else fold(old) != fold(new):
            found.append(Difference("plan", "", name, "", old, new))
    found += _sections(before, after)
    pairs = match(before.tasks, after.tasks)
    gone = [task for task in before.tasks if task.id not in {old.id for old, _ in pairs if old}]
    for old, new in pairs:
        found += _task(old, new) if old else [Difference("added", new.id, "", "", "", new.content)]
    found += (Difference("removed", task.id, "", "", task.content, "") for task in gone)
    return tuple(found)


def _sections(before: Dataset, after: Dataset) -> Iterator[Difference]:
    old, new = (tracker.section_titles(each.sections) for each in (before, after))
    for path in dict.fromkeys([*old, *new]):
        if old.get(path) != new.get(path):
            yield Difference("section", "", path, "", old.get(path, ""), new.get(path, ""))


def match(before: Iterable[Task], after: Iterable[Task]) -> list[tuple[Task | None, Task]]:
    """Return each task of `after` with the one of `before` that it was, None where it is new.

    The same words go together first, in the same place before any other; then the same id,
    unless the words are of another task; then the most similar words that are left.
    """
    after = list(after)
    left = {task.id: task for task in before}
    found: dict[str, Task] = {}
    for rule in (_same_place_and_words, _same_words, _same_id, _similar):
        for task in after:
            if task.id not in found and (old := rule(task, left)):
                found[task.id] = left.pop(old.id)
    return [(found.get(task.id), task) for task in after]


def _same_place_and_words(task: Task, left: dict[str, Task]) -> Task | None:
    old = left.get(task.id)
    return old if old and key(old.content) == key(task.content) else None


def _same_words(task: Task, left: dict[str, Task]) -> Task | None:
    words = key(task.content)
    return next((old for old in left.values() if key(old.content) == words), None)


def _same_id(task: Task, left: dict[str, Task]) -> Task | None:
    old = left.get(task.id)
    return old if old and _likeness(old, task) >= _SURELY_OTHER else None


def _similar(task: Task, left: dict[str, Task]) -> Task | None:
    contents = {identity: _words(old) for identity, old in left.items()}
    best = process.extractOne(
        _words(task), contents, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE
    )
    return left[best[2]] if best else None


def _likeness(one: Task, two: Task) -> float:
    """Return how alike two contents are, word by word, from 0 to 1."""
    return Indel.normalized_similarity(_words(one), _words(two))


def _words(task: Task) -> list[str]:
    return key(task.content).split()


def _task(old: Task, new: Task) -> Iterator[Difference]:
    if old.section != new.section:
        yield Difference("moved", new.id, "section", "", old.section, new.section)
    if old.number != new.number:
        yield Difference("moved", new.id, "number", "", old.number, new.number)
    fields = {
        "content": (old.content, new.content),
        "lead": (old.lead.text, new.lead.text),
        "coordinating": (old.coordinating.text, new.coordinating.text),
        "deadline": (old.deadline.raw, new.deadline.raw),
        "due": (old.deadline.due_end or "", new.deadline.due_end or ""),
    }
    for name, (was, is_) in fields.items():
        if fold(was) != fold(is_):
            yield Difference("changed", new.id, name, "", was, is_)
    yield from _further(old, new)


def _further(old: Task, new: Task) -> Iterator[Difference]:
    texts = _texts(old), _texts(new)
    for role, label in dict.fromkeys([*texts[0], *texts[1]]):
        was, is_ = (each.get((role, label), "") for each in texts)
        if was != is_:
            yield Difference("changed", new.id, role, label, was, is_)


def _texts(task: Task) -> dict[tuple[str, str], str]:
    """Return the further texts of a task by role and label; entries have no label."""
    entered = {(role, ""): tracker.entry(task, role) for role in tracker.ENTRIES}
    columns = {
        (extra.role, key_.partition(": ")[2]): text
        for key_, text in tracker.extras(task).items()
        if (extra := tracker.extra_of(key_))
    }
    return entered | columns


def texts_in_words(difference: Difference) -> tuple[str, str]:
    """Return the texts before and after, a date as an office writes it."""
    if difference.field != "due":
        return difference.before, difference.after
    return in_figures(difference.before), in_figures(difference.after)


def field_in_words(difference: Difference, lang: str) -> str:
    """Return what is different as a reader calls it: a column's label, "mục I", "tên phụ lục"."""
    words = load("labels")["workbook"]
    if difference.label:
        return difference.label
    if difference.kind == "section":
        return str(load("labels")["finding"]["section"][lang]).format(difference.field)
    for group in ("columns", "source"):
        if difference.field in words[group]:
            return str(words[group][difference.field][lang])
    return difference.field
