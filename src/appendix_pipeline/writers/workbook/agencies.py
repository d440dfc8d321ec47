"""The sheets of who does what: a line for each task and body, and what each body has to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from appendix_pipeline.model.agency import Body
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.text import key
from appendix_pipeline.tracker import written
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import FONT, Book, Result, at, compute, dress, put
from appendix_pipeline.writers.workbook.engine import Sheet
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    NamedTable,
    Results,
    add_table,
    head,
    new_sheet,
)

ASSIGNMENTS, AGENCIES = "Assignments", "Agencies"
_PAGE = 45  # rows on a page; a bar of the chart takes two
_INKS = {
    "done": "#70AD47",
    "ahead": "#9DC3E6",
    "soon": "#FFD966",
    "overdue": "#C00000",
    "waiting": "#2F5597",
    "missing": "#ED7D31",
    "undated": "#BFBFBF",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One body of one task: `role` is a label's name, `agency` the name it is counted under."""

    task: str
    role: str
    agency: str
    body: Body


def assignments(dataset: Dataset, nobody: str) -> list[Assignment]:
    """Return every body of every task; spellings of one name go under the first of them.

    A task that names no lead is led by `nobody`, so that counts add up to all tasks.
    """
    names: dict[str, str] = {}
    found = []
    for task in dataset.tasks:
        if not task.lead.bodies:
            found.append(Assignment(task.id, "leads", nobody, Body(task.lead.text, 0, 0)))
        for role, cell in (("leads", task.lead), ("joins", task.coordinating)):
            for body in cell.bodies:
                name = body.name or body.text
                found.append(Assignment(task.id, role, names.setdefault(key(name), name), body))
    return found


def add_agencies(book: Book, dataset: Dataset) -> None:
    """Add what each body leads and joins in, counted by formulas, with a chart."""
    leads: Counter[str] = Counter()
    found = assignments(dataset, book.label("nobody"))
    for each in found:
        leads[each.agency] += each.role == "leads"
    agencies = sorted(leads, key=lambda name: -leads[name])  # most tasks first, else as they occur
    columns = _count_columns(book)
    sheet = new_sheet(book, "agencies", columns)
    head(book, sheet, len(columns), [Line(book.word("sheets", "agencies"), "title")])
    for row, agency in enumerate(agencies, HEADER + 1):
        put(book, at(sheet, row, 1), agency, "text")
    rows = max(1, len(agencies))
    counted = _counts(book, dataset, found)
    results = {key: [counts[name] for name in agencies] for key, counts in counted.items()}
    add_table(book, sheet, NamedTable(AGENCIES, rows), columns, results)
    _whole(book, dataset, sheet, HEADER + rows + 2)
    sheet.set_portrait()  # table and chart on one page
    if leading := sum(count > 0 for count in leads.values()):
        below = HEADER + rows + 3
        described = {"description": book.label("chart")}
        sheet.insert_chart(below, 0, _chart(book, sheet, agencies[:leading], results), described)
        if rows + 2 * leading > _PAGE:
            sheet.set_h_pagebreaks([below])
    sheet.freeze_panes(HEADER, 1)


def add_assignments(book: Book, dataset: Dataset) -> None:
    """Add one row for each task and body, which the counts by agency are taken from."""
    word = book.word
    state = tracking.of_task(book, ASSIGNMENTS, "state")
    columns = (
        Column("id", word("columns", "id"), 9, "centre"),
        Column("role", word("columns", "role"), 12, "centre"),
        Column("agency", word("columns", "agency"), 45, "text"),
        Column("written", word("columns", "written"), 45, "text"),
        Column("scope", word("columns", "scope"), 25, "text"),
        Column("state", word("columns", "state"), 16, "centre", formula=state),
    )
    sheet = new_sheet(book, "assignments", columns)
    head(book, sheet, len(columns), [Line(word("sheets", "assignments"), "title")])
    rows = assignments(dataset, book.label("nobody"))
    for row, each in enumerate(rows, HEADER + 1):
        role, body = word("columns", each.role), each.body
        for number, text in enumerate((each.task, role, each.agency, body.text, body.scope), 1):
            put(book, at(sheet, row, number), text, columns[number - 1].style)
    states = {task.id: tracking.lasting_state(book, task) for task in dataset.tasks}
    results = {"state": [states[each.task] for each in rows]}
    add_table(book, sheet, NamedTable(ASSIGNMENTS, len(rows)), columns, results)
    sheet.freeze_panes(HEADER, 0)


def _count_columns(book: Book) -> tuple[Column, ...]:
    """Return the columns of the counts; only what a body leads is counted by state."""
    agency = book.word("columns", "agency")
    this = f"{AGENCIES}[[#This Row],[{agency}]]"

    def counted(**wanted: str) -> str:
        same = [
            f'({ASSIGNMENTS}[{book.word("columns", at)}]="{word}")' for at, word in wanted.items()
        ]
        return f"SUMPRODUCT({'*'.join([f'({ASSIGNMENTS}[{agency}]={this})', *same])})"

    columns = [Column("agency", agency, 36, "text")]
    for role in ("leads", "joins"):
        label = book.word("columns", role)
        columns.append(Column(role, label, 10, "count", formula=counted(role=label)))
    leads = book.word("columns", "leads")
    for name in tracking.STATES:
        label = book.word("states", name)
        formula = counted(role=leads, state=label)
        columns.append(Column(name, label, 10, "count", formula=formula))
    return tuple(columns)


def _counts(book: Book, dataset: Dataset, found: Sequence[Assignment]) -> dict[str, Counter[str]]:
    """Return what the columns of counts give, as far as it does not hang on today's date."""
    states = {task.id: tracking.lasting_state(book, task) for task in dataset.tasks}
    counts = {
        role: Counter(each.agency for each in found if each.role == role)
        for role in ("leads", "joins")
    }
    for name in tracking.LASTING:
        label = book.word("states", name)
        led = (each for each in found if each.role == "leads" and states[each.task] == label)
        counts[name] = Counter(each.agency for each in led)
    return counts


def _whole(book: Book, dataset: Dataset, sheet: Sheet, row: int) -> None:
    """Write how many tasks the whole appendix has, and how many in each state."""
    put(book, at(sheet, row, 1), book.label("whole"), "bold")
    dress(book, at(sheet, row, 3), "count")
    tasks = f"{tracking.TABLE}[{book.word('columns', 'id')}]"
    states = f"{tracking.TABLE}[{book.word('columns', 'state')}]"
    known = Counter(tracking.lasting_state(book, task) for task in dataset.tasks)
    formulas: list[tuple[int, str, Result]] = [(2, f"COUNTA({tasks})", len(dataset.tasks))]
    for column, name in enumerate(tracking.STATES, 4):
        label = book.word("states", name)
        count = known[label] if name in tracking.LASTING else None
        formulas.append((column, f'SUMPRODUCT(({states}="{label}")*1)', count))
    for column, formula, result in formulas:
        compute(book, at(sheet, row, column), formula, result, "count")


def _chart(book: Book, sheet: Sheet, agencies: Sequence[str], known: Results) -> Any:
    """Return a bar for each of the first `agencies` of the table: what it leads, by state."""
    last, letters = HEADER + len(agencies) - 1, {"name": FONT, "size": 11}
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name in enumerate(tracking.STATES, 3):
        counts = known.get(name, ())[: len(agencies)]
        chart.add_series(
            {
                "name": [sheet.name, HEADER - 1, column],
                "categories": [sheet.name, HEADER, 0, last, 0],
                "categories_data": [written(each) for each in agencies],
                "values": [sheet.name, HEADER, column, last, column],
                "values_data": [0 if each is None else each for each in counts],
                "fill": {"color": _INKS[name]},
                "gap": 40,
            }
        )
    chart.set_size({"width": 1000, "height": 150 + 34 * len(agencies)})
    chart.set_title({"name": book.label("chart"), "name_font": letters | {"size": 13}})
    chart.set_legend({"position": "bottom", "font": letters})
    most = max(each for each in known["leads"] if isinstance(each, int))
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"num_font": letters, "major_unit": -(-most // 20), "major_gridlines": lines})
    # The first body on top, and the numbers at the bottom all the same.
    chart.set_y_axis({"num_font": letters, "reverse": True, "crossing": "max"})
    return chart
