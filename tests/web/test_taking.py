"""What is taken away opens, and is called as the file was."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import docx
import icalendar
import openpyxl
import pypdfium2
import pytest

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.rules import load
from visitor import Visitor

# How many tasks, pages or the like a file has, as its library sees it.
OPENED: dict[str, Callable[[bytes], int]] = {
    "docx": lambda content: sum(len(each.rows) for each in docx.Document(BytesIO(content)).tables),
    "xlsx": lambda content: openpyxl.load_workbook(BytesIO(content)).worksheets[0].max_row,
    "pdf": lambda content: len(pypdfium2.PdfDocument(content)),
    "summary": lambda content: len(pypdfium2.PdfDocument(content)),
    "ics": lambda content: len(icalendar.Calendar.from_ical(content).events),
    "json": lambda content: len(json.loads(content)["tasks"]),
    "assignments": lambda content: len([*_pages_of_each(content)]),
    "annexes": lambda content: len(ZipFile(BytesIO(content)).namelist()),
    "everything": lambda content: len(ZipFile(BytesIO(content)).namelist()),
}


def _pages_of_each(content: bytes) -> Iterator[int]:
    with ZipFile(BytesIO(content)) as archive:
        for each in archive.namelist():
            yield len(pypdfium2.PdfDocument(archive.read(each)))


@pytest.mark.parametrize("name", load("page")["formats"])
def test_a_file_taken_opens(visitor: Visitor, name: str) -> None:
    answer = visitor.client.get(f"{visitor.drop_real()}/1/{name}")
    assert answer.status_code == 200
    # 15 of the 31 deadlines name a month or a year.
    least = {
        "docx": 31,
        "xlsx": 31,
        "pdf": 3,
        "ics": 15,
        "json": 31,
        "summary": 1,
        "assignments": 4,
        # Leads of the plan; and beside them six formats and as many assignment sheets.
        "annexes": 4,
        "everything": 14,
    }
    assert OPENED[name](answer.content) >= least[name]
    kept = {"json": "tasks.json", "summary": "hai-hung-tom-tat.pdf", "assignments": "hai-hung.zip"}
    kept |= dict.fromkeys(("annexes", "everything"), "hai-hung.zip")
    assert answer.headers["content-disposition"].endswith(quote(kept.get(name, f"hai-hung.{name}")))


@pytest.mark.parametrize("path", ["1/exe", "0/pdf", "2/pdf"])
def test_what_there_is_not_is_not_given(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(f"{visitor.drop_real()}/{path}").status_code == 404


def test_all_documents_are_one_archive_with_a_folder_each(visitor: Visitor) -> None:
    path = visitor.drop_real()
    visitor.drop_real()
    visitor.drop(("hỏng.docx", b""))
    data = {"token": visitor.token(), "seen-deadline": "", "deadline": "Quý I/2026"}
    visitor.client.post(f"{path}/1/tasks/IV.2", data=data)
    answer = visitor.client.get("/all/json")
    assert answer.headers["content-disposition"].endswith("phu-luc.zip")
    archive = ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.namelist() == ["hai-hung/tasks.json", "hai-hung-2/tasks.json"]
    for name in archive.namelist():
        tasks = {each["id"]: each for each in json.loads(archive.read(name))["tasks"]}
        assert tasks["IV.2"]["deadline"]["raw"] == "Quý I/2026"
    assert visitor.client.get("/all/exe").status_code == 404


def test_an_annex_has_the_tasks_of_its_lead_alone(visitor: Visitor) -> None:
    archive = ZipFile(BytesIO(visitor.client.get(f"{visitor.drop_real()}/1/annexes").content))
    name = "theo-co-quan/Phòng Văn hóa - Xã hội.docx"
    cells = {
        cell.text
        for table in docx.Document(BytesIO(archive.read(name))).tables
        for row in table.rows
        for cell in row.cells
    }
    assert "Thực hiện trình tự, thủ tục đề nghị phân loại đơn vị hành chính cấp xã" in cells
    assert not any("bảng giá đất" in cell for cell in cells)


def test_what_this_machine_cannot_make_is_told_in_one_sentence(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> dict[str, bytes]:
        raise DependencyError("pdf", {"vi": "Thiếu Pango.", "en": ""}, {"vi": "Cài nó.", "en": ""})

    path = visitor.drop_real()
    monkeypatch.setattr("appendix_pipeline.web.taking.write", missing)
    answer = visitor.client.get(f"{path}/1/pdf")
    assert answer.status_code == 503
    assert "Thiếu Pango. Cài nó." in answer.text
    archive = ZipFile(BytesIO(visitor.client.get("/all/pdf").content))
    assert archive.read("KHONG-GHI-DUOC.txt").decode("utf-8-sig") == (
        "hai-hung: pdf: Thiếu Pango. Cài nó.\r\n"
    )


def test_without_pango_everything_else_is_taken_and_what_is_missing_is_told(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise OSError

    monkeypatch.setattr("appendix_pipeline.writers.typesetting.paper.load", missing)
    path = visitor.drop_real()
    answer = visitor.client.get(f"{path}/1/pdf")
    assert answer.status_code == 503
    assert "Pango" in answer.text
    archive = ZipFile(BytesIO(visitor.client.get(f"{path}/1/everything").content))
    assert {"hai-hung.docx", "hai-hung.xlsx", "tasks.json"} <= set(archive.namelist())
    assert "hai-hung.pdf" not in archive.namelist()
    told = archive.read("KHONG-GHI-DUOC.txt").decode("utf-8-sig").splitlines()
    assert [line.partition(":")[0] for line in told] == ["PDF", "Tóm tắt", "Phiếu giao việc"]
    assert all("Pango" in line for line in told)
