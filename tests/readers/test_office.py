"""Older formats go through LibreOffice where it is, and say so where it is not."""

import subprocess
from pathlib import Path

import pytest

from appendix_pipeline import Options, ReadOptions, read
from appendix_pipeline.errors import DependencyError, InputError
from drawing import appendix, tasks

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_older_format_is_read_through_libreoffice(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "x.docx").write_bytes(appendix(tasks(ROW)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path, tmp_path / "x.docx"],
        check=True, capture_output=True,
    )  # fmt: skip
    (task,) = read(tmp_path / f"x.{suffix}").tasks
    assert (task.content, task.lead.text, task.deadline.raw) == (
        "Việc một",
        "Phòng A",
        "Tháng 12/2025",
    )


def test_without_libreoffice_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(DependencyError) as refused:
        read(tmp_path / "x.rtf")
    assert "cần có LibreOffice" in refused.value.sentence("vi")
    assert refused.value.exit_code == 6


def test_a_conversion_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match="cannot read"):
        read(tmp_path / "x.rtf", Options(ReadOptions(office_seconds=0.2)))


def test_an_old_file_that_is_called_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match="This is an RTF file"):
        read(tmp_path / "x.docx")
