"""The workbook an office works in: tasks to track, who does what, findings, and the source."""

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.workbook.agencies import add_agencies, add_assignments
from appendix_pipeline.writers.workbook.cells import new_book, written
from appendix_pipeline.writers.workbook.findings import add_findings
from appendix_pipeline.writers.workbook.package import pack
from appendix_pipeline.writers.workbook.source import add_source
from appendix_pipeline.writers.workbook.tasks import add_tasks

PATH = "{stem}.xlsx"


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the workbook; no text of the dataset is a formula in it, and none is cut."""
    book = new_book(options.lang)
    for add in (add_tasks, add_agencies, add_assignments, add_findings, add_source):
        add(book, dataset)
    properties = book.workbook.properties
    properties.title = written(dataset.plan.title)
    properties.creator = written(dataset.plan.issuer)
    properties.language = options.lang
    return pack(book.workbook)
