"""A file read: what the pages show and the writers take."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from anyio import CapacityLimiter

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.document import Grid
from appendix_pipeline.options import Lang, Options, WriteOptions
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.timing import standing

# Reading and typesetting are work for the processor: as many at once as a small office's machine
# has cores.
HARD_WORK = CapacityLimiter(2)
_UNREAD = ("unparsed", "ditto")


@dataclass(frozen=True, slots=True)
class Reading:
    """One appendix of a file: the dataset, and the Word tables it was read from as drawn."""

    dataset: Dataset
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The Word tables of an appendix as drawn; else why there are none, a key of [words]."""

    grids: tuple[Grid, ...]
    lacking: str = ""


# A path on the desk is random and its file never changes; so many documents are looked at at once.
@lru_cache(maxsize=20)
def read(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
    """Return what `read_now` does, of the last files from memory."""
    return read_now(path, name, lang)


def read_now(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
    """Return the appendices of the file at `path`, which came as `name`.

    Raises:
        InputError: it cannot be read as a Word document.
        NoTaskTableError: none of its tables is a table of tasks.
    """
    stages = read_stages(path, Options(write=WriteOptions(lang)))
    return tuple(
        Reading(
            replace(dataset, source=replace(dataset.source, name=name)),
            tuple(part.grid for part in appendix.table.parts),
        )
        for appendix, dataset in zip(stages.appendices, stages.datasets, strict=True)
    )


def state(task: Task) -> str:
    """Return that a task is done, else how sure its deadline is: a key of [states]."""
    if tracker.finished(task):
        return "done"
    deadline = task.deadline
    if deadline.kind == "blank":
        return "missing"
    if deadline.kind in _UNREAD:
        return "unread"
    stands = standing(deadline)
    if stands == "dated" or (stands == "undated" and deadline.window_start):
        return "sure" if deadline.certainty == "explicit" else "inferred"
    return stands
