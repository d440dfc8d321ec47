"""`doctor`: what this machine can do, and what to install for the rest."""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option, say
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.office import libreoffice
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.version import VERSION
from appendix_pipeline.writers import stand_in

_LIBRARIES = (
    *("lxml", "docx", "docx2python", "openpyxl", "xlsxwriter"),
    *("pandas", "jinja2", "holidays"),
)
_PAGE = ("starlette", "uvicorn", "python_multipart")


def _writes_pdf() -> bool:
    return bool(import_module("appendix_pipeline.writers.typesetting.loading").is_there())


def _all_found(*names: str) -> bool:
    return all(map(find_spec, names))


# Each by its name in [doctor] of `rules/labels.toml`; the first three are what a conversion needs.
_CHECKS: dict[str, Callable[[], bool]] = {
    "python": lambda: sys.version_info >= (3, 11),
    "data": lambda: _all_found(*_LIBRARIES),
    "pdf": _writes_pdf,
    "office": lambda: bool(libreoffice.find()),
    "page": lambda: _all_found(*_PAGE),
}
_NEEDED = ("python", "data", "pdf")


@click.command("doctor")
@click.option("--json", "json_", is_flag=True, help="In ra JSON.")
@lang_option
def command(*, json_: bool, lang: Any) -> None:
    """Cho biết máy này làm được gì và còn thiếu gì; mã 6 khi thiếu thứ mà `convert` cần."""
    able = {name: check() for name, check in _CHECKS.items()}
    program = "" if able["pdf"] else stand_in("pdf")
    if json_:
        click.echo(as_json({"version": VERSION, "able": able, "stand_in": program}))
    else:
        click.echo(f"appendix-pipeline {VERSION}, Python {sys.version.split()[0]}, {sys.platform}")
        for name, found in able.items():
            _tell(name, lang, program if name == "pdf" else "", found=found)
    if not all(able[name] or (name == "pdf" and program) for name in _NEEDED):
        raise click.exceptions.Exit(DependencyError.exit_code)


def _tell(name: str, lang: Lang, program: str, *, found: bool) -> None:
    """Tell whether something is there, or which `program` stands in for it; what to do if not."""
    words = load("labels")["doctor"]
    key = "stand_in" if program else name
    able = say("able" if found or program else "unable", lang)
    click.echo(f"  {able:8}{words[key][lang].format(program)}")
    if not found:
        click.echo(say("suggestion", lang, words[f"{key}_hint"][lang]))
