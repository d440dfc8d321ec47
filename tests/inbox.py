"""Folders of small appendices for the tests of runs over many files."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook

import appendix_pipeline
from appendix_pipeline.consolidation.consolidate import WORKBOOK
from appendix_pipeline.options import BatchOptions, Options, ReadOptions
from drawing import HEADING, package, paragraph, tasks

QUICK = BatchOptions(Options(ReadOptions(witness=False)), formats=("json",), engine="serial")


def small(content: str = "Rà soát quy chế làm việc", rows: int = 1) -> bytes:
    """Return an appendix of xã Hải Hưng with `rows` tasks of these words."""
    lines = (
        f"{number} | {content} | Công an xã | Sở Nội vụ | Tháng 12/2025"
        for number in range(1, rows + 1)
    )
    return package("".join(map(paragraph, HEADING)) + tasks("\n".join(lines)) + "<w:p/>")


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files by their path below `folder` and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def run(inputs: Path, out: Path, options: BatchOptions = QUICK) -> None:
    """Convert a folder, whatever becomes of its files."""
    assert list(appendix_pipeline.batch(inputs, out, options))


def rows(out: Path, name: str) -> list[tuple[object, ...]]:
    """Return the rows of a sheet of the consolidated workbook, without its header."""
    sheet = load_workbook(out / "consolidated" / WORKBOOK)[name]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a run leaves for others, by path; `.batch` is its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".batch"
    }
