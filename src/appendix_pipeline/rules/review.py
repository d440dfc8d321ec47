"""The wordings that checks look for, as `rules/review.toml` has them."""

import re
from functools import cache

from appendix_pipeline.rules import table


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return wording `name`, upper and lower case alike where its record says so."""
    record = table("review", name)
    return re.compile(record["pattern"], re.IGNORECASE if record["any_case"] else 0)


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of list `name`, in lower case."""
    return frozenset(table("review", name)["words"])
