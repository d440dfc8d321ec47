"""What may lie on the desk is counted while it comes; what is full says what to do."""

from collections.abc import Iterator
from os import urandom
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from appendix_pipeline.cli.serve import command
from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import make_app
from appendix_pipeline.web.room import Room, RoomCheck
from visitor import REAL, Visitor


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Visitor]:
    """Someone at a page whose desk may hold 2 MiB."""
    app = make_app(ServeOptions(tmp_path / "desk", max_store=2 << 20))
    with TestClient(app, base_url="http://localhost") as client:
        yield Visitor(client)


def drop(visitor: Visitor, data: bytes) -> Any:
    files = {"files": ("a.docx", data)}
    return visitor.client.post("/", data={"token": visitor.token()}, files=files)


def test_what_finds_no_room_is_refused_in_one_sentence_and_not_kept(
    small: Visitor, tmp_path: Path
) -> None:
    answer = drop(small, urandom(3 << 20))
    assert answer.status_code == 507
    refused = answer.text[answer.text.index('class="refused"') :].partition("</p>")[0]
    assert "không nhận thêm" in refused
    assert "--max-store" in refused
    assert "a.docx" not in small.client.get("/").text
    assert [each for each in (tmp_path / "desk").iterdir() if each.is_dir()] == []


def test_what_lies_there_counts_and_what_is_deleted_gives_room(small: Visitor) -> None:
    assert drop(small, urandom(1 << 20)).status_code == 200
    assert drop(small, urandom(1 << 20)).status_code == 507
    page = small.client.get("/").text
    path = page[page.index("/documents/") :].partition("/remove")[0]
    assert small.client.post(f"{path}/remove", data={"token": small.token()}).status_code == 200
    assert drop(small, urandom(1 << 20)).status_code == 200


def test_a_store_gives_back_what_was_deleted(visitor: Visitor) -> None:
    """Its file does not shrink, but what is free in it is filled again."""
    app: Any = visitor.client.app  # type: ignore[attr-defined]
    empty = app.state.desk.size()
    path = visitor.drop_real()
    full = app.state.desk.size()
    visitor.client.post(f"{path}/remove", data={"token": visitor.token()})
    left = app.state.desk.size()
    assert full - empty >= REAL.stat().st_size
    assert left == empty


def test_a_correction_that_finds_no_room_comes_back_as_it_was_typed(visitor: Visitor) -> None:
    path = visitor.drop_real()
    app: Any = visitor.client.app  # type: ignore[attr-defined]
    app.state.room = Room(lambda: 2, 1)
    data = {"token": visitor.token(), "seen-deadline": "", "deadline": "Quý I/2026"}
    answer = visitor.client.post(f"{path}/1/tasks/IV.2", data=data)
    assert answer.status_code == 507
    assert "đã đầy" in answer.text
    assert 'value="Quý I/2026"' in answer.text
    assert 'id="log"' not in visitor.client.get(path).text


MOST, PIECE = 1_000, 100


class Coming:
    """A request whose body goes on for as long as it is asked for more."""

    def __init__(self) -> None:
        self.come = 0

    async def receive(self) -> Message:
        """Return the next piece."""
        self.come += PIECE
        return {"type": "http.request", "body": bytes(PIECE), "more_body": True}


async def send(_: Message) -> None:
    """Take an answer."""


async def greedy(_: Scope, receive: Receive, __: Send) -> None:
    while True:
        await receive()


def test_a_body_without_an_end_is_cut_where_the_room_ends() -> None:
    async def main() -> None:
        room, coming = Room(lambda: 300, MOST), Coming()
        with pytest.raises(HTTPException) as refused:
            await RoomCheck(greedy, room)({"type": "http"}, coming.receive, send)
        assert refused.value.status_code == 507
        assert coming.come == MOST - 300 + PIECE
        assert await room.look()  # nothing of it is counted any more

    anyio.run(main)


def test_what_comes_at_the_same_time_is_counted_together() -> None:
    async def main() -> None:
        room, first, second = Room(lambda: 0, MOST), Coming(), Coming()
        half, over = anyio.Event(), anyio.Event()

        async def patient(_: Scope, receive: Receive, __: Send) -> None:
            while first.come < MOST // 2:
                await receive()
            half.set()
            await over.wait()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(RoomCheck(patient, room), {"type": "http"}, first.receive, send)
            await half.wait()
            with pytest.raises(HTTPException):
                await RoomCheck(greedy, room)({"type": "http"}, second.receive, send)
            over.set()
        assert second.come == MOST // 2 + PIECE

    anyio.run(main)


def test_the_limit_is_told_on_the_command_line() -> None:
    told = CliRunner().invoke(command, ["--help"]).output
    assert "--max-store MiB" in told
    assert CliRunner().invoke(command, ["--max-store", "0"]).exit_code == 2
