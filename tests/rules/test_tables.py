import pytest

from appendix_pipeline.rules import load, table, tables_with


def test_a_table_read_alone_is_the_one_of_the_whole_file() -> None:
    whole = load("findings")
    assert len(whole) > 50
    assert {code: table("findings", code) for code in whole} == whole


def test_the_tables_with_a_field_are_those_of_the_whole_file() -> None:
    flagged = {code: rule for code, rule in load("findings").items() if "flag" in rule}
    assert dict(tables_with("findings", "flag")) == flagged
    assert flagged


def test_a_table_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        table("findings", "no-such-code")
