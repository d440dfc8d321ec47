"""The fixed wordings round a table, as `rules/layout.toml` has them."""

import re
from functools import cache

from appendix_pipeline.rules import load
from appendix_pipeline.text import fold


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return wording `name`, for text whose white space is folded already."""
    return re.compile(load("layout")[name]["pattern"], re.IGNORECASE)


def match(name: str, text: str) -> re.Match[str] | None:
    """Return where wording `name` matches `text`, white space folded, or None."""
    return pattern(name).search(fold(text))
