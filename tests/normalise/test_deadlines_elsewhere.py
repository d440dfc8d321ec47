"""Dates from the Vietnamese tests of other readers, as far as they fall into this domain.

Read for comparison, no code taken: Duckling (BSD, Duckling/Time/VI/Corpus.hs), dateparser (BSD,
tests/test_languages.py), chronic18n (spec/chronic18n/vi_spec.rb). Left out: clock times without a
day, "hôm nay", weekdays alone, and what counts from today ("tuần sau", "3 ngày tới").
"""

import csv
from pathlib import Path

import pytest

from appendix_pipeline.normalise.deadlines import parse_deadline

TABLE = Path(__file__).with_name("deadlines-elsewhere.tsv")
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
# Duckling's first week of a month begins with its first Monday, ours with the first day (R5).
OTHERWISE = ["tuần đầu tiên của tháng 9 năm 2017"]


def found(row: dict[str, str]) -> list[tuple[str, str]]:
    items = parse_deadline(row["text"], row["issued"]).items
    return [(each.start, each.end) for each in items]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_a_date_is_read_as_others_read_it(row: dict[str, str]) -> None:
    assert (found(row) == [(row["start"], row["end"])]) == (row["text"] not in OTHERWISE)


def test_at_least_95_of_100_are_read_alike() -> None:
    alike = sum(found(row) == [(row["start"], row["end"])] for row in ROWS)
    assert len(ROWS) == 48
    assert alike / len(ROWS) >= 0.95
