"""A long journal measured: a run, and a watch, on a folder in which many files were done before.

Usage: python benchmarks/journal.py [LINES_OF_A_RUN] [LINES_OF_A_WATCH]. The line of the real
appendix in all five formats is repeated under other names. CPU time of the work itself, with one
line and with many; what a file costs is in both.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from shutil import copy
from time import process_time

import appendix_pipeline
from appendix_pipeline import BatchOptions
from appendix_pipeline.batches.finding import find
from appendix_pipeline.batches.journal import JOURNAL
from appendix_pipeline.batches.running import alone, work

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
OPTIONS = BatchOptions(engine="serial")
ARRIVALS = 5


def filled(folder: Path, lines: int) -> Path:
    """Return a folder of outputs with `lines` in its journal, the first of `folder`'s own file."""
    out = Path(tempfile.mkdtemp(dir=folder))
    list(appendix_pipeline.batch([folder / "in"], out, OPTIONS))
    line = (out / JOURNAL).read_text("utf-8")
    with (out / JOURNAL).open("a", encoding="utf-8") as file:
        for number in range(1, lines):
            file.write(line.replace('"hai-hung', f'"xã {number}/hai-hung'))
    return out


def told(what: str, measured: Callable[[], object], times: int = 1) -> None:
    """Print what `measured` costs, one of `times` things it does."""
    begun = process_time()
    measured()
    cost, peak = (process_time() - begun) / times, getrusage(RUSAGE_SELF).ru_maxrss >> 10
    print(f"  {what}: {cost:.3f} s of CPU, peak {peak} MiB", flush=True)


def runs(folder: Path, lines: int) -> None:
    """Measure runs over one file whose folder has `lines` lines."""
    out = filled(folder, lines)

    def run(options: BatchOptions = OPTIONS) -> None:
        list(appendix_pipeline.batch([folder / "in"], out, options))

    size = (out / JOURNAL).stat().st_size
    print(f"a run, {lines} lines of {size // lines} bytes")
    told("the first, which writes the manifest", run)
    told("one that finds nothing new", run)
    told("one that does a file again", lambda: run(replace(OPTIONS, formats=("xlsx",))))


def watch(folder: Path, lines: int) -> None:
    """Measure what a watch does with files that arrive one by one."""
    out = filled(folder, lines)
    print(f"a watch, {lines} lines")
    with alone(out, (1, 1)) as desk:
        desk.publish()

        def arrive() -> None:
            for number in range(ARRIVALS):
                arrived = folder / str(number)
                arrived.mkdir(exist_ok=True)
                copy(REAL, arrived / f"{number}.docx")
                list(work(find([arrived], out), desk, OPTIONS))

        told("a file that arrives", arrive, ARRIVALS)
        told("the manifest when nothing more is coming", desk.publish)


def main(run_lines: int = 166_050, watch_lines: int = 33_000) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        copy(REAL, folder / "in")
        for lines in (1, watch_lines):
            watch(folder, lines)
        for lines in (1, run_lines):
            runs(folder, lines)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
