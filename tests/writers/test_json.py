"""tasks.json: the whole dataset, in the published schema."""

import json

from hypothesis import HealthCheck, given, settings

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.schema import from_plain
from appendix_pipeline.validate.schema import check
from appendix_pipeline.writers.json import write
from samples import dataset
from strategies import datasets


def test_it_is_readable_text_in_the_order_of_the_model() -> None:
    text = write(dataset(), WriteOptions()).decode()
    assert text.endswith("}\n")
    assert "Ủy ban nhân dân xã Hải Hưng" in text
    assert list(json.loads(text)) == [
        "plan",
        "columns",
        "sections",
        "tasks",
        "footnotes",
        "findings",
        "ledger",
        "source",
        "generator",
        "corrections",
    ]


def test_it_is_the_same_in_every_language() -> None:
    assert write(dataset(), WriteOptions("vi")) == write(dataset(), WriteOptions("en"))


def test_it_keeps_the_published_schema() -> None:
    check(json.loads(write(dataset(), WriteOptions())))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_any_dataset_is_read_back_from_it(made: Dataset) -> None:
    written = json.loads(write(made, WriteOptions()))
    assert written == to_plain(made)
    assert from_plain(written) == made
