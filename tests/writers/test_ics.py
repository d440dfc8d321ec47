"""The calendar, read back by a library that is not ours."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset, Extra
from appendix_pipeline.model.deadline import Resolution
from appendix_pipeline.normalise.corrections import correct
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import remark, write
from appendix_pipeline.writers.calendar.lines import content, text
from appendix_pipeline.writers.calendar.series import first_day, rules
from samples import dataset


def made(data: Dataset) -> bytes:
    return write("ics", data, "x", WriteOptions())["x.ics"]


def parts(data: Dataset, kind: str) -> list[Any]:
    return list(Calendar.from_ical(made(data)).walk(kind))


def due(text: str, issued: str = "2025-10", **resolved: Any) -> Dataset:
    """Return a dataset whose one task has this deadline."""
    deadline = parse_deadline(text, issued)
    if resolved:
        deadline = replace(deadline, resolved=Resolution(**resolved))
    data = dataset()
    plan = replace(data.plan, date=issued)
    return replace(data, plan=plan, tasks=(replace(data.tasks[0], deadline=deadline),))


def test_a_task_is_a_to_do_in_the_order_of_the_plan(real: Dataset) -> None:
    todos = parts(real, "VTODO")
    assert [str(each["SUMMARY"]).partition(". ")[0] for each in todos] == [t.id for t in real.tasks]
    assert len({str(each["UID"]) for each in todos}) == len(real.tasks)


def test_every_known_due_date_is_a_to_do_and_an_event(real: Dataset) -> None:
    expected = [date.fromisoformat(t.deadline.due_end) for t in real.tasks if t.deadline.due_end]
    assert [each["DUE"].dt for each in parts(real, "VTODO") if "DUE" in each] == expected
    assert [each["DTSTART"].dt for each in parts(real, "VEVENT")] == expected


def test_what_the_source_says_is_in_the_description(real: Dataset) -> None:
    for todo, task in zip(parts(real, "VTODO"), real.tasks, strict=True):
        words = str(todo["DESCRIPTION"])
        assert task.content in words
        assert task.deadline.raw in words


def test_a_task_that_waits_has_no_date_and_says_what_for() -> None:
    data = due("Sau khi có hướng dẫn của Bộ Nội vụ")
    (todo,) = parts(data, "VTODO")
    assert todo["STATUS"] == "NEEDS-ACTION"
    assert "DUE" not in todo
    assert "Điều kiện phải chờ: Sau khi có hướng dẫn của Bộ Nội vụ" in str(todo["DESCRIPTION"])
    assert parts(data, "VEVENT") == []


def test_a_resolved_deadline_has_the_date_that_follows() -> None:
    data = due("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", due="2025-10-24")
    (todo,) = parts(data, "VTODO")
    assert todo["DUE"].dt == date(2025, 10, 24)
    assert "Điều kiện" not in str(todo["DESCRIPTION"])


def test_a_clock_time_is_given_in_utc() -> None:
    (todo,) = parts(due("Trước 17h00 ngày 20/11/2025"), "VTODO")
    assert todo["DUE"].dt == datetime(2025, 11, 20, 10, tzinfo=UTC)


def test_an_open_end_has_a_start_and_no_due_date() -> None:
    (todo,) = parts(due("Từ tháng 8/2026"), "VTODO")
    assert todo["DTSTART"].dt == date(2026, 8, 1)
    assert "DUE" not in todo


@pytest.mark.parametrize(
    ("text", "rule", "first"),
    [
        ("Hằng quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", date(2025, 12, 31)),
        ("Trước ngày 15 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=14", date(2025, 10, 14)),
        ("Trước ngày 01 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", date(2025, 10, 31)),
        ("Trước ngày 01/01 hằng năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", date(2025, 12, 31)),
        ("Trước thứ Hai hằng tuần", "FREQ=WEEKLY;BYDAY=SU", date(2025, 10, 5)),
        ("Trước 16h00 thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR", date(2025, 10, 3)),
        ("Hằng năm, giai đoạn 2026-2030",
         "FREQ=YEARLY;UNTIL=20301231;BYMONTH=12;BYMONTHDAY=-1", date(2026, 12, 31)),
        ("Trước ngày 15/6 hằng năm, từ năm 2027", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=14",
         date(2027, 6, 14)),
    ],
)  # fmt: skip
def test_a_repeated_deadline_has_its_rule_and_first_day(text: str, rule: str, first: date) -> None:
    (event,) = parts(due(text), "VEVENT")
    found = event["RRULE"].to_ical().decode()
    assert sorted(found.split(";")) == sorted(rule.split(";"))
    assert event["DTSTART"].dt == first


def test_what_is_repeated_beside_a_date_binds_its_own_days() -> None:
    data = due("Tháng 12/2025, báo cáo trước ngày 25 hằng tháng")
    _, series = parts(data, "VEVENT")
    assert series["RRULE"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=24"
    assert series["DTSTART"].dt == date(2025, 10, 24)


def test_two_series_are_two_to_dos() -> None:
    uids = [str(each["UID"]) for each in parts(due("Định kỳ 6 tháng, năm"), "VTODO")]
    assert len(set(uids)) == 2


def test_the_same_task_has_the_same_uid_when_the_plan_gets_its_number_and_its_dates() -> None:
    waiting, known = due("Tháng 11/2025"), due("Tháng 12/2025", "2025-10-17")
    known = replace(known, plan=replace(known.plan, number="123"))
    assert parts(waiting, "VTODO")[0]["UID"] == parts(known, "VTODO")[0]["UID"]


def test_a_plan_without_a_date_has_no_series_that_would_begin_nowhere() -> None:
    (todo,) = parts(due("Hằng quý", ""), "VTODO")
    assert "RRULE" not in todo


def test_lines_end_as_the_standard_says(real: Dataset) -> None:
    stream = made(real)
    assert stream.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in stream.replace(b"\r\n", b"")
    assert max(map(len, stream.split(b"\r\n"))) <= 75


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_comes_back_as_it_was(words: str) -> None:
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VTODO",
        f"SUMMARY:{text(words)}",
        "END:VTODO",
        "END:VCALENDAR",
    ]
    (todo,) = Calendar.from_ical(content(lines)).walk("VTODO")
    assert str(todo["SUMMARY"]) == words


def test_a_rule_that_has_ended_has_no_first_day() -> None:
    (rule,) = rules(parse_deadline("Hằng năm, giai đoạn 2020-2022", "2025"))
    assert first_day(rule, date(2025, 1, 1)) is None


def test_the_tasks_without_a_day_are_named_in_the_calendar_and_to_the_user(real: Dataset) -> None:
    undated = [task.id for task in real.tasks if not task.deadline.due_end]
    said = remark("ics", real, WriteOptions())
    assert said.startswith(f"{len(undated)} trong {len(real.tasks)} nhiệm vụ")
    assert said.endswith(": " + ", ".join(undated))
    described = str(Calendar.from_ical(made(real))["X-WR-CALDESC"])
    assert described.replace("\\,", ",") == said


def test_where_every_task_has_a_day_nothing_is_remarked() -> None:
    assert remark("ics", due("Tháng 11/2025"), WriteOptions()) == ""


def test_a_day_that_still_waits_is_tentative_until_the_event_came() -> None:
    waiting = due("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)")
    (event,) = parts(waiting, "VEVENT")
    assert event["STATUS"] == "TENTATIVE"
    (event,) = parts(due("Tháng 12/2025"), "VEVENT")
    assert "STATUS" not in event


def test_a_condition_that_came_too_late_asks_for_a_new_day() -> None:
    waiting = due("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)")
    late = [Correction(waiting.tasks[0].id, "met", "", "2026-01-05", "2026-01-06T09:00")]
    (event,) = parts(correct(waiting, late), "VEVENT")
    assert "điều kiện có sau khi đã hết hạn: cần ấn định lại" in str(event["DESCRIPTION"])


def with_done(data: Dataset, day: str) -> Dataset:
    """Return `data` as it is once a clerk has said that its one task was done on `day`."""
    return correct(data, [Correction(data.tasks[0].id, "done", "", day, "2025-11-30T09:00")])


def test_a_task_that_is_done_is_completed_and_no_longer_in_the_calendar() -> None:
    data = with_done(due("Tháng 12/2025"), "2025-11-03")
    (todo,) = parts(data, "VTODO")
    assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    assert todo["COMPLETED"].dt == datetime(2025, 11, 3, 5, tzinfo=UTC)
    assert todo["DUE"].dt == date(2025, 12, 31)
    assert "Hoàn thành ngày 03/11/2025" in str(todo["DESCRIPTION"])
    assert parts(data, "VEVENT") == []


def test_what_is_done_is_repeated_no_more() -> None:
    data = with_done(due("Định kỳ 6 tháng, năm"), "2025-11-03")
    assert [each["STATUS"] for each in parts(data, "VTODO")] == ["COMPLETED", "COMPLETED"]
    assert not any("RRULE" in each for each in parts(data, "VTODO"))


def test_a_task_that_is_done_on_a_day_nobody_named_has_none() -> None:
    data = due("Tháng 12/2025")
    task = replace(data.tasks[0], extras=(Extra("status", "Trạng thái", "Hoàn thành"),))
    (todo,) = parts(replace(data, tasks=(task,)), "VTODO")
    assert todo["STATUS"] == "COMPLETED"
    assert "COMPLETED" not in todo


def test_a_task_that_is_done_lacks_no_day() -> None:
    waiting = due("Sau khi có hướng dẫn của Bộ Nội vụ")
    assert remark("ics", waiting, WriteOptions()) != ""
    assert remark("ics", with_done(waiting, "2025-11-03"), WriteOptions()) == ""


def test_communes_with_one_form_of_plan_have_to_dos_of_their_own() -> None:
    one = due("Tháng 11/2025")
    other = replace(one, plan=replace(one.plan, place=replace(one.plan.place, code="11257")))
    assert parts(one, "VTODO")[0]["UID"] != parts(other, "VTODO")[0]["UID"]


def test_control_characters_do_not_break_a_line() -> None:
    assert text("a\x0bb\x00c\td\r\ne\x7f") == "abc\td\\ne"


def test_every_day_can_be_taken_by_a_calendar_that_knows_events_only(real: Dataset) -> None:
    for event in parts(real, "VEVENT"):
        assert {"UID", "DTSTAMP", "SUMMARY", "DTSTART"} <= set(event)
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTSTAMP"].dt == datetime(2025, 10, 1, tzinfo=UTC)
