"""A dataset's plain form against the published schema, on every run."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs

from appendix_pipeline.errors import InputError
from appendix_pipeline.schema import NAME


class ContractBrokenError(Exception):
    """A dataset of our own breaks the schema we publish: a bug of this program."""


def published() -> str:
    """Return the published schema as text: packed in a wheel, else from the checkout."""
    packed = files("appendix_pipeline").joinpath("schemas", NAME)
    if packed.is_file():
        return packed.read_text("utf-8")
    return (Path(__file__).parents[3] / "schemas" / NAME).read_text("utf-8")


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(published()))


def problems(plain: Any) -> Iterator[str]:
    """Return what breaks the schema, each as "place: what is wrong", the place as "tasks/3/id"."""
    for error in _validator().iter_errors(plain):
        place = "/".join(str(step) for step in error.instance_path) or "/"
        yield f"{place}: {error.message}"


def accept(plain: Any, name: str) -> None:
    """Accept a plain dataset that somebody else may have edited.

    Raises:
        InputError: it breaks the published schema; the sentence has the first place.
    """
    if _validator().is_valid(plain):
        return
    place = next(problems(plain)).partition(": ")[0]
    what = {
        "vi": f"giá trị ở “{place}” không đúng dạng đã công bố.",
        "en": f"the value at “{place}” is not of the published form.",
    }
    hint = {
        "vi": f"Sửa lại theo phần mô tả trường này trong schemas/{NAME}.",
        "en": f"Correct it after what schemas/{NAME} says of the field.",
    }
    raise InputError(name, what, hint)


def check(plain: Any) -> None:
    """Accept a plain dataset that keeps the published schema.

    Raises:
        ContractBrokenError: it does not; the message has the first place.
    """
    if not _validator().is_valid(plain):
        raise ContractBrokenError(next(problems(plain)))
