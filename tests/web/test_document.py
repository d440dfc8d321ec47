"""A document's page: what was read beside the source as drawn, filtered, doubts first."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.options import Options, ServeOptions
from appendix_pipeline.pipeline import read_stages
from appendix_pipeline.web import make_app
from drawing import HEADER, appendix, table
from visitor import REAL, Visitor

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"


def tasks(page: str) -> list[str]:
    """Return the ids of the tasks on a page."""
    return re.findall(r'<tr id="task-([^"]+)"', page)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # What the real appendix says: "sau khi có …" four times, "Theo yêu cầu của …" once.
        ({"state": "waiting"}, {"IV.1", "VI.1", "VI.2", "VI.3", "VI.8"}),
        ({"state": "missing"}, {"IV.2"}),
        ({"finding": "missing-lead"}, {"V.1"}),
        ({"words": "bang gia dat"}, {"IV.3"}),
        ({"words": "không có chữ này"}, set()),
    ],
)
def test_tasks_are_filtered(visitor: Visitor, asked: dict[str, str], expected: set[str]) -> None:
    page = visitor.client.get(visitor.drop_real(), params=asked).text
    assert set(tasks(page)) == expected
    assert f"{len(expected)} trên 31 nhiệm vụ" in page


def test_findings_are_chosen_by_their_names_with_counts(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.drop_real(), params={"finding": "missing-lead"}).text
    select = page[page.index('<select name="finding">') :].partition("</select>")[0]
    assert '<option value="missing-lead" selected>Chưa có cơ quan chủ trì (1)</option>' in select
    assert '<option value="missing-deadline">Chưa có thời hạn (1)</option>' in select
    shown = re.findall(r"<option[^>]*>([^<]*)</option>", select)
    assert not any(re.search("[a-z]-[a-z]", name) for name in shown)


def test_the_source_is_shown_as_drawn(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.drop_real()).text
    grids = [part.grid for part in read_stages(REAL, Options()).appendices[0].table.parts]
    shown = re.findall(r'<td id="t(\d+)r(\d+)c(\d+)"([^>]*)>', page)
    assert len(shown) == sum(len(grid.cells) for grid in grids) > 100
    merged = [spans for *_, spans in shown if spans]
    assert 'colspan="2"' in " ".join(merged)
    assert 'rowspan="2"' in " ".join(merged)


def test_a_task_names_its_cells_in_the_source(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.drop_real()).text
    ids = set(re.findall(r'<td id="([^"]+)"', page))
    named = [cells.split() for cells in re.findall(r'data-cells="([^"]*)"', page)]
    assert len(named) == 31
    assert all(cells and ids.issuperset(cells) for cells in named)
    (content,) = re.findall(r'<tr id="task-IV\.4" data-cells="\S+ (\S+)', page)
    (text,) = re.findall(rf'<td id="{content}"[^>]*>([^<]*)', page)
    assert unescape(text).startswith("Xây dựng tổng thể hệ thống hồ sơ địa chính")


def test_findings_come_before_the_tasks_and_lead_to_them(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.drop_real()).text
    found = re.findall(r'<a href="#task-([^"]+)">', page[: page.index("<tr id=")])
    assert found == ["III.1", "IV.1", "IV.2", "IV.2", "V.1", "VI.8"]


def test_the_words_of_a_cell_are_only_text(visitor: Visitor) -> None:
    row = " | ".join([HOSTILE] * 5)
    page = visitor.drop(
        (f"{HOSTILE}.docx", appendix(table(f"{HEADER}1 | {HOSTILE} | a | b | c\n{row}")))
    )
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "{{7*7}}" in page


def test_each_appendix_of_a_file_has_its_page(visitor: Visitor) -> None:
    first = table(f"{HEADER}1 | Việc thứ nhất | A | B | Quý I/2026")
    second = table(f"{HEADER}1 | Việc thứ hai | A | B | Quý I/2026")
    heading = "<w:p><w:r><w:t>PHỤ LỤC {}</w:t></w:r></w:p>".format
    data = appendix(heading("I"), first, heading("II"), second)
    page = visitor.drop(("hai.docx", data))
    assert "Việc thứ nhất" in page
    assert "Việc thứ hai" not in page
    path = re.findall(r'href="(/documents/[^/"]+)/', page)[0]
    assert "Việc thứ hai" in visitor.client.get(path, params={"appendix": "2"}).text
    assert visitor.client.get(path, params={"appendix": "3"}).status_code == 404


def test_a_document_that_is_gone_is_said_to_be(visitor: Visitor) -> None:
    answer = visitor.client.get("/documents/none")
    assert answer.status_code == 404
    assert "Không còn tài liệu này" in answer.text


def test_the_timeline_has_a_lane_for_each_section_and_says_the_same_in_words(
    visitor: Visitor,
) -> None:
    page = visitor.client.get(visitor.drop_real()).text
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert "style=" not in svg
    title = svg[svg.index("<title>") : svg.index("</title>")]
    assert "I. Về thể chế" in unescape(title)
    assert "IX." in unescape(title)


def test_in_english_the_words_of_the_source_are_marked_as_vietnamese(tmp_path: Path) -> None:
    app = make_app(ServeOptions(tmp_path, lang="en"))
    with TestClient(app, base_url="http://localhost") as client:
        path = Visitor(client).drop_real()
        page = client.get(path).text
        assert '<html lang="en">' in page
        assert page.count('<q lang="vi">') == 31
        assert '<table class="drawn" lang="vi">' in page
        picture = page.split("<svg")[1].split("</svg>")[0]
        assert ">Ongoing</text>" in picture
        assert "Thường xuyên" not in picture
        form = client.get(f"{path}/1/tasks/IV.2").text
        assert re.search(r'<textarea id="f-content"[^>]* lang="vi"', form)


def test_a_finding_of_a_task_that_is_filtered_out_leads_to_it(visitor: Visitor) -> None:
    path = visitor.drop_real()
    page = visitor.client.get(path, params={"state": "waiting"}).text
    assert '<a href="?appendix=1#task-IV.2">' in page
    assert '<a href="#task-IV.1">' in page


def test_the_filter_goes_along_to_the_form_of_a_task_and_back(visitor: Visitor) -> None:
    path = visitor.drop_real()
    page = visitor.client.get(path, params={"state": "waiting", "words": "hướng dẫn"}).text
    (address,) = re.findall(r'href="([^"]*/tasks/VI\.2[^"]*)"', page)
    data = {"token": visitor.token(), "seen-done": "", "done": "2025-11-20"}
    saved = visitor.client.post(unescape(address), data=data)
    assert "Đã lưu." in saved.text
    (back,) = re.findall(r'href="([^"]*)#task-VI\.2"', saved.text)
    again = visitor.client.get(unescape(back)).text
    assert set(tasks(again)) == set(tasks(page)) - {"VI.2"}


@pytest.mark.parametrize(
    ("deadline", "state"),
    [
        ("Tháng 12/2025", "sure"),
        ("Từ tháng 12/2025", "sure"),
        ("Thường xuyên", "ongoing"),
        ("Hằng quý", "recurring"),
        ("Sau khi có hướng dẫn của Bộ Nội vụ", "waiting"),
        ("Trong 30 ngày kể từ ngày có hướng dẫn của Bộ Nội vụ", "waiting"),
        ("Trong 30 ngày", "undated"),
        ("", "missing"),
        ("12//2025//", "unread"),
    ],
)
def test_a_deadline_is_said_to_stand_as_it_does(
    visitor: Visitor, deadline: str, state: str
) -> None:
    page = visitor.drop(("a.docx", appendix(table(f"{HEADER}1 | Rà soát | A | B | {deadline}"))))
    assert re.findall(r'class="state ([a-z]+)"', page) == [state]
