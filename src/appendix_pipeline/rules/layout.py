"""The fixed wordings round a table, as `rules/layout.toml` has them."""

import re
from functools import cache

from appendix_pipeline.rules import load
from appendix_pipeline.text import fold


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load("layout")[name]["pattern"], re.IGNORECASE)


def match(name: str, text: str) -> re.Match[str] | None:
    """Return where wording `name` matches `text`, white space folded, or None."""
    return _pattern(name).search(fold(text))
