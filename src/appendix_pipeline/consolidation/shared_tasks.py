"""What communes make of the tasks they have in common: who left one out, who does it otherwise."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.words import day, label

_NAMED = 40  # communes in a cell; the others are counted

Unit = tuple[str | None, str]  # province, commune


@dataclass(slots=True)
class _Shared:
    """A task of several communes: how each puts it, by commune."""

    content: str = ""
    lowest: float = 1.0
    leads: dict[Unit, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    dues: dict[Unit, str] = field(default_factory=dict)
    suggested: dict[Unit, None] = field(default_factory=dict)


def shared_tasks(asked: Asked) -> list[Row]:
    """Return a row for each task of two communes or more, those of most communes first.

    A commune leaves a task out only if it has a document; one with a task that may be the same is
    named apart. Leads are compared by their entry in the list of bodies, never by words.
    """
    units: list[Unit] = asked.store.execute(questions.UNITS).fetchall()
    rows = [_row(each, units, asked) for each in _read(asked) if len(each.leads) > 1]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _read(asked: Asked) -> Iterator[_Shared]:
    for _, members in groupby(asked.store.execute(questions.ALIGNED), lambda row: row[0]):
        found = _Shared()
        for _, match, score, *unit, content, due, leads in members:
            where: Unit = tuple(unit)
            found.content = found.content or content or ""
            if match == "suggested":
                found.suggested[where] = None
                continue
            found.lowest = min(found.lowest, score)
            found.leads[where] |= json.loads(leads)
            if due:
                found.dues[where] = min(due, found.dues.get(where, due))
        yield found


def _row(task: _Shared, units: list[Unit], asked: Asked) -> Row:
    provinces = {province for province, _ in task.leads}
    left_out = [
        each for each in units
        if each[0] in provinces and each not in task.leads and each not in task.suggested
    ]  # fmt: skip
    perhaps = [each for each in units if each in task.suggested and each not in task.leads]
    lead, others = _leads(task.leads)
    due, later = _dues(task.dues)
    return (
        task.content, len(task.leads), len(left_out), _names(left_out, asked),
        _names(perhaps, asked), lead, _told(others, units, asked), due,
        _told({unit: day(each, asked.lang) for unit, each in later.items()}, units, asked),
        task.lowest,
    )  # fmt: skip


def _leads(leads: Mapping[Unit, Mapping[str, str]]) -> tuple[str | None, dict[Unit, str]]:
    """Return the body that leads in most communes, and the leads of those where it does not.

    Where no body leads in more communes than any other, there is none, and all are told.
    """
    names = {key: name for bodies in leads.values() for key, name in bodies.items()}
    counts = Counter(key for bodies in leads.values() for key in bodies).most_common()
    ties = len(counts) > 1 and counts[0][1] == counts[1][1]
    usual = counts[0][0] if counts and not ties else None
    others = {
        unit: "; ".join(bodies.values())
        for unit, bodies in leads.items()
        if bodies and usual not in bodies
    }
    return names.get(usual or ""), others


def _dues(dues: Mapping[Unit, str]) -> tuple[str | None, dict[Unit, str]]:
    """Return the due day of most communes, the earliest of several, and the later ones."""
    counts = Counter(dues.values())
    usual = min(counts, key=lambda each: (-counts[each], each), default=None)
    return usual, {unit: due for unit, due in dues.items() if usual and due > usual}


def _told(said: Mapping[Unit, str], units: list[Unit], asked: Asked) -> str | None:
    return _cut([f"{each[1]}: {said[each]}" for each in units if each in said], "\n", asked)


def _names(units: Iterable[Unit], asked: Asked) -> str | None:
    return _cut([name for _, name in units], ", ", asked)


def _cut(texts: list[str], between: str, asked: Asked) -> str | None:
    more = len(texts) - _NAMED
    shown = texts[:_NAMED]
    if more > 0:
        shown.append(label("words", "others", asked.lang).format(more))
    return between.join(shown) or None
