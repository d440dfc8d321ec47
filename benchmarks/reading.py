"""CPU time of reading beside python-docx's own iteration and docx2python, at growing sizes.

Usage: python benchmarks/reading.py [ROWS…]. The documents repeat the rows of the real appendix,
with other numbers, so that cells look as Word files' cells look. Each figure is the CPU time of a
whole process less that of the same process without the work (imports done), as a median of runs.
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
from appendix_pipeline import Options, ReadOptions
from appendix_pipeline.model.document import Source
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.readers.docx import read_docx
path = Path(sys.argv[1])
"""
PYTHON_DOCX = """
for table in docx.Document(sys.argv[1]).tables:
    for row in table.rows:
        for cell in row.cells:
            cell.text
"""
WAYS = {
    "reading": (OURS, "read_docx(path.read_bytes(), Source('x', '', 0), print)"),
    "dataset": (OURS, "read_stages(path, Options(ReadOptions(witness=False)))"),
    "python-docx": ("import sys, docx", PYTHON_DOCX),
    "docx2python": (
        "import sys\nfrom docx2python import docx2python",
        "docx2python(sys.argv[1]).body",
    ),
}
# docx2python needs minutes beyond this.
MOST_ROWS = {"docx2python": 3_000}


def document(rows: int) -> bytes:
    """Return the real appendix with its first table's rows repeated to `rows` tasks."""
    opened = docx.Document(str(REAL))
    table = opened.tables[0]._tbl  # noqa: SLF001 (rows are copied as XML)
    tasks = [tr for tr in table.tr_lst if len(tr.tc_lst) == 5][2:]
    for number in range(rows):
        copy = deepcopy(tasks[number % len(tasks)])
        texts = list(copy.iter(f"{W}t"))
        texts[0].text = str(number + 1)
        texts[1].text = f"{texts[1].text} ({number})"
        table.append(copy)
    buffer = BytesIO()
    opened.save(buffer)
    return buffer.getvalue()


def cpu(code: str, path: str) -> tuple[float, float]:
    """Return CPU seconds and peak MiB of a process that runs `code`."""
    process = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(way: str, path: str) -> tuple[float, float]:
    """Return the median CPU seconds of one way, imports left out, and its peak MiB."""
    start, work = WAYS[way]
    idle = statistics.median(cpu(start, path)[0] for _ in range(RUNS))
    runs = [cpu(f"{start}\n{work}", path) for _ in range(RUNS)]
    return statistics.median(each for each, _ in runs) - idle, max(peak for _, peak in runs)


def main() -> None:
    """Print times, ratios to python-docx, and the exponent of growth between sizes."""
    sizes = [int(each) for each in sys.argv[1:]] or [31, 300, 3_000, 30_000]
    found: dict[str, dict[int, float]] = {way: {} for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder, f"{size}.docx")
            path.write_bytes(document(size))
            for way in WAYS:
                if size > MOST_ROWS.get(way, size):
                    continue
                seconds, peak = measure(way, str(path))
                found[way][size] = seconds
                ratio = seconds / found["python-docx"].get(size, math.nan)
                print(f"{size:6} rows  {way:12} {seconds:8.3f} s  {peak:6.0f} MiB", end="")
                print("" if math.isnan(ratio) else f"  {ratio:5.2f} of python-docx")
            for way in ("reading", "dataset"):
                print(f"{'':12} {way:12} {found[way][size] / found['python-docx'][size]:.2f} "
                      "of python-docx's iteration")  # fmt: skip
    for way, times in found.items():
        for one, two in pairwise(sizes):
            if one in times and two in times and one >= 300:
                growth = math.log(times[two] / times[one]) / math.log(two / one)
                print(f"{way:12} grows with exponent {growth:.2f} from {one} to {two} rows")


if __name__ == "__main__":
    main()
