"""A period is read as an office writes it, or refused."""

import pytest

from appendix_pipeline.excerpts.period import FIRST, LAST, read_period


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("2025", ("2025-01-01", "2025-12-31"), id="a year"),
        pytest.param("2025-Q4", ("2025-10-01", "2025-12-31"), id="a quarter"),
        pytest.param("2024-02", ("2024-02-01", "2024-02-29"), id="a month of a leap year"),
        pytest.param("2025-11-15", ("2025-11-15", "2025-11-15"), id="a day"),
        pytest.param("2025-11..2025-12", ("2025-11-01", "2025-12-31"), id="two months"),
        pytest.param("2025-11-15..2026-Q1", ("2025-11-15", "2026-03-31"), id="a day to a quarter"),
        pytest.param("2025-11..", ("2025-11-01", LAST), id="from a month on"),
        pytest.param("..2025-12-15", (FIRST, "2025-12-15"), id="until a day"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, days: tuple[str, str]) -> None:
    assert read_period(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "2025-13",
        "2025-Q5",
        "2025-02-30",
        "12/2025",
        "2025-12..2025-11",
        "2025..x",
        "0000",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no |such"):
        read_period(text)
