"""Precision first: what is said to be the same is; most of what is the same is found."""

import pytest

from same_tasks import figures, rows

PARTS = ("development", "held-out", "later")
PRECISION, RECALL = 0.95, 0.85


@pytest.mark.parametrize("part", PARTS)
def test_what_is_the_same_is_found_and_nothing_else(part: str) -> None:
    measured = figures(rows(part))
    assert measured.precision >= PRECISION, measured
    assert measured.recall >= RECALL, measured


def test_the_set_is_large_and_varied_enough_to_tell() -> None:
    both = [each for part in PARTS for each in rows(part)]
    assert len(both) >= 300
    assert len({each["commune"] for each in both}) >= 8
    shared = [each["task"] for each in both]
    assert sum(shared.count(name) > 1 for name in set(shared)) >= 60
    names = [{each["task"] for each in rows(part)} for part in PARTS]
    assert sum(map(len, names)) == len(set().union(*names))
