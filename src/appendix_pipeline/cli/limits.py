"""`--max-…`: how much a file may hold and reading it may cost."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

import click

from appendix_pipeline.options import Limits
from appendix_pipeline.rules import load

F = TypeVar("F", bound=Callable[..., Any])
_KEPT = "limits"


def _keep(ctx: click.Context, parameter: click.Parameter, value: int) -> None:
    ctx.meta.setdefault(_KEPT, {})[str(parameter.name).removeprefix("max_")] = value


def limit_options(command: F) -> F:
    """Add an option for each field of `Limits`; `limits` returns what was asked for."""
    for each in reversed(fields(Limits)):
        command = click.option(
            f"--max-{each.name}", type=click.IntRange(min=1), default=each.default,
            show_default=True, expose_value=False, callback=_keep,
            help=load("labels")["limits"][each.name]["vi"],
        )(command)  # fmt: skip
    return command


def limits(ctx: click.Context) -> Limits:
    """Return the limits of this call."""
    return Limits(**ctx.meta[_KEPT])
