"""What the README shows really runs."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_notebook_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.strip().splitlines()) <= 11
    (tmp_path / "input").symlink_to(ROOT / "input")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "Ủy ban nhân dân xã Hải Hưng 31" in said
    assert "2025-12-31" in said
    assert (tmp_path / "output" / "annex.pdf").read_bytes().startswith(b"%PDF")


def test_the_notebook_example_of_the_dataset_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "dataset.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    for name in ("hai-hung.docx", "hai-duong.docx"):
        (tmp_path / name).symlink_to(ROOT / "input" / "hai-hung.docx")
    monkeypatch.chdir(tmp_path)
    made: dict[str, Any] = {}
    exec(compile(code, "dataset.md", "exec"), made)
    assert len(made["tasks"]) == 2 * 31
    # Two documents, in each of which 14 tasks are led by this office.
    assert made["by_body"]["Phòng Văn hóa - Xã hội"] == 2 * 14


def test_every_link_leads_somewhere() -> None:
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text("utf-8")
        links = re.findall(r"\]\(([^)#]+)\)", text)
        assert links
        for link in links:
            assert (ROOT / link).exists(), link


def test_the_commands_of_the_readme_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
