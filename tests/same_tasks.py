"""Tasks of ten communes as people would word them, and which of them are the same.

`task` names what a task is; what has the same name is the same, all else is not. The half held
out was written before the method, and not looked at before the outsider's came; what is called later
was written when the method was done. What is called the outsider's was written by someone who knew neither the
method nor the rest: the half that was looked at to mend it (before that: precision 0.84, recall
0.61); of the other half, kept aside, only what was wrongly found was looked at, at the end (at first
sight 0.77, 0.64).
What is called the officials' was written blind by another, as officials of the communes would write;
on first sight precision 0.88, recall 0.68, then it was used to mend what was wrong. The everyday
set was written blind last, the way most communes copy: on first sight 0.98, 0.82, then the weight of
an act was chosen by it and by all others together.
"""

import json
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from appendix_pipeline.alignment import Named, groups, read_task

FOLDER = Path(__file__).parent / "alignment"
PROVINCE = "Thành phố Hải Phòng"


@dataclass(frozen=True)
class Figures:
    precision: float
    recall: float


def rows(half: str) -> list[dict[str, str]]:
    text = (FOLDER / f"{half}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def named(tasks: list[dict[str, str]]) -> list[Named]:
    return [
        Named(
            each["commune"],
            f"{number:04}",
            read_task(each["content"], (each["commune"], PROVINCE), each.get("section", "")),
        )
        for number, each in enumerate(tasks)
    ]


def figures(tasks: list[dict[str, str]]) -> Figures:
    """Return how many of the pairs found are right, and how many of the right ones are found."""
    found = {
        pair
        for group in groups(named(tasks))
        for pair in combinations(
            sorted(int(each.task) for each in group.members if each.match == "same"), 2
        )
    }
    right = {
        (one, two)
        for one, two in combinations(range(len(tasks)), 2)
        if tasks[one]["task"] == tasks[two]["task"]
        and tasks[one]["commune"] != tasks[two]["commune"]
    }
    return Figures(len(found & right) / len(found), len(found & right) / len(right))
