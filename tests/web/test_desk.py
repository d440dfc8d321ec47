"""The desk keeps files as long as it should, and no longer."""

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.store.desk import opened
from appendix_pipeline.store.writing import writing
from appendix_pipeline.web import make_app
from appendix_pipeline.web.desk import Desk
from visitor import REAL


def folders(path: Path) -> list[Path]:
    return [each for each in path.iterdir() if each.is_dir()]


def test_what_lay_longer_than_it_is_kept_is_deleted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_days=30)
    number = desk.put("a.docx", b"x").id
    desk.note(number, appendices=2)
    assert not desk.expire(datetime.now(UTC) + timedelta(days=29))
    assert [each.appendices for each in desk.entries()] == [(1, 2)]
    assert desk.expire(datetime.now(UTC) + timedelta(days=31))
    assert desk.entries() == []
    assert folders(tmp_path) == []


def test_what_is_deleted_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def as_built_elsewhere(*where: Any, **how: Any) -> sqlite3.Connection:
        store: sqlite3.Connection = connect(*where, **how)
        store.execute("pragma secure_delete = off")
        return store

    monkeypatch.setattr(sqlite3, "connect", as_built_elsewhere)
    for opening, at in ((opened, tmp_path), (writing, tmp_path / "appendices.sqlite")):
        with opening(at) as store:
            assert store.execute("pragma secure_delete").fetchone() == (1,)


def test_documents_stay_when_the_page_is_closed_and_opened(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep_days=30)
    number = desk.put("a.docx", b"x").id
    desk.note(number, error="Không đọc được.")
    (kept,) = Desk(tmp_path, keep_days=30).entries()
    assert (kept.id, kept.error, kept.size) == (number, "Không đọc được.", 1)


def test_a_file_of_a_killed_process_is_deleted_and_nothing_else_is(tmp_path: Path) -> None:
    for name in ("0" * 32, "1" * 32, "ảnh của tôi"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.docx").write_bytes(b"x")
        long_ago = time() - 7_200
        os.utime(tmp_path / name, (long_ago, long_ago))
    os.utime(tmp_path / ("1" * 32))  # it may be coming just now
    Desk(tmp_path, keep_days=30).expire(datetime.now(UTC))
    assert {each.name for each in folders(tmp_path)} == {"1" * 32, "ảnh của tôi"}


def test_what_a_killed_process_left_unread_is_read_at_the_next_start(tmp_path: Path) -> None:
    entry = Desk(tmp_path, keep_days=30).put(REAL.name, REAL.read_bytes())
    app = make_app(ServeOptions(tmp_path))
    with TestClient(app, base_url="http://localhost"):
        while app.state.dropped.sync():
            pass
    (kept,) = Desk(tmp_path, keep_days=30).entries(entry.id)
    assert (kept.error, kept.appendices) == ("", (1,))
