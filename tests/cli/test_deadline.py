"""`deadline`: texts read, in words with their parts, by their rules, as JSON."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from appendix_pipeline.cli.deadline import command
from appendix_pipeline.rules import load

PAGE = (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text("utf-8")


def said(*arguments: str, stdin: str | None = None) -> str:
    done = CliRunner().invoke(command, list(arguments), input=stdin)
    assert done.exit_code == 0
    return done.output


def test_it_says_the_reading_in_words_with_all_its_parts() -> None:
    text = "Trước 17h00 ngày 20/11/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế mẫu)"
    assert said(text).splitlines() == [
        "trước 17h00 ngày 20/11/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế mẫu)",
        "  hạn cuối: 20/11/2025, trước 17:00",
        "  mốc ghi trong ô: 20/11/2025",
        "  EDTF: ../2025-11-20",
        "  chờ: “sau khi Chính phủ ban hành Nghị định về Quy chế mẫu”",
        "    của: Chính phủ",
        "    văn bản: Nghị định về Quy chế mẫu",
    ]


def test_a_repetition_has_its_rule_and_its_next_days() -> None:
    lines = said("Trước ngày 15 hằng tháng", "--issued", "2025-10").splitlines()
    assert "  lặp lại (RRULE): FREQ=MONTHLY;BYMONTHDAY=15" in lines
    assert "  các lần tới: 14/10/2025, 14/11/2025, 14/12/2025" in lines


def test_a_report_and_the_periods_of_a_list_have_a_line_each() -> None:
    lines = said("Tháng 10, 11/2025, báo cáo trước ngày 05/12/2025").splitlines()
    assert "  mốc: 01/10/2025 đến 31/10/2025" in lines
    assert "  mốc: 01/11/2025 đến 30/11/2025" in lines
    assert "  báo cáo: hạn cuối 04/12/2025" in lines


def test_in_english_only_what_is_quoted_is_vietnamese() -> None:
    texts = [
        "Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)", "Trước ngày 25/11",
        "Cuối tháng 11/2025, thường xuyên", "Trong 05 ngày kể từ khi Luật có hiệu lực",
        "Tháng 12/2025 hoặc khi có yêu cầu", "Báo cáo tháng trước ngày 20", "31/9/2025",
    ]  # fmt: skip
    unquoted = re.sub("“[^”]*”", "", said(*texts, "--issued", "2025-10", "--lang", "en"))
    own = [line for line in unquoted.splitlines() if not re.match("    (by|documents): ", line)]
    assert len(own) > 2 * len(texts)
    assert "\n".join(own).isascii()
    assert "  last day in time: 2025-12-31" in own
    assert not re.search(r"\d\d/\d\d/", "\n".join(own))


def test_a_cell_that_lacks_its_year_is_read_but_for_that() -> None:
    assert said("Tháng 12").splitlines() == [
        "không rõ năm: “Tháng 12”",
        "  lưu ý: không biết năm: cho ngày ban hành bằng --issued",
    ]
    assert said("31/9/2025", "--lang", "en").splitlines()[0] == "no such date: “31/9/2025”"


def test_several_texts_are_told_apart() -> None:
    lines = said("Năm 2026", "Quý I/2026").splitlines()
    assert lines[0] == "“Năm 2026”"
    assert "“Quý I/2026”" in lines


def test_without_a_text_the_lines_of_the_input_are_read() -> None:
    records = [
        json.loads(line) for line in said("--json", stdin="Năm 2026\nNhư trên\n").splitlines()
    ]
    assert [each["kind"] for each in records] == ["year", "ditto"]


def test_explained_it_says_which_rule_read_which_stretch() -> None:
    lines = said("Trước ngày 25/11 (khi có yêu cầu)", "--issued", "2025-10", "--explain").split(
        "\n"
    )
    assert lines[0] == "trước ngày 25/11/2025 (khi có yêu cầu)"
    rules = [line.split() for line in lines[1:] if line]
    assert ["0-5", "before", "Trước"] in rules
    assert ["6-16", "day-without-year", "ngày", "25/11"] in rules
    assert ["flag:", "year_inferred"] in rules


def test_as_json_it_is_the_whole_record() -> None:
    record = json.loads(said("Quý IV/2025", "--json"))
    assert (record["kind"], record["edtf"], record["due_end"]) == (
        "quarter",
        "2025-36",
        "2025-12-31",
    )


def test_every_flag_has_its_words_and_stands_on_the_page() -> None:
    listed = PAGE.partition("## Flags")[2].partition("In `resolved`")[0]
    assert set(re.findall(r"[a-z]+(?:_[a-z]+)+|truncated|tentative|undetermined", listed)) == set(
        load("deadline_words")["flag"]
    )


@pytest.mark.parametrize("issued", ["10/2025", "2025-13", "soon"])
def test_a_date_of_another_form_is_refused(issued: str) -> None:
    assert CliRunner().invoke(command, ["Năm 2026", "--issued", issued]).exit_code == 2
