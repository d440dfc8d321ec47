"""Each wording round a table matches its own examples and none of its rejects."""

import pytest

from appendix_pipeline.rules import load
from appendix_pipeline.rules.layout import match


@pytest.mark.parametrize("name", load("layout"))
def test_a_wording_matches_its_examples_and_not_its_rejects(name: str) -> None:
    rule = load("layout")[name]
    assert rule["examples"]
    assert rule["rejects"]
    assert rule["source"]
    assert [text for text in rule["examples"] if not match(name, text)] == []
    assert [text for text in rule["rejects"] if match(name, text)] == []
