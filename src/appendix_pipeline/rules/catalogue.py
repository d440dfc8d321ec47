"""All findings there are, with their words: those of `findings.toml`, those of the decree."""

from functools import cache
from typing import Any

from appendix_pipeline.rules import decree30, load, table

_MESSAGE = {
    "vi": "{what}: {measured}; quy định: {allowed} ({article}){quoted}{more}.",
    "en": "{what}: {measured}; the decree: {allowed} ({article}){quoted}{more}.",
}
_SUGGESTION = {"vi": "Sửa thành: {allowed}.", "en": "Make it: {allowed}."}
_WHY = {"vi": "{what}: {allowed}.", "en": "{what}: {allowed}."}


@cache
def finding(code: str) -> dict[str, Any]:
    """Return one finding of `findings()`, of which a run needs few.

    Raises:
        KeyError: no finding has this code.
    """
    try:
        return table("findings", code)
    except KeyError:
        return _described(code)


@cache
def findings() -> dict[str, dict[str, Any]]:
    """Return every finding by its code; do not change it, it is shared."""
    return load("findings") | {code: _described(code) for code in decree30.rules()}


def _described(code: str) -> dict[str, Any]:
    """Return a rule of the decree as `findings.toml` would have it."""
    rule = decree30.rules()[code]
    record: dict[str, Any] = {
        "severity": rule.severity,
        "source": rule.source,
        "example": {"measured": str(rule.rejects[0])},
    }
    for lang in ("vi", "en"):
        record[lang] = {
            "name": rule.what[lang],
            "message": _MESSAGE[lang],
            "suggestion": _SUGGESTION[lang],
            "why": _WHY[lang].format(what=rule.what[lang], allowed=decree30.allowed(rule, lang)),
        }
    return record
