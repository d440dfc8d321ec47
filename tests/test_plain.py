"""The plain shape: what it says of the reading of a file."""

from drawing import HEAD, appendix, paragraph, run, table
from shown import plain

HIDDEN = paragraph(run("Một"), run(" ẩn", "<w:vanish/>"))


def test_what_the_reading_did_is_among_the_warnings() -> None:
    picture = f"{HEAD}1 | X | A | B | Năm 2026\n | tiếp | | |\n2 | Hai | A | B |"
    warnings = plain(appendix(table(picture, {"X": HIDDEN})))["warnings"]
    codes = {each["code"] for each in warnings}
    assert {"hidden-text", "continuation-merged", "missing-deadline"} <= codes


def test_what_is_as_it_should_be_is_not() -> None:
    data = appendix(table(f"{HEAD}1 | Một | A | B | Năm 2026"), paragraph("Tổng số: 01 nhiệm vụ"))
    codes = {each["code"] for each in plain(data)["warnings"]}
    assert "declared-total-matches" not in codes
