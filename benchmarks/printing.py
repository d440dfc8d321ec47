"""CPU time of our PDF beside bare WeasyPrint on the same HTML, at 31, 300 and 3,000 tasks.

Usage: python benchmarks/printing.py [RUNS [TASKS…]]. Both run in one process, in turn, after a
warm-up; the ratio is the median of ratios pair by pair. Growth is CPU time per task against that
of the size before.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from appendix_pipeline import read
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import pdf
from appendix_pipeline.writers.annex import lay_out
from appendix_pipeline.writers.typesetting.loading import load
from appendix_pipeline.writers.typesetting.paper import own_files

LIMIT, LINEAR = 1.1, 1.25


def many(dataset: Dataset, count: int) -> Dataset:
    """Return the tasks over and over in their sections, every text different."""
    paths = [section.path for section in dataset.sections]
    repeated = (dataset.tasks * (count // len(dataset.tasks) + 1))[:count]
    tasks = (
        replace(task, content=f"{task.content} ({number})", number=str(number))
        for number, task in enumerate(repeated, 1)
    )
    ordered = tuple(sorted(tasks, key=lambda task: paths.index(task.section)))
    return replace(dataset, tasks=ordered, footnotes=())


def bare(html: str) -> bytes:
    """Return what WeasyPrint makes of the page with its own options, and the fonts it names."""
    weasyprint = load()
    fetcher: Any = weasyprint.urls.URLFetcher

    class Fetcher(fetcher):  # type: ignore[misc]
        """Gives the files that the style sheet names."""

        def fetch(self, url: str, headers: object = None) -> object:
            """Return one of our files."""
            del headers
            own = own_files()[url.removeprefix("own:")]
            return weasyprint.urls.URLFetcherResponse(url, own)

    page = weasyprint.HTML(string=html, url_fetcher=Fetcher())
    return bytes(page.write_pdf(pdf_variant="pdf/a-3a"))


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print the ratios of every size, and the growth."""
    arguments = [int(each) for each in sys.argv[1:]]
    runs, sizes = (arguments or [5])[0], arguments[1:] or [31, 300, 3000]
    dataset = read("input/hai-hung.docx")
    per_task = 0.0
    bare(pdf.page(lay_out(dataset)))
    for size in sizes:
        made = many(dataset, size)
        html = pdf.page(lay_out(made))
        pairs = [
            (seconds(lambda: pdf.write(made, WriteOptions())), seconds(lambda: bare(html)))  # noqa: B023
            for _ in range(runs if size < 1000 else min(runs, 2))
        ]
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
        growth = ours / size / per_task if per_task else 1.0
        per_task = ours / size
        print(
            f"{size:5} tasks  ours {ours:7.3f} s  bare {theirs:7.3f} s  ratio {ratio:.2f} "
            f"(limit {LIMIT}) {'ok' if ratio <= LIMIT else 'OVER'}   per task, against the size "
            f"before: {growth:.2f} (limit {LINEAR}) {'ok' if growth <= LINEAR else 'OVER'}"
        )


if __name__ == "__main__":
    main()
