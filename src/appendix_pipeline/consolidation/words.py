"""Values of the store in the reader's words."""

from typing import Any

from appendix_pipeline.batches.item import reason_in_words
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load


def label(group: str, name: str, lang: Lang) -> str:
    """Return a label of `[consolidated.<group>]`."""
    return str(load("labels")["consolidated"][group][name][lang])


def in_words(key: str, value: Any, lang: Lang) -> Any:
    """Return the value of the column `key` as it is shown; what the source does not say is None."""
    labels = load("labels")
    closed = {
        "kind": labels["workbook"]["kinds"],
        "severity": labels["workbook"]["severities"],
        "level": labels["levels"],
    }
    if key in closed and value:
        return closed[key][value][lang] if value in closed[key] else value
    if key == "month":
        return _month(value, lang)
    if key == "reason":
        return reason_in_words(value, lang)
    if key == "state":
        return label("states", value, lang)
    if key in ("fate", "deviation"):
        return label(f"{key}s", value, lang)
    return value


def day(value: str, lang: Lang) -> str:
    """Return a day (ISO 8601) as an office writes it."""
    return "/".join(reversed(value.split("-"))) if lang == "vi" else value


def _month(value: str | None, lang: Lang) -> str:
    if value is None:
        return label("words", "undated", lang)
    year, _, month = value.partition("-")
    return f"{month}/{year}" if lang == "vi" else value
