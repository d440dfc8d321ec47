"""A task's words changed: what follows from them is read anew, by the same functions as ever."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Task
from appendix_pipeline.model.deadline import Deadline, Event
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.normalise.references import find
from appendix_pipeline.text import key

WORDS = ("content", "lead", "coordinating", "deadline")
_DONE, _BEFORE = key("hoàn thành"), key("trước ngày")


def words_of(task: Task, role: str) -> str:
    """Return the source's words in one of the fields `WORDS`."""
    match role:
        case "content":
            return task.content
        case "lead":
            return task.lead.text
        case "coordinating":
            return task.coordinating.text
        case _:
            return task.deadline.raw


def with_words(task: Task, role: str, text: str, issued: str, label: str = "") -> Task:
    """Return the task with `text` in one of the fields `WORDS`, read anew.

    `issued` is the plan's date as an ISO prefix, `label` the heading of the deadline's column.
    """
    match role:
        case "content":
            return replace(task, content=text, references=find(text))
        case "lead":
            return replace(task, lead=split(text, issued))
        case "coordinating":
            return replace(task, coordinating=split(text, issued))
        case _:
            return replace(task, deadline=headed_deadline(text, label, issued))


def headed_deadline(text: str, label: str, issued: str) -> Deadline:
    """Read a deadline; a heading "Thời hạn (trước ngày)" carries the bound of its cells."""
    bound = "trước ngày " if _BEFORE in key(label) and text[:1].isdigit() else ""
    return parse_deadline(text, issued, bound=bound)


def column_of_task(labels: Sequence[str], filled: Sequence[bool] = ()) -> int:
    """Return which of several columns of one role a task is read from, as an index.

    The one whose label, if `labels` are given, says "hoàn thành", else the first in which the row
    has text, else the first.
    """
    done = (index for index, label in enumerate(labels) if _DONE in key(label))
    return next(done, filled.index(True) if True in filled else 0)


def deadline_label(columns: Iterable[ColumnLabel], task: Task | None = None) -> str:
    """Return the label of the column that the deadline of `task` was, or of any task is, read from.

    What stands in the other columns of deadlines is among the task's extras.
    """
    labels = [each.label for each in columns if each.role == "deadline"]
    for extra in task.extras if task else ():
        if extra.role == "deadline" and extra.label in labels:
            labels.remove(extra.label)
    return labels[column_of_task(labels)] if labels else ""


def read_anew(dataset: Dataset, note: Sink) -> Dataset:
    """Return `dataset` with what follows from its words, and note where it said otherwise.

    What became of the events that a deadline waits for is no matter of words, and stays.
    """
    tasks = []
    for task in dataset.tasks:
        label = deadline_label(dataset.columns, task)
        anew = task
        for role in WORDS:
            anew = with_words(anew, role, words_of(task, role), dataset.plan.date, label)
        anew = replace(anew, deadline=_as_happened(anew.deadline, task.deadline))
        for each in _differences(task, anew):
            note(each)
        tasks.append(anew)
    return replace(dataset, tasks=tuple(tasks))


def _as_happened(deadline: Deadline, before: Deadline) -> Deadline:
    """Return a deadline with the events of `before` that came, and the dates found for them."""
    offset = before.offset
    known = (*before.conditions, *((offset.anchor,) if offset and offset.anchor else ()))
    came = {each.text: each for each in known}

    def happened(event: Event) -> Event:
        old = came.get(event.text, event)
        return replace(event, status=old.status, met_on=old.met_on)

    deadline = replace(
        deadline,
        conditions=tuple(happened(each) for each in deadline.conditions),
        resolved=before.resolved,
    )
    if deadline.offset and deadline.offset.anchor:
        anchored = replace(deadline.offset, anchor=happened(deadline.offset.anchor))
        return replace(deadline, offset=anchored)
    return deadline


def _differences(before: Task, after: Task) -> Iterator[Diagnostic]:
    for role in WORDS:
        given, read = _derived(before, role), _derived(after, role)
        if given != read:
            details = {"text": words_of(after, role)}
            details |= {"given": _in_short(given), "read": _in_short(read)}
            yield Diagnostic("value-against-words", after.where, after.id, role, details)


def _derived(task: Task, role: str) -> object:
    return task.references if role == "content" else getattr(task, role)


def _in_short(derived: object) -> str:
    """Return the value that follows from words as a reader compares it."""
    match derived:
        case Agencies(bodies=bodies):
            return "; ".join(each.name or each.text for each in bodies)
        case Deadline(due_end=due, edtf=edtf, kind=kind):
            return in_figures(due or "") or edtf or kind
        case tuple():
            return "; ".join(each.text for each in derived)
        case _:
            return ""
