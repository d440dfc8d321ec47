"""The sheets of who does what: a line for each task and body, and what each body has to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from appendix_pipeline.model.agency import Body
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.text import key
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import FONT, Book, Result, at, compute, dress, put
from appendix_pipeline.writers.workbook.engine import (
    BarChart,
    Break,
    CharacterProperties,
    ChartFont,
    ChartLines,
    GraphicalProperties,
    LineProperties,
    Paragraph,
    ParagraphProperties,
    Reference,
    RegularTextRun,
    RichText,
    Text,
    Title,
    Worksheet,
)
from appendix_pipeline.writers.workbook.sheets import (
    HEADER,
    Column,
    Line,
    NamedTable,
    add_table,
    head,
    new_sheet,
)

ASSIGNMENTS, AGENCIES = "Assignments", "Agencies"
_PAGE = 45  # rows on a page; a bar of the chart takes two
_INKS = {
    "done": "70AD47",
    "ahead": "9DC3E6",
    "soon": "FFD966",
    "overdue": "C00000",
    "waiting": "2F5597",
    "missing": "ED7D31",
    "undated": "BFBFBF",
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
    head(book, sheet, columns, [Line(book.word("sheets", "agencies"), "title")])
    for row, agency in enumerate(agencies, HEADER + 1):
        put(book, at(sheet, row, 1), agency, "text")
    rows = max(1, len(agencies))
    counted = _counts(book, dataset, found)
    results = {key: [counts[name] for name in agencies] for key, counts in counted.items()}
    add_table(book, sheet, NamedTable(AGENCIES, rows), columns, results)
    _whole(book, dataset, sheet, HEADER + rows + 2)
    sheet.page_setup.orientation = "portrait"  # table and chart on one page
    if leading := sum(count > 0 for count in leads.values()):
        below = HEADER + rows + 4
        sheet.add_chart(_chart(book, sheet, leading), f"A{below}")
        if rows + 2 * leading > _PAGE:
            sheet.row_breaks.append(Break(below - 1))
    sheet.freeze_panes = f"B{HEADER + 1}"


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
    head(book, sheet, columns, [Line(word("sheets", "assignments"), "title")])
    rows = assignments(dataset, book.label("nobody"))
    for row, each in enumerate(rows, HEADER + 1):
        role, body = word("columns", each.role), each.body
        for number, text in enumerate((each.task, role, each.agency, body.text, body.scope), 1):
            put(book, at(sheet, row, number), text, columns[number - 1].style)
    states = {task.id: tracking.lasting_state(book, task) for task in dataset.tasks}
    results = {"state": [states[each.task] for each in rows]}
    add_table(book, sheet, NamedTable(ASSIGNMENTS, len(rows)), columns, results)
    sheet.freeze_panes = f"A{HEADER + 1}"


def _count_columns(book: Book) -> tuple[Column, ...]:
    """Return the columns of the counts; only what a body leads is counted by state."""
    agency = book.word("columns", "agency")
    this = f"{AGENCIES}[[#This Row],[{agency}]]"

    def counted(**wanted: str) -> str:
        same = [
            f'({ASSIGNMENTS}[{book.word("columns", at)}]="{word}")' for at, word in wanted.items()
        ]
        return f"SUMPRODUCT({'*'.join([f'({ASSIGNMENTS}[{agency}]={this})', *same])})"

    columns = [Column("agency", agency, 42, "text")]
    for role in ("leads", "joins"):
        label = book.word("columns", role)
        columns.append(Column(role, label, 11, "count", formula=counted(role=label)))
    leads = book.word("columns", "leads")
    for name in tracking.STATES:
        label = book.word("states", name)
        formula = counted(role=leads, state=label)
        columns.append(Column(name, label, 11, "count", formula=formula))
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


def _whole(book: Book, dataset: Dataset, sheet: Worksheet, row: int) -> None:
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
        compute(book, at(sheet, row, column), formula, result)
        dress(book, at(sheet, row, column), "count")


def _chart(book: Book, sheet: Worksheet, rows: int) -> BarChart:
    """Return a bar for each of the first `rows` bodies that shows what it leads by state."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.width, chart.height = 27, 4 + 0.9 * rows
    last, states = HEADER + rows, len(tracking.STATES)
    area = Reference(sheet, min_col=4, max_col=3 + states, min_row=HEADER, max_row=last)
    chart.add_data(area, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=HEADER + 1, max_row=last))
    for series, name in zip(chart.series, tracking.STATES, strict=True):
        series.graphicalProperties.solidFill = _INKS[name]
    chart.x_axis.scaling.orientation = "maxMin"  # the first body on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorUnit, chart.y_axis.number_format = 1, "0"
    chart.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    )
    title = Paragraph(pPr=_letters(1300, bold=True), r=[RegularTextRun(t=book.label("chart"))])
    chart.title = Title(tx=Text(rich=RichText(p=[title])), overlay=False)
    chart.legend.position = "b"
    for part in (chart.x_axis, chart.y_axis, chart.legend):
        part.txPr = RichText(p=[Paragraph(pPr=_letters(1100), endParaRPr=CharacterProperties())])
    return chart


def _letters(size: int, *, bold: bool = False) -> ParagraphProperties:
    """Return a paragraph's letters, of so many hundredths of a point."""
    return ParagraphProperties(
        defRPr=CharacterProperties(latin=ChartFont(typeface=FONT), sz=size, b=bold)
    )
