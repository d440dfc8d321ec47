"""A dataset as a clerk corrected it: the words anew, what follows from them read from them."""

from collections.abc import Iterable
from dataclasses import replace

from appendix_pipeline import tracker
from appendix_pipeline.model.correction import Correction, Field
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.anew import deadline_label, with_words, words_of
from appendix_pipeline.normalise.deadlines import meet, resolve


def correct(dataset: Dataset, corrections: Iterable[Correction]) -> Dataset:
    """Return `dataset` with `corrections` made in their order; the findings are as they were.

    One that does not fit, since what it was made of does not stand there, changes nothing.
    """
    return _corrected(dataset, corrections)[0]


def unfit(dataset: Dataset, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return those of `corrections` that do not fit `dataset`, as another version reads it."""
    return _corrected(dataset, corrections)[1]


def _corrected(
    dataset: Dataset, corrections: Iterable[Correction]
) -> tuple[Dataset, tuple[Correction, ...]]:
    tasks = {task.id: task for task in dataset.tasks}
    entries = {task.id: task.extras for task in dataset.tasks}
    issued = dataset.plan.date
    left: list[Correction] = []
    made: list[Correction] = []
    for each in corrections:
        task = tasks.get(each.task)
        if task is None or value_of(task, each.field) != each.before:
            left.append(each)
            continue
        made.append(each)
        label = deadline_label(dataset.columns, task)
        # A day first takes away the one before it, and what followed from that.
        if each.field == "met":
            task = with_words(task, "deadline", task.deadline.raw, issued, label)
            if each.after:
                task = replace(task, deadline=_met(task.deadline, each.after, issued))
        elif each.field == "done":
            task = replace(task, extras=entries[each.task])
            task = tracker.with_done(task, each.after) if each.after else task
        else:
            task = with_words(task, each.field, each.after, issued, label)
        tasks[each.task] = task
    stands = replace(dataset, tasks=tuple(tasks[task.id] for task in dataset.tasks))
    noted = _as_they_stand((*dataset.corrections, *made), stands.tasks)
    return replace(stands, corrections=noted), tuple(left)


def _as_they_stand(
    corrections: Iterable[Correction], tasks: Iterable[Task]
) -> tuple[Correction, ...]:
    """Return one correction for each field of `tasks` that differs from what the source says."""
    known = {task.id: task for task in tasks}
    net: dict[tuple[str, Field], Correction] = {}
    for each in corrections:
        if task := known.get(each.task):
            first = net.get((each.task, each.field), each)
            now = value_of(task, each.field)
            net[each.task, each.field] = replace(each, before=first.before, after=now)
    return tuple(each for each in net.values() if each.before != each.after)


def value_of(task: Task, field: Field) -> str:
    """Return what a correction of this field would replace."""
    match field:
        case "met":
            return max((event.met_on or "" for event in task.deadline.events), default="")
        case "done":
            return tracker.done_on(task)
        case _:
            return words_of(task, field)


def _met(deadline: Deadline, day: str, issued: str) -> Deadline:
    met = meet(deadline, "", day)
    return replace(met, resolved=resolve(met, issued))
