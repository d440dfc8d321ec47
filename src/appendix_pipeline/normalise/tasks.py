"""Rows to sections and tasks: each cell's words read by the parser of its column."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Extra, Footnote, Section, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Location, Paragraph
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.table import Appendix, Column, SectionRow, TaskRow, TypedNote
from appendix_pipeline.normalise.agencies import diagnose, split
from appendix_pipeline.normalise.anew import column_of_task, headed_deadline
from appendix_pipeline.normalise.cells import Words, join, read_words
from appendix_pipeline.normalise.references import find
from appendix_pipeline.normalise.sections import Outline, split_number
from appendix_pipeline.rules.layout import match
from appendix_pipeline.rules.marks import NoteIndex, index_notes
from appendix_pipeline.text import clean_number, fold

_CORE = ("number", "content", "lead", "coordinating", "deadline")
_LONGEST_DITTO = 12
# Wordings of a cell that says who leads and who else takes part.
_BOTH_AGENCIES = ("lead_and_coordinating", "lead_with", "lead_in_brackets")


@dataclass(frozen=True, slots=True)
class Tasks:
    """What the rows of one table say."""

    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    footnotes: tuple[Footnote, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Reading:
    """The state of one pass over the rows."""

    appendix: Appendix
    issued: str
    notes: NoteIndex
    outline: Outline = field(default_factory=Outline)
    ids: Counter[str] = field(default_factory=Counter)
    referred: set[int] = field(default_factory=set)  # the notes that have a place
    footnotes: list[Footnote] = field(default_factory=list)
    above: list[Words] = field(default_factory=list)  # the words of the task before, by column

    def note(self, words: Words, attached_to: str) -> tuple[str, ...]:
        """Keep the footnotes that `words` refer to; return their markers."""
        markers = []
        for index, offset in words.references:
            found = self.appendix.notes[index]
            self.referred.add(index)
            markers.append(found.marker)
            self.footnotes.append(_footnote(found, attached_to, offset))
        return tuple(markers)


def read_tasks(appendix: Appendix, issued: str) -> Tasks:
    """Return the sections, tasks and footnotes of an appendix issued at `issued` (ISO prefix)."""
    reading = _Reading(appendix, issued, index_notes(appendix.notes))
    reading.note(read_words(appendix.title, reading.notes), "title")
    for role, label in _labels(appendix):
        reading.note(read_words(label, reading.notes), f"header.{role}")
    sections: list[Section] = []
    tasks: list[Task] = []
    for row in appendix.rows:
        if isinstance(row, SectionRow):
            sections.append(_section(row, reading))
        else:
            tasks.append(_task(row, reading))
    loose = (
        _footnote(note, "", 0)
        for index, note in enumerate(appendix.notes)
        if index not in reading.referred
    )
    return Tasks(
        tuple(sections),
        tuple(tasks),
        (*reading.footnotes, *loose),
        tuple(each for task in tasks for each in objections(task)),
    )


def _labels(appendix: Appendix) -> Iterator[tuple[str, tuple[Paragraph, ...]]]:
    """Yield the labels of the first header that notes may hang on, each with its column's role."""
    part = appendix.table.parts[0]
    for cell in part.grid.cells if appendix.notes else ():
        if cell.top < part.top and not any(each in appendix.title for each in cell.paragraphs):
            roles = (each.role for each in part.columns if cell.left <= each.left < cell.right)
            yield next(roles, "other"), cell.paragraphs


def objections(task: Task) -> Iterator[Diagnostic]:
    """Yield what is wrong with the bodies of a task: in its cells and in what it waits for."""
    cells = [("lead", task.lead), ("coordinating", task.coordinating)]
    cells += (("deadline", Agencies(each.text, each.by)) for each in task.deadline.conditions)
    for role, cell in cells:
        for found in diagnose(cell):
            if role == "deadline" and found.code == "unknown-agency":
                continue  # what a task waits for may be anybody
            yield replace(found, where=task.where, task=task.id, role=role)


def _footnote(note: TypedNote, attached_to: str, offset: int) -> Footnote:
    texts = [each.text for each in note.paragraphs]
    texts[:1] = [texts[0][note.skip :]] if texts else []
    where = note.paragraphs[0].where if note.paragraphs else Location()
    return Footnote(note.marker, fold(" ".join(texts)), attached_to, offset, where)


def _section(row: SectionRow, reading: _Reading) -> Section:
    words = read_words(row.title.paragraphs, reading.notes)
    if row.number:
        number, title = clean_number(row.number.text), words.folded
    else:
        number, title = split_number(words.folded)
        words = words.without(len(words.folded) - len(title))
    level = reading.outline.enter(number, title)
    path = reading.outline.path
    reading.note(words, f"{path}.title")
    return Section(path, number, title, level, row.where)


def _task(row: TaskRow, reading: _Reading) -> Task:
    columns = reading.appendix.table.columns
    words = [
        read_words((p for cell in cells for p in cell.paragraphs), reading.notes)
        for cells in row.cells
    ]
    words, inherited = _fill_dittos(words, reading)
    core = _core(columns, words)
    taken = {index for indices in core.values() for index in indices}
    extras = [index for index in range(len(columns)) if index not in taken]
    by_role = {role: join(words[index] for index in indices) for role, indices in core.items()}
    _part_combined(by_role, row, core)
    number = clean_number(by_role["number"].folded) if "number" in by_role else ""
    reading.outline.place(number)
    path = reading.outline.path
    place = f"{path}/{number}".strip("/")
    fields = [*by_role.items(), *((columns[index].role, words[index]) for index in extras)]
    markers = [marker for role, each in fields for marker in reading.note(each, f"{place}.{role}")]
    content = by_role["content"].folded
    deadline = by_role["deadline"].folded if "deadline" in by_role else ""
    return Task(
        id=_unique(place.replace("/", "."), reading.ids),
        section=path,
        number=number,
        content=content,
        lead=_agencies(by_role.get("lead"), reading),
        coordinating=_agencies(by_role.get("coordinating"), reading),
        deadline=_deadline(deadline, columns, core, reading),
        references=find(content),
        footnotes=tuple(markers),
        extras=tuple(
            Extra(columns[index].role, columns[index].label, words[index].by_line)
            for index in extras
        ),
        where=row.where,
        shared=tuple(columns[index].role for index in row.shared),
        inherited=tuple(columns[index].role for index in inherited),
        places=_places(row, core),
    )


def _part_combined(by_role: dict[str, Words], row: TaskRow, core: dict[str, list[int]]) -> None:
    """Part what one cell says of two: "1. Việc" in one, "Chủ trì: A; phối hợp: B" in another."""
    if "number" in core and not row.cells[core["number"][0]]:
        number, rest = split_number(by_role["content"].folded)
        by_role["number"] = Words((number,))
        by_role["content"] = by_role["content"].without(len(by_role["content"].folded) - len(rest))
    both = by_role.get("lead") if "coordinating" not in core else None
    found = (match(wording, both.folded) for wording in _BOTH_AGENCIES) if both else ()
    if both and (named := next(filter(None, found), None)):
        by_role["lead"] = both.part(*named.span("lead"))
        by_role["coordinating"] = both.part(*named.span("coordinating"))


def _places(row: TaskRow, core: dict[str, list[int]]) -> dict[str, Location]:
    """Return the first cell of each role."""
    first = ((role, cells) for role, indices in core.items() if (cells := row.cells[indices[0]]))
    return {role: cells[0].where for role, cells in first}


def _deadline(
    text: str, columns: tuple[Column, ...], core: dict[str, list[int]], reading: _Reading
) -> Deadline:
    label = "".join(columns[index].label for index in core.get("deadline", ()))
    return headed_deadline(text, label, reading.issued)


def _core(columns: tuple[Column, ...], words: list[Words]) -> dict[str, list[int]]:
    """Return the columns of each core role; several of agencies are one cell, read on.

    Of several deadlines one is the task's (`column_of_task`); the others stay as they are, under
    their labels.
    """
    core: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        if column.role in _CORE:
            core.setdefault(column.role, []).append(index)
    for role in ("number", "content", "deadline"):
        if of_role := core.get(role):
            labels = [columns[i].label for i in of_role] if role == "deadline" else []
            filled = [bool(words[i].lines) for i in of_role]
            core[role] = [of_role[column_of_task(labels, filled)]]
    return core


def _fill_dittos(words: list[Words], reading: _Reading) -> tuple[list[Words], list[int]]:
    """Put what stands above in place of ditto marks ("nt", "như trên"); say in which columns."""
    marks = [
        index
        for index, each in enumerate(words)
        if reading.above and 0 < len(each.folded) <= _LONGEST_DITTO and match("ditto", each.folded)
    ]
    filled = [reading.above[i] if i in marks else each for i, each in enumerate(words)]
    reading.above = filled
    return filled, marks


def _agencies(words: Words | None, reading: _Reading) -> Agencies:
    return split(words.by_line, reading.issued) if words else Agencies("")


def _unique(wanted: str, ids: Counter[str]) -> str:
    """Return an id no task above has: a repeated number gets "#2", "#3", none at all "#1"."""
    ids[wanted] += 1
    return wanted if wanted and ids[wanted] == 1 else f"{wanted}#{ids[wanted]}"
