"""A clerk corrects: all fields in one form, with a log, undone, told where another was quicker."""

import json
import re
from datetime import datetime, timedelta
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from appendix_pipeline.dates import today
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.options import ServeOptions
from appendix_pipeline.store import log
from appendix_pipeline.web import make_app
from drawing import HEAD, appendix, table
from visitor import REAL, Visitor


def correct(visitor: Visitor, path: str, place: str, before: str, after: str) -> str:
    """Send one field of a task ("IV.2/deadline"); return the page that is shown then."""
    task, field = place.split("/")
    if field == "met":  # the form says of which deadline
        words = raw(visitor, path, task)
        seen = {"seen-deadline": words, "deadline": words, "seen-met": before}
        return send(visitor, path, task, seen | {"met": after})
    return send(visitor, path, task, {f"seen-{field}": before, field: after})


def send(visitor: Visitor, path: str, task: str, fields: dict[str, str]) -> str:
    """Send the form of a task with some of its fields; return the page that is shown then."""
    data = {"token": visitor.token(), **fields}
    answer = visitor.client.post(f"{path}/1/tasks/{task}", data=data)
    assert answer.status_code in (200, 400, 409), answer.text
    return answer.text


def typed_in(page: str, field: str) -> str:
    """Return what stands in a field of the form."""
    found = re.search(rf'<input id="f-{field}"[^>]* value="([^"]*)"', page) or re.search(
        rf'<textarea id="f-{field}"[^>]*>\n([^<]*)', page
    )
    assert found, field
    return unescape(found[1])


def undo(visitor: Visitor, path: str, number: str) -> Response:
    """Take back a correction by its number."""
    return visitor.client.post(f"{path}/1/undo", data={"token": visitor.token(), "number": number})


def undoable(page: str) -> list[str]:
    """Return the numbers of the corrections that a page offers to take back, the latest first."""
    return re.findall(r'name="number" value="(\d+)"', page)


def task(visitor: Visitor, path: str, number: str) -> dict[str, object]:
    """Return a task as it is taken away."""
    tasks = json.loads(visitor.client.get(f"{path}/1/json").content)["tasks"]
    (found,) = (each for each in tasks if each["id"] == number)
    return dict(found)


def test_a_corrected_deadline_is_in_what_is_taken(visitor: Visitor) -> None:
    path = visitor.drop_real()
    assert "Đã lưu." in correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    deadline = task(visitor, path, "IV.2")["deadline"]
    assert isinstance(deadline, dict)
    assert (deadline["raw"], deadline["kind"], deadline["due_end"]) == (
        "Quý I/2026", "quarter", "2026-03-31",
    )  # fmt: skip
    book = openpyxl.load_workbook(BytesIO(visitor.client.get(f"{path}/1/xlsx").content))
    assert any("Quý I/2026" in str(cell.value) for row in book.worksheets[0] for cell in row)


def test_a_finding_goes_with_its_cause_and_the_source_stays_in_sight(visitor: Visitor) -> None:
    path = visitor.drop_real()
    before = visitor.client.get(path).text
    assert "Nhiệm vụ IV.2 chưa có thời hạn" in before
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    after = visitor.client.get(path).text
    assert "Nhiệm vụ IV.2 chưa có thời hạn" not in after
    row = after[after.index('<tr id="task-IV.2"') :].partition("</tr>")[0]
    assert "Quý I/2026" in row
    assert "Bản gốc: (trống)" in row


def test_a_day_may_be_chosen(visitor: Visitor) -> None:
    path = visitor.drop_real()
    send(visitor, path, "IV.2", {"seen-deadline": "", "deadline": "", "day": "2026-02-05"})
    deadline = task(visitor, path, "IV.2")["deadline"]
    assert isinstance(deadline, dict)
    assert (deadline["raw"], deadline["due_end"]) == ("05/02/2026", "2026-02-05")


def test_an_agency_is_resolved_again(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "V.1/lead", "", "Phòng Kinh tế; Công an xã")
    lead = task(visitor, path, "V.1")["lead"]
    assert isinstance(lead, dict)
    assert [each["name"] for each in lead["bodies"]] == ["Phòng Kinh tế", "Công an xã"]
    assert all(each["key"] for each in lead["bodies"])


def test_a_condition_is_met_on_a_day_and_taken_back(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "VI.2/met", "", "2025-11-20")
    deadline = task(visitor, path, "VI.2")["deadline"]
    assert isinstance(deadline, dict)
    assert {(each["status"], each["met_on"]) for each in deadline["conditions"]} == {
        ("met", "2025-11-20")
    }
    correct(visitor, path, "VI.2/met", "2025-11-20", "")
    deadline = task(visitor, path, "VI.2")["deadline"]
    assert isinstance(deadline, dict)
    assert {each["status"] for each in deadline["conditions"]} == {"pending"}


def test_a_condition_can_be_met_again_after_the_deadline_was_corrected(visitor: Visitor) -> None:
    path = visitor.drop_real()
    words = (
        "Tháng 12/2025 (Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ và Thành phố)"
    )
    correct(visitor, path, "VI.2/met", "", "2025-11-20")
    correct(visitor, path, "VI.2/deadline", words, "Sau khi có hướng dẫn của Bộ Nội vụ")
    page = correct(visitor, path, "VI.2/met", "", "2025-11-21")
    assert "Đã lưu." in page
    assert "thời hạn chưa ghi: cần ấn định." in page


def test_a_condition_that_nobody_saw_is_not_marked_met(visitor: Visitor) -> None:
    path = visitor.drop_real()
    words = raw(visitor, path, "VI.2")
    other = "Sau khi có hướng dẫn của Bộ Tài chính"
    correct(visitor, path, "VI.2/deadline", words, other)
    mine = {"seen-deadline": words, "deadline": words, "seen-met": "", "met": "2025-11-20"}
    page = send(visitor, path, "VI.2", mine)
    assert f"Người khác vừa sửa mục này thành “{other}”. Hãy xem lại" in page
    assert (typed_in(page, "deadline"), typed_in(page, "met")) == (other, "2025-11-20")
    deadline = task(visitor, path, "VI.2")["deadline"]
    assert isinstance(deadline, dict)
    assert {each["status"] for each in deadline["conditions"]} == {"pending"}
    # Seen now, and meant.
    assert "Đã lưu." in send(
        visitor, path, "VI.2", mine | {"seen-deadline": other, "deadline": other}
    )


def test_where_nothing_waits_there_is_no_day_on_which_it_came(visitor: Visitor) -> None:
    path = visitor.drop_real()
    assert raw(visitor, path, "I.1") == "Tháng 11/2025"
    assert "không chờ điều kiện nào" in correct(visitor, path, "I.1/met", "", "2025-11-20")
    assert undoable(visitor.client.get(path).text) == []


@pytest.mark.parametrize("field", ["met", "done"])
def test_a_day_to_come_is_none_on_which_something_came(visitor: Visitor, field: str) -> None:
    path = visitor.drop_real()
    day = today()
    tomorrow = day + timedelta(days=1)
    assert "chưa tới" in correct(visitor, path, f"VI.2/{field}", "", tomorrow.isoformat())
    assert "Đã lưu." in correct(visitor, path, f"VI.2/{field}", "", day.isoformat())


def test_one_day_for_several_conditions_is_said_to_be_one(visitor: Visitor) -> None:
    path = visitor.drop_real()
    for number, told in (("VI.2", True), ("VI.3", False)):
        page = visitor.client.get(f"{path}/1/tasks/{number}").text
        assert ("Ngày này ghi cho tất cả" in page) == told
        assert "Đang chờ: " in page


def test_a_task_is_done_on_a_day_and_taken_back(visitor: Visitor) -> None:
    path = visitor.drop_real()
    before = task(visitor, path, "VI.2")
    assert "Đã lưu." in correct(visitor, path, "VI.2/done", "", "2025-11-20")
    page = visitor.client.get(path).text
    row = page[page.index('<tr id="task-VI.2"') :].partition("</tr>")[0]
    assert "đã hoàn thành" in row
    assert "hoàn thành 20/11/2025" in row
    assert 'data-label="Sau"><span class="typed" lang="vi">20/11/2025<' in page
    book = openpyxl.load_workbook(BytesIO(visitor.client.get(f"{path}/1/xlsx").content))
    sheet = book.worksheets[0]
    rows = {str(row[0].value): {cell.value for cell in row} for row in sheet if row[0].value}
    assert {"Hoàn thành", "Hoàn thành ngày 20/11/2025"} <= rows["VI.2"]
    # Another day takes the place of the first, none takes all of it back.
    correct(visitor, path, "VI.2/done", "2025-11-20", "2025-11-21")
    correct(visitor, path, "VI.2/done", "2025-11-21", "")
    assert task(visitor, path, "VI.2") == before


@pytest.mark.parametrize("day", ["2025-02-30", "hôm nay", "20/11/2025"])
def test_what_is_no_day_is_refused(visitor: Visitor, day: str) -> None:
    path = visitor.drop_real()
    assert "Ngày không hợp lệ." in correct(visitor, path, "VI.2/met", "", day)


def test_who_comes_second_is_told_and_nothing_is_overwritten(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    page = correct(visitor, path, "IV.2/deadline", "", "Quý II/2026")
    assert "Người khác vừa sửa mục này thành “Quý I/2026”" in page
    deadline = task(visitor, path, "IV.2")["deadline"]
    assert isinstance(deadline, dict)
    assert deadline["raw"] == "Quý I/2026"


def test_corrections_are_logged_and_undone_one_by_one(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    correct(visitor, path, "IV.2/deadline", "Quý I/2026", "Quý II/2026")
    for expected in ("Quý I/2026", ""):
        (number,) = undoable(visitor.client.get(path).text)
        page = undo(visitor, path, number).text
        assert raw(visitor, path, "IV.2") == expected
    log = page[page.index('class="log"') :].partition("</details>")[0]
    assert len(re.findall(r'<tr class="undone">', log)) == 2
    assert undoable(page) == []


def raw(visitor: Visitor, path: str, number: str) -> str:
    """Return the words of a task's deadline as they are taken away."""
    deadline = task(visitor, path, number)["deadline"]
    assert isinstance(deadline, dict)
    return str(deadline["raw"])


def test_nobody_takes_back_what_someone_else_corrected_later(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    (mine,) = undoable(visitor.client.get(path).text)
    correct(visitor, path, "V.1/lead", "", "Công an xã")
    # Both can be taken back, each by itself.
    assert len(undoable(visitor.client.get(path).text)) == 2
    assert undo(visitor, path, mine).status_code == 200
    assert raw(visitor, path, "IV.2") == ""
    lead = task(visitor, path, "V.1")["lead"]
    assert isinstance(lead, dict)
    assert lead["text"] == "Công an xã"


def test_a_correction_that_another_stands_on_is_not_taken_back(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    (first,) = undoable(visitor.client.get(path).text)
    correct(visitor, path, "IV.2/deadline", "Quý I/2026", "Quý II/2026")
    for number in (first, "999", "", "x", "9" * 5_000):
        answer = undo(visitor, path, number)
        assert answer.status_code == 409
        assert "xem nhật ký" in answer.text
    assert raw(visitor, path, "IV.2") == "Quý II/2026"


def test_all_fields_are_saved_by_one_form(visitor: Visitor) -> None:
    path = visitor.drop_real()
    fields = {"seen-deadline": "", "deadline": "Quý I/2026", "seen-lead": "x", "lead": "x"}
    page = visitor.client.get(f"{path}/1/tasks/IV.2").text
    lead = typed_in(page, "lead")
    fields |= {"seen-lead": lead, "lead": "Công an xã"}
    fields |= {"seen-content": "như cũ", "content": "như cũ"}  # seen so and left so: no correction
    assert "Đã lưu." in send(visitor, path, "IV.2", fields)
    found = task(visitor, path, "IV.2")
    assert isinstance(found["lead"], dict)
    assert (raw(visitor, path, "IV.2"), found["lead"]["text"]) == ("Quý I/2026", "Công an xã")
    assert "như cũ" not in str(found)


def test_nothing_is_saved_and_nothing_typed_is_lost_where_one_field_changed(
    visitor: Visitor,
) -> None:
    path = visitor.drop_real()
    content = typed_in(visitor.client.get(f"{path}/1/tasks/IV.2").text, "content")
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    mine = {"seen-content": content, "content": "Việc viết lại", "seen-deadline": ""}
    page = send(visitor, path, "IV.2", mine | {"deadline": "Quý II/2026"})
    assert "Người khác vừa sửa mục này thành “Quý I/2026”" in page
    assert (typed_in(page, "deadline"), typed_in(page, "content")) == (
        "Quý II/2026", "Việc viết lại",
    )  # fmt: skip
    assert task(visitor, path, "IV.2")["content"] == content
    again = dict(re.findall(r'name="(seen-[a-z]+)" value="([^"]*)"', page))
    again = {name: unescape(value) for name, value in again.items()}
    send(visitor, path, "IV.2", again | {"content": "Việc viết lại", "deadline": "Quý II/2026"})
    assert task(visitor, path, "IV.2")["content"] == "Việc viết lại"
    assert raw(visitor, path, "IV.2") == "Quý II/2026"


def test_two_who_make_the_same_correction_do_not_disagree(visitor: Visitor) -> None:
    path = visitor.drop_real()
    for _ in range(2):
        assert "Đã lưu." in correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    assert len(re.findall(r"<td data-label=\"Lúc\">", visitor.client.get(path).text)) == 1


def test_where_nothing_was_changed_nothing_is_said_to_be_saved(visitor: Visitor) -> None:
    path = visitor.drop_real()
    page = correct(visitor, path, "IV.2/lead", "Công an xã", " Công an xã ")
    assert "Không có gì thay đổi." in page
    assert "Đã lưu." not in page
    assert 'id="log"' not in visitor.client.get(path).text


def test_words_are_kept_where_the_day_is_none(visitor: Visitor) -> None:
    path = visitor.drop_real()
    fields = {"seen-met": "", "met": "2025-02-30", "seen-lead": "x", "lead": "Công an xã"}
    page = send(visitor, path, "VI.2", fields)
    assert "Ngày không hợp lệ." in page
    assert typed_in(page, "lead") == "Công an xã"


def test_a_deadline_in_words_and_another_day_are_asked_about(visitor: Visitor) -> None:
    path = visitor.drop_real()
    fields = {"seen-deadline": "", "deadline": "Quý I/2026", "day": "2026-02-05"}
    page = send(visitor, path, "IV.2", fields)
    assert "Hãy giữ một" in page
    assert typed_in(page, "deadline") == "Quý I/2026"
    assert raw(visitor, path, "IV.2") == ""
    assert "Đã lưu." in send(visitor, path, "IV.2", fields | {"deadline": "05/02/2026"})
    assert raw(visitor, path, "IV.2") == "05/02/2026"


def test_a_met_condition_stays_met_where_the_words_are_mended_beside(visitor: Visitor) -> None:
    path = visitor.drop_real()
    words = raw(visitor, path, "VI.2")
    correct(visitor, path, "VI.2/met", "", "2025-11-20")
    fields = {"seen-deadline": words, "deadline": words.replace("12/2025", "11/2025")}
    send(visitor, path, "VI.2", fields | {"seen-met": "2025-11-20", "met": "2025-11-20"})
    deadline = task(visitor, path, "VI.2")["deadline"]
    assert isinstance(deadline, dict)
    assert deadline["raw"].startswith("Tháng 11/2025")
    assert {each["met_on"] for each in deadline["conditions"]} == {"2025-11-20"}


def test_a_correction_that_no_longer_fits_is_not_made_and_told(
    visitor: Visitor, tmp_path: Path
) -> None:
    # As if another version had read IV.2 otherwise when it was corrected.
    path = visitor.drop_real()
    digest = sha256(REAL.read_bytes()).hexdigest()
    stale = Correction("IV.2", "deadline", "Quý IV/2024", "Quý I/2026", "2025-11-01T00:00:00+00:00")
    log.add(tmp_path / "desk", log.Subject(digest, 1), [stale], lambda *_: "Quý IV/2024")
    page = visitor.client.get(path).text
    assert "Có 1 lần sửa không còn khớp" in page
    assert raw(visitor, path, "IV.2") == ""


def test_corrections_survive_a_new_start_and_the_same_file_dropped_again(tmp_path: Path) -> None:
    options = ServeOptions(tmp_path)
    with TestClient(make_app(options), base_url="http://localhost") as client:
        visitor = Visitor(client)
        correct(visitor, visitor.drop_real(), "IV.2/deadline", "", "Quý I/2026")
    with TestClient(make_app(options), base_url="http://localhost") as client:
        visitor = Visitor(client)
        deadline = task(visitor, visitor.drop_real(), "IV.2")["deadline"]
        assert isinstance(deadline, dict)
        assert deadline["raw"] == "Quý I/2026"


@pytest.mark.parametrize(
    ("text", "said"),
    [("Quý I/2026", "31/03/2026"), ("31/9/2026", ""), ("x" * 100_000, "")],
)
def test_a_deadline_is_read_as_it_is_typed(visitor: Visitor, text: str, said: str) -> None:
    answer = visitor.client.get("/deadline", params={"text": text[:2_000], "issued": "2025-10"})
    assert answer.status_code == 200
    assert said in answer.text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"seen-deadline": "", "deadline": "x"}, 403),
        ({"seen-deadline": "", "deadline": "x", "token": ""}, 403),
    ],
)
def test_a_forged_correction_is_refused(
    visitor: Visitor, data: dict[str, str], status: int
) -> None:
    path = visitor.drop_real()
    assert visitor.client.post(f"{path}/1/tasks/IV.2", data=data).status_code == status
    assert visitor.client.post(f"{path}/1/undo", data=data).status_code == 403


@pytest.mark.parametrize("field", ["number", "", "__class__"])
def test_only_fields_that_can_be_corrected_are(visitor: Visitor, field: str) -> None:
    path = visitor.drop_real()
    correct(visitor, path, f"IV.2/{field}", "", "x")
    assert 'id="log"' not in visitor.client.get(path).text


def test_what_no_cell_can_hold_is_refused(visitor: Visitor) -> None:
    """What was typed comes back with the reason."""
    data = {"token": visitor.token(), "seen-content": "", "content": "x" * 10_001}
    answer = visitor.client.post(f"{visitor.drop_real()}/1/tasks/IV.2", data=data)
    assert answer.status_code == 400
    assert "dài quá 10.000 ký tự" in answer.text
    assert "x" * 10_001 in answer.text


@pytest.mark.parametrize("address", ["1/tasks/none", "2/tasks/IV.2", "0/tasks/IV.2"])
def test_a_task_that_is_not_there_is_not_shown(visitor: Visitor, address: str) -> None:
    assert visitor.client.get(f"{visitor.drop_real()}/{address}").status_code == 404


def test_a_day_without_the_words_of_the_deadline_overwrites_nothing(visitor: Visitor) -> None:
    path = visitor.drop_real()
    data = {"token": visitor.token(), "day": "2026-02-05"}
    assert visitor.client.post(f"{path}/1/tasks/I.1", data=data).status_code == 409
    assert undoable(visitor.client.get(path).text) == []


def sheet(visitor: Visitor, path: str, name: str) -> list[tuple[object, ...]]:
    """Return the rows of a sheet of the workbook, from its header on; none where it is not."""
    book = openpyxl.load_workbook(BytesIO(visitor.client.get(f"{path}/1/xlsx").content))
    return list(book[name].iter_rows(min_row=4, values_only=True)) if name in book else []


def calendar(visitor: Visitor, path: str) -> str:
    """Return the calendar, its folded lines whole and its texts as they are read."""
    content: bytes = visitor.client.get(f"{path}/1/ics").content
    return content.decode().replace("\r\n ", "").replace("\\n", "\n").replace("\\,", ",")


def test_outputs_tell_the_words_of_the_source_from_a_clerks(visitor: Visitor) -> None:
    path = visitor.drop_real()
    assert sheet(visitor, path, "Đã sửa") == []
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    correct(visitor, path, "IV.2/deadline", "Quý I/2026", "Quý II/2026")
    correct(visitor, path, "VI.2/met", "", "2025-11-20")
    correct(visitor, path, "I.1/done", "", "2025-11-28")
    made = json.loads(visitor.client.get(f"{path}/1/json").content)["corrections"]
    assert [[each[key] for key in ("task", "field", "before", "after")] for each in made] == [
        ["IV.2", "deadline", "", "Quý II/2026"],
        ["VI.2", "met", "", "2025-11-20"],
        ["I.1", "done", "", "2025-11-28"],
    ]
    assert all(datetime.fromisoformat(each["at"]).utcoffset() == timedelta() for each in made)
    head, *rows = sheet(visitor, path, "Đã sửa")
    assert head[:4] == ("Mã", "Cột", "Nguyên văn của phụ lục", "Đã sửa thành")
    assert [row[:4] for row in rows] == [
        ("IV.2", "Thời hạn (bằng chữ)", None, "Quý II/2026"),
        ("VI.2", "Điều kiện đã đáp ứng", None, "20/11/2025"),
        ("I.1", "Hoàn thành ngày", None, "28/11/2025"),
    ]
    told = calendar(visitor, path)
    assert ("Thời hạn (bằng chữ): Quý II/2026\nNguyên văn của phụ lục: (trống)") in told
    assert "nguyên văn" not in told


def test_what_was_corrected_back_is_no_correction(visitor: Visitor) -> None:
    path = visitor.drop_real()
    correct(visitor, path, "IV.2/deadline", "", "Quý I/2026")
    correct(visitor, path, "IV.2/deadline", "Quý I/2026", "")
    assert json.loads(visitor.client.get(f"{path}/1/json").content)["corrections"] == []


def test_a_met_condition_is_told_with_its_day(visitor: Visitor) -> None:
    path = visitor.drop_real()
    saved = correct(visitor, path, "VI.2/met", "", "2025-11-20")
    assert "Đã đáp ứng 20/11/2025: " in saved
    assert "Đang chờ: " not in saved
    page = visitor.client.get(path).text
    shown = [row for row in page.split('<tr id="task-')[1:] if "Đã đáp ứng 20/11/2025: " in row]
    assert [row.partition('"')[0] for row in shown] == ["VI.2"]
    assert "2025-11-20" not in page.split('id="log"')[1].split("</details>")[0]
    head, *rows = sheet(visitor, path, "Nhiệm vụ")
    met = {row[0]: row[head.index("Điều kiện đã đáp ứng")] for row in rows}
    assert str(met["VI.2"]).startswith("20/11/2025: ")
    assert [each for each in met.values() if each] == [met["VI.2"]]
    assert "Điều kiện đã đáp ứng: 20/11/2025: " in calendar(visitor, path)


def test_findings_of_a_task_are_told_where_it_is_corrected(visitor: Visitor) -> None:
    path = visitor.drop_real()
    fields = {"seen-deadline": "", "deadline": "lúc nào đó", "seen-lead": "", "lead": "Sở Mây Trời"}
    fields |= {"seen-lead": str(task(visitor, path, "IV.2")["lead"]["text"])}  # type: ignore[index]
    page = unescape(send(visitor, path, "IV.2", fields))
    assert "Chưa đọc được thời hạn “lúc nào đó”" in page
    assert "Sở Mây Trời" in page.split('<form class="edit"')[0]
    page = correct(visitor, path, "IV.2/deadline", "lúc nào đó", "Quý I/2026")
    assert "Chưa đọc được" not in page
    assert re.search(r'<output id="reading"[^>]*>[^<]*\(hạn 31/03/2026\)', page)


@pytest.mark.parametrize("number", ["..", ".", "2%", "2%25", "1?x#y", "Đ 1", "%2E%2E", "~1"])
def test_a_task_of_any_number_is_found_by_its_links(visitor: Visitor, number: str) -> None:
    row = f"{number} | Rà soát | Phòng Kinh tế | Công an xã | "
    page = visitor.drop(("a.docx", appendix(table(HEAD + row))))
    # From the task and from its finding.
    (address,) = set(map(unescape, re.findall(r'href="(/documents/[^"]*/tasks/[^"]*)"', page)))
    # Browsers take away what leads up, however it is quoted, and servers unquote what is not so.
    assert unquote(address) == address
    assert not {".", ".."} & set(address.split("/"))
    form = visitor.client.get(address)
    assert form.status_code == 200
    data = {"token": visitor.token(), "seen-content": "Rà soát", "content": "Rà soát lại"}
    saved = visitor.client.post(address, data=data)
    assert typed_in(saved.text, "content") == "Rà soát lại"
    assert saved.url.path == address
    places = {unquote(unescape(each)) for each in re.findall(r'href="[^"]*#(task-[^"]*)"', page)}
    assert places == {f"task-{number}"}  # it has no deadline
