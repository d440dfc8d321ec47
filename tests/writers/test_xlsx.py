"""The workbook: read back by its own parts, judged by openxml-audit, computed by LibreOffice."""

import csv
import re
import subprocess
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openxml_audit import OpenXmlValidator

from appendix_pipeline.model.dataset import Dataset, Extra, Ledger, LeftOver
from appendix_pipeline.model.deadline import Deadline, Event, Kind
from appendix_pipeline.model.finding import Severity
from appendix_pipeline.model.table import Use
from appendix_pipeline.normalise.deadlines import meet, parse_deadline, resolve
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load
from appendix_pipeline.writers.xlsx import write
from samples import NOWHERE, dataset
from strategies import datasets

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
FEW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
HEADER = 4
FORMULAS = ("IF(", "IFERROR(", "SUMPRODUCT(", "COUNTA(")
HOSTILE = ["=1+1", "@SUM(A1)", "\t=1", "- Rà soát", "+84", "'x", "＝1", "=cmd|' /C calc'!A0"]


@dataclass(frozen=True)
class Cell:
    text: str
    formula: str | None
    style: int


@dataclass(frozen=True)
class Workbook:
    """A workbook as its parts say it, by this test's own reading of ISO/IEC 29500."""

    content: bytes

    @cached_property
    def parts(self) -> dict[str, Any]:
        with ZipFile(BytesIO(self.content)) as package:
            return {
                name: etree.fromstring(package.read(name))
                for name in package.namelist()
                if name.endswith(".xml")
            }

    @cached_property
    def strings(self) -> list[str]:
        items = self.parts["xl/sharedStrings.xml"].iterfind("m:si", MAIN)
        return [decoded("".join(item.itertext(f"{{{MAIN['m']}}}t"))) for item in items]

    @cached_property
    def names(self) -> list[str]:
        return list(self.parts["xl/workbook.xml"].xpath("//m:sheet/@name", namespaces=MAIN))

    def cells(self, sheet: str) -> dict[str, Cell]:
        number = self.names.index(sheet) + 1
        found = {}
        for cell in self.parts[f"xl/worksheets/sheet{number}.xml"].iterfind(".//m:c", MAIN):
            value = cell.findtext("m:v", "", MAIN)
            text = self.strings[int(value)] if cell.get("t") == "s" else value
            formula = cell.findtext("m:f", None, MAIN)
            found[cell.get("r")] = Cell(text, formula, int(cell.get("s", 0)))
        return found

    def columns(self, sheet: str) -> dict[str, str]:
        """Return the letters of a sheet's columns by label."""
        cells = self.cells(sheet)
        return {
            cell.text: place.removesuffix(f"{HEADER}")
            for place, cell in cells.items()
            if re.fullmatch(f"[A-Z]+{HEADER}", place)
        }

    def row(self, sheet: str, first: str) -> dict[str, Cell]:
        """Return the cells of the row whose first cell is `first`, by label."""
        cells = self.cells(sheet)
        number = next(
            place[1:]
            for place, cell in cells.items()
            if place[0] == "A" and place[1:].isdigit() and cell.text == first
        )
        return {
            label: cells[f"{letters}{number}"] for label, letters in self.columns(sheet).items()
        }


def decoded(text: str) -> str:
    """Return a stored text as Excel shows it (ISO/IEC 29500-1, 22.9.2.19)."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def workbook(made: Dataset | None = None, lang: Any = "vi") -> Workbook:
    return Workbook(write(made or dataset(), WriteOptions(lang)))


def with_task(task_id: str, **changes: Any) -> Dataset:
    made = dataset()
    tasks = tuple(replace(each, **changes) if each.id == task_id else each for each in made.tasks)
    return replace(made, tasks=tasks)


def due(day: str, *conditions: Event) -> Deadline:
    return Deadline("x", "date", "by", due_end=day, precision="day", conditions=conditions)


def errors(content: bytes, folder: Path) -> list[str]:
    path = folder / "audited.xlsx"
    path.write_bytes(content)
    return [str(each) for each in OpenXmlValidator().validate(str(path)).errors]


def extreme() -> Dataset:
    """Return the real appendix with all that is hard to write in it."""
    made = dataset()
    extras = (
        Extra("product", "Kết quả", "Báo cáo"),
        Extra("other", "", "x"),
        Extra("note", "Ghi chú", "n"),
    )
    contents = [*HOSTILE, "a\x0bb\x00\r\ud800_x000B_", "dài " * 10_000, "\U0001f600" * 20_000]
    tasks = [
        replace(task, content=content, extras=extras)
        for task, content in zip(made.tasks, contents, strict=False)
    ]
    return replace(made, tasks=(*tasks, *made.tasks[len(tasks) :]), findings=())


@pytest.mark.parametrize(
    ("group", "literal"), [("kinds", Kind), ("uses", Use), ("severities", Severity)]
)
def test_every_word_of_the_model_has_its_label(group: str, literal: Any) -> None:
    assert set(load("labels")["workbook"][group]) == set(get_args(literal))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_real_appendix_gives_a_valid_workbook(lang: Any, tmp_path: Path) -> None:
    assert errors(write(dataset(), WriteOptions(lang)), tmp_path) == []


def test_texts_hard_to_write_give_a_valid_workbook(tmp_path: Path) -> None:
    assert errors(write(extreme(), WriteOptions()), tmp_path) == []


def test_an_appendix_without_tasks_gives_a_valid_workbook(tmp_path: Path) -> None:
    empty = replace(dataset(), tasks=(), sections=(), footnotes=(), findings=())
    assert errors(write(empty, WriteOptions()), tmp_path) == []


def test_the_sheets_are_named_in_the_language_asked_for() -> None:
    assert workbook().names == [
        "Nhiệm vụ",
        "Theo cơ quan",
        "Phân công",
        "Tiến độ theo thời gian",
        "Phát hiện",
        "Nguồn và sổ đối chiếu",
        "Dữ liệu gốc",
    ]
    assert workbook(lang="en").names[0] == "Tasks"


def test_each_task_has_its_row_with_the_words_of_the_source() -> None:
    made = workbook()
    for task in dataset().tasks:
        row = made.row("Nhiệm vụ", task.id)
        assert row["Cơ quan chủ trì"].text == task.lead.text
        assert row["Cơ quan phối hợp"].text == task.coordinating.text
        assert row["Thời hạn (bằng chữ)"].text == task.deadline.raw
        # The mark of its footnote stands in the text of IV.4.
        assert (
            row["Nội dung nhiệm vụ"].text.replace("phố Hải Phòng1.", "phố Hải Phòng.")
            == task.content
        )


def test_a_task_names_its_section() -> None:
    assert workbook().row("Nhiệm vụ", "IV.4")["Mục"].text == "IV. Về quản lý đất đai"


def test_the_due_date_is_a_date_with_its_grain_beside_it() -> None:
    content = write(dataset(), WriteOptions())
    sheet = load_workbook(BytesIO(content))["Nhiệm vụ"]
    letters = Workbook(content).columns("Nhiệm vụ")
    (row,) = [cell.row for cell in sheet["A"] if cell.value == "VI.2"]
    cell = sheet[f"{letters['Hạn cuối']}{row}"]
    assert (cell.value.date(), cell.number_format) == (date(2025, 12, 31), "dd/mm/yyyy")
    assert sheet[f"{letters['Loại hạn']}{row}"].value == "tháng"


def test_a_date_before_the_calendar_of_excel_is_text() -> None:
    row = workbook(with_task("I.1", deadline=due("1899-12-31"))).row("Nhiệm vụ", "I.1")
    assert row["Hạn cuối"].text == "1899-12-31"


def test_the_footnote_is_raised_in_the_text_and_the_sheet_says_where_it_is() -> None:
    made = workbook()
    raised = made.parts["xl/sharedStrings.xml"].xpath(
        "//m:r[m:rPr/m:vertAlign[@val='superscript']]", namespaces=MAIN
    )
    assert [item.findtext("m:t", None, MAIN) for item in raised] == ["1"]
    where = made.cells("Nhiệm vụ")["A3"].text
    assert where == "Chú thích 1: xem trang “Nguồn và sổ đối chiếu”."
    texts = [cell.text for cell in made.cells("Nguồn và sổ đối chiếu").values()]
    assert dataset().footnotes[0].text in texts


def test_nothing_stands_below_the_table_so_that_rows_can_be_added() -> None:
    sheet = load_workbook(BytesIO(write(dataset(), WriteOptions())))["Nhiệm vụ"]
    last = HEADER + len(dataset().tasks)
    assert sheet.max_row == last
    lists = [each for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert all(f"{area}".endswith(str(last + 500)) for each in lists for area in each.sqref.ranges)


def test_columns_the_source_adds_are_kept_and_labels_stay_distinct() -> None:
    row = workbook(extreme()).row("Nhiệm vụ", "I.1")
    assert row["Kết quả (2)"].text == "Báo cáo"
    assert row["–"].text == "x"
    assert row["Ghi chú"].text == "n"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_like_a_formula_stays_text_also_when_it_is_edited(text: str) -> None:
    made = workbook(with_task("I.1", content=text))
    cell = made.row("Nhiệm vụ", "I.1")["Nội dung nhiệm vụ"]
    assert (cell.text, cell.formula) == (text, None)
    formats = made.parts["xl/styles.xml"].find("m:cellXfs", MAIN)
    assert formats[cell.style].get("quotePrefix") == (None if text == "＝1" else "1")


@FEW
@given(datasets())
def test_any_dataset_keeps_its_texts_and_computes_no_formula_of_its_own(made: Dataset) -> None:
    book = workbook(made)
    for name in book.names:
        for cell in book.cells(name).values():
            assert cell.formula is None or cell.formula.startswith(FORMULAS)
    texts = {cell.text for name in book.names for cell in book.cells(name).values()}
    for task in made.tasks:
        assert {task.id, task.lead.text, task.coordinating.text, task.deadline.raw} - {""} <= texts
        assert all(extra.text in texts for extra in task.extras if extra.text)
    for finding in made.findings:
        assert {finding.message, finding.suggestion, finding.code} - {""} <= texts


def test_control_characters_are_stored_the_way_excel_stores_them() -> None:
    text = "a\x0bb\x00\r\ud800\uffff_x000B_"
    made = workbook(with_task("I.1", content=text))
    assert made.row("Nhiệm vụ", "I.1")["Nội dung nhiệm vụ"].text == text


@pytest.mark.parametrize("text", ["<r><t>=1</t></r>", "_x0041_x0042_", "a & <b>"])
def test_a_text_like_the_xml_of_a_workbook_stays_text(text: str) -> None:
    made = workbook(with_task("I.1", content=text))
    assert made.row("Nhiệm vụ", "I.1")["Nội dung nhiệm vụ"].text == text


def test_a_text_with_a_raised_mark_keeps_what_xml_cannot_hold() -> None:
    # IV.4 has the note 1, whose mark stands behind its text.
    made = workbook(with_task("IV.4", content="a\x0bb\ud800_x000B_"))
    assert made.row("Nhiệm vụ", "IV.4")["Nội dung nhiệm vụ"].text == "a\x0bb\ud800_x000B_1"


@pytest.mark.parametrize("text", ["dài " * 10_000, "\x0b" * 6_000, "\U0001f600" * 20_000])
def test_a_text_too_long_for_a_cell_goes_on_where_the_cell_says(text: str) -> None:
    made = workbook(with_task("I.1", content=text))
    head, note, sheet = made.row("Nhiệm vụ", "I.1")["Nội dung nhiệm vụ"].text.partition(" […] ")
    assert (note, sheet) == (" […] ", "(xem tiếp ở trang “Nguồn và sổ đối chiếu”)")
    cells = made.cells("Nguồn và sổ đối chiếu")
    rest = [
        cells[place.replace("A", "B")].text
        for place, cell in cells.items()
        if cell.text == f"Nhiệm vụ!C{HEADER + 1}"
    ]
    assert head + "".join(rest) == text


@pytest.mark.parametrize("length", [32_767, 32_768])
def test_only_a_text_over_the_limit_goes_on_elsewhere(length: int) -> None:
    made = workbook(with_task("I.1", content="x" * length))
    whole = made.row("Nhiệm vụ", "I.1")["Nội dung nhiệm vụ"].text == "x" * length
    assert whole == (length == 32_767)


def test_bodies_are_assigned_one_a_row_and_spellings_counted_together() -> None:
    made = dataset()
    lead = replace(
        made.tasks[0].lead,
        bodies=(replace(made.tasks[0].lead.bodies[0], text="PHÒNG KINH TẾ", name=""),),
    )
    book = workbook(
        replace(made, tasks=(made.tasks[1], replace(made.tasks[0], lead=lead), *made.tasks[2:]))
    )
    rows = [cell.text for place, cell in book.cells("Phân công").items() if place[0] == "C"]
    assert "PHÒNG KINH TẾ" in rows
    assert "Phòng Kinh tế" not in rows
    counted = [cell.text for place, cell in book.cells("Theo cơ quan").items() if place[0] == "A"]
    assert counted.count("PHÒNG KINH TẾ") == 1


def test_findings_have_a_row_each_and_none_is_said_so() -> None:
    cells = workbook().cells("Phát hiện")
    assert [cells[f"{letter}5"].text for letter in "BCDEI"] == [
        "Lưu ý",
        "IV.2",
        "Nhiệm vụ IV.2 chưa có thời hạn.",
        "Bổ sung thời hạn.",
        "missing-deadline",
    ]
    empty = workbook(replace(dataset(), findings=())).cells("Phát hiện")
    assert empty["D5"].text == "Không có phát hiện nào."


def test_the_source_sheet_closes_the_books() -> None:
    over = (LeftOver("một dòng lạ", 9, NOWHERE),)
    made = replace(dataset(), ledger=Ledger(110, {"task": 100, "title": 1}, over))
    cells = workbook(made).cells("Nguồn và sổ đối chiếu")
    values = {
        cell.text: cells[place.replace("A", "B")].text
        for place, cell in cells.items()
        if place[0] == "A" and place.replace("A", "B") in cells
    }
    assert values["Tổng số trong tệp nguồn"] == "110"
    assert values["Cộng các phần đã dùng"] == "101"
    assert values["Còn lại, chưa thuộc phần nào"] == "9"
    assert values["Chênh lệch (phải bằng 0)"] == "0"
    assert values["SHA-256"] == "0" * 64
    assert "một dòng lạ" in {cell.text for cell in cells.values()}


def test_the_tracker_is_set_up_for_work_and_for_print() -> None:
    sheet = load_workbook(BytesIO(write(dataset(), WriteOptions())))["Nhiệm vụ"]
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$4:$4"
    labels = [cell.value for cell in sheet[HEADER]]
    # What is computed stands on the right, beyond the printed columns.
    names = workbook().parts["xl/workbook.xml"].iterfind(".//m:definedName", MAIN)
    areas = {each.get("name"): each.text for each in names if each.get("localSheetId") == "0"}
    assert areas["_xlnm.Print_Area"] == "'Nhiệm vụ'!$A$1:$M$1048576"
    assert labels[13:] == ["Loại hạn", "Điều kiện phải chờ", "Căn cứ", "Số văn bản"]
    # 10.9 inches are printed on; a unit is 8 pixels of 1/96 inch; letters are 12 pt.
    printed = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJKLM")
    assert 12 * 10.9 / (printed * 8 / 96) > 8
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.tables["Tasks"].ref == "A4:Q35"
    lists = [each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert lists == ['"Chưa thực hiện,Đang thực hiện,Hoàn thành,Chờ điều kiện"']


def test_rows_are_high_enough_and_fit_anew_when_edited() -> None:
    made = Workbook(write(dataset(), WriteOptions()))
    rows = made.parts["xl/worksheets/sheet1.xml"].findall(".//m:row", MAIN)
    heights = {int(row.get("r")): float(row.get("ht")) for row in rows if row.get("ht")}
    # The longest text, of VI.8 or so, takes at least a line for every 60 characters.
    longest = max(range(31), key=lambda n: len(dataset().tasks[n].content))
    assert heights[HEADER + 1 + longest] > 15 * len(dataset().tasks[longest].content) / 60
    assert not any(row.get("customHeight") for row in rows)


def test_the_file_holds_no_clock() -> None:
    content = write(dataset(), WriteOptions())
    with ZipFile(BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "dcterms:" not in core
    assert "Ủy ban nhân dân xã Hải Hưng" in core


def computed(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Return the values of all sheets as LibreOffice computes them, by sheet."""
    path = folder / "t.xlsx"
    path.write_bytes(content)
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", every_sheet, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return {
        each.stem.partition("-")[2]: list(csv.reader(each.read_text("utf-8").splitlines()))
        for each in folder.glob("t-*.csv")
    }


def tracked() -> bytes:
    """Return the workbook of a few tasks due around today, with statuses an office chose."""
    today = date.today()  # noqa: DTZ011 (what TODAY() is in a workbook)
    waits = Event("sau khi có quy định", (0, 19), "after", "regulation")
    yesterday = str(today - timedelta(1))
    deadlines = {
        "I.1": due(yesterday),
        "I.2": due(str(today)),
        "II.1": due(str(today + timedelta(15))),
        "II.2": due(str(today + timedelta(16))),
        "II.3": Deadline("Thường xuyên", "ongoing", ongoing=True),
        "III.1": due(yesterday, waits),
        "III.2": due(yesterday, waits),
        "III.3": due(yesterday),
        "IV.1": due(yesterday),
    }
    statuses = {"III.2": "Đang thực hiện", "III.3": "Hoàn thành", "IV.1": "Chờ điều kiện"}
    made = dataset()
    tasks = tuple(
        replace(each, deadline=deadlines[each.id]) for each in made.tasks if each.id in deadlines
    )
    content = write(replace(made, tasks=tasks), WriteOptions())
    book = load_workbook(BytesIO(content), rich_text=True)
    column = Workbook(content).columns("Nhiệm vụ")["Trạng thái"]
    for row in range(HEADER + 1, HEADER + 1 + len(tasks)):
        sheet = book["Nhiệm vụ"]
        sheet[f"{column}{row}"] = statuses.get(sheet[f"A{row}"].value)
    edited = BytesIO()
    book.save(edited)
    return edited.getvalue()


def test_a_condition_met_without_a_date_asks_for_one() -> None:
    deadline = meet(parse_deadline("Sau khi có hướng dẫn của Bộ Nội vụ"), "", "2026-01-05")
    deadline = replace(deadline, resolved=resolve(deadline))
    data = dataset()
    data = replace(data, tasks=(replace(data.tasks[0], deadline=deadline),))
    header, row, *_ = stored(write(data, WriteOptions()))["Nhiệm vụ"][HEADER - 1 :]
    assert row[header.index("Điều kiện đã đáp ứng")].splitlines() == [
        "05/01/2026: Sau khi có hướng dẫn của Bộ Nội vụ",
        "điều kiện đã có, thời hạn chưa ghi: cần ấn định",
    ]
    assert row[header.index("Tình hình")] == "Chưa có hạn"


@pytest.mark.libreoffice
def test_states_and_counts_follow_from_entries_and_from_today(tmp_path: Path) -> None:
    sheets = computed(tracked(), tmp_path)
    header, *rows = sheets["Nhiệm vụ"][HEADER - 1 :]
    states = {row[0]: row[header.index("Tình hình")] for row in rows if row[0]}
    assert {task: states[task] for task in list(states)[:9]} == {
        "I.1": "Quá hạn",
        "I.2": "Sắp đến hạn",
        "II.1": "Sắp đến hạn",
        "II.2": "Trong hạn",
        "II.3": "Không có hạn",
        "III.1": "Chờ điều kiện",
        "III.2": "Quá hạn",
        "III.3": "Hoàn thành",
        "IV.1": "Chờ điều kiện",
    }
    header, *rows = sheets["Theo cơ quan"][HEADER - 1 :]
    counts = {row[0]: dict(zip(header, row, strict=True)) for row in rows if row[0]}
    # By the appendix: III.1 to IV.1 are led by Phòng Kinh tế.
    economy = counts["Phòng Kinh tế"]
    assert economy["Chủ trì"] == "4"
    assert [economy[state] for state in ("Quá hạn", "Hoàn thành", "Chờ điều kiện")] == [
        "1",
        "1",
        "2",
    ]
    whole = counts["Toàn bộ phụ lục"]
    assert whole["Chủ trì"] == "9"
    assert [whole[state] for state in ("Quá hạn", "Sắp đến hạn", "Trong hạn")] == ["2", "2", "1"]


def stored(content: bytes) -> dict[str, list[list[Any]]]:
    """Return the values that the file itself has, as a viewer shows that computes nothing."""
    book = load_workbook(BytesIO(content), data_only=True)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_a_viewer_that_computes_nothing_shows_what_does_not_hang_on_the_day() -> None:
    sheets = stored(write(dataset(), WriteOptions()))
    header, *rows = sheets["Nhiệm vụ"][HEADER - 1 :]
    states = {row[0]: row[header.index("Tình hình")] for row in rows}
    # I.1 has a date, I.2 is ongoing, IV.2 blank; the sample reads no condition.
    assert [states[each] for each in ("I.2", "IV.2")] == ["Không có hạn", "Chưa có hạn"]
    assert states["VI.2"] is None
    header, *rows = sheets["Theo cơ quan"][HEADER - 1 :]
    whole = dict(zip(header, next(row for row in rows if row[0] == "Toàn bộ phụ lục"), strict=True))
    assert (whole["Chủ trì"], whole["Hoàn thành"], whole["Quá hạn"]) == (31, 0, None)


@pytest.mark.libreoffice
def test_the_results_in_the_file_are_those_that_libreoffice_computes(tmp_path: Path) -> None:
    made = dataset()
    done = (Extra("status", "Trạng thái", "Hoàn thành"),)
    tasks = (replace(made.tasks[0], extras=done), *made.tasks[1:])
    content = write(replace(made, tasks=tasks), WriteOptions())
    # Without its results the file has to be computed.
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bare = BytesIO()
    with ZipFile(bare, "w") as package:
        for name, part in parts.items():
            package.writestr(name, re.sub(b"(</f>)<v>[^<]*</v>", rb"\1<v></v>", part))
    ours, theirs = stored(content), computed(bare.getvalue(), tmp_path)
    compared = 0
    for sheet in ("Nhiệm vụ", "Theo cơ quan", "Phân công"):
        for one, two in zip(ours[sheet], theirs[sheet], strict=False):
            for value, shown in zip(one, two, strict=False):
                if isinstance(value, int) or value in {"Hoàn thành", "Không có hạn", "Chưa có hạn"}:
                    assert str(value) == shown
                    compared += 1
    assert compared > 60


@pytest.mark.libreoffice
def test_hostile_texts_are_shown_as_text_by_libreoffice(tmp_path: Path) -> None:
    made = dataset()
    tasks = tuple(
        replace(task, content=text) for task, text in zip(made.tasks, HOSTILE, strict=False)
    )
    rows = computed(write(replace(made, tasks=tasks), WriteOptions()), tmp_path)["Nhiệm vụ"]
    assert [row[2] for row in rows[HEADER : HEADER + len(HOSTILE)]] == HOSTILE


PAPER = {"landscape": 297.0, "portrait": 210.0}  # A4, millimetres
LEAST_LETTERS = 8.5  # points, docs/tracker.md


def letters_on_paper(sheet: Any) -> float:
    """Return the size of letters of 12 pt where the printed columns fill the page of a sheet."""
    area = re.match(r".*!\$A\$1:\$(\w+)\$", sheet.print_area or "")
    last = area[1] if area else get_column_letter(sheet.max_column)
    widths = column_widths(sheet)
    printed = sum(widths[at] for at in range(1, column_index_from_string(last) + 1))
    points = printed * 8 * 0.75  # 8 pixels a digit of Times New Roman 12 pt
    margins = (sheet.page_margins.left + sheet.page_margins.right) * 72
    room = PAPER[sheet.page_setup.orientation] / 25.4 * 72 - margins
    return float(12 * min(1, room / points))


def column_widths(sheet: Any) -> dict[int, float]:
    return {
        at: each.width
        for each in sheet.column_dimensions.values()
        for at in range(each.min, each.max + 1)
    }


@pytest.mark.parametrize("end", ["2025-12-31", "2026-12-31", "2027-09-30", "2031-12-31"])
def test_every_sheet_is_printed_in_letters_that_can_be_read(end: str) -> None:
    made = dataset()
    due = Deadline("x", "range", window_start="2025-10-01", due_end=end)
    tasks = tuple(replace(task, deadline=due) for task in made.tasks)
    book = load_workbook(BytesIO(write(replace(made, tasks=tasks), WriteOptions())))
    shown = [each for each in book.worksheets if each.sheet_state == "visible"]
    sizes = {sheet.title: round(letters_on_paper(sheet), 1) for sheet in shown}
    assert min(sizes.values()) >= LEAST_LETTERS, sizes


def test_the_print_area_outlives_a_tool_that_saves_with_openpyxl(
    recwarn: pytest.WarningsRecorder,
) -> None:
    book = load_workbook(BytesIO(write(dataset(), WriteOptions())))
    saved = BytesIO()
    book.save(saved)
    area = load_workbook(saved).worksheets[0].print_area
    # From the number to the office's notes, of all rows a sheet may have.
    assert area == "'Nhiệm vụ'!$A$1:$M$1048576"
    assert not [each for each in recwarn if "rint area" in str(each.message)]
