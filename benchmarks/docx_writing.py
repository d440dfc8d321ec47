"""CPU time of writing DOCX beside the usual fast way: rows as one string, parsed into python-docx.

Usage: python benchmarks/docx_writing.py [RUNS]. Both write the same table of 31, 300 and 3,000
tasks in one process, in turn; the ratio is the median of ratios pair by pair. Last line: how the
cost grows from 300 to 3,000 tasks (1 is linear).
"""

import math
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.docx import write

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from variants import many_tasks

LIMIT = 1.5
RUN = '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
CELL = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:jc w:val="left"/></w:pPr>{}</w:p></w:tc>'  # noqa: E501


def string_way(dataset: Dataset) -> bytes:
    """Return a document with the same cells: rows as one string, parsed once."""
    rows = [[section.number, section.title, "", "", ""] for section in dataset.sections]
    rows += [
        [task.number, task.content, task.lead.text, task.coordinating.text, task.deadline.raw]
        for task in dataset.tasks
    ]
    xml = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{''.join(CELL.format(RUN.format(escape(text))) for text in row)}</w:tr>"
        for row in rows
    )
    document = Document()
    table = document.add_table(rows=0, cols=5)._tbl  # noqa: SLF001 (as everybody does)
    table.extend(parse_xml(f"<w:tbl {nsdecls('w')}>{xml}</w:tbl>"))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def seconds(function: Callable[[], bytes]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    function()
    return time.process_time() - start


def main() -> None:
    """Print both costs and their ratio for each size, and how ours grows."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    cost = {}
    for count in (31, 300, 3000):
        dataset = many_tasks(count)
        options = WriteOptions()
        pairs = [
            (seconds(lambda: write(dataset, options)), seconds(lambda: string_way(dataset)))  # noqa: B023
            for _ in range(runs + 1)
        ][1:]
        cost[count] = statistics.median(ours for ours, _ in pairs)
        peer = statistics.median(theirs for _, theirs in pairs)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        mark = "ok" if ratio <= LIMIT else "OVER"
        print(f"{count:5} tasks {cost[count]:7.3f} s {peer:7.3f} s", end="   ")
        print(f"ratio {ratio:.2f} (limit {LIMIT}) {mark}")
    print(f"growth from 300 to 3,000 tasks: exponent {math.log10(cost[3000] / cost[300]):.2f}")


if __name__ == "__main__":
    main()
