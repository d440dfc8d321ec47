"""Findings as SARIF 2.1.0, the form that code review and build servers show."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from appendix_pipeline.model.finding import Finding
from appendix_pipeline.options import Lang
from appendix_pipeline.rules.catalogue import findings
from appendix_pipeline.validate.wording import place_in_words
from appendix_pipeline.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(checked: Iterable[tuple[str, Sequence[Finding]]], lang: Lang) -> dict[str, Any]:
    """Return one run over the files checked, each with its findings.

    Source: OASIS SARIF 2.1.0, 3.13 (log), 3.14 (run), 3.27 (result), 3.49 (rule).
    """
    found = [(name, each) for name, its_own in checked for each in its_own]
    used = sorted({finding.code for _, finding in found})
    driver = {
        "name": "appendix-pipeline",
        "version": VERSION,
        "rules": [_rule(code, lang) for code in used],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "results": [_result(name, each, used.index(each.code), lang) for name, each in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, lang: Lang) -> dict[str, Any]:
    rule = findings()[code]
    return {
        "id": code,
        "shortDescription": {"text": rule[lang]["why"]},
        "help": {"text": f"{rule[lang]['why']} ({rule['source']})"},
        "defaultConfiguration": {"level": _LEVELS[rule["severity"]]},
    }


def _result(name: str, finding: Finding, rule: int, lang: Lang) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": quote(name)}}}
    place = place_in_words(finding.where, lang)
    location["logicalLocations"] = [{"name": finding.task or place, "fullyQualifiedName": place}]
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.suggestion}"},
        "locations": [location],
    }
