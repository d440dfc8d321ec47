"""One file to one outcome, in the process of a worker; nothing is published yet."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from shutil import rmtree
from time import monotonic

from appendix_pipeline.batches.archive import entries
from appendix_pipeline.batches.contents import content
from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output, Reason, Summary
from appendix_pipeline.errors import (
    AppendixError,
    DependencyError,
    NoTaskTableError,
    OutputError,
    Sentence,
)
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Options
from appendix_pipeline.output import Names, safe_name, save
from appendix_pipeline.pipeline import read_datasets
from appendix_pipeline.writers import write

_REASONS: dict[type[AppendixError], Reason] = {
    NoTaskTableError: "no_task_table",
    OutputError: "output",
    DependencyError: "dependency",
}
# XML_ERR_NO_MEMORY of libxml2.
_XML_NO_MEMORY = 2


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all files of a run; `work` is a folder that belongs to this run alone."""

    work: Path
    formats: tuple[str, ...]
    options: Options
    workers: int
    seconds: float
    memory: int


def workplace(job: Job, item: Item) -> Path:
    """Return the folder in which the outputs of `item` are made, before they are published."""
    return job.work / sha256(item.folder.encode()).hexdigest()[:16]


def convert_item(job: Job, item: Item) -> Outcome:
    """Convert one file and leave its outputs in its workplace, below the name of its folder.

    Raises:
        MemoryError: memory ends; what a process can still do then is best not relied upon.
    """
    begun = monotonic()
    outcome = _convert(job, item)
    seconds = round(monotonic() - begun, 3)
    if isinstance(outcome, Done):
        return Done(outcome.item, outcome.appendices, outcome.outputs, seconds)
    return Failed(item, outcome.reason, outcome.exit_code, outcome.message, (), seconds)


def _convert(job: Job, item: Item) -> Outcome:
    place = workplace(job, item)
    try:
        # What a worker left here that was stopped on the way.
        rmtree(place, ignore_errors=True)
        with _opened(item, place / "in", job.options.read.limits.file << 20) as path:
            datasets = read_datasets(path, job.options)
        files = _render(job, item, datasets)
        save(files, place / "out")
    except AppendixError as error:
        if _starved(error):
            raise MemoryError from error
        reason = _REASONS.get(type(error), "input")
        message = {lang: f"{error.what[lang]} {error.hint[lang]}" for lang in error.what}
        return Failed(item, reason, error.exit_code, message)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (a fault of ours in one file must not stop the rest)
        return _internal(item, error)
    outputs = tuple(Output(name, len(bytes_)) for name, bytes_ in sorted(files.items()))
    return Done(item, tuple(map(_summary, datasets)), outputs)


@contextmanager
def _opened(item: Item, folder: Path, limit: int) -> Iterator[Path]:
    """Give the file itself, or a copy under its own name of what lies apart."""
    if not item.apart:
        if item.path.suffix.lower() == ".zip":
            list(entries(item.path))  # says what is wrong with the archive
        yield item.path
        return
    copy = folder / safe_name(PurePosixPath(item.name).name)
    folder.mkdir(parents=True)
    copy.write_bytes(content(item, limit))
    yield copy


def _render(job: Job, item: Item, datasets: tuple[Dataset, ...]) -> dict[str, bytes]:
    """Return the outputs by path; several appendices of a file have a folder each."""
    stem = PurePosixPath(item.folder).name
    names = Names()
    files = {}
    for dataset in datasets:
        name = names.take(stem)
        folder = item.folder if len(datasets) == 1 else f"{item.folder}/{name}"
        known: dict[str, dict[str, bytes]] = {}
        for each in job.formats:
            for path, made in write(each, dataset, name, job.options.write, known).items():
                files[f"{folder}/{path}"] = made
    return files


def _summary(dataset: Dataset) -> Summary:
    place = dataset.plan.place
    counts = Counter(finding.severity for finding in dataset.findings)
    return Summary(
        dataset.plan.title,
        place.status,
        place.name if place.code else "",
        place.code,
        place.province,
        place.province_code,
        len(dataset.tasks),
        counts["error"],
        counts["warning"],
        counts["info"],
    )


def out_of_memory(item: Item, limit: int) -> Failed:
    """Return what becomes of a file that needs more memory than a worker may have."""
    message: Sentence = {
        "vi": f"Tệp cần hơn {limit} MiB bộ nhớ; hãy chia nhỏ tệp hoặc tăng --memory.",
        "en": f"The file needs more than {limit} MiB of memory; divide it or raise --memory.",
    }
    return Failed(item, "memory", 3, message)


def out_of_time(item: Item, limit: float) -> Failed:
    """Return what becomes of a file that takes longer than it may."""
    message: Sentence = {
        "vi": f"Quá {limit:g} giây chưa xong; hãy chia nhỏ tệp hoặc tăng --timeout.",
        "en": f"Not done within {limit:g} seconds; divide the file or raise --timeout.",
    }
    return Failed(item, "timeout", 3, message)


def _starved(error: BaseException | None) -> bool:
    """Tell whether the lack of memory is at the bottom of it: libxml2 has a code for that."""
    while error and not isinstance(error, MemoryError):
        if getattr(error, "code", None) == _XML_NO_MEMORY:
            return True
        error = error.__cause__
    return error is not None


def worker_died(item: Item) -> Failed:
    """Return what becomes of a file whose worker died of it, and so did the next."""
    message: Sentence = {
        "vi": "Tiến trình đọc tệp bị chết hai lần; hãy kiểm tra lại tệp.",
        "en": "The process that read the file died twice; check the file.",
    }
    return Failed(item, "crash", 3, message)


def _internal(item: Item, error: Exception) -> Failed:
    told = f"{type(error).__name__}: {error}"[:500]
    message: Sentence = {
        "vi": f"Lỗi của chương trình ({told}); hãy báo cho người bảo trì kèm tệp này.",
        "en": f"An error of the program ({told}); tell its maintainers, with this file.",
    }
    return Failed(item, "internal", 1, message)
