"""Deadlines per second beside dateparser on the same cells in one run, and the worst cases.

Usage: python benchmarks/deadlines.py [ROUNDS]. The readers take turns; a ratio is the median of
those of the rounds. "new" reads each cell as if it were seen for the first time, "again" as a
plan repeats them. The limit holds for "new" beside dateparser as its manual calls it. Told that
the text is Vietnamese dateparser is faster, since it gives up on most of these cells; so what was
read right in a second is printed too: a cell counts for dateparser where it has a period and the
answer lies in it, for ours where its last day in time is the label's.
"""

import csv
import statistics
import sys
import warnings
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.deadlines import parse_deadline

CELLS = Path(__file__).parent.parent / "tests" / "normalise" / "deadlines-labelled.tsv"
AT_LEAST, WORST_MS = 20, 50
# Just below the length from which a cell is no deadline all rules are tried.
SIZES = (990, 10_000)
UNITS = (
    "12/", "15/11, ", "tháng ", "(", "sau khi ", "quý i, ", "1", "a", "1-", "của ", "hằng năm, ",
    "ngày 1 tháng 1 năm 2025 đến ", "tháng 12/2025, ", "bộ nội vụ, ", "nghị định về ", "kế hoạch ",
    "05 ngày kể từ ", "luật ", "2025-",
)  # fmt: skip
Read = Callable[[str, str], object]


def rows() -> list[dict[str, str]]:
    """Return the labelled cells that are not blank."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["text"]]


def right(read: Read) -> int:
    """Return how many of the cells with a period `read` puts where the label does."""
    count = 0
    for row in rows():
        found = read(row["text"], row["issued"]) if row["item_start"] else None
        if isinstance(found, Deadline):
            count += (found.due_end or "") == row["due_end"] and bool(found.items)
        elif isinstance(found, datetime):
            count += row["item_start"] <= found.date().isoformat() <= row["item_end"]
    return count


def seconds(read: Read, wanted: list[tuple[str, str]]) -> float:
    """Return the CPU seconds that `read` takes for the cells."""
    start = process_time()
    for text, issued in wanted:
        read(text, issued)
    return process_time() - start


def readers() -> dict[str, Read]:
    """Return the ways to read, dateparser's only where it is installed."""
    ways: dict[str, Read] = {"new": parse_deadline.__wrapped__, "again": parse_deadline}
    if not find_spec("dateparser"):
        print("dateparser is not installed (pip install dateparser): no comparison.")
        return ways
    parse = import_module("dateparser").parse
    ways["dateparser"] = lambda text, _: parse(text)
    ways["dateparser, told Vietnamese"] = lambda text, _: parse(text, languages=["vi"])
    return ways


def compare(rounds: int) -> None:
    """Print the rates, and how many times "new" is as fast as the others."""
    wanted, ways = [(row["text"], row["issued"]) for row in rows()], readers()
    for read in ways.values():
        seconds(read, wanted)
    taken = [{name: seconds(read, wanted) for name, read in ways.items()} for _ in range(rounds)]
    for name in ways:
        rate = len(wanted) / statistics.median(each[name] for each in taken)
        ratio = statistics.median(each[name] / each["new"] for each in taken)
        mark = f"(at least {AT_LEAST}) {'ok' if ratio >= AT_LEAST else 'UNDER'}"
        said = f"new is {ratio:6.1f} times as fast " if name.startswith("dateparser") else ""
        good = right(ways[name])
        share = f"{rate * good / len(wanted):8.0f} of them read right ({good} cells)"
        print(f"{name:28} {rate:10.0f} a second, {share}   {said}"
              f"{mark if name == 'dateparser' else ''}")  # fmt: skip


def worst() -> None:
    """Print the slowest of the strings that are made to be slow."""
    texts = [(unit * (size // len(unit) + 1))[:size] for size in SIZES for unit in UNITS]
    cost, text = max(
        (seconds(parse_deadline.__wrapped__, [(text, "2025")]), text) for text in texts
    )
    mark = "ok" if cost * 1000 < WORST_MS else "OVER"
    print(f"worst case {cost * 1000:.1f} ms (limit {WORST_MS}) {mark}: "
          f"{text[:20]!r} … {len(text)} characters")  # fmt: skip


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # dateparser warns about its own use of dates
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    worst()
