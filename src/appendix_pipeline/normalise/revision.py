"""A table of tasks that an office edited, to a dataset again: what changed is read anew.

Where the file still has the dataset it was made from, a cell that says what it said keeps all that
was known of it; every other one is read by the functions that read a Word file. What was typed and
cannot be part of the dataset is noted, with the cell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Footnote, Ledger, Plan, Task
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.model.sheet import Sheet, SheetRow
from appendix_pipeline.normalise.corrections import value_of
from appendix_pipeline.normalise.edits import Edited, Frame, edited
from appendix_pipeline.normalise.outlines import Paths
from appendix_pipeline.normalise.plan import plan_of
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold, key

_ROLES = ("number", "content", "lead", "coordinating", "deadline")


class _Pair(NamedTuple):
    """A row of the table and the task it was, if it was one."""

    row: SheetRow
    before: Task | None


def revise(sheet: Sheet, note: Sink) -> Dataset:
    """Return the dataset that the table says now; findings and ledger are those of before."""
    original = sheet.original or _blank(sheet)
    if not sheet.original:
        note(Diagnostic("original-missing"))
    plan = _plan(original.plan, sheet)
    paths = Paths(original.sections)
    frame = Frame(plan.date, original.columns, plan.date != original.plan.date, note)
    made: list[tuple[Task | None, Edited]] = []
    for row, before in _pairs(sheet.rows, original.tasks):
        if before or row.entries["content"].text.strip():
            path, number = paths.of(row, before)
            if not before and not path and original.sections:
                note(Diagnostic("row-without-section", details={"cell": row.place}))
            made.append((before, edited(row, before, paths.placed(path, number, before), frame)))
        else:
            note(Diagnostic("row-without-content", details={"cell": row.place}))
    dataset = replace(
        original,
        plan=plan,
        columns=(*original.columns, *_own_columns(sheet, original)),
        sections=tuple(paths.sections),
        tasks=_in_order([each.task for _, each in made], original, paths),
        footnotes=tuple(_footnotes(original, made, note)),
        corrections=tuple(_corrections(original, made)),
    )
    _sum_up(original, made, note)
    _lines_beside(sheet, original, note)
    return dataset


def _blank(sheet: Sheet) -> Dataset:
    """Return a dataset without tasks for a table whose original is not known."""
    labels = load("labels")["task"]
    columns = tuple(ColumnLabel(role, labels[role]["vi"]) for role in _ROLES)
    return Dataset(Plan("", "", ""), columns, (), (), (), (), Ledger(0, {}), sheet.source, "")


def _plan(plan: Plan, sheet: Sheet) -> Plan:
    """Return the plan, read anew where the lines above the table were edited."""
    lines = {"title": plan.title, "issued_with": plan.issued_with}
    typed = {name: fold(entry.text) for name, entry in sheet.heads.items() if entry.text.strip()}
    changed = {name: text for name, text in typed.items() if text != fold(lines[name])}
    if not changed:
        return plan
    anew = plan_of(plan.heading, **(lines | changed), total=plan.declared_total_text)
    anew = replace(anew, place=plan.place, based_on=plan.based_on)
    return replace(anew, declared_total=plan.declared_total)


def _pairs(rows: Iterable[SheetRow], tasks: Iterable[Task]) -> list[_Pair]:
    """Return each row with the task of its id, else with one of the same words not found so."""
    rows = list(rows)
    ids = {task.id: task for task in tasks}
    found: list[Task | None] = []
    for row in rows:
        entry = row.entries.get("id")
        found.append(
            ids.pop(entry.text, None) or ids.pop(fold(entry.text), None) if entry else None
        )
    words = {key(task.content): task for task in reversed(ids.values())}
    return [
        _Pair(row, before or words.pop(key(row.entries["content"].text), None))
        for row, before in zip(rows, found, strict=True)
    ]


def _own_columns(sheet: Sheet, original: Dataset) -> Iterator[ColumnLabel]:
    known = {each.label for each in original.columns if each.role == "other"}
    return (ColumnLabel("other", label) for label in sheet.own if label not in known)


def _in_order(tasks: list[Task], original: Dataset, paths: Paths) -> tuple[Task, ...]:
    """Return the tasks section by section, where they stood so before: a sorted table is not."""

    def place(task: Task) -> int:
        return paths.order.get(task.section, -1)

    before = [place(task) for task in original.tasks]
    return tuple(sorted(tasks, key=place) if before == sorted(before) else tasks)


def _footnotes(
    original: Dataset, made: list[tuple[Task | None, Edited]], note: Sink
) -> Iterator[Footnote]:
    """Yield the footnotes, those of edited cells where their marks stand now."""
    now = {before.id: each for before, each in made if before}
    owners = {_place(task): task.id for task in reversed(original.tasks)}
    for each in original.footnotes:
        place, dot, role = each.attached_to.rpartition(".")
        if not dot or place not in owners:
            yield each
        elif after := now.get(owners[place]):
            moved = replace(each, attached_to=f"{_place(after.task)}.{role}")
            yield _moved(moved, role, after, note)


def _moved(footnote: Footnote, role: str, after: Edited, note: Sink) -> Footnote:
    if role not in after.marks:
        return footnote
    found = [at for at, marker in after.marks[role] if marker == footnote.marker]
    if not found:
        details = {"marker": footnote.marker, "text": footnote.text}
        note(Diagnostic("mark-lost", after.task.where, after.task.id, role, details))
    return replace(footnote, offset=found[0] if found else after.lengths[role])


def _corrections(original: Dataset, made: list[tuple[Task | None, Edited]]) -> Iterator[Correction]:
    """Yield what differs from the source, with the words that an edit put in place of others."""
    pairs = {before.id: (before, each.task) for before, each in made if before}
    for each in original.corrections:
        before, task = pairs.get(each.task, (None, None))
        if before is None or task is None:
            yield each
        elif value_of(before, each.field) == (stands := value_of(task, each.field)):
            yield replace(each, task=task.id)
        elif stands != each.before:
            yield replace(each, task=task.id, after=stands)


def _place(task: Task) -> str:
    return f"{task.section}/{task.number}".strip("/")


def _sum_up(original: Dataset, made: list[tuple[Task | None, Edited]], note: Sink) -> None:
    kept = [(before, each.task) for before, each in made if before]
    counts = {
        "changed": sum(_filled(before) != _filled(after) for before, after in kept),
        "added": len(made) - len(kept),
        "removed": len(original.tasks) - len(kept),
    }
    if original.tasks and any(counts.values()):
        note(Diagnostic("edited", details={name: str(n) for name, n in counts.items()}))


def _filled(task: Task) -> Task:
    """Return a task without its blank further columns, such as a new one in most rows."""
    return replace(task, extras=tuple(each for each in task.extras if each.text))


def _lines_beside(sheet: Sheet, original: Dataset, note: Sink) -> None:
    """Note the lines below the table that are none of the footnotes."""
    known = {fold(f"{each.marker} {each.text}") for each in original.footnotes}
    known |= {fold(each.text) for each in original.footnotes}  # the mark is raised
    for entry in sheet.loose:
        if not entry.cut and fold(entry.text) not in {"", *known}:
            note(Diagnostic("line-beside-table", details={"cell": entry.place, "text": entry.text}))
