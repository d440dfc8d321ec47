"""The board: files dropped, listed, refused in one sentence, deleted."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from appendix_pipeline.options import Lang
from appendix_pipeline.readers.refusal import refusal
from appendix_pipeline.rules import load
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.reading import Reading, read
from drawing import HEAD, appendix, table
from visitor import REAL, Visitor

REFUSALS = load("refusals")["refusal"]
DRAWN = appendix(table(HEAD + "1 | Rà soát | Phòng Kinh tế | Công an xã | Tháng 12/2025"))
WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_one_file_is_shown_at_once(visitor: Visitor) -> None:
    page = visitor.drop((REAL.name, REAL.read_bytes()))
    assert page.count('id="task-') == 31


def test_several_files_are_listed_with_what_is_to_be_looked_at(visitor: Visitor) -> None:
    page = visitor.drop((REAL.name, REAL.read_bytes()), ("a.docx", DRAWN))
    assert page.index("a.docx") < page.index("hai-hung.docx")  # the latest first
    real = page[page.index(">hai-hung.docx<") :]
    numbers = {
        label: int(number)
        for label, number in re.findall(r'<td class="n[^"]*" data-label="([^"]+)">(\d+)<', real)
    }
    # Five tasks with warnings (IV.2 has two); five deadlines wait: IV.1, VI.1 to VI.3, VI.8.
    assert (numbers["Nhiệm vụ"], numbers["Cần xem"], numbers["Chờ điều kiện"]) == (31, 5, 5)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("trống.docx", b"", "Tệp rỗng."),
        ("ảnh.docx", b"\x89PNG\r\n", "không phải"),
        ("cũ.docx", WORD_97, "Word"),
        ("không bảng.docx", appendix("<w:p/>"), "Không thấy bảng nhiệm vụ"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    visitor: Visitor, name: str, data: bytes, words: str
) -> None:
    page = visitor.drop((name, data))
    assert name in page
    refused = page[page.index('class="refused">') :].partition("</p>")[0]
    assert words in refused
    assert "/tmp" not in refused


@pytest.mark.parametrize("name", ["../../x.docx", "C:\\a\\b.docx", "<b>đậm</b>.docx", "CON.docx"])
def test_a_name_is_only_text(visitor: Visitor, name: str, tmp_path: Path) -> None:
    visitor.drop((name, DRAWN))
    page = visitor.client.get("/").text
    assert "<b>đậm" not in page
    kept = [each.relative_to(tmp_path).parts for each in tmp_path.rglob("*") if each.is_file()]
    assert {parts[0] for parts in kept} == {"desk"}
    assert {parts[-1] for parts in kept if ".sqlite" not in parts[-1]} == {"source.docx"}


@pytest.mark.parametrize(
    ("name", "kept"), [("a.exe", "source"), ("A.DOC", "source.doc"), ("a.docx.lnk", "source")]
)
def test_only_known_suffixes_reach_the_disk(tmp_path: Path, name: str, kept: str) -> None:
    desk = Desk(tmp_path, 30)
    assert desk.path(desk.put(name, b"x").id).name == kept


def test_a_document_is_deleted_at_once(visitor: Visitor, tmp_path: Path) -> None:
    path = visitor.drop_real()
    asked = visitor.client.get(f"{path}/remove").text
    assert "Xóa “hai-hung.docx”?" in asked
    assert visitor.client.get(path).status_code == 200  # asking deletes nothing
    answer = visitor.client.post(f"{path}/remove", data={"token": visitor.token()})
    assert answer.status_code == 200
    assert "hai-hung" not in answer.text
    assert visitor.client.get(path).status_code == 404
    assert [each for each in (tmp_path / "desk").iterdir() if each.is_dir()] == []


def test_fifty_files_at_once_are_all_answered(visitor: Visitor) -> None:
    token = visitor.token()

    def drop(number: int) -> int:
        files = {"files": (f"{number}.docx", DRAWN)}
        return visitor.client.post("/", data={"token": token}, files=files).status_code

    with ThreadPoolExecutor(50) as pool:
        assert list(pool.map(drop, range(50))) == [200] * 50
    page = visitor.client.get("/").text
    assert all(f">{number}.docx<" in page for number in range(50))


def test_the_board_stands_though_the_files_of_a_document_are_gone(
    visitor: Visitor, tmp_path: Path
) -> None:
    path = visitor.drop_real()
    shutil.rmtree(tmp_path / "desk" / path.rpartition("/")[2])
    assert visitor.client.get(path).status_code == 404
    assert "hai-hung.docx" in visitor.client.get("/").text
    answer = visitor.client.post(f"{path}/remove", data={"token": visitor.token()})
    assert "hai-hung.docx" not in answer.text


def test_a_file_that_breaks_the_program_stops_no_other(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, name: str, lang: Lang) -> tuple[Reading, ...]:
        if name == "xấu.docx":
            raise RuntimeError(path)
        return read(path, name, lang)

    monkeypatch.setattr("appendix_pipeline.web.dropped.read", broken)
    page = visitor.drop(("xấu.docx", DRAWN), ("tốt.docx", DRAWN))
    refused = page[page.index('class="refused">') :].partition("</p>")[0]
    assert "Lỗi của chương trình" in refused
    assert ">tốt.docx</a>" in page


@pytest.mark.parametrize(
    "code", [code for code, each in REFUSALS.items() if each["hint"] == "raise"]
)
def test_a_refusal_names_no_option_of_the_command_line(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def refused(_: Path, name: str, __: Lang) -> tuple[Reading, ...]:
        raise refusal(name, code, limit=25, option="--max-thing")

    monkeypatch.setattr("appendix_pipeline.web.dropped.read", refused)
    page = visitor.drop(("a.docx", DRAWN))
    said = page[page.index('class="refused">') :].partition("</p>")[0]
    assert "--" not in said
    assert REFUSALS[code]["what"]["vi"].format(limit=25) in said
    assert "tách tệp" in said


def test_the_board_goes_by_need_then_by_name(visitor: Visitor) -> None:
    rows = {
        "a.docx": "Thường xuyên",
        "b.docx": "Sau khi có hướng dẫn của Bộ Nội vụ",
        "c.docx": "Tháng 12/2020",
        "d.docx": "Thường xuyên",
    }
    files = [
        (name, appendix(table(f"{HEAD}1 | Rà soát {name} | Phòng Kinh tế | Công an xã | {when}")))
        for name, when in rows.items()
    ]
    visitor.drop(*files, ("e.docx", b""))
    page = visitor.client.get("/").text
    shown = re.findall(r'<th scope="row">(?:<a[^>]*>)?(\w\.docx)', page)
    assert shown == ["e.docx", "c.docx", "b.docx", "a.docx", "d.docx"]
    latest = visitor.client.get("/", params={"order": "latest"}).text
    shown = re.findall(r'<th scope="row">(?:<a[^>]*>)?(\w\.docx)', latest)
    assert shown == ["e.docx", "d.docx", "c.docx", "b.docx", "a.docx"]


def test_many_documents_are_turned_over_page_by_page(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appendix_pipeline.web.board._A_PAGE", 4)
    desk = Desk(tmp_path / "desk", 30)
    for number in range(6):
        desk.note(desk.put(f"{number:03}.docx", b"x").id, error="Không đọc được.")
    pages = [visitor.client.get("/", params={"page": page}).text for page in (1, 2)]
    shown = [re.findall(r"(\d{3})\.docx<p", page) for page in pages]
    assert [len(each) for each in shown] == [4, 2]
    assert sorted(shown[0] + shown[1]) == [f"{number:03}" for number in range(6)]
    assert visitor.client.get("/", params={"page": "9" * 5_000}).status_code == 200


def test_more_files_than_a_form_may_have_are_refused_in_one_sentence(visitor: Visitor) -> None:
    files = [("files", (f"{number}.docx", b"x")) for number in range(101)]
    answer = visitor.client.post("/", data={"token": visitor.token()}, files=files)
    assert answer.status_code == 413
    assert "Hãy gửi ít tệp hơn" in answer.text
