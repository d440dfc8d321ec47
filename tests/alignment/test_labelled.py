"""Precision first: what is said to be the same is; most of what is the same is found.

Just under what is reached, so that a change for the worse is seen.
"""

import pytest

from same_tasks import figures, rows

PARTS = {
    "development": (0.99, 0.98),
    "held-out": (0.99, 0.93),
    "later": (0.99, 0.89),
    "outsider": (0.98, 0.88),
    "officials": (0.98, 0.86),
    "everyday": (0.98, 0.90),
    "kept-aside": (0.89, 0.71),
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_the_same_is_found_and_nothing_else(part: str) -> None:
    precision, recall = PARTS[part]
    measured = figures(rows(part))
    assert measured.precision >= precision, measured
    assert measured.recall >= recall, measured


def test_the_set_is_large_and_varied_enough_to_tell() -> None:
    both = [each for part in PARTS for each in rows(part)]
    assert len(both) >= 600
    assert len({each["commune"] for each in both}) >= 8
    shared = [each["task"] for each in both]
    assert sum(shared.count(name) > 1 for name in set(shared)) >= 60
    names = [{each["task"] for each in rows(part)} for part in PARTS]
    assert sum(map(len, names)) == len(set().union(*names))
