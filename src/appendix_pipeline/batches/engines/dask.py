"""Many machines by Dask distributed (the extra `dask`): micro-batches of files on its workers.

Each Dask worker has the pool of `processes` do its files, so that limits hold there too. A worker
that dies costs its micro-batch another try; one that kills its worker again is tried file by
file, so that only the file at fault is lost. The scheduler is that of Dask's configuration
(`DASK_SCHEDULER_ADDRESS`), else one with local workers. Inputs must lie at the same paths on all
machines, or in object storage; outputs come back to the run as bytes, so that only the run itself
writes them. `distributed.worker.daemon` must be false, else a worker may not have processes of its
own.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from pebble import ProcessPool

from appendix_pipeline.batches.engines import processes
from appendix_pipeline.batches.item import Item, Outcome
from appendix_pipeline.batches.job import Job, worker_died, workplace
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.output import save

_MOST = 50  # files of a micro-batch: each task costs the scheduler some milliseconds
_TURNS = 4  # micro-batches a worker at least, so that all end at about the same time
_SETTINGS = {
    "distributed.worker.daemon": False,
    "distributed.scheduler.allowed-failures": 1,
    "distributed.admin.tick.limit": "1h",
    "logging.distributed": "error",
}


def run(job: Job, items: Iterable[Item]) -> Iterator[Outcome]:
    """Yield an outcome for each item as its micro-batch comes back.

    Raises:
        DependencyError: Dask distributed is not installed.
    """
    if not find_spec("distributed"):
        command = "pip install 'appendix-pipeline[dask]'"
        what = {"vi": "Chưa cài Dask distributed.", "en": "Dask distributed is not installed."}
        raise DependencyError("Dask", what, {"vi": f"Hãy chạy: {command}", "en": command})
    job = replace(job, work=job.work.resolve())
    todo = [item if item.url else replace(item, path=item.path.resolve()) for item in items]
    with ExitStack() as stack:
        client, workers = _client(job, stack)
        size = max(1, min(_MOST, ceil(len(todo) / (_TURNS * workers))))
        try:
            yield from _spread(
                client, job, [todo[at : at + size] for at in range(0, len(todo), size)]
            )
        finally:
            client.run(close_pools, on_error="ignore")


def _client(job: Job, stack: ExitStack) -> tuple[Any, int]:
    """Return a client of the cluster, and how many workers that has."""
    dask, distributed = import_module("dask"), import_module("distributed")
    stack.enter_context(dask.config.set(_SETTINGS))
    if dask.config.get("scheduler-address", None):
        client = stack.enter_context(distributed.Client(set_as_default=False))
        return client, max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    cluster = stack.enter_context(
        distributed.LocalCluster(job.workers, threads_per_worker=1, dashboard_address=None)
    )
    client = stack.enter_context(distributed.Client(cluster, set_as_default=False))
    return client, job.workers


def _spread(client: Any, job: Job, batches: list[list[Item]]) -> Iterator[Outcome]:
    distributed = import_module("distributed")
    alone = replace(job, workers=1)

    def submit(batch: list[Item]) -> Any:
        future = client.submit(convert_batch, alone, batch, pure=False)
        waiting[future] = batch
        return future

    waiting: dict[Any, list[Item]] = {}
    coming = distributed.as_completed([submit(batch) for batch in batches], loop=client.loop)
    for future in coming:
        batch = waiting.pop(future)
        if not isinstance(future.exception(), distributed.KilledWorker):
            for outcome, made in future.result():
                save(made, workplace(job, outcome.item) / "out")
                yield outcome
        elif len(batch) > 1:
            for item in batch:
                coming.add(submit([item]))
        else:
            yield worker_died(batch[0])
        future.release()


# Warm from one micro-batch to the next, in the process of a Dask worker: a pool and its own folder.
_POOLS: dict[Path, tuple[ProcessPool, Path]] = {}
Made = dict[str, bytes]


def convert_batch(job: Job, items: list[Item]) -> list[tuple[Outcome, Made]]:
    """Convert some files on a Dask worker; return outcomes and outputs by path."""
    if job.work not in _POOLS:
        # Below the worker's own, which Dask clears away whatever ends it.
        own_folder = import_module("distributed").get_worker().local_directory
        place = Path(mkdtemp(prefix="appendix-", dir=own_folder))
        _POOLS[job.work] = processes.open_pool(replace(job, work=place)), place
    pool, place = _POOLS[job.work]
    own = replace(job, work=place)
    return [(each, _taken(own, each)) for each in processes.through(pool, own, items)]


def _taken(job: Job, outcome: Outcome) -> Made:
    place = workplace(job, outcome.item)
    made = {each.path: (place / "out" / each.path).read_bytes() for each in outcome.outputs}
    rmtree(place, ignore_errors=True)
    return made


def close_pools() -> None:
    """End the processes of a Dask worker, which else outlive the run."""
    while _POOLS:
        pool, place = _POOLS.popitem()[1]
        processes.close_pool(pool)
        rmtree(place, ignore_errors=True)
