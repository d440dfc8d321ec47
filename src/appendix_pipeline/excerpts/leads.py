"""Tasks by the body that leads them."""

from collections import defaultdict

from appendix_pipeline.model.dataset import Task
from appendix_pipeline.text import key


def by_lead(tasks: tuple[Task, ...]) -> dict[str, tuple[Task, ...]]:
    """Return the tasks of each lead, by its name, in the order of their first task.

    A task of several leads is in each of theirs; spellings of one body are one. Tasks whose
    lead is not named, or not in words that name a body, go by what their cell says.
    """
    found: defaultdict[str, list[Task]] = defaultdict(list)
    names: dict[str, str] = {}
    for task in tasks:
        bodies = {key(each.name or each.text): each for each in task.lead.bodies}
        for identity, body in bodies.items():
            names.setdefault(identity, body.name or body.text)
            found[identity].append(task)
        if not bodies:
            names.setdefault(task.lead.text, task.lead.text)
            found[task.lead.text].append(task)
    return {names[identity]: tuple(group) for identity, group in found.items()}
