"""The sheet of tasks: a tracker, with the source's words beside what the office fills in."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import Book, Cell, Mark, at, put, show
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    NamedTable,
    add_table,
    head,
    new_sheet,
)

_PERCENT = re.compile(r"\d{1,3}([.,]\d+)?%")
_WORDS = (
    ("id", 7, "centre"),
    ("section", 18, "text"),
    ("content", 42, "text"),
    ("lead", 15, "text"),
    ("coordinating", 15, "text"),
    ("deadline", 13, "text"),
    ("due", 11.5, "date"),
)
# Only where a condition was met.
_MET = ("met", 14, "text")
_ENTRIES = (
    ("leader", 9.5, "text", "entry"),
    ("progress", 7, "percent", "entry"),
    ("status", 11, "centre", "entry"),
    ("state", 11, "centre", "head"),
    ("result", 11, "text", "entry"),
    ("note", 10, "text", "entry"),
)
# Computed and for the screen: beyond what is printed, which would shrink to letters of 6 pt.
_UNPRINTED = (
    ("kind", 11, "centre"),
    ("condition", 15, "text"),
    ("basis", 14, "text"),
    ("document", 14, "text"),
)
_ROOM = 500  # rows below the table for lists and colours: not every program lets a table grow


def add_tasks(book: Book, dataset: Dataset) -> None:
    """Add the sheet of tasks: one row a task, filters, drop-down lists, colours by today's date."""
    columns = tuple(_columns(book, dataset))
    sheet = new_sheet(book, "tasks", columns)
    printed = len(columns) - len(_UNPRINTED)
    sheet.print_columns(printed)
    marks = _marks(dataset)
    plan = dataset.plan
    top = [Line(plan.title, "title", tuple(marks["title"])), Line(plan.issued_with, "subtitle")]
    if dataset.footnotes:
        notes = ", ".join(note.marker for note in dataset.footnotes)
        where = book.label("notes").format(notes, book.word("sheets", "source"))
        top.append(Line(where, "loose"))
    head(book, sheet, printed, top)
    titles = tracker.section_titles(dataset.sections)
    for row, task in enumerate(dataset.tasks, HEADER + 1):
        texts = _texts(book, task, titles)
        place = f"{task.section}/{task.number}".lstrip("/")
        for number, column in enumerate(columns, 1):
            noted = marks[f"{place}.{column.key}"]
            _fill(book, at(sheet, row, number), texts.get(column.key, ""), column, noted)
    rows = max(1, len(dataset.tasks))
    results = {"state": [tracking.lasting_state(book, task) for task in dataset.tasks]}
    add_table(book, sheet, NamedTable(tracking.TABLE, rows), columns, results)
    tracking.add_rules(book, sheet, columns, HEADER + rows + _ROOM)
    sheet.freeze_panes(HEADER, 3)
    sheet.set_zoom(80)


def _columns(book: Book, dataset: Dataset) -> Iterator[Column]:
    """Yield the columns; those of the source that the tracker has no place for stand between."""
    labels = tracker.labels(book.lang)
    met = any(task.deadline.met for task in dataset.tasks)
    for key, width, style in (*_WORDS, *((_MET,) if met else ())):
        yield Column(key, labels[key], width, style)
    for key, name in tracker.further(dataset, book.lang).items():
        yield Column(key, name, 14, "text")
    for key, width, style, heading in _ENTRIES:
        formula = tracking.state(book) if key == "state" else ""
        yield Column(key, labels[key], width, style, heading, formula)
    for key, width, style in _UNPRINTED:
        yield Column(key, labels[key], width, style)


def _texts(book: Book, task: Task, titles: dict[str, str]) -> dict[str, str]:
    """Return the texts of a task's row by column; the due date is in ISO 8601."""
    deadline = task.deadline
    entries = {role: tracker.entry(task, role) for role in tracker.ENTRIES}
    entries["status"] = tracker.status(entries["status"], book.lang)
    return {
        "id": task.id,
        "section": titles.get(task.section, task.section),
        "content": task.content,
        "lead": task.lead.text,
        "coordinating": task.coordinating.text,
        "deadline": deadline.raw,
        "due": tracking.due_of(task),
        "met": "\n".join(tracker.met(task, book.lang)),
        "kind": book.word("kinds", deadline.kind),
        "condition": "\n".join(dict.fromkeys(deadline.awaited)),
        "document": book.document,
        "basis": "\n".join(dict.fromkeys(each.key or each.text for each in task.references)),
        **entries,
        **tracker.extras(task),
    }


def _marks(dataset: Dataset) -> dict[str, list[Mark]]:
    """Return the marks of footnotes by what they are attached to ("IV/4.content")."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for note in dataset.footnotes:
        marks[note.attached_to].append((note.offset, note.marker))
    return marks


def _fill(book: Book, cell: Cell, text: str, column: Column, marks: Sequence[Mark]) -> None:
    if column.style == "date" and text >= tracking.EARLIEST:
        show(book, cell, date.fromisoformat(text), "date")
    elif column.style == "percent" and _PERCENT.fullmatch(text):
        show(book, cell, float(text[:-1].replace(",", ".")) / 100, "percent")
    else:
        style = "centre" if text and column.style in {"date", "percent"} else column.style
        put(book, cell, text, style, marks)
