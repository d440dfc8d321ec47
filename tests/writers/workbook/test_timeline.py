"""The timeline: as many months as there are, longer periods where they are too many."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.workbook.cells import new_book
from appendix_pipeline.writers.workbook.timeline import periods
from appendix_pipeline.writers.xlsx import write
from samples import dataset


def lasting(start: str, end: str) -> Dataset:
    made = dataset()
    due = Deadline("x", "range", window_start=start, due_end=end)
    return replace(made, tasks=(replace(made.tasks[0], deadline=due),))


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        ("2025-11-01", "2026-01-31", ["11/2025", "12/2025", "1/2026"]),
        ("2024-12-15", "2026-11-30", 24),
        ("2025-10-01", "2027-12-31", ["Quý IV/2025", "Quý I/2026", 9]),
        ("2025-01-01", "2035-12-31", ["2025", "2026", 11]),
        ("1950-01-01", "2045-12-31", ["1950–1954", 20]),
        ("1900-03-01", "9999-12-31", ["1500–1999", 17]),
        ("", "2025-12-31", ["12/2025"]),
    ],
)
def test_periods_are_as_fine_as_a_page_allows(
    start: str, end: str, labels: list[str | int] | int
) -> None:
    book = new_book("vi")
    found = [each.label(book) for each in periods(lasting(start, end))]
    wanted = labels if isinstance(labels, list) else [labels]
    texts = [each for each in wanted if isinstance(each, str)]
    counts = [each for each in wanted if isinstance(each, int)] or [len(texts)]
    assert found[: len(texts)] == texts
    assert len(found) == counts[0]


def test_without_dates_there_are_no_periods_and_the_sheet_stands() -> None:
    made = lasting("", "")
    assert periods(made) == ()
    sheet = load_workbook(BytesIO(write(made, WriteOptions())))["Tiến độ theo thời gian"]
    assert sheet["A5"].value == made.tasks[0].id


def test_a_row_has_its_start_and_takes_its_due_date_from_the_sheet_of_tasks() -> None:
    made = lasting("2025-11-01", "2026-01-31")
    sheet = load_workbook(BytesIO(write(made, WriteOptions())))["Tiến độ theo thời gian"]
    assert str(sheet["E5"].value)[:10] == "2025-11-01"
    assert str(sheet["F5"].value).startswith("=IFERROR(IF(INDEX(Tasks[Hạn cuối],")
    # The days that colours are computed from: the labels below show them.
    assert {cell.number_format for cell in sheet[3][7:]} == {";;;"}
    months = [str(from_excel(cell.value))[:7] for cell in sheet[3][7:]]
    assert months == ["2025-11", "2025-12", "2026-01"]


@pytest.mark.parametrize(("end", "turned"), [("2026-03-31", 0), ("2027-09-30", 90)])
def test_labels_of_many_months_are_turned_and_stand_whole(end: str, turned: int) -> None:
    made = lasting("2025-10-01", end)
    sheet = load_workbook(BytesIO(write(made, WriteOptions())))["Tiến độ theo thời gian"]
    labels = sheet[4][7:]
    assert {int(cell.alignment.textRotation or 0) for cell in labels} == {turned}
    # A bold digit of 12 pt is 6 pt wide; a label may break into two lines where it lies.
    needed = max(len(str(cell.value)) for cell in labels) * 6 if turned else 0
    assert (sheet.row_dimensions[4].height or 0) >= needed
