"""What `check` is asked for: options of the command line over those of `appendix.toml`."""

import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

import click

from appendix_pipeline.cli.report import say
from appendix_pipeline.model.finding import Severity
from appendix_pipeline.options import CheckOptions
from appendix_pipeline.rules.catalogue import findings

NAME = "appendix.toml"
_KEYS = ("select", "ignore", "severity")


def codes(ctx: click.Context, _: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the codes in a list with commas.

    Raises:
        BadParameter: one of them is no code.
    """
    found = tuple(each.strip() for each in value.split(",") if each.strip())
    _known(found, ctx)
    return found


def check_options(
    ctx: click.Context, config: Path | None, select: tuple[str, ...], ignore: tuple[str, ...]
) -> CheckOptions:
    """Return what the command line asks for, else the file `config`, else `appendix.toml` here.

    Raises:
        UsageError: the file cannot be read, or says what no version understands.
    """
    path = config or Path(NAME)
    table = _read(path, ctx) if config or path.is_file() else {}
    return CheckOptions(
        select or tuple(table.get("select", ())),
        ignore or tuple(table.get("ignore", ())),
        table.get("severity", {}),
    )


def _read(path: Path, ctx: click.Context) -> dict[str, Any]:
    lang = ctx.meta.get("lang", "vi")
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8")).get("check", {})
    except OSError as error:
        raise click.UsageError(f"{path}: {say('no_settings', lang)}", ctx) from error
    except ValueError as error:
        raise click.UsageError(f"{path}: {say('broken_settings', lang, error)}", ctx) from error
    lists = (table.get(name, []) for name in ("select", "ignore"))
    severities = table.get("severity", {})
    fits = (
        set(table) <= set(_KEYS)
        and all(isinstance(each, list) for each in lists)
        and isinstance(severities, dict)
        and all(each in get_args(Severity) for each in severities.values())
    )
    if not fits:
        raise click.UsageError(f"{path}: {say('bad_settings', lang)}", ctx)
    _known([*table.get("select", ()), *table.get("ignore", ()), *severities], ctx)
    return table


def _known(found: Iterable[str], ctx: click.Context) -> None:
    """Accept codes of the catalogue; for another one name those it resembles."""
    for code in found:
        if code not in findings():
            lang = ctx.meta.get("lang", "vi")
            near = ", ".join(get_close_matches(str(code), findings()))
            similar = say("similar", lang, near) if near else ""
            raise click.BadParameter(say("unknown_code", lang, code=code, similar=similar), ctx)
