"""Who does the work: a module in this folder is an engine, with `run(job, items)`.

`run` yields exactly one outcome for each item, in any order, and raises only what stops the run.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from appendix_pipeline.batches.item import Item, Outcome
from appendix_pipeline.batches.job import Job

ENGINES = tuple(sorted(module.name for module in iter_modules(__path__)))
Run = Callable[[Job, Iterable[Item]], Iterator[Outcome]]


def engine(name: str) -> Run:
    """Return the `run` of the engine called `name`, one of `ENGINES`."""
    run: Run = import_module(f"{__name__}.{name}").run
    return run
