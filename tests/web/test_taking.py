"""What is taken away opens, and is called as the file was."""

import json
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import docx
import icalendar
import openpyxl
import pypdfium2
import pytest

from appendix_pipeline.rules import load
from visitor import Visitor


def _open(name: str, content: bytes) -> int:
    """Open a file in its library; return how many tasks, pages or the like it has."""
    match name:
        case "docx":
            return sum(len(each.rows) for each in docx.Document(BytesIO(content)).tables)
        case "xlsx":
            return openpyxl.load_workbook(BytesIO(content)).worksheets[0].max_row
        case "assignments":
            with ZipFile(BytesIO(content)) as archive:
                return len(
                    [pypdfium2.PdfDocument(archive.read(each)) for each in archive.namelist()]
                )
        case "pdf" | "summary":
            return len(pypdfium2.PdfDocument(content))
        case "ics":
            return len(icalendar.Calendar.from_ical(content).events)
        case _:
            return len(json.loads(content)["tasks"])


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
    }
    assert _open(name, answer.content) >= least[name]
    kept = {"json": "tasks.json", "summary": "hai-hung-tom-tat.pdf", "assignments": "hai-hung.zip"}
    assert answer.headers["content-disposition"].endswith(quote(kept.get(name, f"hai-hung.{name}")))


@pytest.mark.parametrize("path", ["1/exe", "0/pdf", "2/pdf"])
def test_what_there_is_not_is_not_given(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(f"{visitor.drop_real()}/{path}").status_code == 404
