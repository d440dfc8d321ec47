"""The workbook an office works in: tasks to track, who does what, findings, and the source."""

from appendix_pipeline import collector
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.tracker import written
from appendix_pipeline.writers.workbook.agencies import add_agencies, add_assignments
from appendix_pipeline.writers.workbook.cells import new_book, pack
from appendix_pipeline.writers.workbook.corrections import add_corrections
from appendix_pipeline.writers.workbook.findings import add_findings
from appendix_pipeline.writers.workbook.original import add_original
from appendix_pipeline.writers.workbook.source import add_source, document_name
from appendix_pipeline.writers.workbook.tasks import add_tasks
from appendix_pipeline.writers.workbook.timeline import add_timeline

PATH = "{stem}.xlsx"
# The sheet of the source comes after those whose long texts go on in it.
_SHEETS = (
    add_tasks,
    add_agencies,
    add_assignments,
    add_timeline,
    add_findings,
    add_corrections,
    add_source,
    add_original,
)


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the workbook; no text of the dataset is a formula in it, and none is cut."""
    with collector.held():
        book = new_book(options.lang, document_name(dataset.plan))
        for add in _SHEETS:
            add(book, dataset)
        book.workbook.set_properties(
            {
                "title": written(dataset.plan.title),
                "author": written(dataset.plan.issuer),
                "language": options.lang,
            }
        )
        return pack(book)
