"""A batch measured: outcomes, speed beside LibreOffice, memory, resuming, the consolidated store.

Usage: python benchmarks/batch.py [FILES] [KILLS] [STORED_TASKS]. Wall times count here, so the
machine should be idle; the ratios are what to quote. LibreOffice turns a sample of the same files
into PDF one by one, a process a file, as one does in a shell; ours write all five formats.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import cycle, groupby
from operator import itemgetter
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter, process_time, sleep

import psutil

import appendix_pipeline
from appendix_pipeline import Dataset
from appendix_pipeline.consolidation.aligning import aligned
from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.report import report
from appendix_pipeline.consolidation.workbook import workbook
from appendix_pipeline.store.reading import count, query, reading, search
from appendix_pipeline.store.writing import Wanted, put, writing

# A script beside this one, no module of the package.
generate = import_module("communes").generate
province = import_module("alignment").province
REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
SAMPLE = 10  # files that LibreOffice is given
CLI = [sys.executable, "-m", "appendix_pipeline", "batch"]
QUESTIONS = {
    "tasks of an agency": "SELECT commune, task, due_end FROM all_agencies "
    "WHERE agency = (SELECT agency FROM task_agencies LIMIT 1) LIMIT 1000",
    "tasks by agency": "SELECT agency, role, count(*) FROM task_agencies GROUP BY agency, role",
    "tasks of an agency in a month": "SELECT commune, task, content, due_end FROM all_agencies "
    "WHERE agency = 'Phòng Kinh tế' AND due_end BETWEEN '2025-12-01' AND '2025-12-31'",
    "agencies by month": "SELECT agency, substr(due_end, 1, 7), count(*) FROM task_agencies "
    "WHERE role = 'lead' GROUP BY 1, 2",
    "tasks due in a month": "SELECT count(*) FROM tasks "
    "WHERE due_end BETWEEN '2025-12-01' AND '2025-12-31'",
    "tasks by month": "SELECT substr(due_end, 1, 7), count(*) FROM tasks GROUP BY 1",
}


def start(inputs: Path, out: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a batch as a process of its own."""
    command = [*CLI, str(inputs), "--out", str(out), *options]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet)


@dataclass(frozen=True)
class Cost:
    """Wall and CPU seconds of a run, and the most MiB that all its processes used at a time."""

    wall: float
    cpu: float
    peak: float


def cpu() -> float:
    """Return the CPU seconds of all processes that have ended and been waited for."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(inputs: Path, out: Path, *options: str) -> Cost:
    """Run a batch to its end and return what it cost."""
    begun, before, most = perf_counter(), cpu(), 0.0
    run = start(inputs, out, *options)
    process = psutil.Process(run.pid)
    while run.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            most = max(most, sum(each.memory_info().rss for each in family) / (1 << 20))
        except psutil.NoSuchProcess:
            pass
        sleep(0.1)
    return Cost(perf_counter() - begun, cpu() - before, most)


def tree(out: Path) -> dict[str, bytes]:
    """Return all that a run publishes."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.relative_to(out).parts[0] != ".batch"
    }


def outcomes(out: Path, refused: dict[str, str]) -> None:
    """Print whether exactly the bad files failed, each for its reason."""
    lines = [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]
    failed = {each["input"]: each["error"]["reason"] for each in lines if each["error"]}
    kept = sum((out / "quarantine" / name[:-5] / "reason.txt").is_file() for name in refused)
    mark = "ok" if failed == refused and kept == len(refused) else "WRONG"
    print(f"outcomes of {len(lines)} files: {len(failed)} failed, {kept} in quarantine: {mark}")


def libreoffice(inputs: Path, out: Path, refused: dict[str, str]) -> Cost:
    """Return what one sound file costs LibreOffice, one process a file."""
    sound = [each for each in sorted(inputs.rglob("*.docx"))
             if each.relative_to(inputs).as_posix() not in refused][:SAMPLE]  # fmt: skip
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    begun, before = perf_counter(), cpu()
    for each in sound:
        subprocess.run([*command, str(each)], check=True, capture_output=True)
    return Cost((perf_counter() - begun) / len(sound), (cpu() - before) / len(sound), 0)


def killed(inputs: Path, whole: Path, out: Path, kills: int, seconds: float) -> None:
    """Kill runs at random moments, finish, and print whether the bytes are the same."""
    rng, done = Random(1), 0
    for _ in range(kills):
        run = start(inputs, out)
        sleep(rng.random() * seconds)
        done += run.poll() is None
        run.kill()
        run.wait()
        # Begin anew now and then, else the later kills meet a run with nothing left to do.
        if rng.random() < 0.3:
            shutil.rmtree(out, ignore_errors=True)
    timed(inputs, out)
    mark = "ok" if tree(out) == tree(whole) else "DIFFERENT"
    print(f"killed {kills} times ({done} while at work) and finished: {mark}")


def reworded(tasks: int) -> Iterator[tuple[str, Dataset]]:
    """Yield `tasks` tasks as documents of communes that reword one plan, each with its code.

    Who does what by when is that of the real appendix, again and again.
    """
    real = appendix_pipeline.read(REAL)
    for code, rows in groupby(province(tasks), key=itemgetter(0)):
        own = tuple(
            replace(task, id=f"{number}", content=words)
            for number, (task, (*_, words)) in enumerate(zip(cycle(real.tasks), rows, strict=False))
        )
        place = replace(real.plan.place, code=code, name=f"Xã {code}")
        yield code, replace(real, tasks=own, plan=replace(real.plan, place=place))


def store(folder: Path, tasks: int) -> None:
    """Fill a store with `tasks` tasks, ask it, and write its workbook and report."""
    path, begun = folder / f"{tasks}.sqlite", process_time()
    with writing(path) as connection:
        for code, dataset in reworded(tasks):
            put(connection, code, Wanted("k"), dataset)
    size = path.stat().st_size >> 20
    print(f"store: {tasks} tasks in {process_time() - begun:.0f} s of CPU, {size} MiB")
    begun = process_time()
    with aligned(path):
        pass
    print(f"  aligned in {process_time() - begun:.0f} s of CPU")
    for name, sql in QUESTIONS.items():
        with query(path, sql) as rows:
            begun = process_time()
            found = len(rows.fetchall())
        print(f"  {name}: {found} rows in {(process_time() - begun) * 1000:.0f} ms of CPU")
    for words in ("ra soat", "xa"):
        begun = process_time()
        with search(path, words, 1000) as rows:
            found = len(rows.fetchall())
        told = f"{found} of {count(path, words)}: {(process_time() - begun) * 1000:.0f} ms of CPU"
        print(f"  search {words!r}, {told}")
    with reading(path) as connection:
        asked = Asked(connection, "vi")
        for name, make in (("workbook", workbook), ("report", report)):
            begun = process_time()
            made = len(make(asked)) >> 10
            peak = getrusage(RUSAGE_SELF).ru_maxrss >> 10
            print(f"  {name}: {made} KiB in {process_time() - begun:.0f} s of CPU, peak {peak} MiB")


def speed(folder: Path, files: int, refused: dict[str, str]) -> float:
    """Print what `files` files cost beside LibreOffice; return the seconds of two workers."""
    two = timed(folder / "in", folder / "two", "--jobs", "2")
    outcomes(folder / "two", refused)
    again = timed(folder / "in", folder / "two", "--jobs", "2")
    one = timed(folder / "in", folder / "one", "--jobs", "1")
    generate(folder / "few", files // 10)
    few = timed(folder / "few", folder / "few-out", "--jobs", "2")
    print(f"two workers {two.wall:.1f} s ({files / two.wall:.1f} files a second), one "
          f"{one.wall:.1f} s: {one.wall / two.wall:.2f} times as fast (at least 1.7)")  # fmt: skip
    print(f"again {again.wall:.2f} s: {again.wall / two.wall:.2%} (under 2 %), "
          f"of the CPU {again.cpu / two.cpu:.2%}")  # fmt: skip
    print(f"peak {few.peak:.0f} MiB for {files // 10} files, {two.peak:.0f} for {files}")
    if shutil.which("soffice"):
        office = libreoffice(folder / "in", folder / "office", refused)
        ratio = office.wall * files / two.wall
        print(f"LibreOffice {1 / office.wall:.2f} files a second: {ratio:.1f} times its "
              f"throughput (at least 5); its CPU a file {office.cpu:.2f} s, "
              f"ours {two.cpu / files:.2f} s")  # fmt: skip
    return two.wall


def main(files: int = 1000, kills: int = 50, stored: int = 300_000) -> None:
    """Print every figure beside its limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if files:
            refused = generate(folder / "in", files)
            seconds = speed(folder, files, refused)
            killed(folder / "in", folder / "two", folder / "killed", kills, seconds)
        if stored:
            store(folder, stored)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
