"""Worker processes that hang, eat memory or die, and a run that is killed: nothing else suffers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Protocol
from zipfile import ZipFile

import pytest

import appendix_pipeline
from appendix_pipeline.batches.item import Failed
from inbox import QUICK, fill, small, tree

POOL = replace(QUICK, engine="processes", workers=2)
LONG = small("Rà soát quy chế làm việc", rows=30_000)  # some ten seconds
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


class Start(Protocol):
    """Starts a run in a session of its own."""

    def __call__(
        self, inputs: Path, out: Path, *options: str, told: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]: ...


@pytest.fixture
def start() -> Iterator[Start]:
    """Give what starts a run; whatever the test comes to, none outlives it."""
    runs: list[subprocess.Popen[bytes]] = []

    def started(
        inputs: Path, out: Path, *options: str, told: int = subprocess.DEVNULL
    ) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "appendix_pipeline", "batch", str(inputs)]
        command += ["--out", str(out), "--to", "json", "--no-witness", *options]
        quiet = subprocess.DEVNULL
        runs.append(subprocess.Popen(command, stdout=quiet, stderr=told, start_new_session=True))
        return runs[-1]

    yield started
    for run in runs:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()


def until(found: Callable[[], object], seconds: float = 200) -> None:
    end = monotonic() + seconds
    while not found():
        assert monotonic() < end
        sleep(0.02)


def published(journal: Path) -> int:
    """Return how many files a run has done: a line before its outputs are moved, one after."""
    return journal.read_bytes().count(b"\n") // 2 if journal.exists() else 0


def workers(run: subprocess.Popen[bytes]) -> list[int]:
    """Return the worker processes of a run; others watch over semaphores."""
    threads = Path(f"/proc/{run.pid}/task").glob("*/children")
    children = [int(child) for each in threads for child in each.read_text().split()]
    return [
        child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    files = {f"{number}.docx": small(f"Việc {number}") for number in range(8)}
    return fill(tmp_path / "in", {**files, "bad.docx": b"", "0/long.docx": LONG})


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        pytest.param(replace(POOL, seconds=2), "timeout", id="a file that hangs"),
        pytest.param(replace(POOL, memory=200), "memory", id="a file that eats memory"),
    ],
)
def test_only_the_file_that_goes_beyond_a_limit_fails(
    mixed: Path, tmp_path: Path, options: appendix_pipeline.BatchOptions, reason: str
) -> None:
    outcomes = list(appendix_pipeline.batch(mixed, tmp_path / "out", options))
    failed = {each.item.name: each.reason for each in outcomes if isinstance(each, Failed)}
    assert failed == {"0/long.docx": reason, "bad.docx": "input"}
    assert len(outcomes) == 10
    assert (tmp_path / "out" / "quarantine" / "0" / "long" / "long.docx").exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="workers are found in /proc")
def test_a_file_whose_worker_dies_is_tried_once_more_and_then_quarantined(
    tmp_path: Path, start: Start
) -> None:
    # Out of an archive, so that its copy shows when a worker has begun.
    inputs = fill(tmp_path / "in", {"b.docx": small("Khác")})
    with ZipFile(inputs / "a.zip", "w") as archive:
        archive.writestr("long.docx", LONG)
    out = tmp_path / "out"
    run = start(inputs, out, "--jobs", "1")
    killed: set[int] = set()
    begun = ".batch/run-1-of-1/*/*/in/long.docx"
    for _ in range(2):
        until(lambda: set(workers(run)) - killed and list(out.glob(begun)))
        (worker,) = set(workers(run)) - killed
        next(out.glob(begun)).unlink()
        os.kill(worker, signal.SIGKILL)
        killed.add(worker)
    assert run.wait(300) == 10
    assert "crash" in (out / "quarantine" / "a" / "long" / "reason.txt").read_text("utf-8")
    assert (out / "b" / "tasks.json").exists()


def test_a_run_killed_at_any_moment_goes_on_to_the_same_bytes(tmp_path: Path, start: Start) -> None:
    files = {f"xã {number % 3}/{number}.docx": small(f"Việc {number}", 20) for number in range(24)}
    inputs = fill(tmp_path / "in", {**files, "bad.docx": b"", "xã 1/bad.docx": b"%PDF"})
    assert start(inputs, tmp_path / "once").wait(300) == 10
    out, moments = tmp_path / "often", Random(7)
    journal = out / ".batch" / "journal.jsonl"
    for share in (0.0, 0.3, 0.6):
        run = start(inputs, out)
        until(lambda: share == 0 or published(journal) > share * len(files))  # noqa: B023
        sleep(moments.random() / 20)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
    assert start(inputs, out).wait(300) == 10
    # Datasets, quarantine, manifest, and the three of the consolidation.
    assert len(tree(out)) == 24 + 2 * 2 + 1 + 3
    assert tree(out) == tree(tmp_path / "once")


def test_ctrl_c_stops_at_once_and_keeps_what_is_done(
    mixed: Path, tmp_path: Path, start: Start
) -> None:
    run = start(mixed, tmp_path / "out", "--jobs", "2")
    journal = tmp_path / "out" / ".batch" / "journal.jsonl"
    until(lambda: published(journal) >= 3)
    children = workers(run)
    os.killpg(run.pid, signal.SIGINT)
    assert run.wait(100) == 130
    assert (tmp_path / "out" / "manifest.jsonl").read_bytes().count(b"\n") >= 3
    until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="workers are found in /proc")
def test_ctrl_c_while_workers_start_says_one_sentence(
    mixed: Path, tmp_path: Path, start: Start
) -> None:
    """A worker that imports has no handler of its own yet, and would print where it was."""
    run = start(mixed, tmp_path / "out", "--jobs", "2", told=subprocess.PIPE)
    until(lambda: len(workers(run)) == 2)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=100)
    assert run.returncode == 130
    assert "Đã dừng".encode() in told
    assert b"Traceback" not in told
