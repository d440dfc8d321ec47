"""The check against the published schema, as every run makes it."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.validate.schema import ContractBrokenError, check, problems
from samples import dataset
from strategies import datasets

FEW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(datasets())
def test_any_dataset_keeps_the_published_schema(made: Dataset) -> None:
    check(to_plain(made))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param("plan/date", "10/2025", id="a date in another form"),
        pytest.param("plan/declared_total", -1, id="less than nothing"),
        pytest.param("tasks/0/number", 1, id="a number for a text"),
        pytest.param("tasks/0/deadline/due_end", "2025-11", id="a due day without a day"),
        pytest.param("tasks/0/deadline/relation", "until", id="a word that is not listed"),
        pytest.param("tasks/0/where/row", 0, id="a row before the first"),
        pytest.param("tasks/0/owner", "x", id="a field too many"),
        pytest.param("footnotes/0/marker", None, id="null for a text"),
        pytest.param("source/sha256", "0" * 63, id="a digest cut short"),
    ],
)
def test_a_broken_dataset_is_named_by_its_place(place: str, value: Any) -> None:
    data = to_plain(dataset())
    target = data
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]
    for step in way:
        target = target[step]
    target[last] = value
    with pytest.raises(ContractBrokenError):
        check(data)
    at = "/".join(place.split("/")[:-1]) if last == "owner" else place
    assert [problem.partition(": ")[0] for problem in problems(data)] == [at]


def test_every_problem_is_listed() -> None:
    data = to_plain(dataset())
    del data["tasks"][0]["id"]
    data["tasks"][5]["id"] = 7
    assert sorted(problem.partition(":")[0] for problem in problems(data)) == [
        "tasks/0",
        "tasks/5/id",
    ]
