"""The files on the desk, read: what the pages show and the writers take."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from anyio import CapacityLimiter, to_thread

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Grid
from appendix_pipeline.options import Lang, Options, WriteOptions
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.web.desk import Counts

# Reading and typesetting are work for the processor: as many at once as a small office's machine
# has cores.
_AT_ONCE = CapacityLimiter(2)
_UNREAD = ("unparsed", "ditto")


@dataclass(frozen=True, slots=True)
class Reading:
    """One appendix of a file: the dataset, and the Word tables it was read from as drawn."""

    dataset: Dataset
    grids: tuple[Grid, ...]


async def read(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
    """Return the appendices of the file at `path`, which came as `name`.

    Raises:
        InputError: it cannot be read as a Word document.
        NoTaskTableError: none of its tables is a table of tasks.
    """
    return await to_thread.run_sync(_read, path, name, lang, limiter=_AT_ONCE)


# A path on the desk is random and its file never changes; so many documents are looked at at once.
@lru_cache(maxsize=50)
def _read(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
    stages = read_stages(path, Options(write=WriteOptions(lang)))
    return tuple(
        Reading(
            replace(dataset, source=replace(dataset.source, name=name)),
            tuple(part.grid for part in appendix.table.parts),
        )
        for appendix, dataset in zip(stages.appendices, stages.datasets, strict=True)
    )


def count(readings: tuple[Reading, ...]) -> Counts:
    """Return what one sees of a file's appendices from afar."""
    datasets = [each.dataset for each in readings]
    states = [state(task.deadline) for each in datasets for task in each.tasks]
    worth = (each for one in datasets for each in one.findings if each.severity != "info")
    return Counts(len(states), len(list(worth)), states.count("waiting"), states.count("unread"))


def state(deadline: Deadline) -> str:
    """Return how sure a deadline is: a key of [states] in `rules/page.toml`."""
    if deadline.kind == "blank":
        return "missing"
    if deadline.kind in _UNREAD:
        return "unread"
    if any(each.status == "pending" for each in deadline.conditions):
        return "waiting"
    resolved = deadline.resolved
    if not (deadline.due_end or deadline.window_start or (resolved and resolved.due)):
        return "undated"
    return "sure" if deadline.certainty == "explicit" else "inferred"
