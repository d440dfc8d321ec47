"""A file on the desk, read: what the pages show and the writers take."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from anyio import CapacityLimiter

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.deadline import Deadline
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
    """One appendix of a file: the dataset, and the Word tables it was read from as drawn.

    There are none where the file itself is not at hand.
    """

    dataset: Dataset
    grids: tuple[Grid, ...]


# A path on the desk is random and its file never changes; so many documents are looked at at once.
@lru_cache(maxsize=20)
def read(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
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


def state(deadline: Deadline) -> str:
    """Return how sure a deadline is: a key of [states] in `rules/page.toml`."""
    if deadline.kind == "blank":
        return "missing"
    if deadline.kind in _UNREAD:
        return "unread"
    stands = standing(deadline)
    if stands == "dated" or (stands == "undated" and deadline.window_start):
        return "sure" if deadline.certainty == "explicit" else "inferred"
    return stands
