"""Tasks that stand there twice, or do not say what to do."""

import re
from collections.abc import Iterator
from itertools import pairwise

from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules.review import pattern, words

_LONG = 45  # characters: so many of the words that matter are not written twice by chance
_WORD = re.compile(r"[^\W\d_]+")
# A table most of whose tasks have no verb is a list of things: documents to issue, targets.
_MOSTLY = 0.75


def alike(dataset: Dataset) -> Iterator[Diagnostic]:
    """A task that stands there twice: the same words in one section, of the same work, or long."""
    seen: dict[tuple[str, ...], Task] = {}
    for task in dataset.tasks:
        said = _WORD.findall(task.content.casefold())
        words_ = " ".join(word for word in said if word not in words("fillers"))
        keys = [("in", words_, task.section), ("by", words_, task.lead.text, task.deadline.raw)]
        keys += [("long", words_)] if len(words_) >= _LONG else []
        if not words_:
            continue
        if other := next((seen[each] for each in keys if each in seen), None):
            details = {"other": other.id, "text": task.content}
            yield Diagnostic("repeated-task", task.where, task.id, "content", details)
        for each in keys:
            seen.setdefault(each, task)


def verbs(dataset: Dataset) -> Iterator[Diagnostic]:
    """A task that names a thing and not what to do, where most tasks of the table say so."""
    without = [task for task in dataset.tasks if _names_a_thing(task.content)]
    if len(without) <= (1 - _MOSTLY) * len(dataset.tasks):
        for task in without:
            details = {"text": task.content}
            yield Diagnostic("task-without-verb", task.where, task.id, "content", details)


def _names_a_thing(text: str) -> bool:
    """Whether it can be told: a thing is said first, and none of the words is a verb.

    No list has every verb, so that a text without a known one may still have one.
    """
    if pattern("thing").search(text):
        return True
    found = _WORD.findall(text.casefold())
    opens = bool(found) and (found[0] in words("things") or " ".join(found[:2]) in words("things"))
    return opens and not (_any(words("verbs"), found) or _any(words("opening_verbs"), found[:2]))


def _any(listed: frozenset[str], found: list[str]) -> bool:
    """Whether one of `found`, or two that follow each other, are in the list."""
    return not listed.isdisjoint(found) or not listed.isdisjoint(map(" ".join, pairwise(found)))
