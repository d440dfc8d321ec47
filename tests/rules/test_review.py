"""Each wording a check looks for finds its own examples and none of its rejects."""

import pytest

from appendix_pipeline.rules import load
from appendix_pipeline.rules.review import pattern, words

RULES = load("review")
PATTERNS = [name for name, rule in RULES.items() if "pattern" in rule]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_wording_finds_its_examples_and_not_its_rejects(name: str) -> None:
    rule = RULES[name]
    assert rule["examples"]
    assert rule["rejects"]
    assert rule["source"]
    assert [text for text in rule["examples"] if not pattern(name).search(text)] == []
    assert [text for text in rule["rejects"] if pattern(name).search(text)] == []


def test_the_verbs_are_words_in_lower_case_each_once() -> None:
    listed = RULES["verbs"]["words"]
    assert [each for each in listed if each != " ".join(each.casefold().split())] == []
    assert len(listed) == len(words("verbs"))
    assert [each for each in listed if len(each.split()) > 2] == []  # one or two are looked up
