"""The real appendix: its words against a hand-made truth, its reading against a reviewed one."""

import json
from typing import Any
from unicodedata import normalize

import pytest

from appendix_pipeline import read
from appendix_pipeline.plain import to_plain_shape
from golden import INPUTS, ROOT, reading


def folded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: folded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [folded(each) for each in value]
    return " ".join(normalize("NFC", value).split()) if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_every_word_is_as_in_the_source(name: str) -> None:
    expected = json.loads((ROOT / "golden" / name / "plain.json").read_text("utf-8"))
    found = to_plain_shape(read(INPUTS[name]))
    assert len(expected["tasks"]) > 0
    for field, value in expected.items():
        assert folded(found[field]) == folded(value), field


@pytest.mark.parametrize("name", sorted(INPUTS))
def test_the_reading_is_the_reviewed_one(name: str) -> None:
    expected = json.loads((ROOT / "golden" / name / "reading.json").read_text("utf-8"))
    assert json.loads(json.dumps(reading(read(INPUTS[name])))) == expected
