"""What the commands have in common: languages, findings as lines, JSON as text."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from appendix_pipeline.model.finding import Finding
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.validate.wording import place_in_words
from appendix_pipeline.writers import FORMATS

F = TypeVar("F", bound=Callable[..., Any])
_WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
_DATES = {len("2025"): "%Y", len("2025-10"): "%Y-%m", len("2025-10-17"): "%Y-%m-%d"}
LANG = click.Choice(["vi", "en"])
# Whether a file can be read is told by reading it, in the clerk's words.
PATH = click.Path(path_type=Path, readable=False)
_NAMED = 10


def first(names: Sequence[str]) -> str:
    """Return the first of many names."""
    return ", ".join(names[:_NAMED]) + (" …" if names[_NAMED:] else "")


def _keep(ctx: click.Context, _: click.Parameter, value: str) -> str:
    ctx.meta["lang"] = value
    return value


def lang_option(command: F) -> F:
    """Add `--lang vi|en`; errors are told in that language too."""
    return click.option(
        "--lang", type=LANG, default="vi", show_default=True, is_eager=True, callback=_keep,
        help="Ngôn ngữ của thông báo và nhãn / language of messages and labels.",
    )(command)  # fmt: skip


def _known_province(ctx: click.Context, _: click.Parameter, value: str) -> str:
    from appendix_pipeline.normalise.places import province_code  # noqa: PLC0415 (rarely asked)

    if value and not province_code(value):
        raise click.BadParameter(say("unknown_province", ctx.meta.get("lang", "vi"), value))
    return value


def province_option(command: F) -> F:
    """Add `--province`, a name or code of the register."""
    return click.option(
        "--province", default="", callback=_known_province,
        help="Tỉnh, thành phố (tên hoặc mã) của xã, khi tên xã có ở nhiều tỉnh.",
    )(command)  # fmt: skip


def context_options(command: F) -> F:
    """Add `--province`, for a commune that shares its name, and `--agencies`, one's own bodies."""
    agencies = click.option(
        "--agencies", type=PATH,
        help="Tệp cơ quan của riêng mình, dạng như `agencies --unknown` in ra.",
    )  # fmt: skip
    return province_option(agencies(command))


def plan_date(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Return a plan's date, as fine as it is known ("2025-10"); refuse what is none."""
    if value:
        try:
            datetime.strptime(value, _DATES.get(len(value), "%Y"))  # noqa: DTZ007 (a date)
        except ValueError:
            lang = ctx.meta.get("lang", "vi")
            raise click.BadParameter(say("no_plan_date", lang, value)) from None
    return value


def known_formats(_: click.Context, __: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the formats that an option names, with commas between; refuse what is none."""
    names = tuple(dict.fromkeys(each.strip().lower() for each in value.split(",") if each.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        asked = ", ".join(unknown) or "?"
        raise click.BadParameter(f"không có dạng “{asked}”; hãy chọn trong: {', '.join(FORMATS)}")
    return names


def word_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files named, a folder standing for the Word files in it.

    Word's own lock files ("~$…") are left out. A folder without a Word file is kept, so that
    reading it says what is wrong.
    """
    files: list[Path] = []
    for path in paths:
        inside = path.is_dir() and sorted(
            each
            for each in path.iterdir()
            if each.suffix.lower() in _WORD and not each.name.startswith("~$")
        )
        files += inside or [path]
    return files


def say(name: str, lang: str, *args: object, **details: object) -> str:
    """Return a sentence of `rules/labels.toml`, filled in."""
    return str(load("labels")["cli"][name][lang]).format(*args, **details)


def progress(name: str, lang: str, *args: object) -> None:
    """Tell a person at a terminal what is being done; say nothing to a file or a program."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{say(name, lang, *args)} …", nl=False, err=True)


def progress_done() -> None:
    """Clear the line of progress."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def finding_lines(finding: Finding, lang: Lang) -> list[str]:
    """Return a finding as two lines: what, and what to do."""
    label = load("labels")["finding"][finding.severity][lang]
    place = f" ({place_in_words(finding.where, lang)})" if finding.where else ""
    lines = [f"  {label} [{finding.code}] {finding.message}{place}"]
    if finding.severity != "info":
        lines.append(say("suggestion", lang, finding.suggestion))
    return lines


def as_json(value: Any, *, indent: int | None = 1) -> str:
    """Return plain data as JSON text, Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=indent)
