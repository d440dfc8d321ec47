"""One row of an edited table as a task: each cell compared with what it said before."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from appendix_pipeline import tracker
from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import ColumnLabel, Extra, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.model.sheet import Entry, SheetRow
from appendix_pipeline.normalise.anew import WORDS, deadline_label, with_words, words_of
from appendix_pipeline.text import clean, fold

_BY_LINE = ("lead", "coordinating")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all rows: the plan's date, the columns, whether to read all."""

    issued: str
    columns: tuple[ColumnLabel, ...]
    all_anew: bool
    note: Sink


@dataclass(frozen=True, slots=True)
class Edited:
    """A task as the row says it, and for its edited cells the marks of notes and the length."""

    task: Task
    marks: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)


def edited(
    row: SheetRow, before: Task | None, placed: tuple[str, str, str], frame: Frame
) -> Edited:
    """Return the task that a row says; `placed` are its section, number and id."""
    path, number, identity = placed
    task = replace(before or _blank(), section=path, number=number, id=identity)
    made = Edited(replace(task, extras=tuple(_extras(row, task))))
    for role in WORDS:
        if role in row.entries:
            made = _worded(made, role, row.entries[role], frame, new=before is None)
    if "due" in row.entries:
        made = _dated(made, row.entries["due"], before, frame)
    return made


def _blank() -> Task:
    nobody = Agencies("")
    return Task("", "", "", "", nobody, nobody, Deadline("", "blank"), (), (), (), Location())


def _worded(made: Edited, role: str, entry: Entry, frame: Frame, *, new: bool) -> Edited:
    task, words = made.task, words_of(made.task, role)
    same = _says(entry, words, task.footnotes)
    if same and not new and not frame.all_anew:
        return made
    text = words if same else _typed(entry, words, by_line=role in _BY_LINE)
    label = deadline_label(frame.columns, task)
    task = with_words(task, role, text, frame.issued, label)
    if same:
        return replace(made, task=task)
    task = replace(
        task,
        shared=tuple(each for each in task.shared if each != role),
        inherited=tuple(each for each in task.inherited if each != role),
    )
    marks = tuple((len(fold(entry.text[:at])), marker) for at, marker in entry.marks)
    return Edited(task, made.marks | {role: marks}, made.lengths | {role: len(text)})


def _says(entry: Entry, words: str, markers: tuple[str, ...] = ()) -> bool:
    """Tell whether a cell says what it said; a mark that is no longer raised is one still."""
    if entry.cut:
        return words.startswith(entry.text)
    if entry.text == words or fold(clean(entry.text)) == fold(clean(words)):
        return True
    starts = [at for marker in markers for at in _all(entry.text, marker)]
    return any(entry.text[:at] + entry.text[at + size :] == words for at, size in starts)


def _all(text: str, marker: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(re.escape(marker), text) if marker else ():
        yield found.start(), len(marker)


def _typed(entry: Entry, before: str, *, by_line: bool) -> str:
    """Return the words of a cell, white space folded; what a long one goes on with stays."""
    text = clean(entry.text + (before[tracker.PIECE :] if entry.cut else ""))
    if by_line:
        return "\n".join(fold(line) for line in text.split("\n") if line.strip())
    return fold(text)


def _dated(made: Edited, entry: Entry, before: Task | None, frame: Frame) -> Edited:
    """Compare the column of dates with the words: the words count, a date without words is them."""
    task = made.task
    given = entry.day or _iso(fold(entry.text))
    told = _shown_days(before.deadline) if before else {""}
    if given in {*told, task.deadline.due_end or ""} or (not given and "deadline" in made.marks):
        return made
    if not task.deadline.raw and given:
        text = in_figures(given)
        task = with_words(task, "deadline", text, frame.issued, deadline_label(frame.columns, task))
        frame.note(_objection("deadline-from-date", task, entry, text))
        return replace(made, task=task)
    if before or given:
        frame.note(_objection("date-against-words", task, entry, in_figures(given)))
    return made


def _shown_days(deadline: Deadline) -> set[str]:
    """Return the dates that the tracker or the table of tasks may have shown."""
    resolved = deadline.resolved.due if deadline.resolved else None
    return {deadline.due_end or "", resolved or deadline.due_end or ""}


def _objection(code: str, task: Task, entry: Entry, given: str) -> Diagnostic:
    read = in_figures(task.deadline.due_end or "")
    details = {"cell": entry.place, "given": given, "text": task.deadline.raw, "read": read}
    return Diagnostic(code, task.where, task.id, "deadline", details)


def _iso(text: str) -> str:
    found = _DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _extras(row: SheetRow, before: Task) -> Iterator[Extra]:
    """Yield the further columns, edited ones with their new text, then those the office added."""
    seen: Counter[tuple[str, str]] = Counter()
    entered = dict.fromkeys(tracker.ENTRIES, 0)
    for extra in before.extras:
        if extra.role in tracker.ENTRIES:
            entered[extra.role] += 1
            yield _entered(extra, row, before, entered[extra.role])
        else:
            seen[extra.role, extra.label] += 1
            entry = row.entries.get(tracker.key_of(extra, seen[extra.role, extra.label]))
            yield _with_text(extra, entry)
    for key, entry in row.entries.items():
        new = tracker.extra_of(key) if entry.text.strip() else None
        if new and seen[new.role, new.label] < tracker.nth_of(key):
            yield _with_text(new, entry)
    labels = tracker.labels("vi")
    for role in tracker.ENTRIES:
        if role in row.entries and not entered[role] and row.entries[role].text.strip():
            yield _with_text(Extra(role, labels[role], ""), row.entries[role])
    for label, entry in row.own.items():
        yield _with_text(Extra("other", label, ""), entry)


def _entered(extra: Extra, row: SheetRow, before: Task, nth: int) -> Extra:
    """Return one of the extras that share a cell: an edited cell is the first of them."""
    entry = row.entries.get(extra.role)
    shown = tracker.entry(before, extra.role)
    if not entry or _says(entry, shown) or tracker.status(entry.text) == tracker.status(shown):
        return extra
    return replace(extra, text=_typed(entry, shown, by_line=True) if nth == 1 else "")


def _with_text(extra: Extra, entry: Entry | None) -> Extra:
    if not entry or _says(entry, extra.text):
        return extra
    return replace(extra, text=_typed(entry, extra.text, by_line=True))
