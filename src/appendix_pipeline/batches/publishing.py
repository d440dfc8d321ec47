"""Outputs from a worker's place into the folder of the run, in place of what was there before."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from shutil import rmtree

from appendix_pipeline.batches.contents import content
from appendix_pipeline.batches.item import TRANSIENT, Failed, Item, Outcome, Output, reason_in_words
from appendix_pipeline.batches.job import Job, workplace
from appendix_pipeline.batches.journal import Journal
from appendix_pipeline.errors import AppendixError, OutputError
from appendix_pipeline.options import Lang
from appendix_pipeline.output import refusal, safe_file_name

QUARANTINE = "quarantine"
_LANGS: tuple[Lang, ...] = ("vi", "en")


def publish(
    outcome: Outcome, before: Outcome | None, job: Job, out: Path, journal: Journal
) -> Outcome:
    """Put the outputs of `outcome` in place of those of `before`, and return it with them.

    A file that failed is quarantined: a copy of it and its reason stand in place of its outputs.
    Where a file cannot be moved (it is open in Excel), what was there stays and the outcome is a
    failure that the next run tries again.
    """
    place, limit = workplace(job, outcome.item), job.options.read.limits.file << 20
    old = before.outputs if before else ()
    try:
        if isinstance(outcome, Failed):
            if outcome.reason in TRANSIENT:
                return replace(outcome, outputs=old)
            outcome = replace(outcome, outputs=_quarantined(outcome, place / "out", limit))
        # Were the run killed in between, no output would be there that no line names.
        journal.append(begun(outcome, old))
        _swap(old, outcome.outputs, place, out)
    except OSError as error:
        return _unpublished(outcome, refusal(out, error), old)
    finally:
        rmtree(place, ignore_errors=True)
    return outcome


def withdraw(before: Outcome, job: Job, out: Path, journal: Journal) -> None:
    """Take away the outputs of a file that the inputs do not have any more.

    Its line is for the caller to forget; until then it tells that they may be gone.

    Raises:
        OSError: one of them cannot be moved (it is open in Excel); all is as before.
    """
    place = workplace(job, before.item)
    journal.append(begun(before, before.outputs))
    try:
        _swap(before.outputs, (), place, out)
    except OSError:
        journal.append(before)
        raise
    finally:
        rmtree(place, ignore_errors=True)


def begun(outcome: Outcome, old: tuple[Output, ...]) -> Failed:
    """Return what became of a file of which the old outputs, the new or some of each are there."""
    what = {
        "vi": "Lần chạy trước dừng khi đang ghi kết quả của tệp này.",
        "en": "The run was stopped while it put the outputs of this file in place.",
    }
    hint = {"vi": "Hãy chạy lại lệnh ấy.", "en": "Run the same command again."}
    either = tuple({each.path: each for each in (*old, *outcome.outputs)}.values())
    return _unpublished(outcome, OutputError("", what, hint), either)


def _unpublished(outcome: Outcome, error: OutputError, old: tuple[Output, ...]) -> Failed:
    message = {lang: f"{error.what[lang]} {error.hint[lang]}" for lang in error.what}
    code = error.exit_code
    return Failed(outcome.item, "output", code, message, old, outcome.seconds)


def _swap(old: Iterable[Output], new: Iterable[Output], place: Path, out: Path) -> None:
    """Move the old files aside and the new ones in; where that fails, all is put back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for each in old:
            # Somebody may have taken it away since.
            if (out / each.path).exists():
                _move(out / each.path, place / "old" / each.path, moved)
        for each in new:
            _move(place / "out" / each.path, out / each.path, moved)
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        raise
    for each in old:
        _remove_empty((out / each.path).parent, out)


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    moved.append((source, target))


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _quarantined(failed: Failed, made: Path, limit: int) -> tuple[Output, ...]:
    """Lay a copy of the file and its reason below `made`, and return their paths."""
    item = failed.item
    rmtree(made, ignore_errors=True)
    folder = f"{QUARANTINE}/{item.folder}"
    name = safe_file_name(PurePosixPath(item.name).name)
    (made / folder).mkdir(parents=True)
    told = (f"{reason_in_words(failed.reason, lang)}: {failed.message[lang]}" for lang in _LANGS)
    (made / folder / "reason.txt").write_text("\n".join((item.name, *told, "")), "utf-8")
    original = _original(item, limit)
    if original is not None:
        (made / folder / name).write_bytes(original)
    files = sorted(each for each in (made / folder).iterdir())
    return tuple(Output(f"{folder}/{each.name}", each.stat().st_size) for each in files)


def _original(item: Item, limit: int) -> bytes | None:
    """Return what was given, None where it is missing or larger than any file that is read."""
    try:
        if item.apart:
            data = content(item, limit)[0]
        else:
            if not item.path.is_file():
                return None  # gone, or a pipe, which would be waited for
            with item.path.open("rb") as file:
                data = file.read(limit + 1)
    except (OSError, AppendixError):
        return None
    return data if len(data) <= limit else None
