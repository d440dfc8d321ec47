"""Any model value as plain JSON data; the way back is `appendix_pipeline.schema`."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

_PLAIN = frozenset((str, int, bool, float, type(None)))


@cache
def _fields(kind: type) -> tuple[tuple[str, ...], Callable[[Any], Any]] | None:
    """Return the names of a dataclass's fields and what reads two or more of them at once."""
    if not is_dataclass(kind):
        return None
    names = tuple(each.name for each in fields(kind))
    return names, attrgetter(*names) if len(names) > 1 else lambda each: (getattr(each, *names),)


def to_plain(value: Any) -> Any:
    """Return `value` as dicts, lists, texts, numbers, booleans and None, every field included."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [to_plain(each) for each in value]
    found = _fields(kind)
    pairs = value.items() if found is None else zip(found[0], found[1](value), strict=True)
    return {name: each if type(each) in _PLAIN else to_plain(each) for name, each in pairs}
