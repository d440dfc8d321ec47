"""Deadlines per second, beside dateparser on the same cells where that is installed.

Usage: python benchmarks/deadlines.py. The cells are the labelled ones of the tests. "new" reads
each as if it were seen for the first time, "again" as a plan repeats them.
"""

import csv
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from appendix_pipeline.normalise.deadlines import parse_deadline

CELLS = Path(__file__).parent.parent / "tests" / "normalise" / "deadlines-labelled.tsv"
SECONDS = 2.0


def cells() -> list[tuple[str, str]]:
    """Return the labelled cells that are not blank, each with its plan's date."""
    with CELLS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [(row["text"], row["issued"]) for row in rows if row["text"]]


def per_second(read: Callable[[str, str], object], wanted: Sequence[tuple[str, str]]) -> float:
    """Return how many cells `read` reads in a second, its first pass left out."""
    for text, issued in wanted:
        read(text, issued)
    start, count = perf_counter(), 0
    while perf_counter() - start < SECONDS:
        for text, issued in wanted:
            read(text, issued)
        count += len(wanted)
    return count / (perf_counter() - start)


def main() -> None:
    """Print the rates and their ratio to dateparser's."""
    ways: dict[str, Callable[[str, str], object]] = {
        "new": parse_deadline.__wrapped__,
        "again": parse_deadline,
    }
    if find_spec("dateparser"):
        parse = import_module("dateparser").parse
        ways["dateparser"] = lambda text, _: parse(text)
        ways["dateparser, told that it is Vietnamese"] = lambda text, _: parse(
            text, languages=["vi"]
        )
    rates = {name: per_second(read, cells()) for name, read in ways.items()}
    for name, rate in rates.items():
        ratio = f"{rate / rates['dateparser']:8.1f} × dateparser" if "dateparser" in rates else ""
        print(f"{name:40} {rate:10.0f} a second {ratio}")


if __name__ == "__main__":
    main()
