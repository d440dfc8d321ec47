"""What the tracker does with entries: the state of a task, lists to choose from, colours."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Task
from appendix_pipeline.writers.workbook.cells import Book
from appendix_pipeline.writers.workbook.engine import Sheet
from appendix_pipeline.writers.workbook.sheets import HEADER, Column

TABLE = "Tasks"
EARLIEST = "1900-03-01"  # Excel's calendar is right from here on
_EPOCH = date(1899, 12, 30)  # the day 0 of that calendar
SOON = 15  # days before the due date from which a task is called due soon
STATUSES = ("open", "running", "done", "waiting")
STATES = ("done", "ahead", "soon", "overdue", "waiting", "missing", "undated")
# The states that do not hang on today's date, whatever the date.
LASTING = ("done", "waiting", "missing", "undated")
# Kinds of cells in which a deadline should stand and does not: no task is meant to be without.
# What waited for a condition that came, and has no date, is such a one.
UNSET = ("blank", "unparsed", "ditto", "condition")
_COLOURS = {
    "overdue": ("#F8D7DA", "#9C0006"),
    "soon": ("#FFF2CC", "#7F6000"),
    "waiting": ("#DDEBF7", "#1F4E78"),
    "done": ("#E2EFDA", "#375623"),
    "missing": ("#FCE4D6", "#833C0B"),
}


def state(book: Book) -> str:
    """Return the formula of a task's state, one of STATES, from its row and today's date.

    A task that was started waits no longer, whatever its condition says.
    """
    due, status, condition = (
        f"{TABLE}[[#This Row],[{book.word('columns', key)}]]"
        for key in ("due", "status", "condition")
    )
    is_ = {name: f'{status}="{book.word("statuses", name)}"' for name in STATUSES}
    text = {name: f'"{book.word("states", name)}"' for name in STATES}
    waits = f'OR({is_["waiting"]},AND({condition}<>"",OR({status}="",{is_["open"]})))'
    kind = f"{TABLE}[[#This Row],[{book.word('columns', 'kind')}]]"
    unset = ",".join(f'{kind}="{book.word("kinds", each)}"' for each in UNSET)
    dated = (
        f'IF({due}="",IF(OR({unset}),{text["missing"]},{text["undated"]}),'
        f"IF({due}<TODAY(),{text['overdue']},"
        f"IF({due}<=TODAY()+{SOON},{text['soon']},{text['ahead']})))"
    )
    return f"IF({is_['done']},{text['done']},IF({waits},{text['waiting']},{dated}))"


def of_task(book: Book, table: str, key: str) -> str:
    """Return the formula of what the sheet of tasks has in a column for a row's task."""
    tasks, ids = (f"{TABLE}[{book.word('columns', name)}]" for name in (key, "id"))
    this = f"{table}[[#This Row],[{book.word('columns', 'id')}]]"
    found = f"INDEX({tasks},MATCH({this},{ids},0))"
    return f'IFERROR(IF({found}="","",{found}),"")'


def lasting_state(book: Book, task: Task) -> str | None:
    """Return the state of a task where it does not hang on today's date, else None.

    It is what a viewer that computes nothing shows: a preview, a program that reads values.
    """
    statuses = {book.word("statuses", name): name for name in STATUSES}
    status = statuses.get(tracker.status(tracker.entry(task, "status"), book.lang), "")
    begun = status not in ("", "open") or (tracker.entry(task, "status") and not status)
    if status == "done":
        name = "done"
    elif status == "waiting" or (task.deadline.awaited and not begun):
        name = "waiting"
    elif due_of(task):
        return None
    else:
        name = "missing" if task.deadline.kind in UNSET else "undated"
    return book.word("states", name)


def due_of(task: Task) -> str:
    """Return the last day in time, as far as it is known: from the words, or from an event."""
    resolved = task.deadline.resolved.due if task.deadline.resolved else None
    return resolved or task.deadline.due_end or ""


def as_day(task: Task) -> int | str:
    """Return the due date as Excel counts days, the text of one before its calendar."""
    due = due_of(task)
    return (date.fromisoformat(due) - _EPOCH).days if due >= EARLIEST else due


def add_rules(book: Book, sheet: Sheet, columns: Sequence[Column], last: int) -> None:
    """Add the lists to choose from and the colours, down to row `last`."""
    places = {column.key: place for place, column in enumerate(columns)}
    rows = (HEADER, last - 1)  # from 0
    statuses = [book.word("statuses", name) for name in STATUSES]
    for key, rule in (
        ("status", {"validate": "list", "source": statuses}),
        ("progress", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}),
    ):
        sheet.data_validation(rows[0], places[key], rows[1], places[key], rule)
    state = xl_col_to_name(places["state"])
    for name, (fill, ink) in _COLOURS.items():
        formula = f'=${state}{HEADER + 1}="{book.word("states", name)}"'
        look = book.workbook.add_format({"font_color": ink, "bg_color": fill})
        for key in ("due", "state"):
            _colour(sheet, rows, places[key], formula, look)
    _set_off_sections(book, sheet, rows, places["section"])


def _set_off_sections(book: Book, sheet: Sheet, rows: tuple[int, int], place: int) -> None:
    """Let a section's name stand out where it begins and step back in the rows that follow."""
    letter = xl_col_to_name(place)
    here, above = f"${letter}{HEADER + 1}", f"${letter}{HEADER}"
    for formula, look in (
        (f"={here}<>{above}", {"bold": True}),
        (f"={here}={above}", {"font_color": "#A6A6A6"}),
    ):
        _colour(sheet, rows, place, formula, book.workbook.add_format(look))


def _colour(sheet: Sheet, rows: tuple[int, int], place: int, formula: str, look: Any) -> None:
    rule = {"type": "formula", "criteria": formula, "format": look}
    sheet.conditional_format(rows[0], place, rows[1], place, rule)
