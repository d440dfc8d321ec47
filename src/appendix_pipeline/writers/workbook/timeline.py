"""The sheet of the timeline: when each task is worked on and due, month by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.writers.workbook import tracking
from appendix_pipeline.writers.workbook.cells import Book, at, put, show
from appendix_pipeline.writers.workbook.engine import Sheet
from appendix_pipeline.writers.workbook.fit import LINE
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

TABLE = "Timeline"
_MOST = 24  # periods that a page is wide enough for
# Digits that all periods share, so that a page has letters of 8.5 pt, and the most of one.
_SHARED, _WIDE = 76, 9
_LETTER = 6.5  # points that a bold letter of a label takes
_MONTHS = (1, 3, 12, 60, 120, 600, 1_200, 6_000)  # how long a period may be
_QUARTERS = ("I", "II", "III", "IV")
_TEXTS = ("id", "content", "lead", "kind")
_START, _DUE, _STATE = "E", "F", "G"
_FIRST = 8  # the column of the first period
_BARS = {
    "done": "#A9D08E",
    "overdue": "#E06666",
    "soon": "#FFD966",
    "waiting": "#9DC3E6",
    "ahead": "#8EA9DB",
}
_ONGOING, _TODAY = "#E2EFDA", "#F4B183"


@dataclass(frozen=True, slots=True)
class Period:
    """A column of the timeline: its first day and how many months it has."""

    start: date
    months: int

    def label(self, book: Book) -> str:
        """Return "10/2025", "Quý IV/2025", "2025" or "2025–2029"."""
        year, years = self.start.year, self.months // 12
        if years > 1:
            return f"{year}–{year + years - 1}"
        if years:
            return f"{year}"
        if self.months == 1:
            return f"{self.start.month}/{year}"
        return book.label("quarter").format(_QUARTERS[(self.start.month - 1) // 3], year)


def periods(dataset: Dataset) -> tuple[Period, ...]:
    """Return the months from the first to the last date of any task, longer ones if too many."""
    days = [day for task in dataset.tasks for day in _days(task)]
    if not days:
        return ()
    first, last = (int(day[:4]) * 12 + int(day[5:7]) - 1 for day in (min(days), max(days)))
    months = next(each for each in _MONTHS if last // each - first // each < _MOST)
    starts = range(first // months * months, last + 1, months)
    return tuple(Period(date(each // 12, each % 12 + 1, 1), months) for each in starts)


def _days(task: Task) -> Iterator[str]:
    for day in (task.deadline.window_start or "", tracking.due_of(task)):
        if day >= tracking.EARLIEST:
            yield day


def add_timeline(book: Book, dataset: Dataset) -> None:
    """Add one row a task; its bar is coloured by its state and follows the sheet of tasks."""
    shown = periods(dataset)
    columns = tuple(_columns(book, shown))
    sheet = new_sheet(book, "timeline", columns, _FIRST - 1)
    head(book, sheet, len(columns), [Line(book.word("sheets", "timeline"), "title")])
    earliest = date.fromisoformat(tracking.EARLIEST)
    for number, period in enumerate(shown, _FIRST):
        # The day that the colours are computed from.
        show(book, at(sheet, HEADER - 1, number), max(period.start, earliest), "unseen")
    for row, task in enumerate(dataset.tasks, HEADER + 1):
        texts = (task.id, task.content, task.lead.text, book.word("kinds", task.deadline.kind))
        for number, text in enumerate(texts, 1):
            put(book, at(sheet, row, number), text, columns[number - 1].style)
        start = task.deadline.window_start or ""
        known = date.fromisoformat(start) if start >= tracking.EARLIEST else None
        show(book, at(sheet, row, len(texts) + 1), known, "date")
    rows = max(1, len(dataset.tasks))
    results: Results = {
        "due": [tracking.as_day(task) for task in dataset.tasks],
        "state": [tracking.lasting_state(book, task) for task in dataset.tasks],
    }
    add_table(book, sheet, NamedTable(TABLE, rows), columns, results)
    if columns[-1].head == "turned":
        longest = max(len(column.label) for column in columns[_FIRST - 1 :])
        sheet.set_row(HEADER - 1, longest * _LETTER + LINE)  # with the button of the filter
    if shown:
        _colour(book, sheet, shown, HEADER + rows)
    sheet.freeze_panes(HEADER, 2)
    sheet.set_zoom(80)


def _columns(book: Book, shown: Sequence[Period]) -> Iterator[Column]:
    labels = tracker.labels(book.lang)
    widths = {"id": 7, "content": 36, "lead": 16, "kind": 11}
    for key in _TEXTS:
        style = "centre" if key in {"id", "kind"} else "text"
        yield Column(key, labels[key], widths[key], style)
    yield Column("start", book.word("columns", "start"), 11.5, "date")
    for key, width, style in (("due", 11.5, "date"), ("state", 13, "centre")):
        yield Column(key, labels[key], width, style, formula=tracking.of_task(book, TABLE, key))
    width = _SHARED // len(shown) if len(shown) * _WIDE > _SHARED else _WIDE
    for period in shown:
        turned = "turned" if width < _WIDE else "head"
        yield Column("period", period.label(book), width, "text", turned)


def _colour(book: Book, sheet: Sheet, shown: Sequence[Period], last: int) -> None:
    first, row = xl_col_to_name(_FIRST - 1), HEADER + 1
    right = _FIRST + len(shown) - 2
    begin, months = f"{first}${HEADER - 1}", shown[0].months
    end = f"EDATE({begin},{months})"
    due, start = f"${_DUE}{row}", f"${_START}{row}"
    bar = f'{due}<>"",{begin}<={due},{end}>IF({start}="",{due},{start})'
    rules = [
        (f'AND(${_STATE}{row}="{book.word("states", name)}",{bar})', colour)
        for name, colour in _BARS.items()
    ]
    ongoing = book.word("kinds", "ongoing")
    rules.append((f'AND({due}="",$D{row}="{ongoing}")', _ONGOING))
    # The grid is a rule too: cells of their own for every period would double the file.
    for formula, colour in (*rules, ("TRUE", "")):
        rule = _rule(book, formula, colour)
        sheet.conditional_format(HEADER, _FIRST - 1, last - 1, right, rule)
    today = _rule(book, f"AND({begin}<=TODAY(),TODAY()<{end})", _TODAY)
    sheet.conditional_format(HEADER - 1, _FIRST - 1, HEADER - 1, right, today)


def _rule(book: Book, formula: str, colour: str) -> dict[str, Any]:
    look = {"border": 1, "border_color": "#BFBFBF"} | ({"bg_color": colour} if colour else {})
    return {
        "type": "formula",
        "criteria": f"={formula}",
        "format": book.workbook.add_format(look),
    }
