"""What communes make of the tasks they have in common: who left one out, who does it otherwise."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.words import day, label

# A task that more communes leave out than have it, and more than these, is told by their number.
_FEW = 10

Unit = tuple[str | None, str]  # province, commune
Deviation = Literal["left_out", "lead", "later"]


@dataclass(slots=True)
class Shared:
    """A task of several communes: how each puts it, by commune.

    `left_out` and `suggested` are those without it, and those with a task that may be the same;
    `other_leads` and `later` what is said where it is not `lead` or not `due`, "" where there is
    nothing that most say.
    """

    content: str = ""
    lowest: float = 1.0
    leads: dict[Unit, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    dues: dict[Unit, str] = field(default_factory=dict)
    suggested: list[Unit] = field(default_factory=list)
    left_out: list[Unit] = field(default_factory=list)
    lead: str = ""
    other_leads: dict[Unit, str] = field(default_factory=dict)
    due: str = ""
    later: dict[Unit, str] = field(default_factory=dict)


def shared_tasks(asked: Asked) -> list[Shared]:
    """Return each task of two communes or more, those of most communes first.

    A commune leaves a task out only if it has a document; one with a task that may be the same is
    named apart. Leads are compared by their entry in the list of bodies, never by words.
    """
    units: list[Unit] = asked.store.execute(questions.UNITS).fetchall()
    found = [each for each in _read(asked) if len(each.leads) > 1]
    for each in found:
        _compare(each, units)
    return sorted(found, key=lambda each: (-len(each.leads), each.content))


def common_rows(asked: Asked) -> Iterator[Row]:
    """Yield a row for each task, with the counts of what communes make of it."""
    for each in asked.once(shared_tasks):
        yield (
            each.content, len(each.leads), len(each.left_out), len(each.suggested),
            each.lead or None, len(each.other_leads), each.due or None, len(each.later),
            each.lowest,
        )  # fmt: skip


def deviation_rows(asked: Asked) -> Iterator[Row]:
    """Yield a row for each commune that leaves a task out or does it otherwise.

    Those that perhaps have it stand with their words in the sheet of suggestions. No more rows
    than tasks, or ten a common task: where most leave it out there is one row of their number.
    """
    for each in asked.once(shared_tasks):
        for (province, commune), deviation, own, usual in _deviations(each, asked):
            yield each.content, province, commune, deviation, own, usual


def _deviations(
    task: Shared, asked: Asked
) -> Iterator[tuple[tuple[str | None, str | None], Deviation, str | None, str | None]]:
    many = len(task.left_out) > max(len(task.leads), _FEW)
    if many:
        told = label("words", "most_communes", asked.lang).format(len(task.left_out))
        yield (None, told), "left_out", None, None
    for unit in () if many else task.left_out:
        yield unit, "left_out", None, None
    for unit, lead in task.other_leads.items():
        yield unit, "lead", lead, task.lead or None
    for unit, due in task.later.items():
        yield unit, "later", day(due, asked.lang), day(task.due, asked.lang)


def _read(asked: Asked) -> Iterator[Shared]:
    for _, members in groupby(asked.store.execute(questions.ALIGNED), lambda row: row[0]):
        found = Shared()
        for _, match, score, *unit, content, due, leads in members:
            where: Unit = tuple(unit)
            found.content = found.content or content or ""
            if match == "suggested":
                found.suggested.append(where)
                continue
            found.lowest = min(found.lowest, score)
            found.leads[where] |= json.loads(leads)
            if due:
                found.dues[where] = min(due, found.dues.get(where, due))
        yield found


def _compare(task: Shared, units: list[Unit]) -> None:
    """Find what deviates; communes stay in the order of `units`."""
    provinces = {province for province, _ in task.leads}
    suggested = set(task.suggested).difference(task.leads)
    other_leads, later = _other_leads(task), _later(task)
    task.suggested = [each for each in units if each in suggested]
    task.left_out = [
        each for each in units
        if each[0] in provinces and each not in task.leads and each not in suggested
    ]  # fmt: skip
    task.other_leads = {each: other_leads[each] for each in units if each in other_leads}
    task.later = {each: later[each] for each in units if each in later}


def _other_leads(task: Shared) -> Mapping[Unit, str]:
    """Note the body that leads in most communes; return the leads of those where it does not.

    Where no body leads in more communes than any other, there is none, and all are told.
    """
    names = {key: name for bodies in task.leads.values() for key, name in bodies.items()}
    counts = Counter(key for bodies in task.leads.values() for key in bodies).most_common()
    ties = len(counts) > 1 and counts[0][1] == counts[1][1]
    usual = counts[0][0] if counts and not ties else None
    task.lead = names.get(usual or "", "")
    return {
        unit: "; ".join(bodies.values())
        for unit, bodies in task.leads.items()
        if bodies and usual not in bodies
    }


def _later(task: Shared) -> Mapping[Unit, str]:
    """Note the due day of most communes, the earliest of several; return the later ones."""
    counts = Counter(task.dues.values())
    task.due = min(counts, key=lambda each: (-counts[each], each), default="")
    return {unit: due for unit, due in task.dues.items() if due > task.due}
