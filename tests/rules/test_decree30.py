"""The rules of the decree's format, each held to its own evidence."""

import pytest

from appendix_pipeline.layout.measures import OF_LINES
from appendix_pipeline.layout.page_measures import OF_PAGES
from appendix_pipeline.rules import load
from appendix_pipeline.rules.decree30 import Rule, Value, allowed, elements, in_words, rules

ELEMENTS = load("decree30")["element"]


def evidence(name: str) -> list[tuple[Rule, Value]]:
    return [(rule, value) for rule in rules().values() for value in getattr(rule, name)]


@pytest.mark.parametrize(("rule", "value"), evidence("examples"))
def test_a_rule_allows_its_examples(rule: Rule, value: Value) -> None:
    assert rule.allows(value)


@pytest.mark.parametrize(("rule", "value"), evidence("rejects"))
def test_a_rule_refuses_its_rejects(rule: Rule, value: Value) -> None:
    assert not rule.allows(value)


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_a_rule_names_its_article_and_something_that_is_measured(rule: Rule) -> None:
    assert rule.source.startswith("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần ")
    known = {"page": set(OF_PAGES), "text": {"font", "colour"}}
    assert rule.measure in known.get(rule.element, set(OF_LINES))
    assert rule.examples
    assert rule.rejects


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_is_known_by_its_words_and_nothing_else_is(name: str) -> None:
    assert ELEMENTS[name]["source"]
    for text in ELEMENTS[name]["examples"]:
        assert elements()[name].search(text), text
    for text in ELEMENTS[name]["rejects"]:
        assert not elements()[name].search(text), text


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_example_of_an_element_is_one_of_no_other(name: str) -> None:
    for text in ELEMENTS[name]["examples"]:
        assert [each for each, pattern in elements().items() if pattern.search(text)] == [name]


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        (12.7, "mm", "12,7 mm", "12.7 mm"),
        (14.0, "pt", "14 pt", "14 pt"),
        ("upper bold upright", "none", "in hoa, đậm, đứng", "capitals, bold, upright"),
        ("Times New Roman", "none", "Times New Roman", "Times New Roman"),
        ("center", "none", "canh giữa", "centred"),
    ],
)
def test_a_value_is_said_in_words(value: Value, unit: str, vi: str, en: str) -> None:
    assert (in_words(value, unit, "vi"), in_words(value, unit, "en")) == (vi, en)


def test_what_is_allowed_is_a_range_a_limit_or_one_value() -> None:
    said = {
        code: allowed(rules()[code], "vi")
        for code in ("layout-margin-left", "layout-body-space", "layout-annex-number-size")
    }
    assert list(said.values()) == ["30–35 mm", "ít nhất 6 pt", "14 pt"]
