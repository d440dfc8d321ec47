"""Folders of small appendices for the tests of runs over many files."""

from collections.abc import Mapping
from pathlib import Path

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


def tree(folder: Path) -> dict[str, bytes]:
    """Return what a run leaves for others, by path; `.batch` is its own."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".batch"
    }
