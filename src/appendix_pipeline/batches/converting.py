"""One file to one outcome, in the process of a worker; nothing is published yet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from shutil import rmtree
from time import monotonic

from appendix_pipeline.batches.age import last_saved
from appendix_pipeline.batches.contents import content, entries
from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output, Reason, Summary
from appendix_pipeline.batches.job import Job, workplace
from appendix_pipeline.errors import (
    AppendixError,
    DependencyError,
    NoTaskTableError,
    OutputError,
    Sentence,
)
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.output import Names, safe_file_name, save
from appendix_pipeline.pipeline import read_datasets
from appendix_pipeline.writers import TOGETHER, stand_in, write, write_together

_REASONS: dict[type[AppendixError], Reason] = {
    NoTaskTableError: "no_task_table",
    OutputError: "output",
    DependencyError: "dependency",
}
# XML_ERR_NO_MEMORY of libxml2.
_XML_NO_MEMORY = 2


def convert_item(job: Job, item: Item) -> Outcome:
    """Convert one file and leave its outputs in its workplace, below the name of its folder.

    Raises:
        MemoryError: memory ends; what a process can still do then is best not relied upon.
    """
    begun = monotonic()
    outcome = _convert(job, item)
    return replace(outcome, seconds=round(monotonic() - begun, 3))


def _convert(job: Job, item: Item) -> Outcome:
    place = workplace(job, item)
    try:
        # What a worker left here that was stopped on the way.
        rmtree(place, ignore_errors=True)
        with _opened(item, place / "in", job.options.read.limits.file << 20) as path:
            datasets = read_datasets(path, job.options)
            saved = last_saved(path)
        folders = _folders(item, len(datasets))
        files = _render(job, item, folders, datasets)
        save(files, place / "out")
    except AppendixError as error:
        if _starved(error):
            raise MemoryError from error
        reason = _REASONS.get(type(error), "input")
        if reason == "input" and not item.url and not item.path.is_file():
            item = replace(item, key="")  # its folder has gone away: the next run looks again
        message = {lang: f"{error.what[lang]} {error.hint[lang]}" for lang in error.what}
        return Failed(item, reason, error.exit_code, message)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (a fault of ours in one file must not stop the rest)
        return _internal(item, error)
    outputs = tuple(Output(name, len(bytes_)) for name, bytes_ in sorted(files.items()))
    program = next(filter(None, map(stand_in, job.formats)), "")
    summaries = tuple(map(_summary, folders, datasets))
    return Done(item, summaries, outputs, saved=saved, stand_in=program)


@contextmanager
def _opened(item: Item, folder: Path, limit: int) -> Iterator[Path]:
    """Give the file itself, or a copy under its own name of what lies apart."""
    if item.member is None and item.path.suffix.lower() == ".zip":
        list(entries(item))  # says what is wrong with the archive
    if not item.apart:
        yield item.path
        return
    copy = folder / safe_file_name(PurePosixPath(item.name).name)
    folder.mkdir(parents=True)
    copy.write_bytes(content(item, limit)[0])
    yield copy


def _folders(item: Item, appendices: int) -> tuple[str, ...]:
    """Return where the outputs of each appendix go; several in one file have a folder each."""
    names, stem = Names(), PurePosixPath(item.folder).name
    inside = (f"{item.folder}/{names.take(stem)}" for _ in range(appendices))
    return tuple(inside) if appendices > 1 else (item.folder,)


def _render(
    job: Job, item: Item, folders: Iterable[str], datasets: tuple[Dataset, ...]
) -> dict[str, bytes]:
    """Return the outputs by path, those of all appendices together beside their folders."""
    options, stem = job.options.write, PurePosixPath(item.folder).name
    joined = [name for name in job.formats if job.together and name in TOGETHER]
    files: dict[str, bytes] = {}
    for name in joined:
        made = write_together(name, datasets, stem, options)
        files |= {f"{item.folder}/{path}": content for path, content in made.items()}
    for folder, dataset in zip(folders, datasets, strict=True):
        known: dict[str, dict[str, bytes]] = {}
        for name in (each for each in job.formats if each not in joined):
            made = write(name, dataset, PurePosixPath(folder).name, options, known)
            files |= {f"{folder}/{path}": content for path, content in made.items()}
    return files


def _summary(folder: str, dataset: Dataset) -> Summary:
    plan, place = dataset.plan, dataset.plan.place
    counts = Counter(finding.severity for finding in dataset.findings)
    return Summary(
        folder,
        plan.heading,
        plan.title,
        plan.number,
        plan.symbol,
        plan.date,
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


def _starved(error: BaseException | None) -> bool:
    """Tell whether the lack of memory is at the bottom of it: libxml2 has a code for that."""
    while error and not isinstance(error, MemoryError):
        if getattr(error, "code", None) == _XML_NO_MEMORY:
            return True
        error = error.__cause__
    return error is not None


def _internal(item: Item, error: Exception) -> Failed:
    told = f"{type(error).__name__}: {error}"[:500]
    message: Sentence = {
        "vi": f"Lỗi của chương trình ({told}); hãy báo cho người bảo trì kèm tệp này.",
        "en": f"An error of the program ({told}); tell its maintainers, with this file.",
    }
    return Failed(item, "internal", 1, message)
