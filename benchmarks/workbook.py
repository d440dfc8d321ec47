"""CPU time of writing the workbook beside openpyxl writing the same sheets.

Usage: python benchmarks/workbook.py [RUNS]. The peer is openpyxl's write-only mode, given the
values, formats, widths, tables, lists, rules and chart of our own finished workbook; it computes no
heights, counts or results of its own. Both run in turn in one process, after one warm-up each; the
ratio is the median of the ratios pair by pair.
"""

import statistics
import sys
import time
import warnings
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import NamedStyle

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.xlsx import write
from samples import dataset

warnings.filterwarnings("ignore", "Print area")
warnings.filterwarnings("ignore", "In write-only mode")  # they are there: the tables were read
LIMIT = 1.1
SIZES = (31, 300, 3_000)
Sheets = list[tuple[str, list[list[tuple[Any, str]]]]]


def sized(count: int) -> Dataset:
    """Return the real appendix with so many tasks, every text different."""
    made = dataset()
    tasks = (made.tasks[n % len(made.tasks)] for n in range(count))
    return replace(
        made,
        tasks=tuple(
            replace(task, id=f"{task.id}-{n}", content=f"{task.content} {n}")
            for n, task in enumerate(tasks)
        ),
    )


def cells(finished: Workbook) -> Sheets:
    """Return the values of a workbook with the numbers of their formats, sheet by sheet."""
    return [
        (
            sheet.title,
            [[(cell.value, str(cell.style_id)) for cell in row] for row in sheet.iter_rows()],
        )
        for sheet in finished.worksheets
    ]


def styles(finished: Workbook) -> dict[str, dict[str, Any]]:
    """Return what the formats of a workbook look like, by their numbers."""
    parts = ("font", "fill", "border", "alignment", "number_format")
    return {
        str(cell.style_id): {part: copy(getattr(cell, part)) for part in parts}
        for sheet in finished.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def dress(sheet: Any, finished: Any) -> None:
    """Give a sheet what stands round its cells in the finished one."""
    for letter, dimension in finished.column_dimensions.items():
        sheet.column_dimensions[letter].width = dimension.width
    for table in finished.tables.values():
        sheet.add_table(table)
    for area in finished.conditional_formatting:
        for rule in area.rules:
            sheet.conditional_formatting.add(str(area.sqref), rule)
    for each in finished.data_validations.dataValidation:
        sheet.data_validations.append(each)
    for chart in finished._charts:  # noqa: SLF001
        sheet.add_chart(chart)
    sheet.freeze_panes = finished.freeze_panes


def peer(whole: Workbook, looks: dict[str, dict[str, Any]], sheets: Sheets) -> bytes:
    """Return the cells as openpyxl writes them by itself."""
    book = Workbook(write_only=True)
    for number, look in looks.items():
        book.add_named_style(NamedStyle(number, **look))
    for (name, rows), finished in zip(sheets, whole.worksheets, strict=True):
        sheet = book.create_sheet(name)
        dress(sheet, finished)
        for row in rows:
            made = []
            for value, style in row:
                cell = WriteOnlyCell(sheet, value)
                cell.style = style
                made.append(cell)
            sheet.append(made)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def timed(run: Callable[[], bytes]) -> float:
    """Return the CPU seconds of a call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def main(runs: int = 5) -> None:
    """Print the CPU seconds of both and the ratio, for each size."""
    print(f"{'tasks':>6} {'ours s':>8} {'openpyxl s':>11} {'ratio':>6}")
    for count in SIZES:
        made = sized(count)
        finished = load_workbook(BytesIO(write(made, WriteOptions())))
        sheets, looks = cells(finished), styles(finished)

        def ours(made: Dataset = made) -> bytes:
            return write(made, WriteOptions())

        def theirs(
            finished: Workbook = finished, looks: Any = looks, sheets: Sheets = sheets
        ) -> bytes:
            return peer(finished, looks, sheets)

        theirs()
        pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
        ratio = statistics.median(one / two for one, two in pairs)
        one, two = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{count:>6} {one:>8.3f} {two:>11.3f} {ratio:>6.2f} {'' if ratio <= LIMIT else 'OVER'}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
