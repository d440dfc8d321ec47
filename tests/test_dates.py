"""Dates as a reader of either language sees them."""

from appendix_pipeline.dates import in_figures, in_words


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
