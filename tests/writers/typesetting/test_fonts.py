"""What Pango is told of our fonts leaves nothing behind, and holds for the next document."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import appendix_pipeline
from appendix_pipeline import BatchOptions, batch
from appendix_pipeline.writers import write
from appendix_pipeline.writers.typesetting import fonts, loading
from inbox import small


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "xa.docx"
    path.parent.mkdir()
    path.write_bytes(small("Rà soát quy chế làm việc"))
    return path


def test_a_process_that_ends_leaves_no_fonts_behind(document: Path, tmp_path: Path) -> None:
    """Of a conversion that ends at once, the collector finds nothing any more."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "appendix_pipeline", "convert", str(document)]
    command += ["--to", "pdf", "--out", str(tmp_path / "out")]
    subprocess.run(command, env=os.environ | {"TMPDIR": str(temporary)}, check=True)
    assert list(tmp_path.glob("out/**/*.pdf"))
    assert not list(temporary.iterdir())


def test_workers_leave_no_fonts_behind(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are ended by a signal, and can remove nothing themselves."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    options = BatchOptions(formats=("pdf",), workers=1)
    (done,) = batch(document, tmp_path / "out", options)
    assert any(each.path.endswith(".pdf") for each in done.outputs)
    assert not list(temporary.iterdir())
    assert [each.name for each in (tmp_path / "out" / ".batch").iterdir() if each.is_dir()] == []


def test_fonts_are_told_once(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 (needs Pango)

    dataset = appendix_pipeline.read(document)
    first = write("pdf", dataset, "xa")

    def refuse(*_: object) -> None:
        raise AssertionError("told again")

    monkeypatch.setattr(FontConfiguration, "__init__", refuse)
    assert write("pdf", dataset, "xa") == first


@pytest.mark.parametrize(("code_page", "chosen"), [("cp1258", "data"), ("utf-8", "Kế hoạch")])
def test_fonts_lie_where_fontconfig_can_open_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code_page: str, chosen: str
) -> None:
    for name in ("data", "Kế hoạch"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "Kế hoạch"))
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "data"))
    monkeypatch.setattr(fonts, "getpreferredencoding", lambda _: code_page)
    made = fonts._made(loading.load())
    assert made._folder.parent == tmp_path / chosen
