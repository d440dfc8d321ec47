"""Read the task table of a Vietnamese plan appendix and write it as data and documents.

The promised interface is what stands here; importing it costs nothing until it is called.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appendix_pipeline.errors import AppendixError, InputError
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.finding import Finding
from appendix_pipeline.options import (
    BatchOptions,
    ExcerptOptions,
    Lang,
    Limits,
    Options,
    ReadOptions,
    Theme,
    WriteOptions,
)
from appendix_pipeline.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

    from appendix_pipeline.batches.item import Done, Failed, Outcome
    from appendix_pipeline.consolidation.consolidate import Consolidated
    from appendix_pipeline.excerpts import Excerpt

__version__ = VERSION
__all__ = [
    "AppendixError",
    "BatchOptions",
    "Dataset",
    "Deadline",
    "Done",
    "ExcerptOptions",
    "Failed",
    "InputError",
    "Limits",
    "Options",
    "ReadOptions",
    "Task",
    "Theme",
    "WriteOptions",
    "__version__",
    "batch",
    "check_layout",
    "consolidate",
    "excerpt",
    "load_theme",
    "parse_deadline",
    "query",
    "read",
    "read_all",
    "search",
    "to_frames",
    "watch",
    "write",
]


def __getattr__(name: str) -> Any:
    """Return `Done` or `Failed`, what `batch` yields, when it is first asked for."""
    if name in {"Done", "Failed"}:
        from appendix_pipeline.batches import item  # noqa: PLC0415 (rules)

        return getattr(item, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read_all(path: str | Path, options: Options | None = None) -> tuple[Dataset, ...]:
    """Return every appendix of the Word file at `path`, in order; at least one.

    A dataset written as JSON before is read back as it is.

    Raises:
        InputError: the file is missing or is no Word document that can be read.
        NoTaskTableError: none of its tables is a table of tasks.
    """
    from appendix_pipeline.pipeline import read_datasets  # noqa: PLC0415 (python-docx)

    return read_datasets(Path(path), options or Options())


def read(path: str | Path, options: Options | None = None) -> Dataset:
    """Return the one appendix of the Word file at `path`.

    Raises:
        InputError: as `read_all`, or the file holds several appendices.
        NoTaskTableError: none of its tables is a table of tasks.
    """
    datasets = read_all(path, options)
    if len(datasets) > 1:
        what = {
            "vi": f"Tệp có {len(datasets)} phụ lục.",
            "en": f"The file holds {len(datasets)} appendices.",
        }
        hint = {"vi": "Hãy dùng read_all().", "en": "Use read_all()."}
        raise InputError(Path(path).name, what, hint)
    return datasets[0]


def write(
    dataset: Dataset, path: str | Path, options: WriteOptions | None = None, form: str = ""
) -> list[Path]:
    """Write `dataset` to `path` in the format of its suffix; return the files written.

    Suffixes: .pdf, .xlsx, .docx, .json, .ics. A path without a suffix becomes a folder of CSV
    tables with its datapackage.json. `form` names a format that no suffix tells: "summary" is a
    PDF of one page, "assignments" a folder with a PDF for each body.

    Where Pango is missing, LibreOffice or Word prints the PDF of the appendix; a UserWarning says
    that it is no archival one.

    Raises:
        ValueError: no format is called that or has this suffix.
        OutputError: the file cannot be written.
        DependencyError: a system library that the format needs is missing.
    """
    from appendix_pipeline.office import printed_by  # noqa: PLC0415
    from appendix_pipeline.output import save  # noqa: PLC0415
    from appendix_pipeline.writers import FORMATS, stand_in  # noqa: PLC0415
    from appendix_pipeline.writers import write as render  # noqa: PLC0415

    target = Path(path)
    name = form or target.suffix.removeprefix(".").lower() or "csv"
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    files = render(name, dataset, target.stem, options)
    if program := stand_in(name):
        warnings.warn(printed_by(program, "en"), stacklevel=2)
    if target.suffix:
        (content,) = files.values()
        return save({target.name: content}, target.parent)
    return save({Path(each).name: content for each, content in files.items()}, target)


def load_theme(path: str | Path) -> Theme:
    """Return the look of an office from a theme file, for `WriteOptions(theme=…)`.

    Raises:
        InputError: the file or a template in it cannot be read, or says what is not possible.
    """
    from appendix_pipeline.theme import load_theme as load  # noqa: PLC0415 (rules)

    return load(path)


def check_layout(path: str | Path, options: Options | None = None) -> tuple[Finding, ...]:
    """Return how the look of any Word file deviates from Nghị định 30/2020/NĐ-CP.

    Raises:
        InputError: the file is missing or is no Word document that can be read.
    """
    from appendix_pipeline.pipeline import read_layout  # noqa: PLC0415 (python-docx)

    return read_layout(Path(path), options or Options())


def excerpt(dataset: Dataset, options: ExcerptOptions) -> "tuple[Excerpt, ...]":
    """Return `dataset` for print: some of its tasks, sorted, or one annex for each lead agency.

    Each has a `name`, words that say what it is (`about`) and a `dataset` to write.

    Raises:
        NothingChosenError: no task is as asked for.
        ValueError: the period in `options.due` cannot be read.
    """
    from appendix_pipeline.pipeline import excerpted  # noqa: PLC0415 (python-docx)

    return excerpted(dataset, options, "vi")


def batch(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    options: BatchOptions | None = None,
) -> "Iterator[Outcome]":
    """Convert many files below `out` and yield what becomes of each: `Done` or `Failed`.

    `inputs` are folders, globs, zip archives, lists (.txt) and files; they and `out` may be URLs
    of object storage ("s3://bucket/prefix", the extra `storage`). A file that fails stops
    nothing; the same call again yields what holds from before and converts what is new, changed
    or left. In a script, call it below `if __name__ == "__main__":`, since its worker processes
    import the script.

    Raises:
        InputError: an input is missing, or there is no Word file.
        OutputError: `out` cannot be written, or another run works on it.
    """
    from appendix_pipeline.batches.running import run  # noqa: PLC0415
    from appendix_pipeline.batches.storage import place_of  # noqa: PLC0415

    many = [inputs] if isinstance(inputs, str | Path) else inputs
    return run(many, place_of(out), options or BatchOptions())


def watch(
    inbox: str | Path,
    out: str | Path,
    options: BatchOptions | None = None,
    settle: float = 3,
    quiet: Callable[[], object] | None = None,
) -> "Iterator[Outcome]":
    """Convert what lies in the folder `inbox` and what arrives, and yield an outcome for each file.

    It goes on until its caller stops asking. A file is taken once it has not changed for `settle`
    seconds; `quiet` is called whenever all that arrived is done, say to `consolidate`. Like
    `batch` in all else.

    Raises:
        InputError: there is no such folder, or it lies below `out`.
        OutputError: `out` cannot be written, or another run works on it.
    """
    from appendix_pipeline.batches.storage import place_of  # noqa: PLC0415
    from appendix_pipeline.batches.watching import Told  # noqa: PLC0415
    from appendix_pipeline.batches.watching import watch as look  # noqa: PLC0415

    return look(Path(inbox), place_of(out), options or BatchOptions(), settle, Told(quiet))


def consolidate(
    out: str | Path, lang: Lang = "vi", province: str = "", *, annexes: bool = False
) -> "Consolidated":
    """Make one picture of all communes from what `batch` left below `out`: store, workbook, report.

    Only what is new or changed is read, and nothing is written where nothing changed. `province`
    (a name or code) is the one whose missing communes are listed, else all that sent something.
    `annexes` adds a Word annex for each leading agency, written each time. What comes back tells
    the counts and the files `written`, whose names alone mean something where `out` is a URL.

    Raises:
        InputError: `batch` never ran there, or there is no such province.
        OutputError: a file cannot be written (it is open in Excel).
    """
    from appendix_pipeline.batches.storage import place_of  # noqa: PLC0415
    from appendix_pipeline.consolidation.at_place import picture  # noqa: PLC0415

    return picture(place_of(out), lang, province, by_agency=annexes)


def query(out: str | Path, sql: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one SQL statement that reads, each by the names of its columns.

    `out` is the folder of a batch that was consolidated; docs/batch.md lists the tables.

    Raises:
        InputError: nothing is consolidated there, or the statement cannot be run.
    """
    from appendix_pipeline.batches.storage import place_of  # noqa: PLC0415
    from appendix_pipeline.consolidation.at_place import answer  # noqa: PLC0415

    return answer(place_of(out), sql)


def search(out: str | Path, words: str, most: int = -1) -> Iterator[dict[str, Any]]:
    """Yield the `most` tasks (-1: all) in which all `words` occur, the best first.

    Words typed without diacritics are found with any; those in double quotes stand together.

    Raises:
        InputError: nothing is consolidated below `out`, or no word is given.
    """
    from appendix_pipeline.batches.storage import place_of  # noqa: PLC0415
    from appendix_pipeline.consolidation.at_place import found  # noqa: PLC0415

    return found(place_of(out), words, most)


def to_frames(datasets: Dataset | Iterable[Dataset]) -> dict[str, "pd.DataFrame"]:
    """Return the tidy tables of a dataset, or of many below each other, as pandas frames, by name.

    "tasks" has one row a task, "task_agencies" one a task and body; docs/dataset.md lists all.
    """
    from appendix_pipeline.tidy import to_frames as frames  # noqa: PLC0415 (pandas)

    return frames(datasets)


def parse_deadline(text: str, issued: str = "") -> Deadline:
    """Return what a deadline says; `issued` is the plan's date as an ISO 8601 prefix ("2025-10").

    Dates come only from the text and, where it names no year, from `issued`; a text that is not
    understood has the kind "unparsed".
    """
    from appendix_pipeline.normalise.deadlines import parse_deadline as parse  # noqa: PLC0415

    return parse(text, issued)
