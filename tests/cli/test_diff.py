"""`diff`: any two formats, in words, as JSON and as a workbook; the exit code says whether."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from appendix_pipeline import write
from appendix_pipeline.cli import cli
from appendix_pipeline.model.dataset import Dataset


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["diff", *map(str, arguments)])


@pytest.fixture
def files(real: Dataset, tmp_path: Path) -> tuple[Path, Path]:
    """Return a DOCX and a JSON file: one task reworded, one gone, one new."""
    first, second, *rest = real.tasks
    fresh = replace(second, id="I.3", number="3", content="=Mua sắm xe chuyên dùng")
    changed = replace(first, content=f"{first.content} Báo cáo kết quả.")
    write(real, tmp_path / "old.docx")
    write(replace(real, tasks=(changed, fresh, *rest)), tmp_path / "new.json")
    return tmp_path / "old.docx", tmp_path / "new.json"


@pytest.mark.parametrize("name", ["same.docx", "same.xlsx", "same.json", "same"])
def test_the_same_appendix_in_two_formats_does_not_differ(
    real: Dataset, tmp_path: Path, name: str
) -> None:
    write(real, tmp_path / "a.docx")
    write(real, tmp_path / name)
    path = tmp_path / name
    done = run(tmp_path / "a.docx", path / "tasks.csv" if path.is_dir() else path)
    assert (done.exit_code, done.output.count("\n")) == (0, 1)
    assert "không khác" in done.output


def test_differences_are_told_in_words_and_by_the_exit_code(files: tuple[Path, Path]) -> None:
    done = run(*files)
    assert done.exit_code == 11
    first, *lines = done.output.splitlines()
    assert first == "old.docx → new.json: 1 nhiệm vụ sửa, 1 thêm, 1 bỏ, 0 chuyển chỗ"
    assert lines[0].startswith("  I.1 sửa, Nội dung nhiệm vụ: “Tiếp tục rà soát")
    assert lines[1] == "  + I.3: =Mua sắm xe chuyên dùng"
    assert lines[2].startswith("  - I.2: Rà soát, báo cáo cơ quan")


def test_json_has_one_difference_a_line(files: tuple[Path, Path]) -> None:
    records = [json.loads(line) for line in run(*files, "--json").output.splitlines()]
    assert [(each["kind"], each["task"]) for each in records] == [
        ("changed", "I.1"),
        ("added", "I.3"),
        ("removed", "I.2"),
    ]


def test_the_workbook_has_one_difference_a_row_and_no_formula(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    assert run(*files, "--xlsx", tmp_path / "d.xlsx").exit_code == 11
    sheet = load_workbook(tmp_path / "d.xlsx")["So sánh"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert [row[:2] for row in rows] == [["I.1", "sửa"], ["I.3", "thêm"], ["I.2", "bỏ"]]
    assert rows[1][4] == "=Mua sắm xe chuyên dùng"
    assert sheet["E6"].data_type == "s"


def test_a_file_that_cannot_be_read_keeps_its_own_code(tmp_path: Path) -> None:
    assert run(tmp_path / "gone.docx", tmp_path / "gone.xlsx").exit_code == 3
