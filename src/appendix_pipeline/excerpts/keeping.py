"""Some tasks of a dataset with all that belongs to them: sections above, notes, findings."""

from collections.abc import Iterable
from dataclasses import replace

from appendix_pipeline.model.dataset import Dataset, Task


def place(task: Task) -> str:
    """Return what footnotes call a task: "IV/4", or its number where it is in no section."""
    return f"{task.section}/{task.number}".strip("/")


def keep(dataset: Dataset, tasks: tuple[Task, ...]) -> Dataset:
    """Return `dataset` with these of its tasks only.

    Sections stay where a task is in or below them, notes where what they hang on stays; a note
    on nothing that is printed stays too. Findings about other tasks or about the whole go, and
    corrections of other tasks.
    """
    paths = {task.section for task in tasks}
    sections = tuple(
        each
        for each in dataset.sections
        if any(path == each.path or path.startswith(f"{each.path}/") for path in paths)
    )
    gone = {place(task) for task in dataset.tasks} | {each.path for each in dataset.sections}
    gone -= {place(task) for task in tasks} | {each.path for each in sections}
    ids = {task.id for task in tasks}
    return replace(
        dataset,
        sections=sections,
        tasks=tasks,
        footnotes=tuple(
            each for each in dataset.footnotes if each.attached_to.rpartition(".")[0] not in gone
        ),
        findings=tuple(each for each in dataset.findings if each.task in ids),
        corrections=tuple(each for each in dataset.corrections if each.task in ids),
    )


def move(dataset: Dataset, tasks: Iterable[tuple[Task, Task]]) -> Dataset:
    """Return `dataset` with each task as (before, now); its notes go with it."""
    pairs = tuple(tasks)
    moved: dict[str, str] = {}
    for before, now in pairs:
        moved.setdefault(place(before), place(now))
    notes = []
    for note in dataset.footnotes:
        at, _, role = note.attached_to.rpartition(".")
        notes.append(replace(note, attached_to=f"{moved[at]}.{role}") if at in moved else note)
    return replace(dataset, tasks=tuple(now for _, now in pairs), footnotes=tuple(notes))
