"""What an office edited comes back: the workbook, tasks.csv and tasks.json, read and written."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from appendix_pipeline import InputError, read, write
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset, Extra, Task
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.model.sheet import Sheet
from appendix_pipeline.normalise.revision import revise
from appendix_pipeline.pipeline import revised
from appendix_pipeline.readers import tables
from appendix_pipeline.writers.workbook.sheets import HEADER
from strategies import datasets

FEW = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture
def tracker(real: Dataset, tmp_path: Path) -> Path:
    (path,) = write(real, tmp_path / "tracker.xlsx")
    return path


def columns_of(sheet: Any) -> dict[str, str]:
    return {str(cell.value): cell.column_letter for cell in sheet[HEADER]}


@dataclass(frozen=True)
class Desk:
    """The sheet of tasks as somebody edits it: columns by label, rows by id."""

    sheet: Any

    @property
    def rows(self) -> dict[str, int]:
        return {str(cell.value): cell.row for cell in self.sheet["A"][HEADER:] if cell.value}

    def at(self, label: str, identity: str) -> Any:
        return self.sheet[f"{columns_of(self.sheet)[label]}{self.rows[identity]}"]


def edited(path: Path, edit: Callable[[Desk], None]) -> Dataset:
    """Return what is read after `edit` changed the sheet of tasks."""
    book = load_workbook(path, rich_text=True)
    edit(Desk(book["Nhiệm vụ"]))
    book.save(path)
    return read(path)


def task(dataset: Dataset, identity: str) -> Task:
    (found,) = (each for each in dataset.tasks if each.id == identity)
    return found


def finding(dataset: Dataset, code: str) -> Finding:
    (found,) = (each for each in dataset.findings if each.code == code)
    return found


def extras(found: Task) -> dict[str, str]:
    return {each.role if each.role != "other" else each.label: each.text for each in found.extras}


@pytest.mark.parametrize("name", ["tracker.xlsx", "tasks.json", "tables"])
def test_what_nobody_edited_is_read_as_it_was(real: Dataset, tmp_path: Path, name: str) -> None:
    write(real, tmp_path / name)
    path = tmp_path / name
    assert read(path / "tasks.csv" if path.is_dir() else path) == real


def unedited(path: Path) -> tuple[Dataset, list[Any]]:
    notes: list[Any] = []
    sheet = tables.read(path)
    assert isinstance(sheet, Sheet)
    return revise(sheet, notes.append), notes


@FEW
@given(datasets())
def test_any_dataset_comes_back_from_a_workbook(tmp_path: Path, made: Dataset) -> None:
    write(made, tmp_path / "any.xlsx")
    assert unedited(tmp_path / "any.xlsx") == (made, [])


@FEW
@given(datasets())
def test_any_dataset_comes_back_from_csv(tmp_path: Path, made: Dataset) -> None:
    write(made, tmp_path / "tables")
    assert unedited(tmp_path / "tables" / "tasks.csv") == (made, [])


def test_a_deadline_edited_in_words_is_read_again(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Thời hạn (bằng chữ)", "I.1").value = "Quý I/2026"

    found = task(edited(tracker, edit), "I.1").deadline
    assert (found.raw, found.kind, found.due_end) == ("Quý I/2026", "quarter", "2026-03-31")


def test_a_deadline_typed_as_a_date_is_read_as_the_office_sees_it(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        cell = desk.at("Thời hạn (bằng chữ)", "I.1")
        cell.value, cell.number_format = date(2026, 2, 5), "dd/mm/yyyy"
        cell = desk.at("Thời hạn (bằng chữ)", "I.2")
        cell.value, cell.number_format = date(2026, 2, 1), "mmm-yy"

    found = edited(tracker, edit)
    assert task(found, "I.1").deadline.raw == "05/02/2026"
    assert task(found, "I.1").deadline.due_end == "2026-02-05"
    assert task(found, "I.2").deadline.raw == "2/2026"
    assert task(found, "I.2").deadline.due_end == "2026-02-28"


def test_a_date_that_the_words_do_not_give_is_a_finding_and_the_words_count(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Hạn cuối", "I.1").value = date(2025, 12, 15)

    found = edited(tracker, edit)
    assert task(found, "I.1").deadline.due_end == "2025-11-30"
    message = finding(found, "date-against-words").message
    for part in ("Nhiệm vụ!G5", "I.1", "15/12/2025", "Tháng 11/2025", "30/11/2025"):
        assert part in message


def test_a_date_where_there_were_no_words_is_the_deadline(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Hạn cuối", "IV.2").value = date(2025, 12, 15)

    found = edited(tracker, edit)
    assert task(found, "IV.2").deadline.raw == "15/12/2025"
    assert task(found, "IV.2").deadline.due_end == "2025-12-15"
    assert finding(found, "deadline-from-date").task == "IV.2"
    assert "missing-deadline" not in {each.code for each in found.findings}


def test_an_agency_is_resolved_again_and_the_words_stay_as_typed(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Cơ quan chủ trì", "V.1").value = "  Công an xã"

    found = task(edited(tracker, edit), "V.1")
    (body,) = found.lead.bodies
    assert (found.lead.text, body.text, body.level) == ("Công an xã", "Công an xã", "commune")
    assert body.key


def test_content_is_searched_for_citations_again(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Nội dung nhiệm vụ", "I.1").value = "Thực hiện Nghị định 30/2020/NĐ-CP."

    (reference,) = task(edited(tracker, edit), "I.1").references
    assert (reference.number, reference.year, reference.symbol) == ("30", "2020", "NĐ-CP")


def test_what_the_office_fills_in_is_kept_and_comes_out_again(
    tracker: Path, tmp_path: Path
) -> None:
    def edit(desk: Desk) -> None:
        for label, value in {
            "Lãnh đạo phụ trách": "Đ/c Phó Chủ tịch",
            "Tiến độ (%)": 0.5,
            "Trạng thái": "Đang thực hiện",
            "Kết quả": "Đã có dự thảo\nlần 2",
            "Ghi chú": "=gấp",
        }.items():
            cell = desk.at(label, "I.1")
            cell.value, cell.data_type = value, "s" if isinstance(value, str) else "n"

    found = edited(tracker, edit)
    filled = {
        "leader": "Đ/c Phó Chủ tịch",
        "progress": "50%",
        "status": "Đang thực hiện",
        "result": "Đã có dự thảo\nlần 2",
        "note": "=gấp",
    }
    assert extras(task(found, "I.1")) == filled
    (again,) = write(found, tmp_path / "again.xlsx")
    sheet = load_workbook(again)["Nhiệm vụ"]
    labels = columns_of(sheet)
    assert sheet[f"{labels['Tiến độ (%)']}5"].value == 0.5
    assert sheet[f"{labels['Trạng thái']}5"].value == "Đang thực hiện"
    assert read(again) == found


def test_columns_the_office_added_come_out_in_every_format(tracker: Path, tmp_path: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.sheet[f"S{HEADER}"] = "Số công văn đôn đốc"
        desk.sheet[f"S{desk.rows['II.1']}"] = "12/CV"

    found = edited(tracker, edit)
    assert extras(task(found, "II.1")) == {"Số công văn đôn đốc": "12/CV"}
    for name in ("again.xlsx", "again.json", "again.docx"):
        write(found, tmp_path / name)
        assert extras(task(read(tmp_path / name), "II.1")) == {"Số công văn đôn đốc": "12/CV"}


def test_rows_added_removed_and_sorted(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        sheet = desk.sheet
        sheet.delete_rows(desk.rows["I.2"])
        last = desk.rows["IX.2"] + 1
        for letter, text in {
            "A": "I.3",
            "B": "I. Về thể chế",
            "C": "Việc mới",
            "D": "Phòng Kinh tế",
            "F": "Tháng 6/2026",
        }.items():
            desk.sheet[f"{letter}{last}"] = text
        first = [cell.value for cell in desk.sheet[HEADER + 1]]
        second = [cell.value for cell in desk.sheet[HEADER + 4]]
        for place, (one, two) in enumerate(zip(second, first, strict=True), 1):
            desk.sheet.cell(HEADER + 1, place).value = one
            desk.sheet.cell(HEADER + 4, place).value = two

    found = edited(tracker, edit)
    ids = [each.id for each in found.tasks]
    assert ids[:6] == ["I.1", "I.3", "II.3", "II.1", "II.2", "III.1"]
    added = task(found, "I.3")
    assert (added.section, added.number, added.content) == ("I", "3", "Việc mới")
    assert (added.deadline.due_end, added.lead.bodies[0].key != "") == ("2026-06-30", True)
    told = finding(found, "edited").details
    assert (told["added"], told["removed"]) == ("1", "1")
    assert finding(found, "declared-total-matches").details["found"] == "31"


def test_tasks_typed_below_the_last_row_are_read(tracker: Path) -> None:
    new = ("Việc thứ nhất", "Việc thứ hai", "Việc thứ ba")

    def edit(desk: Desk) -> None:
        for row, content in enumerate(new, desk.rows["IX.2"] + 1):
            # Nothing stands there that the clerk would type over.
            assert all(cell.value is None for cell in desk.sheet[row])
            columns = columns_of(desk.sheet)
            for label, text in (
                ("Mục", "IX. Về an ninh, an toàn thông tin"),
                ("Nội dung nhiệm vụ", content),
                ("Cơ quan chủ trì", "Công an xã"),
                ("Thời hạn (bằng chữ)", "Tháng 6/2026"),
            ):
                desk.sheet[f"{columns[label]}{row}"] = text

    found = edited(tracker, edit)
    added = found.tasks[-3:]
    assert tuple(each.content for each in added) == new
    assert {each.section for each in added} == {"IX"}
    assert {each.deadline.due_end for each in added} == {"2026-06-30"}


def test_a_row_may_open_a_section_of_its_own(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        last = desk.rows["IX.2"] + 1
        desk.sheet[f"B{last}"], desk.sheet[f"C{last}"] = "X. Việc khác", "Việc mới"

    found = edited(tracker, edit)
    assert (found.sections[-1].number, found.sections[-1].title) == ("X", "Việc khác")
    assert (found.tasks[-1].section, found.tasks[-1].number) == ("X", "")
    assert "missing-number" in {each.code for each in found.findings}


def test_a_new_row_that_names_no_section_is_a_finding_with_its_cell(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.sheet[f"C{desk.rows['IX.2'] + 1}"] = "Việc mới"

    found = edited(tracker, edit)
    told = finding(found, "row-without-section")
    assert f"Nhiệm vụ!A{HEADER + 32}" in told.message
    assert (found.tasks[0].section, found.tasks[0].content) == ("", "Việc mới")
    # Its id is not that of findings about the whole appendix, which stay behind those of tasks.
    assert found.tasks[0].id == "#1"
    assert not found.findings[-1].task


def test_a_note_stays_where_its_mark_is_in_an_edited_cell(real: Dataset, tracker: Path) -> None:
    with ZipFile(tracker) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/sharedStrings.xml"
    words = "Xây dựng tổng thể hệ thống hồ sơ địa chính và cơ sở dữ liệu đất đai thành phố Hải Phòng</t>"
    before, after = (text.encode() for text in (words, "Xây dựng hồ sơ</t>"))
    assert before in parts[name]
    parts[name] = parts[name].replace(before, after)
    with ZipFile(tracker, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    found = read(tracker)
    (note,) = real.footnotes
    assert task(found, "IV.4").content == "Xây dựng hồ sơ."
    assert found.footnotes == (replace(note, offset=len("Xây dựng hồ sơ")),)


def test_a_mark_that_went_with_an_edit_is_a_finding(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.at("Nội dung nhiệm vụ", "IV.4").value = "Xây dựng hồ sơ"

    found = edited(tracker, edit)
    assert finding(found, "mark-lost").task == "IV.4"
    assert found.footnotes[0].offset == len("Xây dựng hồ sơ")


def test_a_line_below_the_table_and_a_row_without_task_are_findings(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.sheet["A60"] = "Người lập biểu"
        desk.sheet["D61"] = "Phòng Kinh tế"

    found = edited(tracker, edit)
    assert "Nhiệm vụ!A60" in finding(found, "line-beside-table").message
    assert "Nhiệm vụ!A61" in finding(found, "row-without-content").message
    assert len(found.tasks) == 31


def test_the_line_that_names_the_plan_is_read_again(tracker: Path) -> None:
    def edit(desk: Desk) -> None:
        desk.sheet["A2"] = (
            "(Kèm theo Kế hoạch số 15/KH-UBND ngày 20 tháng 10 năm 2025 của Ủy ban nhân dân xã "
            "Hải Hưng)"
        )

    plan = edited(tracker, edit).plan
    assert (plan.number, plan.symbol, plan.date) == ("15", "KH-UBND", "2025-10-20")
    assert plan.to_be_filled == ()


def test_a_workbook_without_its_original_is_read_from_its_words(tracker: Path) -> None:
    book = load_workbook(tracker)
    del book["Dữ liệu gốc"]
    book.save(tracker)
    found = read(tracker)
    assert len(found.tasks) == 31
    assert len(found.sections) == 9
    assert task(found, "I.1").deadline.due_end == "2025-11-30"
    assert finding(found, "original-missing").severity == "info"


def test_a_workbook_that_is_no_tracker_is_refused_in_one_sentence(tracker: Path) -> None:
    book = load_workbook(tracker)
    book["Nhiệm vụ"][f"C{HEADER}"] = "Việc"
    book.save(tracker)
    with pytest.raises(InputError) as refused:
        read(tracker)
    assert "Nội dung nhiệm vụ" in refused.value.sentence("vi")
    assert "“Nhiệm vụ”" in refused.value.sentence("vi")
    assert refused.value.exit_code == 3


def test_a_formula_that_nobody_computed_is_refused_with_its_cell(tracker: Path) -> None:
    # openpyxl keeps no values of formulas: as blanks they would erase what stood there.
    book = load_workbook(tracker)
    sheet = book["Nhiệm vụ"]
    (lead,) = (cell for cell in sheet[4] if cell.value == "Cơ quan chủ trì")
    sheet.cell(6, lead.column, "=C5")
    book.save(tracker)
    with pytest.raises(InputError) as refused:
        read(tracker)
    assert (
        f"Ô Nhiệm vụ!{lead.column_letter}6 là công thức chưa có giá trị."
        in refused.value.sentence()
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 9, b"<html>"])
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(InputError) as refused:
        read(tmp_path / "x.xlsx")
    assert ".xlsx" in refused.value.sentence("vi")


def test_values_of_json_that_the_words_do_not_give_are_findings(
    real: Dataset, tmp_path: Path
) -> None:
    (path,) = write(real, tmp_path / "tasks.json")
    data = json.loads(path.read_text("utf-8"))
    data["tasks"][0]["deadline"]["due_end"] = "2026-01-31"
    path.write_text(json.dumps(data), "utf-8")
    found = read(path)
    assert found.tasks[0] == real.tasks[0]
    message = finding(found, "value-against-words").message
    for part in ("I.1", "31/01/2026", "Tháng 11/2025", "30/11/2025"):
        assert part in message


def test_words_of_json_that_changed_are_read_again(real: Dataset, tmp_path: Path) -> None:
    (path,) = write(real, tmp_path / "tasks.json")
    data = json.loads(path.read_text("utf-8"))
    data["tasks"][0]["deadline"]["raw"] = "Quý I/2026"
    path.write_text(json.dumps(data), "utf-8")
    assert read(path).tasks[0].deadline.due_end == "2026-03-31"


def test_tasks_csv_edited_and_saved_by_a_vietnamese_excel_is_read(
    real: Dataset, tmp_path: Path
) -> None:
    write(real, tmp_path / "tables")
    path = tmp_path / "tables" / "tasks.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, first, *rows = csv.reader(file)
    first[header.index("deadline")] = "Quý I/2026"
    rows = [[*row, ""] for row in rows]
    rows[0][-1] = "'=x"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[*header, "Của tôi"], [*first, ""], *rows])
    found = read(path)
    assert found.tasks[0].deadline.due_end == "2026-03-31"
    assert extras(found.tasks[1]) == {"Của tôi": "=x"}
    assert [each.id for each in found.tasks] == [each.id for each in real.tasks]


def test_a_csv_that_is_not_utf_8_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tasks.csv").write_bytes("task,content\n1,Việc".encode("utf-16"))
    with pytest.raises(InputError) as refused:
        read(tmp_path / "tasks.csv")
    assert "CSV UTF-8" in refused.value.sentence("vi")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.pop("plan"), "plan: dữ liệu không đúng cấu trúc đã công bố: thiếu"),
        (lambda data: data.update(x=1), "x: dữ liệu không đúng cấu trúc đã công bố: không có"),
        (lambda data: data["tasks"][3].update(id=7), "tasks/3/id: "),
        (lambda data: data["plan"].update(date="10/2025"), "giá trị ở “plan/date” không đúng dạng"),
    ],
)
def test_a_json_file_that_breaks_the_schema_is_told_so_in_vietnamese(
    real: Dataset, tmp_path: Path, change: Callable[[Any], None], said: str
) -> None:
    (path,) = write(real, tmp_path / "tasks.json")
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(InputError) as refused:
        read(path)
    sentence = refused.value.sentence("vi")
    assert said in sentence
    assert not {"Field", "Input", "valid", "match"} & set(sentence.split())


HOSTILE = ["=1+1", "@SUM(A1)", "+84", "- Rà soát", "'x", "''x", "=cmd|' /C calc'!A0", "a\x0bb\x00c"]


@pytest.mark.parametrize("name", ["t.xlsx", "t"])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_column_comes_back_as_it_was(
    real: Dataset, tmp_path: Path, name: str, text: str
) -> None:
    first = real.tasks[0]
    hostile = replace(
        first,
        content=text,
        lead=replace(first.lead, text=text),
        coordinating=replace(first.coordinating, text=text),
        deadline=replace(first.deadline, raw=text),
        extras=tuple(Extra(role, text, text) for role in ("other", "status", "result", "note")),
    )
    made = replace(real, tasks=(hostile, *real.tasks[1:]))
    write(made, tmp_path / name)
    path = tmp_path / name
    assert read(path / "tasks.csv" if path.is_dir() else path) == made
    if path.is_file():
        for sheet in load_workbook(path).worksheets:
            formulas = [cell.value for row in sheet for cell in row if cell.data_type == "f"]
            assert all(str(each).startswith(("=IF", "=SUMPRODUCT", "=COUNTA")) for each in formulas)


def test_a_tracker_of_a_former_version_is_read(tracker: Path) -> None:
    book = load_workbook(tracker, rich_text=True)
    desk = Desk(book["Nhiệm vụ"])
    head = desk.sheet[f"{columns_of(desk.sheet)['Thời hạn (bằng chữ)']}{HEADER}"]
    head.value = "Thời hạn (nguyên văn)"
    desk.sheet[f"{head.column_letter}{desk.rows['I.1']}"].value = "Quý I/2026"
    book.save(tracker)
    assert task(read(tracker), "I.1").deadline.due_end == "2026-03-31"


def test_the_words_of_the_source_are_known_after_an_edit(real: Dataset, tmp_path: Path) -> None:
    at = "2025-11-30T08:00:00+00:00"
    made = [
        Correction("IV.2", "deadline", "", "Quý I/2026", at),
        Correction("V.1", "lead", task(real, "V.1").lead.text, "Công an xã", at),
    ]
    (path,) = write(revised(real, made, "vi"), tmp_path / "tracker.xlsx")
    assert read(path).corrections == tuple(made)

    def edit(desk: Desk) -> None:
        desk.at("Thời hạn (bằng chữ)", "IV.2").value = "Quý II/2026"
        desk.at("Cơ quan chủ trì", "V.1").value = made[1].before

    assert edited(path, edit).corrections == (replace(made[0], after="Quý II/2026"),)
