"""A heavy file in a process of its own: the same document, bounded, and refused in one sentence."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.document import Document, Source
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.options import Limits, ReadOptions
from appendix_pipeline.readers import guard, isolation, read
from appendix_pipeline.readers.docx import parse
from drawing import appendix, noted, paragraph, reference, run, tasks
from hostile import changed, spanned

REAL = Path(__file__).parents[2] / "input" / "hai-hung.docx"
ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
SOURCE = Source("x.docx", "0", 1)


def apart(data: bytes, limits: Limits | None = None) -> tuple[Document, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return isolation.parse_apart(data, SOURCE, limits or Limits(), found.append), found


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(REAL.read_bytes(), id="the real appendix"),
        pytest.param(
            appendix(
                paragraph(run("ẩn", "<w:vanish/>"), reference(1)), tasks(ROW),
                parts={"footnotes.xml": noted({1: "Một"})},
            ),
            id="marks, notes and a diagnostic",
        ),
    ],
)  # fmt: skip
def test_it_reads_the_same_as_here(data: bytes) -> None:
    found: list[Diagnostic] = []
    assert apart(data) == (parse(data, SOURCE, found.append), found)


def test_an_error_comes_out_as_it_would_here() -> None:
    with pytest.raises(InputError) as here:
        parse(spanned("65"), SOURCE, print)
    with pytest.raises(InputError) as there:
        apart(spanned("65"))
    assert there.value.sentence("vi") == here.value.sentence("vi")


def test_a_bug_of_ours_comes_out_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_PROGRAM", "raise ValueError('of ours')")
    with pytest.raises(RuntimeError, match="ValueError: of ours"):
        apart(b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("program", "words"),
    [
        pytest.param("while True: pass", "over 1 seconds", id="time"),
        pytest.param("import os; os.abort()", "over 99 MB", id="a library that gives up"),
    ],
)
def test_a_process_that_ends_early_says_why(
    monkeypatch: pytest.MonkeyPatch, program: str, words: str
) -> None:
    start = (
        "import sys\nsys.path.insert(0, sys.argv[1])\n"
        "from appendix_pipeline.readers import isolation\nisolation._bound(1, 1 << 40)\n"
    )
    monkeypatch.setattr(isolation, "_PROGRAM", start + program)
    with pytest.raises(InputError, match=words) as refused:
        apart(b"", Limits(seconds=1, memory=99))
    assert refused.value.exit_code == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(InputError, match=r"over 45 MB.*--max-memory"):
        apart(appendix(tasks(ROW), paragraph("x" * 60) * 60_000), Limits(memory=45))


def test_only_a_heavy_file_has_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(changed("word/document.xml", "Việc", "Việc"))
    asked: list[Source] = []

    def parse_apart(data: bytes, source: Source, _: Limits, __: Sink) -> Document:
        asked.append(source)
        return parse(data, source, print)

    monkeypatch.setattr("appendix_pipeline.readers.parse_apart", parse_apart)
    options = ReadOptions(witness=False)
    read(path, options, print)
    assert not asked
    monkeypatch.setattr(guard, "_LIGHT_ELEMENTS", 10)
    read(path, options, print)
    assert len(asked) == 1
    read(path, replace(options, own_process=False), print)
    assert len(asked) == 1
