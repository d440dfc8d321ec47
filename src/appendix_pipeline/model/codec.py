"""Any model value as plain JSON data; the way back is `appendix_pipeline.schema`."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists, texts, numbers, booleans and None, every field included."""
    if isinstance(value, (tuple, list)):
        return [to_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: to_plain(each) for key, each in value.items()}
    if is_dataclass(value):
        kind: type = type(value)
        return {name: to_plain(getattr(value, name)) for name in _names(kind)}
    return value
