"""`doctor` tells what is there, and what to do where something is not."""

import json
import shutil

import pytest
from click.testing import CliRunner

from appendix_pipeline.cli import doctor


def test_all_that_a_conversion_needs_is_here() -> None:
    result = CliRunner().invoke(doctor.command, ["--json"])
    able = json.loads(result.output)["able"]
    assert result.exit_code == 0
    assert {"python", "data", "pdf"} <= {name for name, found in able.items() if found}


@pytest.mark.usefixtures("without_pango")
def test_without_pango_the_way_by_word_is_told() -> None:
    result = CliRunner().invoke(doctor.command)
    assert result.exit_code == 6
    assert "THIẾU   ghi PDF (Pango)" in result.output
    assert "Lưu thành PDF" in result.output


@pytest.mark.usefixtures("with_printer")
def test_a_program_that_prints_in_pangos_place_is_told_and_is_enough() -> None:
    result = CliRunner().invoke(doctor.command)
    assert result.exit_code == 0
    assert (
        "có      ghi PDF của phụ lục (do LibreOffice in từ bản Word; thiếu Pango)" in result.output
    )
    assert "Cài Pango" in result.output
    told = json.loads(CliRunner().invoke(doctor.command, ["--json"]).output)
    assert (told["able"]["pdf"], told["stand_in"]) == (False, "LibreOffice")


def test_what_only_some_need_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    result = CliRunner().invoke(doctor.command, ["--lang", "en"])
    assert result.exit_code == 0
    assert "MISSING read .doc, .rtf, .odt (LibreOffice)" in result.output
