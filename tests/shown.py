"""What a drawn document says when it is read, in lines that a test can spell out."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from appendix_pipeline import Options, ReadOptions, read_all
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.plain import to_plain_shape

QUICK = Options(ReadOptions(witness=False))


def datasets(data: bytes) -> tuple[Dataset, ...]:
    """Return the appendices in the bytes of a DOCX."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "drawn.docx")
        path.write_bytes(data)
        return read_all(path, QUICK)


def plain(data: bytes) -> dict[str, Any]:
    """Return the plain shape of the only appendix in the bytes of a DOCX."""
    (only,) = datasets(data)
    return to_plain_shape(only)


def rows(data: bytes) -> list[str]:
    """Return the tasks as lines "section/number | content | lead | coordinating | deadline"."""
    return [
        f"{each['section']}/{each['number']} | {each['content']} | {each['lead']} | "
        f"{each['coordinating']} | {each['deadline_raw']}"
        for each in plain(data)["tasks"]
    ]


def sections(data: bytes) -> list[str]:
    """Return the sections as lines "path: title"."""
    return [f"{each['path']}: {each['title']}" for each in plain(data)["sections"]]


def notes(data: bytes) -> list[str]:
    """Return the footnotes as lines "marker at place: text"."""
    return [
        f"{each['marker']} at {each['attached_to']}: {each['text']}"
        for each in plain(data)["footnotes"]
    ]


def codes(data: bytes) -> set[str]:
    """Return the codes of the findings."""
    return {each.code for dataset in datasets(data) for each in dataset.findings}


def left_over(data: bytes) -> list[str]:
    """Return the texts that found no place."""
    return [each.text for dataset in datasets(data) for each in dataset.ledger.left_over]
