"""CPU time and peak memory of whole processes beside LibreOffice turning the same DOCX into PDF.

Usage: python benchmarks/whole_process.py [RUNS]. The two commands of a pair run in turn in one
run, the ratio is the median of ratios pair by pair, so that a slow machine slows both.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
INPUT = ROOT / "input" / "hai-hung.docx"
CLI = str(Path(sys.executable).with_name("appendix-pipeline"))
WARM = """
import sys, time
from pathlib import Path
from appendix_pipeline import read
from appendix_pipeline.writers import write
source, formats = sys.argv[1], sys.argv[2].split(",")
for turn in range(2):
    start = time.process_time()
    dataset = read(source)
    for name in formats:
        write(name, dataset, 'annex')
print(time.process_time() - start)
"""


@dataclass(frozen=True)
class Cost:
    """CPU seconds (user + system, children included) and peak memory in MiB of one process."""

    cpu: float
    peak: float


def measure(*command: str) -> Cost:
    """Run a command and return its cost as the operating system accounts it."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(name: str, limit: float, command: list[str], peer: list[str], runs: int) -> None:
    """Print the medians of both and of the ratios pair by pair, after one warm-up each."""
    measure(*command), measure(*peer)
    pairs = [(measure(*command), measure(*peer)) for _ in range(runs)]
    ratio = statistics.median(ours.cpu / theirs.cpu for ours, theirs in pairs)
    ours = statistics.median(each.cpu for each, _ in pairs)
    theirs = statistics.median(each.cpu for _, each in pairs)
    peak = statistics.median(a.peak / b.peak for a, b in pairs)
    mark = "ok" if ratio <= limit else "OVER"
    print(
        f"{name:34} {ours:6.3f} s {theirs:6.3f} s   ratio {ratio:5.2f} (limit {limit}) {mark:4}"
        f"   memory ratio {peak:.2f}"
    )


def warm(formats: str, peer: float, limit: float, runs: int) -> None:
    """Print the cost of the second file in one process against `peer` CPU seconds."""
    command = [sys.executable, "-c", WARM, str(INPUT), formats]
    seconds = statistics.median(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for _ in range(runs)
    )
    mark = "ok" if seconds / peer <= limit else "OVER"
    print(f"second file, warm, {formats:14} {seconds:6.3f} s {peer:6.3f} s   ratio "
          f"{seconds / peer:5.2f} (limit {limit}) {mark}")  # fmt: skip


def main() -> None:
    """Run all comparisons."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    python = [sys.executable, "-c", "import pandas"]
    with tempfile.TemporaryDirectory() as out:
        compare("--help / import pandas", 0.25, [CLI, "--help"], python, runs)
        if not shutil.which("soffice"):
            raise SystemExit("LibreOffice is not installed: apt-get install libreoffice-writer")
        office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", out, str(INPUT)]
        convert = [CLI, "convert", str(INPUT), "--out", out]
        compare("convert --to pdf / LibreOffice", 1.0, [*convert, "--to", "pdf"], office, runs)
        bare = [*convert, "--to", "pdf", "--no-attachments"]
        compare("the same, nothing attached", 1.0, bare, office, runs)
        compare("convert, all formats / LibreOffice", 1.5, convert, office, runs)
        peer = statistics.median(measure(*office).cpu for _ in range(runs))
        warm("pdf", peer, 0.5, runs)
        warm("pdf,xlsx,docx,json,csv", peer, 0.5, runs)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"(all children together {children.ru_utime + children.ru_stime:.0f} s CPU)")


if __name__ == "__main__":
    main()
