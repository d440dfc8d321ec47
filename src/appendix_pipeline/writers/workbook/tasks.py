"""The sheet of tasks: a tracker, with the source's words beside what the office fills in."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import Book, Mark, at, put
from appendix_pipeline.writers.workbook.engine import Cell
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    add_table,
    distinct,
    head,
    new_sheet,
    wide,
)

_EARLIEST = "1900-03-01"  # Excel's calendar is right from here on
_TRACKED = ("leader", "note")  # columns of the source that the tracker has a place for
_BEFORE = (
    ("id", 7, "centre"),
    ("section", 21, "text"),
    ("content", 40, "text"),
    ("lead", 16, "text"),
    ("coordinating", 16, "text"),
    ("deadline", 14, "text"),
    ("due", 12.5, "date"),
    ("kind", 11, "centre"),
    ("condition", 15, "text"),
    ("basis", 12, "text"),
)
_AFTER = (
    ("leader", 10, "text", "entry"),
    ("progress", 8, "percent", "entry"),
    ("status", 11.5, "centre", "entry"),
    ("state", 14, "centre", "head"),
    ("result", 11, "text", "entry"),
    ("note", 11, "text", "entry"),
)


def add_tasks(book: Book, dataset: Dataset) -> None:
    """Add the sheet of tasks: one row a task, filters, drop-down lists, colours by today's date."""
    columns = tuple(_columns(book, dataset))
    sheet = new_sheet(book, "tasks", columns)
    marks = _marks(dataset)
    plan = dataset.plan
    title = Line(plan.title, "title", tuple(marks["title"]))
    head(book, sheet, columns, [title, Line(plan.issued_with, "subtitle")])
    titles = {each.path: f"{each.number}. {each.title}".lstrip(". ") for each in dataset.sections}
    for row, task in enumerate(dataset.tasks, HEADER + 1):
        texts = _texts(book, task, titles)
        place = f"{task.section}/{task.number}".lstrip("/")
        for number, column in enumerate(columns, 1):
            noted = marks[f"{place}.{column.key}"]
            _fill(book, at(sheet, row, number), texts.get(column.key, ""), column, noted)
    rows = max(1, len(dataset.tasks))
    add_table(sheet, tracking.TABLE, columns, rows)
    tracking.add_rules(book, sheet, columns, HEADER + rows)
    for row, note in enumerate(dataset.footnotes, HEADER + rows + 2):
        line = Line(f" {note.text}", "loose", ((0, note.marker),))
        wide(book, sheet, row, len(columns), line)
    sheet.freeze_panes = f"D{HEADER + 1}"
    sheet.sheet_view.zoomScale = 80


def _columns(book: Book, dataset: Dataset) -> Iterator[Column]:
    """Yield the columns; those of the source that the tracker has no place for stand between."""
    labels = {key: book.word("columns", key) for key, *_ in (*_BEFORE, *_AFTER)}
    for key, width, style in _BEFORE:
        yield Column(key, labels[key], width, style)
    keys = list(dict.fromkeys(key for task in dataset.tasks for key in _extras(task)))
    names = distinct((key.partition(": ")[2] for key in keys), labels.values())
    for key, name in zip(keys, names, strict=True):
        yield Column(key, name, 14, "text")
    for key, width, style, heading in _AFTER:
        formula = tracking.state(book) if key == "state" else ""
        yield Column(key, labels[key], width, style, heading, formula)


def _extras(task: Task) -> dict[str, str]:
    """Return the texts of the columns that the tracker has no place for, by "nth role: label"."""
    seen: Counter[tuple[str, str]] = Counter()
    texts = {}
    for extra in task.extras:
        if extra.role not in _TRACKED:
            seen[extra.role, extra.label] += 1
            texts[f"{seen[extra.role, extra.label]} {extra.role}: {extra.label}"] = extra.text
    return texts


def _texts(book: Book, task: Task, titles: dict[str, str]) -> dict[str, str]:
    """Return the texts of a task's row by column; the due date is in ISO 8601."""
    deadline = task.deadline
    tracked = {
        role: "\n".join(each.text for each in task.extras if each.role == role and each.text)
        for role in _TRACKED
    }
    return {
        "id": task.id,
        "section": titles.get(task.section, task.section),
        "content": task.content,
        "lead": task.lead.text,
        "coordinating": task.coordinating.text,
        "deadline": deadline.raw,
        "due": (deadline.resolved and deadline.resolved.due) or deadline.due_end or "",
        "kind": book.word("kinds", deadline.kind),
        "condition": "\n".join(dict.fromkeys(deadline.awaited)),
        "basis": "\n".join(dict.fromkeys(each.key or each.text for each in task.references)),
        **tracked,
        **_extras(task),
    }


def _marks(dataset: Dataset) -> dict[str, list[Mark]]:
    """Return the marks of footnotes by what they are attached to ("IV/4.content")."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for note in dataset.footnotes:
        marks[note.attached_to].append((note.offset, note.marker))
    return marks


def _fill(book: Book, cell: Cell, text: str, column: Column, marks: Sequence[Mark]) -> None:
    if column.style == "date" and text >= _EARLIEST:
        cell.style = "date"
        cell.value = date.fromisoformat(text)
    elif text or marks:
        style = "centre" if column.style in {"date", "percent"} else column.style
        put(book, cell, text, style, marks)
    else:
        cell.style = column.style
