"""How many tasks stand how in time: of all, of each section, of each lead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.text import key
from appendix_pipeline.timing import Standing, standing

# How a task stands in time; one that is done stands in none.
Stand = Literal[Standing, "done"]
STANDINGS: tuple[Stand, ...] = ("dated", "waiting", "recurring", "ongoing", "undated", "done")


@dataclass(frozen=True, slots=True)
class Group:
    """Some tasks under a name; an empty name is that of tasks which belong to none."""

    name: str
    tasks: tuple[Task, ...]

    @property
    def standings(self) -> Mapping[Stand, int]:
        """How many of the tasks stand how."""
        return Counter(map(stand, self.tasks))


def stand(task: Task) -> Stand:
    """Return how a task stands."""
    return "done" if tracker.finished(task) else standing(task.deadline)


def shown(tasks: Iterable[Task]) -> tuple[Stand, ...]:
    """Return the standings that are told of `tasks`: that of what is done only where it is."""
    found = set(map(stand, tasks))
    return tuple(each for each in STANDINGS if each != "done" or each in found)


def by_section(dataset: Dataset) -> tuple[Group, ...]:
    """Return the tasks of each section of the first level, in order; none where there is none."""
    tops = [section for section in dataset.sections if section.level == 1]
    names = {top.path: ". ".join(filter(None, (top.number, top.title))) for top in tops}

    def name(task: Task) -> str:
        over = (p for p in names if task.section == p or task.section.startswith(f"{p}/"))
        return names.get(max(over, key=len, default=""), "")

    return tuple(_grouped((name(task), name(task), task) for task in dataset.tasks) if tops else ())


def by_lead(dataset: Dataset) -> tuple[Group, ...]:
    """Return the tasks of each lead, the busiest first; a task of two leads is in both."""
    groups = _grouped(found for task in dataset.tasks for found in _leads(task))
    return tuple(sorted(groups, key=lambda group: (not group.name, -len(group.tasks))))


def at_most(groups: tuple[Group, ...], most: int, others: str) -> tuple[Group, ...]:
    """Return `most` groups: what is over is one, named by `others` with how many it holds."""
    if len(groups) <= most:
        return groups
    rest = groups[most - 1 :]
    tasks = {task.id: task for group in rest for task in group.tasks}
    return (*groups[: most - 1], Group(others.format(len(rest)), tuple(tasks.values())))


def _leads(task: Task) -> Iterator[tuple[str, str, Task]]:
    bodies = {key(each.name or each.text): each for each in task.lead.bodies}
    for identity, body in bodies.items():
        yield identity, body.name or body.text, task
    if not bodies:
        yield task.lead.text, task.lead.text, task


def _grouped(found: Iterable[tuple[str, str, Task]]) -> list[Group]:
    """Return a group for each identity, named as it is first."""
    names: dict[str, str] = {}
    tasks: dict[str, list[Task]] = {}
    for identity, name, task in found:
        names.setdefault(identity, name)
        tasks.setdefault(identity, []).append(task)
    return [Group(names[identity], tuple(members)) for identity, members in tasks.items()]
