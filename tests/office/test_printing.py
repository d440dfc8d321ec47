"""Where Pango is missing an office program prints the appendix, and nobody is told otherwise."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

import appendix_pipeline
from appendix_pipeline import WriteOptions, office
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.office import Printer, libreoffice, printer, word
from appendix_pipeline.writers import pdf, remark, stand_in, write
from samples import dataset

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")


def program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay a program of this name on the path, the only one there."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.usefixtures("with_printer")
def test_what_is_printed_is_our_own_word_file(real: Dataset) -> None:
    made: dict[str, dict[str, bytes]] = {}
    (content,) = write("pdf", real, "hai-hung", made=made).values()
    assert content == b"%PDF of " + made["docx"]["hai-hung.docx"]
    assert stand_in("pdf") == "LibreOffice"
    assert "không phải bản lưu trữ" in remark("pdf", real, WriteOptions())


def test_a_machine_with_pango_has_no_stand_in() -> None:
    assert stand_in("pdf") == stand_in("docx") == ""
    assert remark("pdf", dataset(), WriteOptions()) == ""


@pytest.mark.usefixtures("with_printer")
def test_python_is_warned_of_it(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="not the archival PDF/A-3a"):
        appendix_pipeline.write(dataset(), tmp_path / "x.pdf")


@pytest.mark.usefixtures("with_printer")
@pytest.mark.parametrize("name", ["summary", "assignments"])
def test_what_has_no_word_file_is_still_refused(name: str) -> None:
    with pytest.raises(DependencyError, match="the library Pango is missing"):
        write(name, dataset(), "x")


@POSIX
@pytest.mark.parametrize("script", ["exec /bin/sleep 60", "exit 0"], ids=["hangs", "fails"])
def test_a_program_that_prints_nothing_is_told(
    tmp_path: Path, without_pango: pytest.MonkeyPatch, script: str
) -> None:
    program(tmp_path, "soffice", script, without_pango)
    without_pango.setattr(
        office, "PRINTERS", (Printer("LibreOffice", libreoffice.find, libreoffice.to_pdf),)
    )
    without_pango.setattr(pdf, "_SECONDS", 0.2)
    with pytest.raises(DependencyError) as refused:
        write("pdf", dataset(), "x")
    assert refused.value.sentence().startswith(
        "hai-hung.pdf: LibreOffice không in được PDF này (bị lỗi hoặc quá 0.2 giây)."
    )


@pytest.mark.parametrize(
    ("there", "first"),
    [("LibreOffice, Word", "LibreOffice"), ("Word", "Microsoft Word"), ("", None)],
)
def test_libreoffice_comes_before_word(
    monkeypatch: pytest.MonkeyPatch, there: str, first: str | None
) -> None:
    def found(each: Printer) -> Printer:
        path = "path" if each.name.rpartition(" ")[2] in there else ""
        return replace(each, find=lambda: path)

    monkeypatch.setattr(office, "PRINTERS", tuple(map(found, office.PRINTERS)))
    chosen = printer()
    assert (chosen.name if chosen else None) == first


@POSIX
def test_word_is_asked_through_powershell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Word itself could not be tried: this shows the call, with a PowerShell of our own.
    monkeypatch.setattr(word, "_is_installed", lambda: True)
    program(
        tmp_path, "powershell",
        'while [ "$1" != -File ]; do shift; done; shift; [ -f "$1" ] && /bin/cp "$2" "$3"',
        monkeypatch,
    )  # fmt: skip
    assert word.find() == str(tmp_path / "powershell")
    assert word.to_pdf(b"the document", 10) == b"the document"


@pytest.mark.skipif(sys.platform == "win32", reason="Word may be here")
def test_word_is_not_looked_for_elsewhere() -> None:
    assert word.find() == ""
