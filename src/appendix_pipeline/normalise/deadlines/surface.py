"""The words of a cell as the grammar sees them: the same length as the source, so offsets hold."""

import re
from functools import cache

from appendix_pipeline.rules import load

# Blanks that only look like letters to str.isspace are gone: the text is folded before.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−÷~→"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„″"), '"')
_PLAIN = _DASHES | _QUOTES
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# A dash before dots is a range whose end was left blank.
_ENDING = re.compile(r"(?:[\s.,;:…*]|-(?!\s*(?:…|\.\.))|\./)+$")


def _lower(text: str) -> str:
    """Return `text` in lower case, letter for letter, decimals of any script as ASCII digits."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    if low.isascii():
        return low
    return _FOREIGN_DIGIT.sub(lambda found: str(int(found[0])), low.translate(_PLAIN))


@cache
def _respellings() -> tuple[re.Pattern[str], dict[str, str]]:
    rules = load("deadlines")["respelling"]
    # A spelling may be followed by what must stand after it, "thang(?= ?[0-9])".
    pairs = {bad.partition("(")[0]: rule["to"] for rule in rules for bad in rule["from"]}
    parts = [
        rf"(?<![^\W\d]){bad}{rule.get('before', '')}" for rule in rules for bad in rule["from"]
    ]
    return re.compile("|".join(parts)), pairs


def surface(raw: str) -> str:
    """Return `raw` in lower case and one spelling, closing punctuation blank; same length."""
    pattern, pairs = _respellings()
    text = pattern.sub(lambda found: pairs[found[0]], _lower(raw))
    body = _ENDING.sub("", text)
    return body + " " * (len(text) - len(body))
