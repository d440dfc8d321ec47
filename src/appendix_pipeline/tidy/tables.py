"""The tables: what their rows are made of, and one declaration of their columns, `TABLES`."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, get_args

from appendix_pipeline.model.agency import Level
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.deadline import Action, Certainty, Kind, Precision, Relation, Trigger
from appendix_pipeline.model.finding import Severity
from appendix_pipeline.model.place import Status
from appendix_pipeline.tidy.table import Column, Row, Table


def _words(literal: Any) -> tuple[str, ...]:
    return tuple(word for word in get_args(literal) if word)


def _documents(dataset: Dataset) -> Iterator[Row]:
    yield {"plan": dataset.plan, "source": dataset.source, "generator": dataset.generator}


def _cited(dataset: Dataset) -> Iterator[Row]:
    """Make a row of every act that the plan implements, then of every one it is based on."""
    for role in ("implements", "based_on"):
        for position, part in enumerate(getattr(dataset.plan, role), 1):
            yield {"role": role, "position": position, "part": part}


def _sections(dataset: Dataset) -> Iterator[Row]:
    paths = [section.path for section in dataset.sections]
    for position, section in enumerate(dataset.sections, 1):
        above = [path for path in paths if section.path.startswith(f"{path}/")]
        yield {"section": section, "position": position, "parent": max(above, key=len, default="")}


def _tasks(dataset: Dataset) -> Iterator[Row]:
    for position, task in enumerate(dataset.tasks, 1):
        yield {"task": task, "position": position}


def _parts(path: str) -> Callable[[Dataset], Iterator[Row]]:
    """Return what makes a row of every item in a list of a task ("deadline.items")."""
    items: Callable[[Task], Iterable[Any]] = attrgetter(path)

    def rows(dataset: Dataset) -> Iterator[Row]:
        for task in dataset.tasks:
            for position, part in enumerate(items(task), 1):
                yield {"task": task, "position": position, "part": part}

    return rows


def _agencies(dataset: Dataset) -> Iterator[Row]:
    for task in dataset.tasks:
        for role, cell in (("lead", task.lead), ("coordinating", task.coordinating)):
            for position, body in enumerate(cell.bodies, 1):
                yield {"task": task, "role": role, "position": position, "part": body}


def _footnotes(dataset: Dataset) -> Iterator[Row]:
    places = {f"{task.section}/{task.number}".lstrip("/"): task.id for task in dataset.tasks}
    for position, note in enumerate(dataset.footnotes, 1):
        place = note.attached_to.rpartition(".")[0].lstrip("/")
        yield {"note": note, "position": position, "task": places.get(place)}


def _findings(dataset: Dataset) -> Iterator[Row]:
    for position, finding in enumerate(dataset.findings, 1):
        yield {"finding": finding, "position": position}


_TASK = Column("task", "task.id", str, "Id of the task.")
_POSITION = Column("position", "position", int, "Place in the list, from 1.")
_REFERENCE = (
    Column("text", "part.text", str, "The words as typed."),
    Column("kind", "part.kind", str, "Kind of the document, in Vietnamese."),
    Column("number", "part.number", str, "Its number."),
    Column("year", "part.year", str, "Its year, where the symbol has one."),
    Column("symbol", "part.symbol", str, "What follows the number."),
    Column("date", "part.date", str, "Date, ISO 8601, as fine as the source."),
    Column("issuer", "part.issuer", str, "Who issued it."),
    Column("title", "part.title", str, "Its title."),
    Column("key", "part.key", str, "Equal for the same act in any form."),
)
_TO_TASK = {"task": ("tasks", "task")}

TABLES = (
    Table(
        "documents", "The document and the file it was read from.", _documents, ("file",), {},
        (
            Column("file", "source.name", str, "File name without folders."),
            Column("sha256", "source.sha256", str, "SHA-256 of the file, in hex."),
            Column("size", "source.size", int, "Size of the file in bytes."),
            Column("title", "plan.title", str, "Title of the appendix."),
            Column("issued_with", "plan.issued_with", str, 'The line "(Kèm theo …)", as written.'),
            Column("kind", "plan.kind", str, "Kind of the document, in Vietnamese."),
            Column("number", "plan.number", str, "Number; blank until the registry fills it in."),
            Column("symbol", "plan.symbol", str, "What follows the number."),
            Column("date", "plan.date", str, "Date, ISO 8601, as fine as the source."),
            Column("issuer", "plan.issuer", str, "Who issued it."),
            Column("commune", "plan.place.name", str, "The commune that it is about."),
            Column("commune_code", "plan.place.code", str, "Its official code."),
            Column("province", "plan.place.province", str, "The province of that commune."),
            Column("province_code", "plan.place.province_code", str, "Its official code."),
            Column("place_status", "plan.place.status", _words(Status), "How the place is known."),
            Column("to_be_filled", "plan.to_be_filled", str, "What the registry is to fill in."),
            Column("implements", "plan.implements", str, "Acts named in the title."),
            Column("based_on", "plan.based_on", str, "Acts that the preamble gives as grounds."),
            Column("declared_total", "plan.declared_total", int, "Tasks, as the source counts."),
            Column("generator", "generator", str, "Program, its version and that of its rules."),
        ),
    ),
    Table(
        "document_references", "One row a legal document that the plan implements or is based on.",
        _cited, ("role", "position"), {},
        (
            Column("role", "role", ("implements", "based_on"), "In the title, or in the preamble."),
            _POSITION,
            *_REFERENCE,
        ),
    ),
    Table(
        "sections", "The headings inside the table.", _sections, ("section",),
        {"parent": ("sections", "section")},
        (
            Column("section", "section.path", str, 'Numbers joined by "/": "A/I".'),
            _POSITION,
            Column("number", "section.number", str, "The number as displayed."),
            Column("title", "section.title", str, "The heading's words."),
            Column("depth", "section.level", int, "Depth, 1 for the outermost."),
            Column("parent", "parent", str, "The section above."),
        ),
    ),
    Table(
        "tasks", "One row a task, with the source's words beside what they mean.", _tasks,
        ("task",), {"section": ("sections", "section")},
        (
            _TASK,
            _POSITION,
            Column("section", "task.section", str, "Section the task stands in."),
            Column("number", "task.number", str, "The number as displayed."),
            Column("content", "task.content", str, "What is to be done."),
            Column("lead", "task.lead.text", str, "The cell of the lead agencies, as written."),
            Column("coordinating", "task.coordinating.text", str, "The cell of the coordinating."),
            Column("deadline", "task.deadline.raw", str, "The cell of the deadline, as written."),
            Column("deadline_kind", "task.deadline.kind", _words(Kind), "What the cell is about."),
            Column("relation", "task.deadline.relation", _words(Relation), "How the date binds."),
            Column("edtf", "task.deadline.edtf", str, "The cell in ISO 8601-2 (EDTF)."),
            Column("window_start", "task.deadline.window_start", date, "First day of the work."),
            Column("due_end", "task.deadline.due_end", date, "Last day that is still in time."),
            Column("due_time", "task.deadline.due_time", str, "Clock time on that day."),
            Column("precision", "task.deadline.precision", _words(Precision), "How fine it is."),
            Column("certainty", "task.deadline.certainty", _words(Certainty), "Weakest step used."),
            Column("ongoing", "task.deadline.ongoing", bool, "The work goes on for good."),
            Column("recurrence", "task.deadline.recurrence.rrule", str, "RFC 5545 rules."),
            Column("conditions", "task.deadline.conditions", str, "Acts the deadline waits for."),
            Column("flags", "task.deadline.flags", str, "What to know about this reading."),
            Column("resolved_due", "task.deadline.resolved.due", date, "Due day once events came."),
            Column("waiting", "task.deadline.awaited", str, "Events still to come."),
            Column("deadline_note", "task.deadline.note", str, "Other words of the cell."),
            Column("footnotes", "task.footnotes", str, "Markers of the task's footnotes."),
            Column("shared", "task.shared", str, "Fields whose cell covers several tasks."),
            Column("inherited", "task.inherited", str, "Fields filled in from a ditto mark."),
            Column("source_table", "task.where.table", int, "Number of the table in the file."),
            Column("source_row", "task.where.row", int, "Row of that table."),
        ),
    ),
    Table(
        "task_agencies", "One row a task and body.", _agencies, ("task", "role", "position"),
        _TO_TASK,
        (
            _TASK,
            Column("role", "role", ("lead", "coordinating"), "What the body does for the task."),
            _POSITION,
            Column("agency", "part.name", str, "Canonical name, else the words as typed."),
            Column("text", "part.text", str, "The words as typed."),
            Column("key", "part.key", str, "Entry of the list of bodies; blank if unknown."),
            Column("level", "part.level", _words(Level), "Level of the body."),
            Column("collective", "part.collective", bool, "An open group of bodies."),
            Column("scope", "part.scope", str, "A note limited to this body."),
            Column("successor", "part.successor", str, "Entry of the body that took over."),
        ),
    ),
    Table(
        "task_references", "One row a legal document named in a task.", _parts("references"),
        ("task", "position"), _TO_TASK,
        (
            _TASK,
            _POSITION,
            *_REFERENCE,
        ),
    ),
    Table(
        "deadline_items", "One row a date or period of a deadline.", _parts("deadline.items"),
        ("task", "position"), _TO_TASK,
        (
            _TASK,
            _POSITION,
            Column("text", "part.text", str, "The words as typed."),
            Column("start", "part.start", date, "First day."),
            Column("end", "part.end", date, "Last day, included; blank if open."),
            Column("precision", "part.precision", _words(Precision), "How fine it is."),
            Column("edtf", "part.edtf", str, "The date in ISO 8601-2 (EDTF)."),
        ),
    ),
    Table(
        "deadline_conditions", "One row an act that a deadline waits for.",
        _parts("deadline.conditions"), ("task", "position"), _TO_TASK,
        (
            _TASK,
            _POSITION,
            Column("text", "part.text", str, "The words as typed."),
            Column("trigger", "part.trigger", _words(Trigger), "How the deadline hangs on it."),
            Column("action", "part.action", _words(Action), "What kind of act it is."),
            Column("by", "part.by", str, "Who is to act."),
            Column("by_mode", "part.by_mode", ("all", "any"), "Whether all or any must act."),
            Column("documents", "part.documents", str, "Documents that are to come."),
            Column("status", "part.status", ("pending", "met", "void"), "Whether it is done."),
            Column("met_on", "part.met_on", date, "The day it was done."),
        ),
    ),
    Table(
        "deadline_reports",
        "One row a reporting duty with a date of its own.",
        _parts("deadline.reports"),
        ("task", "position"),
        _TO_TASK,
        (
            _TASK,
            _POSITION,
            Column("text", "part.text", str, "The words as typed."),
            Column("relation", "part.relation", _words(Relation), "How the date binds."),
            Column("due_end", "part.due_end", date, "Last day that is still in time."),
        ),
    ),
    Table(
        "task_extras", "One row a task and column beyond the core ones.", _parts("extras"),
        ("task", "position"), _TO_TASK,
        (
            _TASK,
            _POSITION,
            Column("role", "part.role", str, "Role of the column."),
            Column("label", "part.label", str, "Label of the column as typed."),
            Column("text", "part.text", str, "The words as typed."),
        ),
    ),
    Table(
        "footnotes", "One row a footnote.", _footnotes, ("position",), {},
        (
            _POSITION,
            Column("marker", "note.marker", str, "The reference mark as displayed."),
            Column("text", "note.text", str, "The words as typed."),
            Column("attached_to", "note.attached_to", str, 'As "IV/4.content".'),
            Column("offset", "note.offset", int, "Place of the mark in that text."),
            Column("task", "task", str, "Id of the task."),
        ),
    ),
    Table(
        "findings", "One row a finding.", _findings, ("position",), {},
        (
            _POSITION,
            Column("code", "finding.code", str, "What kind of finding it is."),
            Column("severity", "finding.severity", _words(Severity), "How bad it is."),
            Column("message", "finding.message", str, "What was found and where."),
            Column("suggestion", "finding.suggestion", str, "What to do about it."),
            Column("task", "finding.task", str, "Id of the task."),
            Column("role", "finding.role", str, "Role of the column."),
            Column("source_table", "finding.where.table", int, "Number of the table in the file."),
            Column("source_row", "finding.where.row", int, "Row of that table."),
        ),
    ),
)  # fmt: skip
"""Every table, parents before the tables that refer to them."""
