"""Dates that follow: working days, events that were met, occurrences of a repetition."""

from datetime import date

import pytest

from appendix_pipeline.normalise.deadlines import (
    in_words,
    is_named,
    meet,
    meet_all,
    occurrences,
    parse_deadline,
    resolve,
)
from appendix_pipeline.normalise.deadlines.workdays import add_workdays, is_workday
from appendix_pipeline.rules import load

DAY = "2025-10-17"


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-10-17", True),  # a Friday
        ("2025-10-18", False),
        ("2025-04-30", False), ("2025-05-01", False), ("2025-05-02", False),
        ("2025-04-26", True),  # the Saturday worked for 2 May
        ("2025-01-29", False),  # Tết
        ("2026-01-02", False), ("2026-01-10", True),
        ("2025-09-01", False), ("2025-09-02", False),
    ],
)  # fmt: skip
def test_the_calendar_knows_holidays_and_days_swapped(day: str, *, worked: bool) -> None:
    assert is_workday(date.fromisoformat(day)) == worked


@pytest.mark.parametrize("swap", load("deadline_calendar")["swap"], ids=lambda s: str(s["off"]))
def test_a_swap_takes_a_weekday_off_for_a_saturday(swap: dict[str, date]) -> None:
    assert swap["off"].weekday() < 5
    assert swap["worked"].weekday() == 5
    assert swap["source"]


def test_the_day_of_the_event_does_not_count() -> None:
    assert add_workdays(date(2025, 10, 17), 5) == date(2025, 10, 24)
    assert add_workdays(date(2025, 10, 24), -5) == date(2025, 10, 17)


@pytest.mark.parametrize(
    ("text", "met", "due", "rules"),
    [
        # docs/deadlines.md, worked example 24
        ("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", "2025-10-17", "2025-10-24",
         ("R9 BLDS-147", "R13")),
        ("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", "2025-04-24", "2025-05-05",
         ("R9 BLDS-147", "R13")),
        ("Trong 30 ngày kể từ ngày nhận được hồ sơ", "2025-10-16", "2025-11-17",
         ("R9 BLDS-147", "R11 BLDS-148.5")),  # 15/11 is a Saturday
        ("Trong ba tháng kể từ ngày Nghị định có hiệu lực", "2025-11-30", "2026-03-02",
         ("R9 BLDS-147", "R10 BLDS-148.3", "R11 BLDS-148.5")),  # 28/2/2026 is a Saturday
        ("03-05 ngày làm việc sau khi có kết luận", "2025-10-17", "2025-10-24",
         ("R9 BLDS-147", "R13")),
        ("Chậm nhất 10 ngày trước ngày khai mạc", "2025-11-20", "2025-11-10", ("R9 BLDS-147",)),
    ],
)  # fmt: skip
def test_a_stretch_of_time_ends_where_the_law_says(
    text: str, met: str, due: str, rules: tuple[str, ...]
) -> None:
    deadline = meet(parse_deadline(text, DAY), "", met)
    found = resolve(deadline, DAY)
    assert (found.due, found.rules, found.waiting) == (due, rules, ())


def test_a_stretch_of_time_waits_for_its_event() -> None:
    deadline = parse_deadline("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", DAY)
    found = resolve(deadline, DAY)
    assert (found.due, found.waiting) == (None, ("kể từ ngày nhận được văn bản",))


def test_a_stretch_after_which_work_begins_has_a_start_and_no_due_day() -> None:
    deadline = parse_deadline("Sau 6 tháng kể từ khi Luật có hiệu lực", DAY)
    found = resolve(meet(deadline, "có hiệu lực", "2025-08-31"), DAY)
    assert (found.due, found.start) == (None, "2026-02-28")


def test_the_plan_itself_is_a_known_event_once_its_day_is() -> None:
    deadline = parse_deadline("Trong 07 ngày kể từ ngày ban hành Kế hoạch", DAY)
    assert resolve(deadline, DAY).due == "2025-10-24"
    assert resolve(deadline, "2025-10").waiting == ("kể từ ngày ban hành Kế hoạch",)


def test_a_day_in_place_of_an_event_is_known() -> None:
    deadline = parse_deadline("Trong 10 ngày kể từ ngày 15/11/2025", DAY)
    assert deadline.due_end is None
    assert resolve(deadline).due == "2025-11-25"


def test_a_year_whose_notices_were_not_seen_is_said() -> None:
    deadline = meet(parse_deadline("Trong 5 ngày làm việc kể từ ngày nhận", DAY), "", "2031-03-03")
    assert resolve(deadline).flags == ("calendar_unconfirmed",)


def test_a_calendar_date_is_not_moved_but_its_neighbours_are_told() -> None:
    found = resolve(parse_deadline("Tháng 11/2025", DAY), DAY)
    assert (found.due, found.last_workday, found.rolled) == (
        "2025-11-30", "2025-11-28", "2025-12-01",
    )  # fmt: skip
    assert found.rules == ("R1", "R12 BLDS-148.5")


def test_a_date_stays_conditional_until_its_event_is_met() -> None:
    deadline = parse_deadline("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)", DAY)
    assert resolve(deadline).waiting == ("sau khi có hướng dẫn của Bộ Nội vụ",)
    met = meet(deadline, "BỘ NỘI VỤ", "2025-11-03")
    assert met.conditions[0].status == "met"
    assert (resolve(met).due, resolve(met).waiting) == ("2025-12-31", ())
    assert meet(deadline, "Bộ Tài chính", "2025-11-03") == deadline


def test_a_condition_alone_tells_the_day_it_was_met_and_no_due_day() -> None:
    deadline = meet(parse_deadline("Sau khi có hướng dẫn của Bộ Nội vụ", DAY), "", "2025-11-03")
    assert (resolve(deadline).due, resolve(deadline).start) == (None, "2025-11-03")


TWO_ACTS = "Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ và Thành phố"


@pytest.mark.parametrize(
    ("named", "status"),
    [
        (["hướng dẫn của Bộ Nội vụ"], ["pending", "pending"]),  # not yet that of Thành phố
        (["huong dan"], ["pending", "met"]),  # words without a body stand for all of them
        (["Bộ Nội vụ", "thành phố"], ["pending", "met"]),
        (["Chính phủ", "hướng dẫn của Bộ Nội vụ và Thành phố"], ["met", "met"]),
        (["nghị quyết"], ["pending", "pending"]),
        (["h"], ["pending", "pending"]),
        ([""], ["met", "met"]),
    ],
)  # fmt: skip
def test_every_act_of_every_body_must_come(named: list[str], status: list[str]) -> None:
    met = meet_all(parse_deadline(TWO_ACTS, DAY), dict.fromkeys(named, "2025-11-03"))
    assert [each.status for each in met.conditions] == status


def test_an_event_is_met_when_its_last_body_acted() -> None:
    events = {"Bộ Nội vụ": "2025-12-01", "Thành phố": "2025-11-03"}
    assert meet_all(parse_deadline(TWO_ACTS, DAY), events).conditions[1].met_on == "2025-12-01"


def test_one_of_several_bodies_is_enough_where_the_text_says_or() -> None:
    deadline = parse_deadline("Sau khi có hướng dẫn của Bộ Nội vụ hoặc Sở Nội vụ", DAY)
    assert meet(deadline, "sở nội vụ", "2025-11-03").conditions[0].status == "met"


def test_an_event_is_found_by_its_words_alone() -> None:
    deadline = parse_deadline("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", DAY)
    assert is_named(deadline, "nhan duoc van ban")
    assert not is_named(deadline, " ")
    assert not is_named(parse_deadline("Tháng 12/2025", DAY), "văn bản")


def test_a_condition_that_is_met_gives_no_date_that_the_text_does_not_hold() -> None:
    deadline = parse_deadline("Sau khi có hướng dẫn của Bộ Nội vụ", DAY)
    assert resolve(deadline).flags == ()
    assert resolve(meet(deadline, "", "2025-11-03")).flags == ("to_be_set",)


def test_a_condition_that_came_too_late_is_said() -> None:
    deadline = parse_deadline("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)", DAY)
    assert resolve(meet(deadline, "", "2026-01-05")).flags == ("met_after_due",)


@pytest.mark.parametrize(
    ("text", "issued"), [("Tháng 01", "2014-01-08"), ("Thang 8/2026", "2026-04-08")]
)
def test_rest_days_that_move_are_told_here(text: str, issued: str) -> None:
    # 31/1/2014 was the first day of Tết; 31/8/2026 is a day off made up for.
    assert "due_on_rest_day" in resolve(parse_deadline(text, issued)).flags


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Hằng quý", ["2025-12-31", "2026-03-31", "2026-06-30"]),
        ("Trước ngày 15 hằng tháng", ["2025-11-14", "2025-12-14", "2026-01-14"]),
        ("Thường xuyên, báo cáo trước ngày 15 hằng tháng", ["2025-11-14", "2025-12-14", "2026-01-14"]),
        ("Thường xuyên, trước 17h ngày 20 hằng tháng", ["2025-10-20", "2025-11-20", "2025-12-20"]),
        ("Trước ngày 15/12/2025, báo cáo ngày 20 hằng tháng", ["2025-10-20", "2025-11-20", "2025-12-20"]),
        ("Thứ Sáu hàng tuần", ["2025-10-17", "2025-10-24", "2025-10-31"]),
        ("Hàng tuần", ["2025-10-19", "2025-10-26", "2025-11-02"]),
        ("Định kỳ 6 tháng, năm", ["2025-12-31", "2026-06-30", "2026-12-31"]),
        ("2 năm/lần", ["2025-12-31", "2027-12-31", "2029-12-31"]),
        ("Hằng năm, giai đoạn 2025-2026", ["2025-12-31", "2026-12-31"]),
        ("Ngày 30 hằng tháng", ["2025-10-30", "2025-11-30", "2025-12-30"]),
        ("Định kỳ", []),
        ("Tháng 11/2025", []),
    ],
)  # fmt: skip
def test_a_repetition_has_its_next_days(text: str, days: list[str]) -> None:
    assert list(occurrences(parse_deadline(text, DAY), DAY, 3)) == days


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("Trước ngày 30/11/2025", "trước ngày 30/11/2025", "before 30 November 2025"),
        ("QUÝ 4 - 2025", "quý IV/2025", "in quarter IV of 2025"),
        ("Trước ngày 15/6 và 15/12 hằng năm", "trước ngày 15/6, ngày 15/12 hằng năm",
         "before 15 June, 15 December every year"),
        ("Trong 05 ngày kể từ ngày 15/11/2025", "trong 5 ngày kể từ ngày 15/11/2025",
         "within 5 days counted from 15 November 2025"),
        ("Sau khi có hướng dẫn của Bộ Nội vụ, Sở Nội vụ",
         "sau khi có hướng dẫn của Bộ Nội vụ, Sở Nội vụ", "after guidance (“Sau khi có hướng dẫn của Bộ Nội vụ, Sở Nội vụ”)"),
        ("Cuối tháng 10 năm 2025", "cuối tháng 10/2025", "at the end of October 2025"),
        ("Ngày 20/11/2025", "ngày 20/11/2025", "on 20 November 2025"),
        ("Từ tháng 10 đến tháng 12/2025", "từ tháng 10/2025 đến tháng 12/2025",
         "from October 2025 to December 2025"),
        ("", "chưa ghi thời hạn", "no deadline given"),
        ("31/9/2025", "ngày tháng không có thật: “31/9/2025”", "no such date: “31/9/2025”"),
        ("…/…/2026", "còn chỗ trống chưa điền: “…/…/2026”",
         "a blank that nobody filled in: “…/…/2026”"),
        ("Chưa xác định", "chưa xác định thời hạn: “Chưa xác định”",
         "no deadline set yet: “Chưa xác định”"),
        ("Xong sớm nhé", "chưa đọc được: “Xong sớm nhé”", "not understood: “Xong sớm nhé”"),
    ],
)  # fmt: skip
def test_a_deadline_is_told_in_the_words_of_its_parts(text: str, vi: str, en: str) -> None:
    found = parse_deadline(text, DAY)
    assert (in_words(found), in_words(found, "en")) == (vi, en)
