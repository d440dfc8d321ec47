"""`serve`: what a clerk, and the office's other machines, are told at the start."""

import re
import stat
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner
from starlette.testclient import TestClient

from appendix_pipeline.cli.serve import command


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What uvicorn would have been started with."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: given.update(app=app, **options))
    return given


def test_the_page_is_for_this_machine_only(started: dict[str, Any], tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--data", str(tmp_path)])
    assert result.exit_code == 0
    assert "http://127.0.0.1:8080 " in result.output
    assert (started["host"], started["port"]) == ("127.0.0.1", 8080)
    with TestClient(started["app"], base_url="http://may-chu") as client:
        assert client.get("/").status_code == 400


def test_an_office_comes_in_by_the_key_that_is_printed(
    started: dict[str, Any], tmp_path: Path
) -> None:
    arguments = ["--data", str(tmp_path), "--lan", "--name", "May-Chu"]
    first, second = (CliRunner().invoke(command, arguments).output for _ in range(2))
    assert first == second  # the key is kept: links go on
    found = re.search(r"http://may-chu:8080(/\?key=\S+)", first)
    assert found
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with TestClient(started["app"], base_url="http://may-chu") as client:
        assert client.get("/").status_code == 403
        assert client.get(found[1]).status_code == 200
