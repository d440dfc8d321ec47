"""One file in a worker: every way it can fail becomes an outcome, save the end of memory."""

from pathlib import Path

import pytest
from lxml import etree

from appendix_pipeline.batches import converting as module
from appendix_pipeline.batches.converting import convert_item
from appendix_pipeline.batches.engines import engine
from appendix_pipeline.batches.item import Failed, Item
from appendix_pipeline.batches.job import Job
from appendix_pipeline.errors import DependencyError, InputError
from appendix_pipeline.options import Options

WORDS = {"vi": "Hỏng.", "en": "Broken."}


def no_memory_in_libxml2() -> InputError:
    cause = etree.XMLSyntaxError("unknown error", 2, 0, 0)  # type: ignore[call-arg, arg-type]
    error = InputError("a.docx", WORDS, WORDS)
    error.__cause__ = cause
    return error


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path, ("json",), Options(), 1, 10, 512)


def fails_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise error

    monkeypatch.setattr(module, "read_datasets", read)


@pytest.mark.parametrize(
    ("error", "reason", "code"),
    [
        (InputError("a.docx", WORDS, WORDS), "input", 3),
        (DependencyError("a.docx", WORDS, WORDS), "dependency", 6),
        (RecursionError("too deep"), "internal", 1),
        (ValueError("odd"), "internal", 1),
    ],
)
def test_what_is_raised_becomes_a_reason(
    job: Job, monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str, code: int
) -> None:
    fails_with(error, monkeypatch)
    failed = convert_item(job, Item("a.docx", Path("a.docx"), folder="a"))
    assert isinstance(failed, Failed)
    assert (failed.reason, failed.exit_code) == (reason, code)


@pytest.mark.parametrize(
    "error", [MemoryError(), no_memory_in_libxml2()], ids=["python", "libxml2"]
)
def test_the_end_of_memory_is_told_as_such(
    job: Job, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fails_with(error, monkeypatch)
    item = Item("a.docx", Path("a.docx"), folder="a")
    with pytest.raises(MemoryError):
        convert_item(job, item)
    (failed,) = engine("serial")(job, [item])
    assert isinstance(failed, Failed)
    assert failed.reason == "memory"
