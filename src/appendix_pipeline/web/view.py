"""What a document's page shows: tasks as lines, filtered, and the source's tables as drawn."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import urlencode

from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.correction import DAYS, FIELDS, Field
from appendix_pipeline.model.dataset import Dataset, Section, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Cell, Grid, Location
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.normalise.corrections import value_of
from appendix_pipeline.normalise.deadlines import in_words
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.rules.catalogue import finding
from appendix_pipeline.text import unaccented
from appendix_pipeline.web.reading import state


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the page shows it: as it stands, and `was` as it was read; `done` is a day or "".

    `cells` are the ids of its cells in the drawn source, `changed` its corrected fields.
    """

    task: Task
    was: Task
    changed: tuple[Field, ...]
    words: str
    due: str
    state: str
    done: str
    findings: tuple[Finding, ...]
    cells: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the clerk filters by: a body's name, a state, a finding's code, words; "" is all."""

    agency: str = ""
    state: str = ""
    finding: str = ""
    words: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wanted":
        """Return what an address asks for."""
        return cls(*(asked.get(each, "") for each in cls.__slots__))

    @property
    def query(self) -> str:
        """The same as a part of an address, so that a page after it knows; "" for all."""
        fields = {each: getattr(self, each) for each in self.__slots__}
        return urlencode({name: value for name, value in fields.items() if value})


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen to filter by: names of bodies, and findings.

    Of a finding: its code, its name, in how many tasks it is.
    """

    agencies: tuple[str, ...]
    findings: tuple[tuple[str, str, int], ...]


def lines_of(dataset: Dataset, original: Dataset, lang: Lang) -> tuple[Line, ...]:
    """Return the tasks of `dataset` in its order; `original` is the same before corrections."""
    return tuple(
        Line(
            task,
            was,
            tuple(each for each in FIELDS if value_of(task, each) != value_of(was, each)),
            in_words(task.deadline, lang),
            in_figures(due(task.deadline), lang),
            state(task),
            in_figures(value_of(task, "done"), lang),
            tuple(each for each in dataset.findings if each.task == task.id),
            " ".join(dict.fromkeys(map(cell_id, task.places.values()))),
        )
        for task, was in zip(dataset.tasks, original.tasks, strict=True)
    )


def in_sections(
    sections: Iterable[Section], lines: Iterable[Line]
) -> Iterator[tuple[Section | None, list[Line]]]:
    """Yield each section with its lines; those of no section first, sections without lines not."""
    below: dict[str, list[Line]] = {}
    for line in lines:
        below.setdefault(line.task.section, []).append(line)
    known = {each.path: each for each in sections}
    for path in ("", *known):
        if path in below:
            yield known.get(path), below[path]


def fits(line: Line, wanted: Wanted) -> bool:
    """Tell whether a line is among what is wanted; words are found without diacritics too."""
    bodies = (*line.task.lead.bodies, *line.task.coordinating.bodies)
    text = " ".join((line.task.content, *(each.text for each in bodies), line.task.deadline.raw))
    return (
        (not wanted.agency or any(each.name == wanted.agency for each in bodies))
        and wanted.state in ("", line.state)
        and (not wanted.finding or any(each.code == wanted.finding for each in line.findings))
        and has_words(text, wanted.words)
    )


def has_words(text: str, words: str) -> bool:
    """Tell whether all `words` are in `text`; they may be typed with or without diacritics."""
    found = f"{normalize('NFC', text).casefold()} {unaccented(text)}"
    return all(word in found for word in normalize("NFC", words).casefold().split())


def known_bodies(dataset: Dataset) -> tuple[str, ...]:
    """Return the names of bodies to choose from: those of the plan first, then all that act now."""
    tasks = dataset.tasks
    own = {each.name for task in tasks for each in (*task.lead.bodies, *task.coordinating.bodies)}
    groups = (each for each in load("agencies")["group"] if "until" not in each)
    every = (each for group in groups for each in group["bodies"])
    acting = {str(each["name"]) for each in every if "until" not in each}
    return (*sorted(own, key=unaccented), *sorted(acting - own, key=unaccented))


def choices(lines: Iterable[Line], lang: Lang) -> Choices:
    """Return what the lines can be filtered by, in the order of the alphabet."""
    lines = tuple(lines)
    names = (
        body.name
        for line in lines
        for body in (*line.task.lead.bodies, *line.task.coordinating.bodies)
    )
    counts = Counter(code for line in lines for code in {each.code for each in line.findings})
    findings = ((code, str(finding(code)[lang]["name"]), count) for code, count in counts.items())
    return Choices(
        tuple(sorted(set(names), key=unaccented)),
        tuple(sorted(findings, key=lambda each: unaccented(each[1]))),
    )


def drawn(grid: Grid) -> list[list[Cell]]:
    """Return the cells of a table row by row, each in the row where it begins."""
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.top].append(cell)
    return rows


def cell_id(where: Location) -> str:
    """Return the id of a cell on the page."""
    return f"t{where.table}r{where.row}c{where.column}"


def as_read(deadline: Deadline, lang: Lang) -> str:
    """Return how a deadline was read, in one line: in words, and its last day."""
    day = in_figures(due(deadline), lang)
    said = in_words(deadline, lang)
    told = str(load("page")["words"]["due"][lang]).format(day)
    return f"{said} ({told})" if day else said


def told(field: Field, value: str, lang: Lang) -> str:
    """Return what stands in a field as a reader sees it: a day in figures, other words as typed."""
    return in_figures(value, lang) if field in DAYS else value


def due(deadline: Deadline) -> str:
    """Return the last day in time, ISO 8601: the text's, else what follows from events, else ""."""
    return deadline.due_end or (deadline.resolved and deadline.resolved.due) or ""
