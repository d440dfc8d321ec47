"""`batch`, `consolidate` and `query` as a clerk and a program meet them: whole processes."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inbox import fill, small


def run(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "appendix_pipeline", *map(str, args)],
        cwd=cwd, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("batch")
    fill(folder / "vào", {"xã/a.docx": small("Rà soát đất đai"), "b.docx": b"%PDF", "c.pdf": b""})
    return folder, run("batch", "vào", "--out", "ra", "--to", "docx", "--jobs", "1", cwd=folder)


Batch = tuple[Path, subprocess.CompletedProcess[str]]


def test_a_log_tells_each_file_and_the_end_tells_the_counts(done: Batch) -> None:
    folder, told = done
    assert told.returncode == 10
    lines = told.stderr.splitlines()
    assert lines[0] == "2 tệp: 2 cần chuyển, 0 đã có kết quả từ trước"
    assert lines[1] == "Bỏ qua 1 tệp không phải Word: c.pdf"
    assert any("xã/a.docx: 1 nhiệm vụ" in line for line in lines)
    assert any("Lỗi (không đọc được tệp) b.docx: Đây là tệp PDF" in line for line in lines)
    assert "Xong 1 tệp" in told.stdout
    assert "1 tệp lỗi; lần này chuyển 1 tệp" in told.stdout
    assert (folder / "ra" / "xã" / "a" / "a.docx").exists()
    assert (folder / "ra" / "consolidated" / "tong-hop.xlsx").exists()


def test_json_is_one_object_a_file_also_for_what_was_done_before(done: Batch) -> None:
    again = run("batch", "vào", "--out", "ra", "--to", "docx", "--json", cwd=done[0])
    fates = [json.loads(line) for line in again.stdout.splitlines()]
    assert {each["input"]: each["status"] for each in fates} == {
        "b.docx": "failed",
        "xã/a.docx": "done",
    }
    assert again.returncode == 10
    assert "0 cần chuyển, 2 đã có" in again.stderr


def test_a_run_that_finds_nothing_new_imports_nothing_that_reads_or_writes(done: Batch) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "appendix_pipeline", "batch", "vào"]
    told = subprocess.run(
        [*command, "--out", "ra", "--to", "docx", "--jobs", "1"],
        cwd=done[0], capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "lần này chuyển 0 tệp" in told.stdout
    imported = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "appendix_pipeline.batches.running" in imported
    heavy = {"docx", "lxml", "openpyxl", "pebble", "pydantic", "appendix_pipeline.pipeline"}
    assert not imported & heavy


def test_a_question_without_end_stops_at_ctrl_c(done: Batch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    asked = subprocess.Popen(
        [sys.executable, "-m", "appendix_pipeline", "query", endless, "--in", "ra"],
        cwd=done[0], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        asked.wait(2)
    asked.send_signal(signal.SIGINT)
    assert asked.communicate(timeout=20)[1] == b""
    assert asked.returncode == 130


def test_the_data_are_asked_by_words_and_by_sql(done: Batch) -> None:
    found = run("query", "--search", "dat dai", "--in", "ra", cwd=done[0])
    assert found.stdout.splitlines()[0].startswith("commune,province,task,content")
    assert "Rà soát đất đai" in found.stdout.splitlines()[1]
    assert "xã/a.docx" in found.stdout.splitlines()[1]
    assert found.stderr == ""
    counted = run("query", "SELECT count(*) AS n FROM tasks", "--in", "ra", "--json", cwd=done[0])
    assert json.loads(counted.stdout) == {"n": 1}


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        pytest.param(
            ["query", "DROP TABLE tasks", "--in", "ra"], 3, "không chạy được", id="writes"
        ),
        pytest.param(["query", "SELECT 1", "--in", "gone"], 3, "Chưa có dữ liệu", id="no store"),
        pytest.param(["query", "--in", "ra"], 2, "đúng một trong ba", id="no question"),
        pytest.param(["batch", "gone", "--out", "x"], 3, "Không tìm thấy tệp Word", id="no input"),
        pytest.param(["batch", "vào", "--shard", "3/2"], 2, "i/n", id="no shard"),
        pytest.param(
            ["batch", "vào", "--out", "vào"], 3, "nằm trong thư mục kết quả vào", id="own"
        ),
        pytest.param(["consolidate", "vào"], 3, "không phải kết quả của batch", id="no batch"),
    ],
)
def test_a_mistake_is_one_sentence_and_a_code(
    done: Batch, command: list[str], code: int, said: str
) -> None:
    told = run(*command, cwd=done[0])
    assert (told.returncode, said in told.stderr) == (code, True)
    assert not (done[0] / "x").exists()
    assert not (done[0] / "output").exists()


def test_a_search_says_what_it_does_not_print(tmp_path: Path) -> None:
    fill(tmp_path / "vào", {"a.docx": small("Rà soát", rows=5)})
    run("batch", "vào", "--out", "ra", "--to", "json", "--jobs", "1", cwd=tmp_path)
    found = run("query", "--search", "ra soat", "--limit", "2", "--in", "ra", cwd=tmp_path)
    assert len(found.stdout.splitlines()) == 1 + 2
    assert found.stderr == "Còn 3 nhiệm vụ nữa; thêm --limit 0 để in hết.\n"
    found = run("query", "--search", "ra soat", "--limit", "0", "--in", "ra", cwd=tmp_path)
    assert (len(found.stdout.splitlines()), found.stderr) == (1 + 5, "")


def test_the_limits_of_convert_hold_for_each_file(tmp_path: Path) -> None:
    fill(tmp_path / "vào", {"a.docx": small("Rà soát", rows=9)})
    told = run(
        "batch", "vào", "--out", "ra", "--to", "json", "--max-cells", "10", "--no-consolidate",
        cwd=tmp_path,
    )  # fmt: skip
    assert told.returncode == 10
    assert "Lỗi (không đọc được tệp) a.docx" in told.stderr


def test_the_parts_of_two_machines_are_consolidated_together(done: Batch) -> None:
    folder = done[0]
    for part in ("1/2", "2/2"):
        run("batch", "vào", "--out", "phần", "--to", "json", "--shard", part, cwd=folder)
    assert not (folder / "phần" / "consolidated").exists()
    assert run("consolidate", "phần", cwd=folder).returncode == 0
    one, two = (folder / name / "consolidated" / "tong-hop.html" for name in ("phần", "ra"))
    assert one.read_bytes() == two.read_bytes()


def test_what_is_lost_is_told_at_the_end_and_in_the_exit_code(tmp_path: Path) -> None:
    fill(tmp_path / "vào", {"a.docx": small("Một"), "b.docx": small("Hai")})
    command = ("batch", "vào", "--out", "ra", "--to", "json", "--jobs", "1")
    assert run(*command, "--no-consolidate", cwd=tmp_path).returncode == 0
    lost = tmp_path / "ra" / "a" / "tasks.json"
    size = lost.stat().st_size
    lost.unlink()
    told = run("consolidate", "ra", cwd=tmp_path)
    assert told.returncode == 10
    assert "chưa được tổng hợp: a.docx" in told.stderr
    assert "Tổng hợp 1 nhiệm vụ của 1 văn bản" in told.stdout
    # As large as it was: only who reads it sees that it is damaged.
    lost.write_bytes(b" " * size)
    told = run(*command, cwd=tmp_path)
    assert (told.returncode, "chưa được tổng hợp: a.docx" in told.stderr) == (10, True)
    lost.unlink()
    told = run(*command, cwd=tmp_path)
    assert (told.returncode, "của 2 văn bản" in told.stdout) == (0, True)
