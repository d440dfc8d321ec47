"""The sentences that refuse a file: all there, in both languages, one line each."""

import re
from pathlib import Path

import pytest

from appendix_pipeline.options import Limits
from appendix_pipeline.readers.refusal import sentences
from appendix_pipeline.rules import load

SOURCE = Path(__file__).parents[2] / "src" / "appendix_pipeline" / "readers"
CODES = sorted(load("refusals")["refusal"])


@pytest.mark.parametrize("code", CODES)
def test_a_refusal_says_what_and_what_to_do_in_both_languages(code: str) -> None:
    for sentence in sentences(code, limit=7, option="--max-x", suffix=".doc", cell="A!B7"):
        assert set(sentence) in ({"vi", "en"}, {"vi", "en", "page_vi", "page_en"})
        for text in sentence.values():
            assert re.fullmatch(r"[^\n{}]+\.", text)


def test_every_refusal_is_used_and_every_one_used_is_there() -> None:
    text = "".join(each.read_text("utf-8") for each in SOURCE.glob("*.py"))
    assert CODES
    assert [code for code in CODES if f'"{code}"' not in text] == []


def test_every_limit_has_its_help() -> None:
    assert list(load("labels")["limits"]) == list(Limits.__dataclass_fields__)
