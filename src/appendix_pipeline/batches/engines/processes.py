"""Warm worker processes on this machine, each timed, bounded and replaced on its own.

pebble's pool is used since it loses only the file that a worker dies of: the standard pool loses
every file that is still waiting.
"""

import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as OutOfTimeError
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context, resource_tracker

from pebble import ProcessExpired, ProcessPool

from appendix_pipeline.batches.item import Item, Outcome
from appendix_pipeline.batches.job import Job, out_of_memory, out_of_time, worker_died
from appendix_pipeline.batches.worker import STARVED, convert_or_die, prepare

_BEFORE_RENEWAL = 500  # files; what a library leaks goes with its worker
_TRIES = 2  # of a file whose worker died


def run(job: Job, items: Iterable[Item]) -> Iterator[Outcome]:
    """Yield an outcome for each item as it comes; few are under way at any time."""
    pool = open_pool(job)
    try:
        yield from through(pool, job, items)
    finally:
        close_pool(pool)


def open_pool(job: Job) -> ProcessPool:
    """Return the workers of a job, which start with its first file and end with this process."""
    # "spawn" everywhere: a forked child inherits locks that another thread holds.
    return ProcessPool(
        job.workers,
        _BEFORE_RENEWAL,
        prepare,
        (job.memory, job.formats, job.work),
        get_context("spawn"),
    )


@contextmanager
def _unheard() -> Iterator[None]:
    """Have processes that start here never hear of Ctrl-C: the run alone ends them.

    What starts the ones that replace them starts here too. Windows knows no such thing.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # to start it lets Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def close_pool(pool: ProcessPool) -> None:
    """End the workers, whatever they are at."""
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def through(pool: ProcessPool, job: Job, items: Iterable[Item]) -> Iterator[Outcome]:
    """Yield an outcome for each item that goes through `pool`."""
    # The worker is bounded itself: a heavy file needs no process of its own within it.
    read = replace(job.options.read, own_process=False)
    bounded = replace(job, options=replace(job.options, read=read))
    waiting: dict[Future[Outcome], tuple[Item, int]] = {}
    coming = iter(items)
    with _unheard():
        _ = pool.active  # starts its processes

    def submit(item: Item, attempt: int) -> None:
        future = pool.schedule(convert_or_die, args=(bounded, item), timeout=job.seconds)
        waiting[future] = item, attempt

    while True:
        for item in islice(coming, 2 * job.workers - len(waiting)):
            submit(item, 1)
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            item, attempt = waiting.pop(future)
            outcome = _outcome(future, job, item)
            if outcome is None and attempt < _TRIES:
                submit(item, attempt + 1)
            else:
                yield outcome or worker_died(item)


def _outcome(future: "Future[Outcome]", job: Job, item: Item) -> Outcome | None:
    """Return the outcome, None where the worker died."""
    try:
        return future.result()
    except OutOfTimeError:
        return out_of_time(item, job.seconds)
    except ProcessExpired as end:
        return out_of_memory(item, job.memory) if end.exitcode == STARVED else None
