"""The published schema and the model say the same, and JSON is read back as it was written."""

import json
import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from appendix_pipeline import schema
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.schema import from_plain, json_schema
from samples import dataset
from strategies import datasets

ROOT = Path(__file__).parents[1]
# Building a whole dataset at random takes a while; few of them meet every field many times.
FEW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def plain() -> Any:
    return to_plain(dataset())


@FEW
@given(datasets())
def test_a_dataset_comes_back_from_its_plain_form(made: Dataset) -> None:
    assert from_plain(to_plain(made)) == made


@FEW
@given(datasets())
def test_a_dataset_comes_back_from_json_text(made: Dataset) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(made), ensure_ascii=False))) == made


def test_the_published_file_is_what_the_model_says() -> None:
    published = json.loads((ROOT / "schemas" / schema.NAME).read_text("utf-8"))
    assert published == json_schema(), "run: python -m appendix_pipeline.schema schemas/"


def test_the_command_writes_the_published_file(tmp_path: Path) -> None:
    schema.main(str(tmp_path))
    committed = (ROOT / "schemas" / schema.NAME).read_bytes()
    assert (tmp_path / schema.NAME).read_bytes() == committed


def test_every_field_of_a_task_is_required_and_described() -> None:
    published = json_schema()["$defs"]["Task"]
    names = [each.name for each in fields(Task)]
    assert published["required"] == names
    assert all(published["properties"][name]["description"] for name in names)
    assert published["additionalProperties"] is False


def test_no_sentence_is_left_for_a_field_that_is_gone() -> None:
    published = json_schema()["$defs"]
    for kind, words in schema._words().items():
        assert set(words) == set(published[kind]["properties"])


def test_the_schema_names_no_address_but_the_dialect() -> None:
    assert re.findall(r"https?://\S+?(?=\")", json.dumps(json_schema())) == [schema.DIALECT]


def spoil(place: str, value: Any) -> Callable[[Any], None]:
    """Return what puts `value` at the place ("tasks/0/id"), or takes the place away (...)."""
    *way, last = [int(step) if step.isdigit() else step for step in place.split("/")]

    def change(data: Any) -> None:
        for step in way:
            data = data[step]
        if value is ...:
            del data[last]
        else:
            data[last] = value

    return change


@pytest.mark.parametrize(
    ("place", "value"),
    [
        pytest.param("tasks/2/number", 3, id="a number for a text"),
        pytest.param("sections/0/level", "1", id="a text for a number"),
        pytest.param("tasks/0/deadline/ongoing", 1, id="a number for yes or no"),
        pytest.param("tasks/1/deadline/kind", "someday", id="a word that is not listed"),
        pytest.param("tasks/1/content", ..., id="a missing field"),
        pytest.param("tasks/1/owner", "x", id="a field too many"),
        pytest.param("tasks", {}, id="an object for a list"),
        pytest.param("source", None, id="null for an object"),
    ],
)
def test_what_is_not_a_dataset_is_refused_with_its_place(place: str, value: Any) -> None:
    data = plain()
    spoil(place, value)(data)
    with pytest.raises(InputError) as refused:
        from_plain(data)
    assert refused.value.where == place
    assert "\n" not in refused.value.sentence("vi")


@pytest.mark.parametrize("data", [None, [], "text", 3, {}])
def test_what_is_no_dataset_at_all_is_refused(data: Any) -> None:
    with pytest.raises(InputError):
        from_plain(data)
