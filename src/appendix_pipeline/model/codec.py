"""Any model value as plain JSON data; the way back is `appendix_pipeline.schema`."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

_PLAIN = (str, int, bool, float, type(None))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists, texts, numbers, booleans and None, every field included."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [to_plain(each) for each in value]
    if names := _names(kind):
        return {name: to_plain(getattr(value, name)) for name in names}
    return {key: to_plain(each) for key, each in value.items()}
