"""A run: plan, engine, publish, remember; it may end at any moment and be started again."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp

from filelock import FileLock, Timeout

from appendix_pipeline.batches.engines import engine
from appendix_pipeline.batches.finding import Found, find, is_archive, place_of_entries
from appendix_pipeline.batches.item import Item, Outcome, Output
from appendix_pipeline.batches.job import Job, no_word_file
from appendix_pipeline.batches.journal import Identity, Journal, has_moved
from appendix_pipeline.batches.mirror import Mirror
from appendix_pipeline.batches.planning import Plan, formats, plan
from appendix_pipeline.batches.publishing import publish, withdraw
from appendix_pipeline.batches.storage import Place, is_url
from appendix_pipeline.errors import DependencyError, OutputError
from appendix_pipeline.options import BatchOptions
from appendix_pipeline.output import refusal

Planned = Callable[[Plan], None]


def run(
    inputs: Iterable[Place], out: Place, options: BatchOptions, planned: Planned | None = None
) -> Iterator[Outcome]:
    """Convert all `inputs` and yield an outcome for each, those that still hold first.

    `planned` is told the plan before the work begins. Whatever ends the run, the manifest tells
    what was done until then.

    Raises:
        InputError: an input is missing, or there is no Word file.
        OutputError: the folder cannot be written, or another run works on it.
    """
    found = find(inputs, out)
    with alone(out, options.shard) as desk:
        yield from work(found, desk, options, planned)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a run works: its outputs, its own folder, what is known, the lock on what runs share.

    `mirror` is there where the outputs go to object storage and `out` only stands for it.
    """

    out: Path
    work: Path
    journal: Journal
    lock: FileLock
    mirror: Mirror | None = None

    def holds(self, output: Output) -> bool:
        """Return whether an output of before is there, as large as it was."""
        if self.mirror:
            return self.mirror.holds(output)
        try:
            return (self.out / output.path).stat().st_size == output.size
        except OSError:
            return False

    def publish(self) -> None:
        """Bring the manifest to what is known by now, of other shards too."""
        if self.mirror:
            self.mirror.recall()
        with self.lock:
            self.journal.publish()
        if self.mirror:
            self.mirror.publish()


def work(
    found: Found, desk: Desk, options: BatchOptions, planned: Planned | None = None
) -> Iterator[Outcome]:
    """Convert what was `found` and yield an outcome for each, those that still hold first."""
    known = desk.journal
    with desk.lock:
        known.refresh()
    wanted = plan(found, known, desk.holds, options)
    if planned:
        planned(wanted)
    job = _job(desk.work, options)
    if options.prune and options.shard == (1, 1):
        _prune((*wanted.todo, *wanted.held, *wanted.unread), wanted.others, desk, job)
    if options.shard[0] == 1:
        _mend((*found.items, *found.unread), desk, job)
        _note(wanted.unread, desk)
    for item in wanted.held:
        if before := known.get(item.identity):
            outcome = replace(before, item=item)
            if has_moved(item, before.item):
                with desk.lock:
                    known.append(outcome)
            yield outcome
    # Without work no engine is even imported: a second run ends at once.
    for outcome in engine(options.engine)(job, wanted.todo) if wanted.todo else ():
        yield _keep(outcome, known.get(outcome.item.identity), job, desk)


def _prune(there: Iterable[Item], others: Iterable[str], desk: Desk, job: Job) -> None:
    """Take back what earlier runs made of files that are not `there` any more.

    What lies below a folder, or in an archive, that cannot be read now is not known to be gone.
    """
    there = tuple(there)
    left = {item.identity for item in there}
    cut = (f"{place_of_entries(item)}/" for item in there if is_archive(item))
    closed = (*cut, *(name for name in others if name.endswith("/")))
    with desk.lock:
        gone = [each for each in desk.journal.told if each not in left]
        gone = [each for each in gone if not each[1].startswith(closed)]
        _forget(gone, desk, job)


def _mend(there: Iterable[Item], desk: Desk, job: Job) -> None:
    """Take back what was told of archives when they were cut and their entries not known.

    That is a failure of the archive itself, and what is no Word file in a package stored in it.
    What cannot be taken back now (it is open in a program) is left to the next run.
    """
    entries = [item for item in there if item.member is not None]
    known, left = desk.journal.told, {item.identity for item in entries}
    origins = {item.origin for item in entries}
    with desk.lock, suppress(OSError, DependencyError):
        gone = {item.archive for item in entries if item.archive in known}
        gone |= {
            identity
            for identity, told in known.items()
            if identity[0] in origins and not told.folder and identity not in left
        }
        _forget(sorted(gone), desk, job)


def _forget(gone: Sequence[Identity], desk: Desk, job: Job) -> None:
    if gone:
        desk.journal.forget(_withdrawn(gone, desk, job))


def _withdrawn(gone: Iterable[Identity], desk: Desk, job: Job) -> Iterator[Identity]:
    """Take back what was made of some files, and yield each when nothing of it is left."""
    for identity in gone:
        if before := desk.journal.get(identity):
            withdraw(before, job, desk.out, desk.journal)
            if desk.mirror:
                desk.mirror.withdraw(before)
        yield identity


def _note(unread: Iterable[Item], desk: Desk) -> None:
    """Note what is no Word file, so that whoever sent it is not taken for silent."""
    for item in unread:
        if item.identity not in desk.journal.told:
            with desk.lock:
                if desk.mirror:
                    desk.mirror.push(no_word_file(item), None)
                desk.journal.append(no_word_file(item))


def _keep(outcome: Outcome, before: Outcome | None, job: Job, desk: Desk) -> Outcome:
    with desk.lock:
        outcome = publish(outcome, before, job, desk.out, desk.journal)
        if desk.mirror:
            outcome = desk.mirror.push(outcome, before)
        desk.journal.append(outcome)
    return outcome


def _job(work: Path, options: BatchOptions) -> Job:
    workers = options.workers or _processors()
    return Job(
        work, formats(options), options.each, workers, options.seconds, options.memory,
        options.together,
    )  # fmt: skip


def _processors() -> int:
    """Return how many processors this process may use, where the system says so."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def alone(place: Place, shard: tuple[int, int]) -> Iterator[Desk]:
    """Hold the place of the outputs for this shard; other shards may work beside it.

    Whatever ends it, the manifest tells what was done until then. In object storage nothing is
    held: two runs of a shard do the same, to the same bytes.

    Raises:
        OutputError: the folder cannot be written, or another run of this shard works on it.
        DependencyError: the object storage cannot be reached.
    """
    with _desk(place, shard) as desk:
        try:
            yield desk
        finally:
            desk.publish()


@contextmanager
def _desk(place: Place, shard: tuple[int, int]) -> Iterator[Desk]:
    if is_url(place):
        with TemporaryDirectory(prefix="appendix-") as name:
            mirror = Mirror(str(place), Path(name))
            with _desk(Path(name), shard) as desk:
                yield replace(desk, mirror=mirror)
        return
    out = Path(place)
    own = out / ".batch"
    place = own / "run-{}-of-{}".format(*shard)
    try:
        place.mkdir(parents=True, exist_ok=True)
        with FileLock(place.with_suffix(".lock"), blocking=False):
            # What runs that were killed left behind.
            for each in place.iterdir():
                rmtree(each, ignore_errors=True)
            # A folder of its own: a worker of a killed run may still be writing into another.
            work = Path(mkdtemp(dir=place))
            try:
                lock = FileLock(own / "lock")
                with lock:
                    known = Journal(out)
                yield Desk(out, work, known, lock)
            finally:
                rmtree(place, ignore_errors=True)
    except Timeout as error:
        raise _busy(out) from error
    except OSError as error:
        raise refusal(out, error) from error


def _busy(out: Path) -> OutputError:
    return OutputError(
        str(out),
        {
            "vi": "Một lần chạy khác đang làm việc trên thư mục này.",
            "en": "Another run works on this folder.",
        },
        {
            "vi": "Hãy đợi nó xong, hoặc chọn thư mục khác bằng --out.",
            "en": "Wait for it, or choose another folder with --out.",
        },
    )
