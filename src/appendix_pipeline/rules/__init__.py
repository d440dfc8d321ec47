"""Rules as data: every record with its evidence, read once from a TOML file of this folder."""

import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of `rules/<name>.toml`; do not change it, it is shared."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))


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
