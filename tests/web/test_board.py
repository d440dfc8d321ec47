"""The board: files dropped, listed, refused in one sentence, deleted."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drawing import HEAD, appendix, table
from visitor import REAL, Visitor

DRAWN = appendix(table(HEAD + "1 | Rà soát | Phòng Kinh tế | Công an xã | Tháng 12/2025"))
WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_one_file_is_shown_at_once(visitor: Visitor) -> None:
    page = visitor.drop((REAL.name, REAL.read_bytes()))
    assert page.count('id="task-') == 31


def test_several_files_are_listed_with_what_is_to_be_looked_at(visitor: Visitor) -> None:
    page = visitor.drop((REAL.name, REAL.read_bytes()), ("a.docx", DRAWN))
    assert page.index("a.docx") < page.index("hai-hung.docx")  # the latest first
    real = page[page.index(">hai-hung.docx<") :]
    numbers = [each.partition("<")[0] for each in real.split('<td class="n">')[1:]]
    # 31 tasks; six warnings, and five deadlines that wait: IV.1, VI.1 to VI.3, VI.8.
    assert numbers == ["31", "6", "5", "0"]


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
    assert {parts[-1] for parts in kept if not parts[-1].startswith("desk.sqlite")} == {
        "source.docx"
    }


def test_a_document_is_deleted_at_once(visitor: Visitor, tmp_path: Path) -> None:
    path = visitor.drop_real()
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
