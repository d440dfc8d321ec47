"""Slips that a machine may correct: blanks, blanks in symbols, stray fragments; nothing else.

Names and dates are for a person to decide, and so is everything in a deadline.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Dataset, Footnote, Task
from appendix_pipeline.model.finding import Change
from appendix_pipeline.normalise.agencies import diagnose, split
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules.review import pattern

# A slip of the finger: one letter or two.
_LETTERS = re.compile(r"[^\W\d_]{1,2}")
# A bracket between two words without the blank before it.
_GLUED = re.compile(r"[^\W_]{2}\( *[^\W\d_]{2}")


class _Edit(NamedTuple):
    """The characters from `start` to `end` become `text`, because of a finding."""

    start: int
    end: int
    text: str
    code: str


def mend(dataset: Dataset) -> tuple[Dataset, tuple[Change, ...]]:
    """Return a corrected copy of `dataset`, its changed texts read anew, and every change made.

    The findings stay as they were, and so does the ledger, which is that of the source.
    """
    changes: list[Change] = []
    notes: dict[str, set[int]] = {}
    for note in dataset.footnotes:
        notes.setdefault(note.attached_to, set()).add(note.offset)
    edits: dict[str, list[_Edit]] = {}
    tasks = []
    for task in dataset.tasks:
        place, copy = f"{task.section}/{task.number}".strip("/"), task
        for role, text in _texts(task):
            kept = notes.get(f"{place}.{role}", set())
            edits[f"{place}.{role}"] = made = _edits(task, role, text, kept)
            if made:
                after = _apply(text, made)
                codes = dict.fromkeys(each.code for each in made)
                changes += (Change(task.id, role, code, text, after) for code in codes)
                copy = _with(copy, role, after, dataset.plan.date)
        tasks.append(copy)
    footnotes = tuple(_moved(note, edits.get(note.attached_to, [])) for note in dataset.footnotes)
    return replace(dataset, tasks=tuple(tasks), footnotes=footnotes), tuple(changes)


def _texts(task: Task) -> tuple[tuple[str, str], ...]:
    return (
        ("content", task.content),
        ("lead", task.lead.text),
        ("coordinating", task.coordinating.text),
    )


def _edits(task: Task, role: str, text: str, marks: set[int]) -> list[_Edit]:
    """Return the edits of a text, in order; `marks` are where the marks of notes stood."""
    found = list(_symbols(task)) if role == "content" else []
    if role in ("lead", "coordinating"):
        found += _fragments(getattr(task, role))
    taken = {at for each in found for at in range(each.start, each.end)}
    for slip in pattern("spacing").finditer(text):
        if marks.isdisjoint(range(slip.start(), slip.end() + 1)) and taken.isdisjoint(
            range(*slip.span())
        ):
            found.append(_Edit(*slip.span(), _spaced(slip), "spacing"))
    return sorted(found)


def _symbols(task: Task) -> Iterator[_Edit]:
    """Yield the symbols that hold blanks, without them; another fault needs a person."""
    for each in task.references:
        if each.broken == "blank-in-symbol":
            symbol = "/".join(filter(None, [each.number, each.year, each.symbol]))
            typed = re.search(r"\s*".join(map(re.escape, symbol)), each.text)
            if typed:
                start, end = typed.span()
                yield _Edit(each.start + start, each.start + end, symbol, "broken-symbol")


def _fragments(cell: Agencies) -> Iterator[_Edit]:
    """Yield the stray letters of a cell that stand there once, with a blank beside them.

    Longer words may name a body that no rule knows: a person decides on those.
    """
    for each in diagnose(cell):
        text = each.details["text"]
        if each.code != "stray-fragment" or not _LETTERS.fullmatch(text):
            continue
        alone = rf"{text}(?![^\s;,.])"
        # Between two marks one of them goes too: "A; ơ; B".
        found = list(re.finditer(rf"^{alone}\s*|[;,]?\s+{alone}(?=\s*[;,])|\s+{alone}", cell.text))
        if len(found) == 1:
            yield _Edit(*found[0].span(), "", "stray-fragment")


def _spaced(slip: re.Match[str]) -> str:
    """Return a slip's mark with the blanks it should have."""
    mark = slip[0].strip()
    if mark == "(":
        return " (" if _GLUED.match(slip.string, slip.start() - 2) else "("
    follows = slip.string[slip.end() : slip.end() + 1].strip()
    return f"{mark} " if mark in ",;" and follows else mark


def _apply(text: str, edits: list[_Edit]) -> str:
    for each in reversed(edits):
        text = f"{text[: each.start]}{each.text}{text[each.end :]}"
    return text


def _moved(note: Footnote, edits: list[_Edit]) -> Footnote:
    """Return the note with its offset in the corrected text."""
    before = [each for each in edits if each.end <= note.offset]
    grown = sum(len(each.text) - (each.end - each.start) for each in before)
    return replace(note, offset=note.offset + grown)


def _with(task: Task, role: str, text: str, issued: str) -> Task:
    """Return the task with one text in place of another, read anew."""
    if role == "content":
        return replace(task, content=text, references=find(text))
    if role == "lead":
        return replace(task, lead=split(text, issued))
    return replace(task, coordinating=split(text, issued))
