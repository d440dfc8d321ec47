"""The command line as a clerk and as a program meet it: whole processes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent
REAL = ROOT / "input" / "hai-hung.docx"


def run(*args: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "appendix_pipeline", *map(str, args)],
        cwd=cwd, capture_output=True, encoding="utf-8", check=False, env=os.environ | environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("converted")
    done = run("convert", REAL, "--out", "kết quả", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "kết quả" / "hai-hung", done.stdout


def test_convert_writes_every_format(converted: tuple[Path, str]) -> None:
    folder, said = converted
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"hai-hung.pdf", "hai-hung.xlsx", "hai-hung.docx", "tasks.json"} <= written
    assert {"csv/tasks.csv", "csv/datapackage.json"} <= written
    assert "31 nhiệm vụ, 9 mục" in said
    assert all(name in said for name in written if "/" not in name)
    assert "csv/ (13 tệp)" in said


def test_convert_tells_the_findings(converted: tuple[Path, str]) -> None:
    said = converted[1]
    assert "Nhiệm vụ IV.2 chưa có thời hạn" in said
    assert "Nhiệm vụ V.1 chưa có cơ quan chủ trì" in said


def test_the_same_file_gives_the_same_bytes(converted: tuple[Path, str], tmp_path: Path) -> None:
    assert run("convert", REAL, "--out", tmp_path, cwd=tmp_path).returncode == 0
    first, second = converted[0], tmp_path / "hai-hung"
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) > 5
    for file in files:
        assert (first / file).read_bytes() == (second / file).read_bytes(), file


def test_no_output_holds_a_path_of_the_machine(converted: tuple[Path, str]) -> None:
    paths = [str(ROOT).encode(), str(converted[0].parents[1]).encode()]
    for file in filter(Path.is_file, converted[0].rglob("*")):
        contents = [file.read_bytes()]
        if file.suffix in (".docx", ".xlsx"):
            with ZipFile(file) as package:
                contents = [package.read(name) for name in package.namelist()]
        assert not any(path in content for path in paths for content in contents), file


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    assert run("convert", REAL, "--out", ".", "--to", "json,csv", cwd=tmp_path).returncode == 0
    suffixes = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert suffixes == {".json", ".csv"}


def test_json_is_one_object_a_file(tmp_path: Path) -> None:
    done = run("convert", REAL, "gone.docx", "--out", ".", "--to", "json", "--json", cwd=tmp_path)
    one, two = map(json.loads, done.stdout.splitlines())
    assert (one["status"], one["tasks"], one["outputs"]) == (
        "converted", 31, ["hai-hung/tasks.json"],
    )  # fmt: skip
    assert two["status"] == "failed"
    assert done.returncode == 3


def test_a_folder_stands_for_its_word_files(tmp_path: Path) -> None:
    (tmp_path / "vào").mkdir()
    (tmp_path / "vào" / "a.docx").write_bytes(REAL.read_bytes())
    (tmp_path / "vào" / "~$a.docx").write_bytes(b"lock")
    assert run("convert", "vào", "--out", ".", "--to", "json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a" / "tasks.json").exists()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        pytest.param(["convert", "gone.docx"], 3, "gone.docx: Không tìm thấy tệp.", id="missing"),
        pytest.param(["check", "gone.docx"], 3, "Không tìm thấy tệp.", id="missing, check"),
        pytest.param(
            ["convert", "gone.docx", "--lang", "en"], 3, "There is no such file.", id="english"
        ),
        pytest.param(["convert", "x.docx", "--to", "odt"], 2, "odt", id="unknown format"),
        pytest.param(["convert", "x.docx", "--to", ""], 2, "hãy chọn trong", id="no format"),
        pytest.param(
            ["deadline", "Tháng 10", "--issued", "10/2025"], 2, "không phải ngày", id="date"
        ),
        pytest.param(
            ["deadline", "Tháng 10", "--issued", "2025-13"], 2, "không phải ngày", id="month"
        ),
        pytest.param(["convert", "empty.docx"], 3, "Tệp rỗng.", id="empty"),
        pytest.param(["convert", "."], 3, "Thư mục này không có tệp .docx", id="empty folder"),
        pytest.param(["inspect", "old.docx"], 3, "Word kiểu cũ", id="old"),
    ],
)
def test_bad_input_is_one_sentence_and_a_code(
    tmp_path: Path, command: list[str], code: int, said: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    if command[-1] != ".":
        (folder / "empty.docx").touch()
        (folder / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    before = sorted(folder.iterdir())
    done = run(*command, cwd=folder)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(folder.iterdir()) == before


def test_an_output_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here first")
    done = run("convert", REAL, "--out", "file", "--to", "json", cwd=tmp_path)
    assert done.returncode == 5
    assert "Không ghi được kết quả" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "here first"


@pytest.mark.parametrize(
    "command", [["--help"], ["convert", "--help"], ["check", str(REAL)], ["check", "gone"]]
)
def test_output_is_utf8_whatever_the_code_page(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, cwd=tmp_path, PYTHONIOENCODING="cp1258")
    assert "Traceback" not in done.stderr
    assert any(letter in done.stdout + done.stderr for letter in "ệậọụủ")


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_import_nothing_heavy(option: str) -> None:
    code = (
        "import sys\nfrom appendix_pipeline.__main__ import main\n"
        f"sys.argv = ['x', {option!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'weasyprint', 'openpyxl', 'docx', 'docx2python', 'pydantic', 'lxml'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout


def test_inspect_prints_every_stage(tmp_path: Path) -> None:
    sizes = {}
    for stage in ("document", "grid", "rows", "dataset", "plain"):
        done = run("inspect", REAL, "--stage", stage, cwd=tmp_path)
        sizes[stage] = len(json.loads(done.stdout))
    assert sizes["document"] == 4
    assert sizes["rows"] == 40


def test_deadline_reads_one_text(tmp_path: Path) -> None:
    done = run("deadline", "Tháng 12/2025", "--issued", "2025-10", "--json", cwd=tmp_path)
    record = json.loads(done.stdout)
    assert (record["kind"], record["due_end"]) == ("month", "2025-12-31")


def test_strict_refuses_left_over_text(tmp_path: Path) -> None:
    from drawing import HEADING, package, paragraph, tasks  # noqa: PLC0415

    row = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
    body = "".join(map(paragraph, HEADING)) + tasks(row) + paragraph("Lời cuối không ai hiểu")
    (tmp_path / "x.docx").write_bytes(package(body))
    done = run("convert", "x.docx", "--strict", "--to", "json", cwd=tmp_path)
    assert done.returncode == 7
    assert not (tmp_path / "output").exists()
    assert run("convert", "x.docx", "--to", "json", cwd=tmp_path).returncode == 0


def test_two_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.docx").write_bytes(REAL.read_bytes())
    done = run("convert", "a/x.docx", "b/x.docx", "--out", "out", "--to", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["x", "x-2"]


def test_an_error_of_ours_is_one_sentence_and_no_traceback() -> None:
    code = (
        "import sys, appendix_pipeline.pipeline as p\n"
        "def broken(*_): raise RuntimeError('oops')\n"
        "p.read_document = broken\n"
        f"sys.argv = ['x', 'check', {str(REAL)!r}]\n"
        "from appendix_pipeline.__main__ import run\nrun()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Lỗi của chương trình: RuntimeError: oops." in done.stderr
    assert "Traceback" not in done.stderr


def test_check_takes_a_folder_and_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    (tmp_path / "b.docx").write_bytes(REAL.read_bytes())
    done = run("check", ".", cwd=tmp_path)
    assert done.returncode == 3
    assert "a.docx: Tệp rỗng." in done.stderr
    assert "Nhiệm vụ IV.2 chưa có thời hạn" in done.stdout


def test_a_finding_names_the_cell_it_is_about(tmp_path: Path) -> None:
    said = run("check", REAL, cwd=tmp_path).stdout
    assert "có ký tự thừa “ơ”. (bảng 5, hàng 6, cột 4)" in said
    assert "chưa có thời hạn hoàn thành. (bảng 2, hàng 9, cột 5)" in said
    assert "từ ngày 01/3/2025" in said


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m appendix_pipeline inspect {REAL} --stage dataset | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_an_edited_dataset_keeps_its_name(tmp_path: Path) -> None:
    assert run("convert", REAL, "--out", "a", "--to", "json", cwd=tmp_path).returncode == 0
    done = run("convert", "a/hai-hung/tasks.json", "--out", "b", "--to", "docx", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "b" / "hai-hung" / "hai-hung.docx").exists()
