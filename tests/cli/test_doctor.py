"""`doctor` tells what is there, and what to do where something is not."""

import json
import shutil

import pytest
from click.testing import CliRunner

from appendix_pipeline.cli import doctor
from appendix_pipeline.writers.typesetting import loading


def test_all_that_a_conversion_needs_is_here() -> None:
    result = CliRunner().invoke(doctor.command, ["--json"])
    able = json.loads(result.output)["able"]
    assert result.exit_code == 0
    assert {"python", "data", "pdf"} <= {name for name, found in able.items() if found}


def test_without_pango_the_way_by_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(loading, "load", missing)
    result = CliRunner().invoke(doctor.command)
    assert result.exit_code == 6
    assert "THIẾU   ghi PDF (Pango)" in result.output
    assert "Lưu thành PDF" in result.output


def test_what_only_some_need_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = CliRunner().invoke(doctor.command, ["--lang", "en"])
    assert result.exit_code == 0
    assert "MISSING read .doc, .rtf, .odt (LibreOffice)" in result.output
