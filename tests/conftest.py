"""Fixtures: reading a drawn document, and the tools of the system that some tests need."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from appendix_pipeline import office
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Options
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.plain import to_plain_shape
from appendix_pipeline.writers.typesetting import loading

REAL = Path(__file__).parent.parent / "input" / "hai-hung.docx"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that need a program of the system where it is not installed."""
    for marker, program in (("libreoffice", "soffice"), ("chromium", "chromium")):
        if not shutil.which(program):
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))


@pytest.fixture(scope="session")
def real() -> Dataset:
    """The real appendix, read once."""
    return read_stages(REAL, Options()).datasets[0]


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let this machine have no Pango, and no program that prints in its place."""

    def missing() -> None:
        raise OSError("cannot load library 'libpango-1.0.so.0'")

    monkeypatch.setattr(loading, "load", missing)
    monkeypatch.setattr(loading, "is_there", lambda: False)
    monkeypatch.setattr(office, "PRINTERS", ())
    return monkeypatch


@pytest.fixture
def with_printer(without_pango: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let this machine have no Pango, and a LibreOffice that prints "%PDF of" and the file."""
    program = office.Printer("LibreOffice", lambda: "soffice", lambda docx, _: b"%PDF of " + docx)
    without_pango.setattr(office, "PRINTERS", (program,))
    return without_pango


Read = Callable[[bytes], dict[str, Any]]


@pytest.fixture
def read_plain(tmp_path: Path) -> Read:
    """Read the bytes of a DOCX with one appendix as the plain shape."""

    def read(data: bytes) -> dict[str, Any]:
        path = tmp_path / "drawn.docx"
        path.write_bytes(data)
        return to_plain_shape(read_stages(path, Options()).datasets[0])

    return read
