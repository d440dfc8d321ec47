"""The tasks of one body, as its assignment sheet (phiếu giao việc) lists them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from appendix_pipeline import tracker
from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.text import key
from appendix_pipeline.writers.annex import agency_breaks
from appendix_pipeline.writers.annex.lines import Lines, cut

# Bodies above the issuer: they take part in its plan, but it gives them no work.
_ABOVE = ("central", "province")


@dataclass(frozen=True, slots=True)
class Item:
    """A task on a sheet: its place in the appendix, and the bodies it is done with, in lines.

    `done` tells that it is, `done_on` the day in figures; "" where none is known.
    """

    place: str
    content: str
    partners: Lines
    deadline: str
    done: bool
    done_on: str


@dataclass(slots=True)
class Sheet:
    """What one body leads and what it joins in, in the order of the appendix."""

    name: str
    leads: list[Item] = field(default_factory=list)
    joins: list[Item] = field(default_factory=list)


def sheets(dataset: Dataset) -> tuple[Sheet, ...]:
    """Return a sheet for each body that leads a task, or takes part and is not above the issuer.

    Spellings of one body are one. An open group ("các cơ quan, đơn vị thuộc xã") has none.
    """
    found: dict[str, Sheet] = {}
    giving: set[str] = set()
    for task in dataset.tasks:
        for body in _named(task.lead.bodies):
            sheet = _sheet(found, body)
            sheet.leads.append(_item(task, task.coordinating))
            giving.add(sheet.name)
        for body in _named(task.coordinating.bodies):
            sheet = _sheet(found, body)
            sheet.joins.append(_item(task, task.lead))
            if body.level not in _ABOVE:
                giving.add(sheet.name)
    return tuple(sheet for sheet in found.values() if sheet.name in giving)


def groups(dataset: Dataset) -> int:
    """Return how many tasks an open group takes part in."""
    return sum(any(each.collective for each in task.coordinating.bodies) for task in dataset.tasks)


def _named(bodies: tuple[Body, ...]) -> Iterator[Body]:
    """Yield each body once that is no open group."""
    yield from {_identity(body): body for body in bodies if not body.collective}.values()


def _identity(body: Body) -> str:
    return key(body.name or body.text)


def _sheet(found: dict[str, Sheet], body: Body) -> Sheet:
    return found.setdefault(_identity(body), Sheet(body.name or body.text))


def _item(task: Task, partners: Agencies) -> Item:
    lines = cut(partners.text, agency_breaks(partners), ())
    day = in_figures(tracker.done_on(task))
    return Item(task.id, task.content, lines, task.deadline.raw, tracker.finished(task), day)
