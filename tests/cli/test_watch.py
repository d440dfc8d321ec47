"""`watch` as an office runs it: a process of its own beside those that copy files into the inbox."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from zipfile import ZipFile

import pytest

from appendix_pipeline.batches.finding import is_folder
from appendix_pipeline.batches.watching import Inbox
from inbox import fill, small, tree

SETTLE = 0.2
KEPT = ("xã/a", "chậm")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@contextmanager
def watching(folder: Path, *options: str) -> Iterator[Callable[[str], str]]:
    """Give what waits for words in the log of a watch; it is stopped by Ctrl-C at the end."""
    log = folder / "log"
    command = [sys.executable, "-m", "appendix_pipeline", "watch", "vào", "--out", "ra"]
    command += ["--settle", str(SETTLE), "--to", "json", "--no-witness", "--jobs", "1", *options]
    with log.open("wb") as file:
        run = subprocess.Popen(command, cwd=folder, stdout=file, stderr=file)

    def until(words: str) -> str:
        end = monotonic() + 60
        while words not in log.read_text("utf-8"):
            assert run.poll() is None, log.read_text("utf-8")
            assert monotonic() < end, log.read_text("utf-8")
            sleep(0.02)
        return log.read_text("utf-8")

    try:
        yield until
    finally:
        run.send_signal(signal.SIGINT)
        assert run.wait(30) == 130
        assert "Đã dừng" in log.read_text("utf-8")


def test_what_arrives_is_converted_once_it_is_whole_and_a_restart_goes_on(tmp_path: Path) -> None:
    whole = small("Rà soát đất đai", rows=40)
    private = ("~$a.docx", "b.docx.part", "c.docx.crdownload", "._a.docx", "d.tmp")
    inbox = fill(tmp_path / "vào", {"xã/a.docx": small(), **dict.fromkeys(private, whole)})
    fill(inbox, {"xã/thư.pdf": b"%PDF"})
    with watching(tmp_path) as until:
        until("xã/a.docx: 1 nhiệm vụ")
        until("Bỏ qua 1 tệp không phải Word: xã/thư.pdf")
        fill(inbox, {"xã/thư.pdf": b"%PDF-1.7"})
        with (inbox / "chậm.docx").open("wb") as slow:
            # Each piece comes well within the time of rest, all of them well beyond it.
            for at in range(0, len(whole), len(whole) // 12 + 1):
                slow.write(whole[at : at + len(whole) // 12 + 1])
                slow.flush()
                sleep(SETTLE / 4)
        fill(inbox, {"hỏng.docx": b"%PDF-1.7"})
        until("chậm.docx: 40 nhiệm vụ")
        log = until("Lỗi (không đọc được tệp) hỏng.docx: Đây là tệp PDF")
        # The picture of all communes follows when nothing more is coming.
        until("ra/consolidated/tong-hop.xlsx")
    assert log.count("chậm.docx") == 1
    assert log.count("thư.pdf") == 1
    assert not [name for name in private if name in log]
    before = tree(tmp_path / "ra")
    assert {"xã/a/tasks.json", "chậm/tasks.json", "quarantine/hỏng/reason.txt"} <= set(before)
    fill(inbox, {"mới.docx": small("Mới"), "hỏng.docx": small("Đã sửa")})
    with watching(tmp_path) as until:
        until("hỏng.docx: 1 nhiệm vụ")
        log = until("mới.docx: 1 nhiệm vụ")
        # A network share that drops out and comes back.
        inbox.rename(tmp_path / "mất")
        until("Không thấy vào; vẫn đang chờ.")
        (tmp_path / "mất").rename(inbox)
        fill(inbox, {"sau.docx": small("Ba")})
        until("sau.docx: 1 nhiệm vụ")
    assert "2 tệp đã có kết quả từ trước" in log
    assert "xã/a.docx" not in log
    after = tree(tmp_path / "ra")
    assert all(after[f"{name}/tasks.json"] == before[f"{name}/tasks.json"] for name in KEPT)
    assert {"mới/tasks.json", "hỏng/tasks.json"} <= set(after)
    assert not [path for path in after if path.startswith("quarantine/")]


def test_a_watch_leaves_what_a_batch_leaves_and_refuses_a_second(tmp_path: Path) -> None:
    files = {"a.docx": small("Một"), "xã/b.docx": small("Hai"), "bad.docx": b""}
    fill(tmp_path / "vào", files)
    once = ["batch", "vào", "--out", "một", "--to", "json", "--no-witness", "--engine", "serial"]
    subprocess.run([sys.executable, "-m", "appendix_pipeline", *once], cwd=tmp_path, check=False)
    with watching(tmp_path, "--json", "--engine", "serial") as until:
        until("ra/consolidated/tong-hop.xlsx")
        second = [*once[:3], "ra"]
        told = subprocess.run(
            [sys.executable, "-m", "appendix_pipeline", *second],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert told.returncode == 5
        assert "Một lần chạy khác" in told.stderr
    lines = (tmp_path / "log").read_text("utf-8").splitlines()
    fates = [json.loads(line) for line in lines if line.startswith("{")]
    assert {each["input"]: each["status"] for each in fates} == {
        "a.docx": "done",
        "xã/b.docx": "done",
        "bad.docx": "failed",
    }
    assert tree(tmp_path / "ra") == tree(tmp_path / "một")


@pytest.mark.parametrize(
    ("inbox", "said"),
    [
        pytest.param("gone", "Không có thư mục", id="no folder"),
        pytest.param("ra/vào", "nằm trong thư mục kết quả", id="below the outputs"),
    ],
)
def test_an_inbox_that_cannot_be_is_refused(tmp_path: Path, inbox: str, said: str) -> None:
    (tmp_path / "ra" / "vào").mkdir(parents=True)
    command = [sys.executable, "-m", "appendix_pipeline", "watch", inbox, "--out", "ra"]
    told = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (told.returncode, said in told.stderr) == (3, True)


def test_a_file_is_taken_when_it_rests_and_again_when_it_changed(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "vào", {"a.docx": small(), "ra/b.docx": small()})
    look = Inbox(inbox, inbox / "ra", 2.0)
    assert look.settled(0) == []
    assert look.waits(0)
    assert look.settled(1.9) == []
    assert look.settled(2) == [inbox / "a.docx"]
    assert look.settled(9) == []
    assert not look.waits(9)
    os.utime(inbox / "a.docx", ns=(5, 5))  # a copy may bring an old time with it
    assert [look.settled(now) for now in (10, 11, 12)] == [[], [], [inbox / "a.docx"]]
    look.again(inbox / "a.docx", 60)
    assert not look.waits(13)
    assert [look.settled(now) for now in (61, 62)] == [[], [inbox / "a.docx"]]
    (inbox / "a.docx").unlink()
    assert look.settled(70) == []
    fill(inbox, {"a.docx": small()})
    assert [look.settled(now) for now in (71, 73)] == [[], [inbox / "a.docx"]]


def test_a_package_without_its_end_is_waited_for_longer(tmp_path: Path) -> None:
    whole = small(rows=9)
    inbox = fill(tmp_path / "vào", {"half.docx": whole[:-30], "old.doc": b"\xd0\xcf\x11\xe0"})
    look = Inbox(inbox, tmp_path / "ra", 2.0)
    look.settled(0)
    assert look.settled(2) == [inbox / "old.doc"]
    assert look.settled(19) == []
    assert look.settled(20) == [inbox / "half.docx"]


def test_an_archive_cut_behind_a_stored_package_is_waited_for_longer(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "z", "w") as archive:
        for name in ("a.docx", "b.docx"):
            archive.writestr(name, small())
    whole = (tmp_path / "z").read_bytes()
    cut = whole[: whole.index(b"b.docx")]
    inbox = fill(tmp_path / "vào", {"cut.zip": cut, "whole.zip": whole})
    look = Inbox(inbox, tmp_path / "ra", 2.0)
    look.settled(0)
    assert look.settled(2) == [inbox / "whole.zip"]
    assert look.settled(20) == [inbox / "cut.zip"]


def test_an_inbox_of_other_files_alone_is_told_and_noted(tmp_path: Path) -> None:
    fill(tmp_path / "vào", {"bảng.xlsx": b"PK", "thư.pdf": b"%PDF"})
    with watching(tmp_path) as until:
        until("Bỏ qua 2 tệp không phải Word: bảng.xlsx, thư.pdf")
        until("tong-hop.html")
    lines = (tmp_path / "ra" / "manifest.jsonl").read_text("utf-8").splitlines()
    assert [(line["input"], line["status"]) for line in map(json.loads, lines)] == [
        ("bảng.xlsx", "other"), ("thư.pdf", "other"),
    ]  # fmt: skip


def test_a_folder_that_cannot_be_looked_at_is_not_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(path: str | Path, **_: object) -> os.stat_result:
        raise OSError(errno.ESTALE, "Stale file handle", str(path))

    monkeypatch.setattr(os, "stat", stale)
    assert not is_folder(tmp_path)
