"""Dates as a reader of either language sees them."""

import pytest

from appendix_pipeline.dates import in_figures, in_vietnam, in_words


def test_a_date_is_written_as_a_clerk_does() -> None:
    assert in_words("2025-03-01", "vi") == "ngày 01/3/2025"
    assert in_words("2025-02", "vi") == "tháng 02/2025"
    assert in_words("2025-12-15", "vi") == "ngày 15/12/2025"
    assert in_words("2025-10", "vi") == "tháng 10/2025"
    assert in_words("2025-10", "en") == "2025-10"


def test_a_date_in_figures_has_the_order_of_its_language() -> None:
    assert in_figures("2025-12-05") == "05/12/2025"
    assert in_figures("2025-10") == "10/2025"
    assert in_figures("2025-12-05", "en") == "2025-12-05"
    assert in_figures("") == ""


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        # Vietnam is seven hours ahead, all year round.
        ("2026-11-30T17:30:00+00:00", "01/12/2026 00:30"),
        ("2026-06-30T08:05:59+00:00", "30/06/2026 15:05"),
        ("2026-06-30T08:05:59", "2026-06-30T08:05:59"),
        ("hôm qua", "hôm qua"),
    ],
)
def test_a_time_is_shown_as_in_vietnam(at: str, shown: str) -> None:
    assert in_vietnam(at) == shown
