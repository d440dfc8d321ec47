"""`serve`: what a clerk, and the office's other machines, are told at the start."""

import re
import socket
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner
from starlette.testclient import TestClient

from appendix_pipeline.cli import serve
from appendix_pipeline.cli.serve import command
from appendix_pipeline.errors import AppendixError, InputError


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What would have been served, and where; `opened` are the addresses shown in a browser."""
    given: dict[str, Any] = {"opened": []}

    def run(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        given.update(app=server.config.app, at=sockets[0].getsockname())
        sockets[0].close()

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr("webbrowser.open", given["opened"].append)
    return given


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def test_the_page_is_for_this_machine_only(
    started: dict[str, Any], tmp_path: Path, port: int
) -> None:
    result = CliRunner().invoke(command, ["--data", str(tmp_path), "--port", str(port)])
    assert result.exit_code == 0
    assert f"http://127.0.0.1:{port} " in result.output
    assert started["at"] == ("127.0.0.1", port)
    assert started["opened"] == []
    with TestClient(started["app"], base_url="http://may-chu") as client:
        assert client.get("/").status_code == 400


def test_a_second_start_shows_the_page_that_is_open(
    started: dict[str, Any], tmp_path: Path
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        number = taken.getsockname()[1]
        arguments = ["--data", str(tmp_path), "--port", str(number), "--open"]
        result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, AppendixError)
    assert f"Cổng {number} đang dùng." in result.exception.sentence()
    assert started == {"opened": [f"http://127.0.0.1:{number}"]}


def test_a_store_has_the_data_of_its_page_in_it(started: dict[str, Any], tmp_path: Path) -> None:
    arguments = ["--store", str(tmp_path)]
    refused = CliRunner().invoke(command, arguments)
    assert isinstance(refused.exception, InputError)  # no batch ran there
    (tmp_path / ".batch").mkdir()
    (tmp_path / ".batch" / "journal.jsonl").touch()
    assert CliRunner().invoke(command, [*arguments, "--data", str(tmp_path)]).exit_code == 2
    assert "app" not in started


def test_an_office_comes_in_by_the_key_that_is_printed(
    started: dict[str, Any], tmp_path: Path, port: int
) -> None:
    arguments = ["--data", str(tmp_path), "--lan", "--name", "May-Chu", "--port", str(port)]
    first, second = (CliRunner().invoke(command, arguments).output for _ in range(2))
    assert first == second  # the key is kept: links go on
    found = re.search(rf"http://may-chu:{port}(/\?key=\S+)", first)
    assert found
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    with TestClient(started["app"], base_url="http://may-chu") as client:
        assert client.get("/").status_code == 403
        assert client.get(found[1]).status_code == 200


@pytest.mark.parametrize("left", ["", " \n", "\0" * 22])
def test_a_blank_key_of_a_start_that_was_cut_off_lets_nobody_in(
    started: dict[str, Any], tmp_path: Path, port: int, left: str
) -> None:
    (tmp_path / "key").write_text(left)
    arguments = ["--data", str(tmp_path), "--lan", "--name", "may-chu", "--port", str(port)]
    CliRunner().invoke(command, arguments)
    with TestClient(started["app"], base_url="http://may-chu") as client:
        assert client.get("/").status_code == 403
    assert (tmp_path / "key").read_text() != left
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_an_address_that_the_name_does_not_tell_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class WayOut(socket.socket):
        """A socket that would go out by 10.0.0.5."""

        def connect(self, address: Any) -> None:
            assert address
            assert self.type == socket.SOCK_DGRAM  # no packet is sent

        def getsockname(self) -> tuple[str, int]:
            return ("10.0.0.5", 40_000)

    loopback = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.1.1", 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [loopback])
    monkeypatch.setattr(socket, "gethostname", lambda: "may-chu")
    monkeypatch.setattr(socket, "socket", WayOut)
    assert serve._own_names() == ("may-chu", "10.0.0.5")


@pytest.mark.parametrize(
    ("there", "used"),
    [((), "Local"), (("Roaming",), "Roaming"), (("Roaming", "Local"), "Local")],
)
def test_the_data_lie_where_no_domain_copies_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], used: str
) -> None:
    def on_windows(name: str, *, roaming: bool = True) -> str:
        return str(tmp_path / ("Roaming" if roaming else "Local") / name)

    monkeypatch.setattr("click.get_app_dir", on_windows)
    for each in there:
        (tmp_path / each / "appendix-pipeline").mkdir(parents=True)
    assert serve._folder(None, None, "vi") == tmp_path / used / "appendix-pipeline"


def test_an_address_that_others_reach_wants_a_key(
    started: dict[str, Any], tmp_path: Path, port: int
) -> None:
    arguments = ["--data", str(tmp_path), "--port", str(port)]
    for host in ("0.0.0.0", "192.0.2.1"):
        refused = CliRunner().invoke(command, [*arguments, "--host", host])
        assert refused.exit_code == 2
        assert "--lan" in refused.output
    for no_address in ("máy", "::1"):  # sockets and links here are those of IPv4
        assert CliRunner().invoke(command, [*arguments, "--host", no_address]).exit_code == 2
    assert "app" not in started
    # An address of documentation (RFC 5737): no machine has it.
    nowhere = CliRunner().invoke(command, [*arguments, "--host", "192.0.2.1", "--lan"])
    assert isinstance(nowhere.exception, AppendixError)
    assert "không có địa chỉ 192.0.2.1" in nowhere.exception.sentence()
    assert CliRunner().invoke(command, [*arguments, "--host", "127.0.0.1"]).exit_code == 0
    assert started["at"] == ("127.0.0.1", port)
