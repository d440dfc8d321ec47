"""`deadline`: one text read, in words, by its rules, as JSON."""

import json

from click.testing import CliRunner

from appendix_pipeline.cli.deadline import command


def said(*arguments: str) -> str:
    done = CliRunner().invoke(command, list(arguments))
    assert done.exit_code == 0
    return done.output


def test_it_says_the_reading_in_words() -> None:
    text = "T12/2025 (Sau khi có hướng dẫn của Bộ Nội vụ)"
    assert said(text) == "tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)\n"


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
