"""What a worker process does before its first file: bounds, imports, an eye on its parent."""

import os
import sys
import tempfile
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep

import psutil

from appendix_pipeline.batches.item import Item, Outcome
from appendix_pipeline.batches.job import Job

STARVED = 77  # the exit code of a worker that ran out of memory
_LOOK = 0.1  # seconds between two looks


def prepare(memory: int, formats: Iterable[str], work: Path) -> None:
    """Import all that a conversion needs, and hold this process to `memory` MiB.

    Temporary files go below `work`, where they are removed with the run: a worker is ended by a
    signal, and can remove nothing itself.

    What it really uses is watched. The address space is bounded too, more widely, for what
    allocates faster than a watch can see (not on Windows, which has no such bound): Python 3.11
    may spin for good where an allocation fails while it handles that of another.
    """
    tempfile.tempdir = str(work.absolute())
    import_module("appendix_pipeline.batches.converting")
    for name in formats:
        import_module(f"appendix_pipeline.writers.{name}")
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (not there on Windows)

        widely = (2 * memory + 1024) << 20
        resource.setrlimit(resource.RLIMIT_AS, (widely, widely))
    parent = psutil.Process().parent()
    Thread(target=_watch, args=(parent, memory << 20), daemon=True).start()


def convert_or_die(job: Job, item: Item) -> Outcome:
    """Convert one file; where memory ends, end with it, by the exit code `STARVED`.

    A process that has met its bound is of no more use: every library in it may be half done.
    """
    # The run that sends the file here converts nothing itself: it starts in half the time.
    from appendix_pipeline.batches.converting import convert_item  # noqa: PLC0415

    try:
        return convert_item(job, item)
    except MemoryError:
        os._exit(STARVED)


def _watch(parent: psutil.Process | None, most: int) -> None:
    """End this process when it uses more than `most` bytes, or its parent is gone."""
    me = psutil.Process()
    while parent and parent.is_running():
        if me.memory_info().rss > most:
            os._exit(STARVED)
        sleep(_LOOK)
    os._exit(1)
