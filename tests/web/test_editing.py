"""A clerk corrects: each field by itself, with a log, undone, and told where another was quicker."""

import json
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from starlette.testclient import TestClient

from appendix_pipeline.options import ServeOptions
from appendix_pipeline.web import make_app
from visitor import Visitor


def correct(visitor: Visitor, path: str, place: str, before: str, after: str) -> str:
    """Send one field of a task ("IV.2/deadline"); return the page that is shown then."""
    task, field = place.split("/")
    data = {"token": visitor.token(), "field": field, "before": before, "after": after}
    answer = visitor.client.post(f"{path}/1/tasks/{task}", data=data)
    assert answer.status_code in (200, 400, 409), answer.text
    return answer.text


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
    data = {"token": visitor.token(), "field": "deadline", "before": "", "after": "2026-02-05"}
    visitor.client.post(f"{path}/1/tasks/IV.2?by=date", data=data)
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
    assert "Đã lưu." in correct(visitor, path, "VI.2/met", "", "2025-11-21")


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
        page = visitor.client.post(f"{path}/1/undo", data={"token": visitor.token()}).text
        deadline = task(visitor, path, "IV.2")["deadline"]
        assert isinstance(deadline, dict)
        assert deadline["raw"] == expected
    log = page[page.index('class="log"') :].partition("</details>")[0]
    assert len(re.findall(r'<tr class="undone">', log)) == 2
    assert "Hoàn tác lần sửa cuối" not in log  # nothing is left to undo


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
        ({"field": "deadline", "before": "", "after": "x"}, 403),
        ({"field": "number", "before": "", "after": "x", "token": ""}, 403),
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
    data = {"token": visitor.token(), "field": field, "before": "", "after": "x"}
    assert visitor.client.post(f"{path}/1/tasks/IV.2", data=data).status_code == 400


@pytest.mark.parametrize("address", ["1/tasks/none", "2/tasks/IV.2", "0/tasks/IV.2"])
def test_a_task_that_is_not_there_is_not_shown(visitor: Visitor, address: str) -> None:
    assert visitor.client.get(f"{visitor.drop_real()}/{address}").status_code == 404
