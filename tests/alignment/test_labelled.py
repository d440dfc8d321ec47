"""Precision first: what is said to be the same is; most of what is the same is found."""


import pytest

from same_tasks import figures, named, rows

HALVES = ("development", "held-out")
PRECISION, RECALL = 0.95, 0.85


@pytest.mark.parametrize("half", HALVES)
def test_what_is_the_same_is_found_and_nothing_else(half: str) -> None:
    measured = figures(rows(half))
    assert measured.precision >= PRECISION, measured
    assert measured.recall >= RECALL, measured


def test_the_set_is_large_and_varied_enough_to_tell() -> None:
    both = [each for half in HALVES for each in rows(half)]
    assert len(both) >= 300
    assert len({each["commune"] for each in both}) >= 8
    shared = [each["task"] for each in both]
    assert sum(shared.count(name) > 1 for name in set(shared)) >= 60
    names = [{each["task"] for each in rows(half)} for half in HALVES]
    assert not names[0] & names[1]
    assert named(rows("held-out"))
