"""What every output format keeps, whatever it is: the folder of writers is the list."""

import html
import re
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pypdfium2
import pytest

from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import FORMATS, write
from samples import dataset

# WeasyPrint leaves the closing of its colour profile to the garbage collector.
STEM = "hải hưng {x}"
ROOT = str(Path(__file__).parents[2])


@cache
def made(name: str) -> dict[str, bytes]:
    return write(name, dataset(), STEM)


def shown(content: bytes) -> str:
    """Return all text of a file, without white space."""
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    elif is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as package:
            parts = [package.read(name).decode() for name in package.namelist()]
        text = html.unescape(re.sub("<[^>]*>", "", "".join(parts)))
    elif content.startswith(b"BEGIN:VCALENDAR"):
        text = content.decode().replace("\r\n ", "").replace("\\n", "").replace("\\", "")
    else:
        text = content.decode()
    return "".join(text.split())


# Documents about an appendix, not the appendix: a summary counts tasks, sheets are by body.
DIGESTS = ("assignments", "summary")


def test_the_formats_are_those_that_are_documented() -> None:
    assert FORMATS == ("assignments", "csv", "docx", "ics", "json", "pdf", "summary", "xlsx")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_dataset_gives_the_same_bytes(name: str) -> None:
    assert write(name, dataset(), STEM) == made(name)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in DIGESTS])
def test_every_task_is_in_it(name: str) -> None:
    text = "".join(shown(content) for content in made(name).values())
    for task in dataset().tasks:
        # The mark of a footnote may stand in the text; it stands near its end.
        start = "".join(task.content.split())[:40]
        assert start in text


@pytest.mark.parametrize("name", FORMATS)
def test_its_files_are_named_after_the_document_or_by_what_they_are(name: str) -> None:
    for path in made(name):
        own = (f"{STEM}.{name}", f"{STEM}-tom-tat.pdf", "tasks.json")
        assert path in own or re.fullmatch(r"csv/[a-z_]+\.\w+|phieu-giao-viec/.+\.pdf", path)


@pytest.mark.parametrize("name", FORMATS)
def test_it_holds_no_path_of_this_machine(name: str) -> None:
    for content in made(name).values():
        inside = [content]
        if is_zipfile(BytesIO(content)):
            with ZipFile(BytesIO(content)) as package:
                inside = [package.read(part) for part in package.namelist()]
        assert not any(ROOT.encode() in part or b"/tmp" in part for part in inside)


@pytest.mark.parametrize("name", FORMATS)
def test_it_can_be_written_in_english(name: str) -> None:
    assert set(write(name, dataset(), STEM, WriteOptions("en"))) == set(made(name))


def test_listing_the_formats_imports_none_of_their_libraries() -> None:
    code = (
        "import sys, appendix_pipeline.writers; "
        "sys.exit(bool({'openpyxl', 'weasyprint', 'docx', 'pandas', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", ["csv", "ics", "json", "xlsx"])
def test_writing_data_imports_neither_pandas_nor_numpy(name: str) -> None:
    code = (
        "import sys, samples; from appendix_pipeline.writers import write; "
        f"write({name!r}, samples.dataset(), 'x'); "
        "sys.exit(bool({'numpy', 'pandas', 'pydantic'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(ROOT) / "tests")
    assert run.returncode == 0


def test_openpyxl_is_the_same_module_for_everyone_after_a_workbook_was_written() -> None:
    code = (
        "import samples; from appendix_pipeline.writers import write; "
        "write('xlsx', samples.dataset(), 'x'); import numpy, pandas, io; "
        "pandas.DataFrame({'n': [1]}).to_excel(io.BytesIO())"
    )
    run = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(ROOT) / "tests")
    assert run.returncode == 0
