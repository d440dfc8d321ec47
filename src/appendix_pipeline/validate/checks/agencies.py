"""Who leads: one body, named once; and how bodies are spelt."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules.review import pattern
from appendix_pipeline.text import fold, key

_FEW = 3  # tasks that are too few to show what a table means
_WORD = re.compile(r"[^\W\d_]+")


def leads(dataset: Dataset) -> Iterator[Diagnostic]:
    """Several bodies in the lead, where the table has a column for those who only take part."""
    if "coordinating" not in {column.role for column in dataset.columns}:
        return
    led = [task for task in dataset.tasks if task.lead.bodies]
    several = [task for task in led if _is_led_by_several(task.lead)]
    if len(several) * 2 > len(led) > _FEW:
        return  # the column of this table does not say who leads
    for task in several:
        details = {"text": "; ".join(body.text for body in task.lead.bodies if not body.collective)}
        yield Diagnostic("several-leads", task.where, task.id, "lead", details)


def _is_led_by_several(cell: Agencies) -> bool:
    """Tell whether a cell names several bodies and does not say which of them does what."""
    bodies = [body for body in cell.bodies if not body.collective]
    at_end = ";" not in cell.left_over and fold(cell.text).rstrip(" .;").endswith(cell.left_over)
    told = len(cell.left_over.split()) > 1 and not at_end  # what stands at the end is of all
    told_apart = told or all(body.scope for body in bodies)
    return len(bodies) > 1 and not told_apart and "phối hợp" not in cell.text.casefold()


def repeated_lead(dataset: Dataset) -> Iterator[Diagnostic]:
    """A lead that stands among the coordinators of its own task."""
    for task in dataset.tasks:
        others = {_identity(body) for body in task.coordinating.bodies}
        for body in task.lead.bodies:
            if not body.collective and _identity(body) in others:
                details = {"text": body.text}
                yield Diagnostic("repeated-lead", task.where, task.id, "coordinating", details)


@lru_cache(maxsize=8_192)  # bodies recur
def _identity(body: Body) -> tuple[str, frozenset[str]]:
    """Return what makes a body this one: its name, and the words of its text that are not in it.

    "UBND xã Hải Hưng" and "UBND xã Hải Dương" have the same name.
    """
    known = set(map(key, _WORD.findall(body.name)))
    own = (word for word in _WORD.findall(body.text) if word.istitle() and len(word) > 1)
    return key(body.name or body.text), frozenset(map(key, own)) - known


def capitals(dataset: Dataset) -> Iterator[Diagnostic]:
    """A name whose capitals differ from the official ones: each spelling once, with its tasks."""
    found: dict[tuple[str, str], list[Task]] = defaultdict(list)
    for task in dataset.tasks:
        for body in (*task.lead.bodies, *task.coordinating.bodies):
            if official := _official(body):
                found[body.text, official].append(task)
    for (text, official), tasks in found.items():
        places = ", ".join(dict.fromkeys(task.id for task in tasks))
        details = {"text": text, "official": official, "tasks": places}
        yield Diagnostic("agency-capitals", tasks[0].where, details=details)


@lru_cache(maxsize=8_192)
def _official(body: Body) -> str:
    """Return the official spelling of a name that differs from it in capitals only, else ""."""
    if not body.key or body.collective or not pattern("official_name").match(body.name):
        return ""
    # "công an phường" is a "Công an xã", "văn phòng HĐND" a shortened name: what agrees counts.
    words = zip(_WORD.findall(body.text), _WORD.findall(body.name), strict=False)
    alike = list(takewhile(lambda pair: key(pair[0]) == key(pair[1]), words))
    differs = any(typed[0].isupper() != official[0].isupper() for typed, official in alike)
    return body.name if len(alike) > 1 and differs else ""
