"""Tasks in another order: by number, or under headings of their own by deadline or by lead."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

from appendix_pipeline.excerpts.keeping import move
from appendix_pipeline.model.dataset import Dataset, Section, Task
from appendix_pipeline.options import Order
from appendix_pipeline.rules import load
from appendix_pipeline.text import key
from appendix_pipeline.timing import last_day, last_days, standing

# What sorts tasks into groups, and the heading of the group.
Group = tuple[str, str]
# Dated work comes first, by month; then these. Work that waits is due in no month yet.
_AFTER = ("waiting", "recurring", "ongoing", "undated")
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
    (1, "I"),
)  # fmt: skip


def sort(dataset: Dataset, order: Order) -> Dataset:
    """Return `dataset` in another order.

    By "number", tasks are sorted within their sections. By "deadline" and "lead", sections are
    made anew, and a task is numbered by its place in the source ("IV.2").
    """
    if order == "number":
        seen = {path: at for at, path in enumerate(dict.fromkeys(t.section for t in dataset.tasks))}
        tasks = sorted(dataset.tasks, key=lambda task: (seen[task.section], _natural(task.number)))
        return replace(dataset, tasks=tuple(tasks))
    return _regrouped(dataset, _by_deadline if order == "deadline" else _by_lead)


def renumber(dataset: Dataset) -> Dataset:
    """Return `dataset` with its tasks numbered from 1 through all sections."""
    pairs = ((task, replace(task, number=str(n))) for n, task in enumerate(dataset.tasks, 1))
    return move(dataset, pairs)


def _regrouped(dataset: Dataset, group: Callable[[Task], Group]) -> Dataset:
    tasks = sorted(dataset.tasks, key=lambda task: (group(task)[0], last_day(task.deadline) or "9"))
    sections: list[Section] = []
    pairs = []
    for at, (_, members) in enumerate(groupby(tasks, lambda task: group(task)[0]), 1):
        for task in members:
            if len(sections) < at:
                sections.append(Section(_roman(at), _roman(at), group(task)[1], 1, task.where))
            pairs.append((task, replace(task, section=_roman(at), number=task.id)))
    # Notes on the old headings have lost what they hung on, and are printed after the table.
    old = {f"{section.path}.title" for section in dataset.sections}
    notes = tuple(
        replace(note, attached_to="") if note.attached_to in old else note
        for note in dataset.footnotes
    )
    return move(replace(dataset, sections=tuple(sections), footnotes=notes), pairs)


def _by_deadline(task: Task) -> Group:
    words = load("labels")["excerpt"]
    stands = standing(task.deadline)
    if stands == "dated":
        day = last_day(task.deadline) or last_days(task.deadline)[0]
        return f"0{day[:7]}", words["month"]["vi"].format(month=int(day[5:7]), year=day[:4])
    return f"1{_AFTER.index(stands)}", words["standing"][stands]["vi"]


def _by_lead(task: Task) -> Group:
    names = "; ".join(body.name or body.text for body in task.lead.bodies) or task.lead.text
    return (key(names), names) if names else ("\uffff", load("labels")["excerpt"]["nobody"]["vi"])


def _natural(number: str) -> list[tuple[int, str]]:
    """Return what sorts "2" before "10", and "2a" after "2"."""
    return [(int(digits or 0), rest) for digits, rest in re.findall(r"(\d+)|(\D+)", number)]


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
