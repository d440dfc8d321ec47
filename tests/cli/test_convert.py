"""`convert` with the look of an office, and several appendices in one Word file."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from appendices import COMMUNE, SECTIONS, TOTAL, YEAR
from appendix_pipeline.cli import cli
from appendix_pipeline.layout import check_layout
from drawing import package, tasks


def convert(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["convert", *map(str, args)])


def two_appendices(folder: Path) -> Path:
    path = folder / "two.docx"
    one, two = COMMUNE.replace("PHỤ LỤC", "PHỤ LỤC I"), YEAR.replace("Phụ lục I", "Phụ lục II")
    path.write_bytes(package(one + tasks(SECTIONS) + TOTAL + two + tasks(SECTIONS) + TOTAL))
    return path


def test_a_theme_is_taken_from_its_file(tmp_path: Path) -> None:
    theme = tmp_path / "office.toml"
    theme.write_text("[page]\norientation = 'portrait'\n[margins]\nleft = 35\n", "utf-8")
    done = convert(two_appendices(tmp_path), "--to", "docx", "--theme", theme, "--out", tmp_path)
    assert done.exit_code == 0
    section = Document(str(tmp_path / "two" / "two.docx")).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 35)


def test_a_theme_that_is_wrong_writes_nothing(tmp_path: Path) -> None:
    theme = tmp_path / "office.toml"
    theme.write_text("[margins]\nleft = 5\n", "utf-8")
    done = convert(two_appendices(tmp_path), "--theme", theme, "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert done.stderr.startswith("office.toml: margins.left = 5 không được; cho phép: 30–35 mm")
    assert not (tmp_path / "out").exists()


def test_appendices_are_written_into_one_word_file_where_one_asks_for_it(tmp_path: Path) -> None:
    file = two_appendices(tmp_path)
    assert convert(file, "--to", "docx,json", "--together", "--out", tmp_path / "a").exit_code == 0
    made = (tmp_path / "a" / "two" / "two.docx").read_bytes()
    assert len(Document(BytesIO(made)).sections) == 2
    assert check_layout(made) == ()
    names = {path.relative_to(tmp_path / "a").as_posix() for path in (tmp_path / "a").rglob("*.*")}
    # Data stay one file an appendix.
    assert names == {"two/two.docx", "two/tasks.json", "two-2/tasks.json"}
    assert convert(file, "--to", "docx", "--out", tmp_path / "b").exit_code == 0
    assert len(list((tmp_path / "b").rglob("*.docx"))) == 2


@pytest.mark.usefixtures("with_printer")
def test_a_pdf_that_another_program_printed_is_told_as_one(tmp_path: Path) -> None:
    done = convert(two_appendices(tmp_path), "--to", "pdf", "--out", tmp_path)
    assert done.exit_code == 0
    assert done.stdout.count("PDF do LibreOffice in từ bản Word vì máy thiếu Pango") == 1
    told = convert(
        tmp_path / "two.docx", "--to", "pdf", "--json", "--lang", "en", "--out", tmp_path
    )
    (said,) = json.loads(told.stdout)["remarks"]
    assert said.startswith("PDF printed by LibreOffice from the Word file, since Pango is missing")


@pytest.mark.usefixtures("without_pango")
def test_without_pango_and_a_printer_nothing_is_written(tmp_path: Path) -> None:
    done = convert(two_appendices(tmp_path), "--out", tmp_path / "out")
    assert done.exit_code == 6
    assert "LibreOffice, hoặc Word trên Windows, in thay được" in done.stderr
    assert not (tmp_path / "out").exists()
