"""Citations as plans have them; the rules were mended by these since: how many are found."""

import json
import re
from pathlib import Path
from typing import Any

from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.references import find

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "references-unseen.jsonl").read_text("utf-8").splitlines()
]


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def same(reference: Reference, kind: str, words: str) -> bool:
    """Whether it is the act labelled `words`: its number and symbol, or its name."""
    number = letters(reference.number + reference.year + reference.symbol)
    name = re.sub(r"(năm)?\d{4}$", "", letters(reference.text))
    is_named = not reference.number and name == letters(words)
    return reference.kind == kind and (number == letters(words) or is_named)


def missed_and_extra(row: dict[str, Any]) -> tuple[list[str], list[str]]:
    left, missed = list(find(row["text"])), []
    for kind, words in row["references"]:
        hit = next((each for each in left if same(each, kind, words)), None)
        if hit:
            left.remove(hit)
        else:
            missed.append(words)
    return missed, [each.text for each in left]


def test_98_of_a_hundred_citations_are_found_and_98_of_a_hundred_found_are_right() -> None:
    results = [missed_and_extra(row) for row in ROWS]
    total = sum(len(row["references"]) for row in ROWS)
    missed = [words for each, _ in results for words in each]
    extra = [words for _, each in results for words in each]
    assert total > 250
    assert len(missed) <= 0.02 * total, missed
    assert len(extra) <= 0.02 * total, extra
