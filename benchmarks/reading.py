"""CPU time and memory of reading beside other readers of Word files, at growing sizes.

Usage: python benchmarks/reading.py [ROWS…]. The documents repeat the rows of the real appendix,
with other numbers and names, so that cells look as Word files' cells look. Each figure is the CPU
time of a whole process, and of those it starts, less that of the same process without the work
(imports done), as a median of runs. READING_PEERS may name a Python that has further readers
(markitdown, pypandoc_binary, docspine); those that are not installed are left out.
"""

import math
import os
import statistics
import subprocess
import sys
import tempfile
from copy import deepcopy
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS = 3
OURS = """
import sys
from pathlib import Path
from appendix_pipeline import Options, ReadOptions, collector
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.readers import read, witness
path = Path(sys.argv[1])
alone = ReadOptions(witness=False)
both = ReadOptions(witness_max_elements=10_000_000, witness_max_bytes=1 << 30)
"""
READING = """
with collector.held():
    read(path, alone, print)
"""
PYTHON_DOCX = """
for table in docx.Document(sys.argv[1]).tables:
    for row in table.rows:
        for cell in row.cells:
            cell.text
"""
PANDOC = """
import subprocess, sys, pypandoc
pandoc = pypandoc.get_pandoc_path()
"""
WAYS = {
    "python-docx": ("import sys, docx", PYTHON_DOCX),
    "reading": (OURS, READING),
    "dataset": (OURS, "read_stages(path, Options(alone))"),
    "with witness": (OURS, "read_stages(path, Options(both))"),
    "docx2python": (
        "import sys\nfrom docx2python import docx2python",
        "docx2python(sys.argv[1]).body",
    ),
    "markitdown": (
        "import sys\nfrom markitdown import MarkItDown\nreader = MarkItDown()",
        "reader.convert(sys.argv[1])",
    ),
    "pandoc": (PANDOC, "subprocess.run([pandoc, sys.argv[1], '-t', 'html', '-o', '/dev/null'])"),
    "docspine (Rust)": ("import sys, docspine", "docspine.open(sys.argv[1]).tables()"),
}
OWN = ("python-docx", "reading", "dataset", "with witness", "docx2python")
# These need minutes, or gigabytes, beyond this.
MOST_ROWS = {"docx2python": 3_000, "with witness": 3_000, "markitdown": 3_000, "pandoc": 3_000}


def document(rows: int) -> bytes:
    """Return the real appendix with its first table's rows repeated to `rows` tasks."""
    opened = docx.Document(str(REAL))
    table = opened.tables[0]._tbl  # noqa: SLF001 (rows are copied as XML)
    tasks = [tr for tr in table.tr_lst if len(tr.tc_lst) == 5][2:]
    for number in range(rows):
        copy = deepcopy(tasks[number % len(tasks)])
        texts = list(copy.iter(f"{W}t"))
        texts[0].text = str(number + 1)
        texts[1].text = f"{texts[1].text} {name(number)}"
        table.append(copy)
    buffer = BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def make(rows: int, path: Path) -> None:
    """Write a document from a process of its own: a peak of ours would count as a child's."""
    code = "import reading, pathlib, sys; "
    code += "pathlib.Path(sys.argv[2]).write_bytes(reading.document(int(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(rows), str(path)]
    subprocess.run(command, check=True, cwd=Path(__file__).parent)


def name(number: int) -> str:
    """Return a word for a number: no two tasks of a real appendix have the same words."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def python_of(way: str) -> str:
    """Return the Python that has what a way of reading imports."""
    return sys.executable if way in OWN else os.environ.get("READING_PEERS", sys.executable)


def installed(way: str) -> bool:
    """Tell whether a way of reading can be measured here."""
    command = [python_of(way), "-c", WAYS[way][0], "x"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def cpu(python: str, code: str, path: str) -> tuple[float, float]:
    """Return CPU seconds and peak MiB of a process that runs `code`."""
    process = subprocess.Popen([python, "-c", code, path], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(way: str, path: str) -> tuple[float, float]:
    """Return the median CPU seconds of one way, imports left out, and its peak MiB."""
    start, work = WAYS[way]
    python = python_of(way)
    idle = statistics.median(cpu(python, start, path)[0] for _ in range(RUNS))
    runs = [cpu(python, f"{start}\n{work}", path) for _ in range(RUNS)]
    return statistics.median(each for each, _ in runs) - idle, max(peak for _, peak in runs)


def growth(way: str, found: dict[int, tuple[float, float]]) -> None:
    """Print how time grows from size to size, and what memory a row takes."""
    for (one, before), (two, after) in pairwise(sorted(found.items())):
        if one >= 300:
            exponent = math.log(after[0] / before[0]) / math.log(two / one)
            row = (after[1] - before[1]) / (two - one) * 1024
            print(f"{way:16} {one} to {two} rows: exponent {exponent:.2f}, {row:.0f} KiB a row")


def main() -> None:
    """Print times, ratios to python-docx's iteration, growth, and memory a row."""
    sizes = [int(each) for each in sys.argv[1:]] or [31, 300, 3_000, 30_000]
    found: dict[str, dict[int, tuple[float, float]]] = {way: {} for way in WAYS if installed(way)}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder, f"{size}.docx")
            make(size, path)
            for way, by_size in found.items():
                if size > MOST_ROWS.get(way, size):
                    continue
                seconds, peak = by_size[size] = measure(way, str(path))
                ratio = seconds / found["python-docx"][size][0]
                print(f"{size:6} rows  {way:16} {seconds:8.3f} s  {peak:6.0f} MiB  {ratio:6.2f}")
    for way, by_size in found.items():
        growth(way, by_size)


if __name__ == "__main__":
    main()
