"""What a clerk is called stands with each correction, whoever sees it, and is only text."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Client
from starlette.testclient import TestClient

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.store import log
from appendix_pipeline.store.log import Subject
from appendix_pipeline.web import make_app
from visitor import Visitor


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Visitor, Visitor]]:
    """Two people at one page, each with a browser."""
    app = make_app(ServeOptions(tmp_path / "desk"))
    with TestClient(app, base_url="http://localhost") as one:
        yield Visitor(one), Visitor(TestClient(app, base_url="http://localhost"))


def call(visitor: Visitor, name: str, back: str = "/") -> str:
    """Say what one is called; return where that leads."""
    data = {"token": visitor.token(), "who": name, "back": back}
    answer = visitor.client.post("/who", data=data, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def correct(visitor: Visitor, path: str, before: str, after: str) -> str:
    """Correct the deadline of IV.2; return the page that is shown then."""
    data = {"token": visitor.token(), "seen-deadline": before, "deadline": after}
    return visitor.client.post(f"{path}/1/tasks/IV.2", data=data).text


def called(client: Client) -> str:
    """Return the name in the field of the page's head."""
    found = re.search(r'<input id="who"[^>]* value="([^"]*)"', client.get("/").text)
    assert found
    return unescape(found[1])


def logged(visitor: Visitor, path: str) -> list[str]:
    """Return who made the corrections of the log, the latest first."""
    page = visitor.client.get(path).text
    return [unescape(each) for each in re.findall(r'data-label="Người sửa">([^<]*)<', page)]


def test_who_corrected_is_in_the_log_and_told_to_who_comes_second(
    two: tuple[Visitor, Visitor],
) -> None:
    one, other = two
    path = one.drop_real()
    call(one, "Nguyễn Thị Hoa")
    correct(one, path, "", "Quý I/2026")
    page = correct(other, path, "", "Quý II/2026")
    assert "vừa được sửa thành “Quý I/2026” bởi Nguyễn Thị Hoa." in page
    correct(other, path, "Quý I/2026", "Quý II/2026")
    assert logged(one, path) == ["", "Nguyễn Thị Hoa"]
    # Nobody is named for what a nameless one did last.
    assert "Người khác vừa sửa mục này thành “Quý II/2026”" in correct(one, path, "x", "y")


def test_who_took_a_correction_back_is_in_the_log_and_told(two: tuple[Visitor, Visitor]) -> None:
    one, other = two
    path = one.drop_real()
    correct(one, path, "", "Quý I/2026")
    call(other, "Bình")
    (number,) = re.findall(r'name="number" value="(\d+)"', other.client.get(path).text)
    data = {"token": other.token(), "number": number}
    assert "(đã hoàn tác bởi Bình)" in other.client.post(f"{path}/1/undo", data=data).text
    assert "thành “(trống)” bởi Bình" in correct(one, path, "Quý I/2026", "Quý II/2026")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Trần   Văn\tB ", "Trần Văn B"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\u202eexe.docx\u0000\x1b[31m", "exe.docx [31m"),
        ('; Path=/x, a="b"', '; Path=/x, a="b"'),
        ("{}{0}%s", "{}{0}%s"),
        ("x" * 500, "x" * 60),
        ("", ""),
    ],
)
def test_a_name_is_only_text(visitor: Visitor, typed: str, kept: str) -> None:
    path = visitor.drop_real()
    call(visitor, typed)
    assert called(visitor.client) == kept
    correct(visitor, path, "", "Quý I/2026")
    assert logged(visitor, path) == [kept]
    assert "<script>alert" not in visitor.client.get(path).text


def test_a_name_can_be_taken_back(visitor: Visitor) -> None:
    call(visitor, "Hoa")
    call(visitor, " ")
    assert called(visitor.client) == ""
    assert "who" not in visitor.client.cookies


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/tasks?need=doubt", "/tasks?need=doubt"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("", "/"),
    ],
)
def test_one_stays_on_this_page(visitor: Visitor, back: str, to: str) -> None:
    assert call(visitor, "Hoa", back) == to


def test_a_forged_name_is_refused(visitor: Visitor) -> None:
    assert visitor.client.post("/who", data={"who": "Hoa"}).status_code == 403
    assert called(visitor.client) == ""


def test_what_was_typed_and_refused_is_not_left_for_a_name(visitor: Visitor) -> None:
    path = visitor.drop_real()
    assert 'action="/who"' not in correct(visitor, path, "x", "y")


def test_a_log_of_before_there_were_names_goes_on(tmp_path: Path) -> None:
    # The tables as they were made then.
    with sqlite3.connect(tmp_path / "desk.sqlite") as old:
        old.executescript("""
            create table dropped (
                id text primary key, name text not null, sha256 text not null,
                size integer not null, received text not null, error text not null default '',
                appendices integer not null default 0
            ) strict;
            create table corrections (
                number integer primary key, sha256 text not null, appendix integer not null,
                task text not null, field text not null, before text not null,
                after text not null, at text not null, undone text not null default ''
            ) strict;
            insert into corrections values
                (1, 's', 1, 'I.1', 'lead', 'a', 'b', '2025-11-01T00:00:00+00:00', '');
        """)
    old.close()
    subject = Subject("s", 1)
    (entry,) = log.entries(tmp_path, subject)
    assert (entry.correction.after, entry.correction.who) == ("b", "")
    assert log.undo(tmp_path, subject, 1, "Hoa")
    (entry,) = log.entries(tmp_path, subject)
    assert entry.undone_by == "Hoa"
