"""Rules as data: every record with its evidence, read once from a TOML file of this folder."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `rules/<name>.toml`; do not change it, it is shared."""
    return tomllib.loads(_text(name))


@cache
def table(name: str, title: str) -> dict[str, Any]:
    """Return `load(name)[title]` without reading the tables beside it, of which a run needs few.

    Raises:
        KeyError: no table is called that.
    """
    found: dict[str, Any] = tomllib.loads(_tables(name)[title])[title]
    return found


def tables_with(name: str, field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield title and content of each table of `rules/<name>.toml` that has `field`."""
    for title, text in _tables(name).items():
        if f"\n{field} = " in text:
            yield title, table(name, title)


@cache
def _tables(name: str) -> dict[str, str]:
    """Return the text of each table by its title; no header stands inside a string here."""
    parts = re.split(r"(?m)^(?=\[[\w-]+\]$)", _text(name))[1:]
    return {part[1 : part.index("]")]: part for part in parts}


@cache
def _text(name: str) -> str:
    return files(__name__).joinpath(f"{name}.toml").read_text("utf-8")


def names() -> tuple[str, ...]:
    """Return the names of all rule files, sorted."""
    return tuple(
        sorted(
            each.name.removesuffix(".toml")
            for each in files(__name__).iterdir()
            if each.name.endswith(".toml")
        )
    )


@cache
def version() -> str:
    """Return the first 12 hex digits of the SHA-256 of all rule files and registers."""
    digest = sha256()
    for each in sorted(files(__name__).iterdir(), key=lambda each: each.name):
        if each.name.endswith((".toml", ".csv")):
            digest.update(each.read_bytes())
    return digest.hexdigest()[:12]
