"""What is taken away opens, and is called as the file was."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import docx
import icalendar
import openpyxl
import pypdfium2
import pytest

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.rules import load
from appendix_pipeline.writers import write
from visitor import REAL, Visitor

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
    kept = {
        "json": "tasks.json",
        "summary": "hai-hung-tom-tat.pdf",
        "assignments": "hai-hung-phieu-giao-viec.zip",
        "annexes": "hai-hung-theo-co-quan.zip",
        "everything": "hai-hung-tat-ca.zip",
    }
    assert answer.headers["content-disposition"].endswith(quote(kept.get(name, f"hai-hung.{name}")))


@pytest.mark.parametrize("path", ["1/exe", "0/pdf", "2/pdf"])
def test_what_there_is_not_is_not_given(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(f"{visitor.drop_real()}/{path}").status_code == 404


def with_comment(package: bytes) -> bytes:
    """Return a package that says the same in other bytes."""
    held = BytesIO(package)
    with ZipFile(held, "a") as archive:
        archive.comment = b"x"
    return held.getvalue()


def test_all_documents_are_one_archive_with_a_folder_each(visitor: Visitor) -> None:
    path = visitor.drop_real()
    visitor.drop((REAL.name, with_comment(REAL.read_bytes())))
    visitor.drop(("hỏng.docx", b""))
    data = {"token": visitor.token(), "seen-deadline": "", "deadline": "Quý I/2026"}
    visitor.client.post(f"{path}/1/tasks/IV.2", data=data)
    answer = visitor.client.get("/all/json")
    assert answer.headers["content-disposition"].endswith("phu-luc-json.zip")
    archive = ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.namelist() == ["hai-hung/tasks.json", "hai-hung-2/tasks.json"]
    for name in archive.namelist():
        tasks = {each["id"]: each for each in json.loads(archive.read(name))["tasks"]}
        corrected = name.startswith("hai-hung-2/")  # the latest stands first
        assert tasks["IV.2"]["deadline"]["raw"] == ("Quý I/2026" if corrected else "")
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


@pytest.mark.usefixtures("without_pango")
def test_without_pango_everything_else_is_taken_and_what_is_missing_is_told(
    visitor: Visitor,
) -> None:
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


def test_all_documents_are_packed_for_one_at_a_time(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.drop_real()
    begun, go = Event(), Event()

    def slow(*given: Any) -> dict[str, bytes]:
        begun.set()
        assert go.wait(60)
        return write(*given)

    monkeypatch.setattr("appendix_pipeline.web.taking.write", slow)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(visitor.client.get, "/all/json")
        assert begun.wait(60)
        second = visitor.client.get("/all/json")
        go.set()
        assert first.result().status_code == 200
    assert (second.status_code, second.headers["retry-after"]) == (503, "60")
    assert "Đang có người lấy tất cả phụ lục." in second.text
    assert visitor.client.get("/all/json").status_code == 200


def test_an_archive_that_broke_off_is_not_waited_for(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> dict[str, bytes]:
        raise RuntimeError

    visitor.drop_real()
    with monkeypatch.context() as patched:
        patched.setattr("appendix_pipeline.web.taking.write", broken)
        with pytest.raises(RuntimeError):
            visitor.client.get("/all/json")
    assert visitor.client.get("/all/json").status_code == 200


@pytest.mark.usefixtures("with_printer")
def test_a_pdf_that_another_program_printed_is_told_as_one(visitor: Visitor) -> None:
    path = visitor.drop_real()
    content = visitor.client.get(f"{path}/1/pdf").content
    assert len(docx.Document(BytesIO(content.removeprefix(b"%PDF of "))).tables) == 1
    note = "PDF do LibreOffice in từ bản Word vì máy thiếu Pango"
    assert all(note in visitor.client.get(page).text for page in (path, "/"))
    everything = ZipFile(BytesIO(visitor.client.get(f"{path}/1/everything").content))
    assert "hai-hung.pdf" in everything.namelist()
    for archive in (everything, ZipFile(BytesIO(visitor.client.get("/all/pdf").content))):
        assert archive.read("GHI-CHU.txt").decode().startswith(note)


def test_a_machine_with_pango_has_nothing_to_tell_of_its_pdfs(visitor: Visitor) -> None:
    assert "do LibreOffice in" not in visitor.client.get(visitor.drop_real()).text
    assert "GHI-CHU.txt" not in ZipFile(BytesIO(visitor.client.get("/all/pdf").content)).namelist()
