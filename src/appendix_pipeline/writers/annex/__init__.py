"""What the printed appendix shows, before any format: heading, columns, rows, notes."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Dataset, Footnote, Section, Task
from appendix_pipeline.options import Theme
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex.columns import Column, columns_of
from appendix_pipeline.writers.annex.letterhead import Letterhead, letterhead_of
from appendix_pipeline.writers.annex.lines import (
    Lines,
    cut,
    plain,
    printable,
    title_breaks,
    with_blanks,
)
from appendix_pipeline.writers.annex.measures import SIZES, Measures, fits_upright, measure, need
from appendix_pipeline.writers.annex.page import Page

_OURS = Theme()
# Lines that the heading takes beside the title: "Phụ lục", "(Kèm theo …)", the rule, a section.
_HEADING_LINES = 4
# Gives the notes attached to a place, once: (offset, number) each, in order.
Refer = Callable[[str], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Row:
    """A section (`level` counts from 1; cells are number and title) or a task (`level` 0)."""

    level: int
    cells: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """One appendix as it is printed, every text printable.

    `notes` are in the order of their numbers, from 1; `loose` are notes whose place is not
    shown. `total` ends with the end mark "./."; `generator` names the program.
    """

    heading: str
    title: Lines
    issued_with: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: str
    notes: tuple[str, ...]
    loose: tuple[str, ...]
    generator: str
    page: Page
    measures: Measures
    theme: Theme
    letterhead: Letterhead | None

    def tall(self) -> Iterator[bool]:
        """Tell of each row whether it may not fit on a page: only such a one is split over pages.

        The first task has what the heading leaves, else the heading would stand alone on its page.
        """
        room = self.page.lines - len(self.title) - _HEADING_LINES
        for row in self.rows:
            if row.level:
                yield False
                continue
            lines = int(room * SIZES[0] / self.measures.size)
            yield self.measures.exceeds([plain(cell) for cell in row.cells], lines)
            room = self.page.lines


def lay_out(dataset: Dataset, theme: Theme = _OURS, notes_before: int = 0) -> Annex:
    """Return `dataset` in the form of the decree, in the words and columns of the source.

    Notes are numbered on from `notes_before`. A cell that the source merges over several tasks is
    repeated in each, so that no page leaves a task without its agency.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1; Phụ lục III, mẫu 2.1 and 2.2.
    """
    words = load("labels")["document"]
    waiting: defaultdict[str, list[Footnote]] = defaultdict(list)
    for note in dataset.footnotes:
        waiting[note.attached_to].append(note)
    placed: list[Footnote] = []

    def refer(place: str) -> Sequence[tuple[int, int]]:
        found = sorted(waiting.pop(place, ()), key=lambda note: note.offset)
        first = notes_before + len(placed) + 1
        placed.extend(found)
        return [(note.offset, number) for number, note in enumerate(found, first)]

    plan = dataset.plan
    in_title = refer("title")  # the first of the notes
    columns = columns_of(dataset)
    rows = tuple(_rows(dataset, columns, refer))
    page, measures = _measured(columns, rows, theme)
    title = title_lines(plan.title, page.title_letters, in_title)
    return Annex(
        heading=printable(_heading(plan.heading, words["heading"]["vi"])),
        title=title,
        issued_with=printable(with_blanks(plan.issued_with, words["blanks"])),
        columns=columns,
        rows=rows,
        total=printable(_ended(plan.declared_total_text, words["end_mark"]["vi"])),
        notes=tuple(printable(note.text) for note in placed),
        loose=tuple(
            printable(f"{note.marker} {note.text}") for rest in waiting.values() for note in rest
        ),
        generator=printable(dataset.generator),
        page=page,
        measures=measures,
        theme=theme,
        letterhead=letterhead_of(theme),
    )


def title_lines(title: str, limit: int, notes: Sequence[tuple[int, int]] = ()) -> Lines:
    """Return the lines of a title with its notes; `limit` is how many letters fit on one."""
    words = load("labels")["document"]
    breaks = title_breaks(title, words["line_starts"], words["own_lines"], limit)
    return cut(title, breaks, notes)


def _measured(
    columns: Sequence[Column], rows: Sequence[Row], theme: Theme
) -> tuple[Page, Measures]:
    """Return the page, upright where the table has ample room so, and the table's measures."""
    tasks = [row.cells for row in rows if not row.level]
    texts = [[plain(cells[place]) for cells in tasks] for place in range(len(columns))]
    texts[0] += [plain(row.cells[0]) for row in rows if row.level]
    fixed = {
        place: theme.columns[column.role]
        for place, column in enumerate(columns)
        if column.role in theme.columns
    }
    needed = need([column.path[-1] for column in columns], texts, fixed)
    upright = Page(landscape=False, margins=theme.margins, sizes=theme.sizes)
    turned = replace(upright, landscape=True)
    page = {"portrait": upright, "landscape": turned}.get(theme.orientation) or (
        upright if fits_upright(needed, upright.text_width) else turned
    )
    return page, measure(needed, page.text_width, theme.sizes.table)


def _heading(source: str, word: str) -> str:
    """Return the source's "PHỤ LỤC I" with the word as the decree writes it."""
    if source.casefold().startswith(word.casefold()):
        return word + source[len(word) :]
    return source or word


def _ended(total: str, mark: str) -> str:
    return total if total.endswith(mark) else f"{total}{mark}"


def _rows(dataset: Dataset, columns: Sequence[Column], refer: Refer) -> Iterator[Row]:
    for each in _in_order(dataset):
        if isinstance(each, Section):
            title = cut(each.title, [], refer(f"{each.path}.title"))
            yield Row(each.level, (cut(each.number, [], []), title))
        else:
            yield Row(0, tuple(_cell(each, column, refer) for column in columns))


def _in_order(dataset: Dataset) -> Iterator[Section | Task]:
    """Yield every section and task once, each run of tasks below its section.

    Two sections may share a path (a number used twice): each gets the run that follows it.
    """
    runs = deque(
        (path, list(tasks)) for path, tasks in groupby(dataset.tasks, lambda task: task.section)
    )
    ahead = Counter(section.path for section in dataset.sections)
    while runs and not ahead[runs[0][0]]:
        yield from runs.popleft()[1]
    for section in dataset.sections:
        yield section
        ahead[section.path] -= 1
        while runs and (runs[0][0] == section.path or not ahead[runs[0][0]]):
            yield from runs.popleft()[1]
    for _, tasks in runs:
        yield from tasks


def _cell(task: Task, column: Column, refer: Refer) -> Lines:
    if column.extra:
        same = (each.text for each in task.extras if (each.role, each.label) == column.key)
        text = next((text for nth, text in enumerate(same) if nth == column.nth), "")
        return cut(text, _line_ends(text), [])
    notes = refer(f"{task.section}/{task.number}".strip("/") + f".{column.role}")
    match column.role:
        case "lead":
            return cut(task.lead.text, agency_breaks(task.lead), notes)
        case "coordinating":
            return cut(task.coordinating.text, agency_breaks(task.coordinating), notes)
        case "deadline":
            return cut(task.deadline.raw, [], notes)
        case "content":
            return cut(task.content, [], notes)
        case _:
            return cut(task.number, [], notes)


def _line_ends(text: str) -> list[int]:
    return [place + 1 for place, letter in enumerate(text) if letter == "\n"]


def agency_breaks(agencies: Agencies) -> list[int]:
    """Return where a line of a cell of agencies starts: at the source's own line ends.

    A line end inside a body's name is where the source ran out of room, and is none here.
    """
    inside = {place for body in agencies.bodies for place in range(body.start, body.end)}
    return [place for place in _line_ends(agencies.text) if place - 1 not in inside]
