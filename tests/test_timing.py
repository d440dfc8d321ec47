"""How a task stands in time."""

from dataclasses import replace

import pytest

from appendix_pipeline.model.deadline import Resolution
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.timing import last_day, last_days, standing, waits


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Tháng 12/2025", "dated"),
        ("Tháng 12/2025 (sau khi có hướng dẫn)", "waiting"),
        ("Khi có yêu cầu", "waiting"),
        ("Trong 30 ngày kể từ ngày có hướng dẫn của Bộ Nội vụ", "waiting"),
        ("Hằng quý", "recurring"),
        ("Thường xuyên", "ongoing"),
        ("", "undated"),
        ("càng sớm càng tốt nhé", "undated"),
    ],
)
def test_each_deadline_stands_one_way(text: str, stands: str) -> None:
    assert standing(parse_deadline(text, "2025-10")) == stands


def test_a_resolved_deadline_waits_no_longer_and_is_due_as_resolved() -> None:
    deadline = parse_deadline("Sau khi có hướng dẫn", "2025-10")
    resolved = replace(deadline, resolved=Resolution(due="2025-12-05"))
    assert waits(deadline)
    assert not waits(resolved)
    assert (last_day(deadline), last_day(resolved)) == ("", "2025-12-05")


def test_stages_and_reports_have_days_of_their_own() -> None:
    assert last_days(parse_deadline("Tháng 10, tháng 12/2025")) == ("2025-10-31", "2025-12-31")
