"""The format of Nghị định 30/2020/NĐ-CP as `rules/decree30.toml` has it: elements and rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from appendix_pipeline.model.finding import Severity
from appendix_pipeline.rules import load

# What is measured: millimetres, points or lines; or a word such as "center".
Value = float | str


@dataclass(frozen=True, slots=True)
class Rule:
    """What the decree allows for one measure of one element.

    A number lies between `least` and `most` (None: no limit), give or take `tolerance`; a word
    is one of `one_of`; elements in `free` are free of it. `what` begins the sentence about it, by
    language.
    """

    code: str
    severity: Severity
    element: str
    measure: str
    unit: str
    least: float | None
    most: float | None
    one_of: tuple[str, ...]
    free: tuple[str, ...]
    what: Mapping[str, str]
    source: str
    examples: tuple[Value, ...]
    rejects: tuple[Value, ...]

    def allows(self, value: Value) -> bool:
        """Tell whether a measured value is right."""
        if isinstance(value, str):
            return value in self.one_of
        slack = load("decree30")["unit"][self.unit]["tolerance"]
        over = self.most is None or value <= self.most + slack
        return over and (self.least is None or value >= self.least - slack)


@cache
def rules() -> dict[str, Rule]:
    """Return all rules by their code, as they stand in the file."""
    return {code: _rule(code, record) for code, record in load("decree30")["rule"].items()}


def _rule(code: str, record: dict[str, Any]) -> Rule:
    return Rule(
        code,
        record["severity"],
        record["element"],
        record["measure"],
        record.get("unit", "none"),
        record.get("least"),
        record.get("most"),
        tuple(record.get("one_of", ())),
        tuple(record.get("free", ())),
        {"vi": record["vi"], "en": record["en"]},
        record["source"],
        tuple(record["examples"]),
        tuple(record["rejects"]),
    )


@cache
def elements() -> dict[str, re.Pattern[str]]:
    """Return how each element is known by its words, white space folded, in the file's order."""
    return {
        name: re.compile(record["pattern"], re.IGNORECASE if record["any_case"] else 0)
        for name, record in load("decree30")["element"].items()
    }


def allowed(rule: Rule, lang: str) -> str:
    """Return what a rule allows in words: "30–35 mm", "ít nhất 6 pt", "canh giữa"."""
    if rule.one_of:
        return in_words(rule.one_of[0], "none", lang)
    if rule.most is None:
        least = in_words(rule.least or 0, rule.unit, lang)
        return str(load("decree30")["word"]["at_least"][lang]).format(least)
    if rule.least == rule.most:
        return in_words(rule.most, rule.unit, lang)
    return f"{_number(rule.least or 0, lang)}–{in_words(rule.most, rule.unit, lang)}"


def in_words(value: Value, unit: str, lang: str) -> str:
    """Return "12,5 mm", "in hoa, đậm, đứng"; a name stands for itself."""
    if isinstance(value, str):
        words = load("decree30")["word"]
        if value in words:
            return str(words[value][lang])
        parts = value.split(" ")
        if all(part in words for part in parts):
            return ", ".join(words[part][lang] for part in parts)
        return value
    sign = load("decree30")["unit"][unit]
    return f"{_number(value, lang)}{sign.get(lang, sign.get('sign', ''))}"


def _number(value: float, lang: str) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang == "vi" else text
