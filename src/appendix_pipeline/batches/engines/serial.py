"""One file after the other in this process, without limits: for tests and for looking closely."""

from collections.abc import Iterable, Iterator

from appendix_pipeline.batches.converting import convert_item
from appendix_pipeline.batches.item import Item, Outcome
from appendix_pipeline.batches.job import Job, out_of_memory


def run(job: Job, items: Iterable[Item]) -> Iterator[Outcome]:
    """Yield an outcome for each item, in order."""
    for item in items:
        try:
            yield convert_item(job, item)
        except MemoryError:
            yield out_of_memory(item, job.memory)
