"""`agencies`: one agency cell split into bodies, or the bodies of files that no list knows."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import (
    as_json,
    context_options,
    lang_option,
    plan_date,
    say,
)
from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.normalise.agencies import diagnose, know, split, unknown
from appendix_pipeline.options import NormaliseOptions, Options
from appendix_pipeline.output import save
from appendix_pipeline.rules import load

_NOTED = ("successor", "suggestion")
_FIELDS = ("text", "collective", "scope", "key", "name", "level", "successor", "suggestion")


@click.command("agencies")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT…")
@click.option(
    "--as-of", default="", metavar="DATE", callback=plan_date,
    help="Ngày của kế hoạch (2025, 2025-10, 2025-10-17): nêu cơ quan đã kết thúc và kế thừa.",
)  # fmt: skip
@click.option("--unknown", "unknown_", is_flag=True, help="TEXT là tệp; in cơ quan chưa biết.")
@click.option("--json", "json_", is_flag=True, help="In mỗi ô một dòng JSON.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Với --unknown: ghi vào tệp này (UTF-8)."
)
@context_options
@lang_option
def command(
    texts: tuple[str, ...], *, as_of: str, unknown_: bool, json_: bool, out: Path | None,
    province: str, agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """Tách ô cơ quan TEXT thành từng cơ quan; với --unknown: kể ra cơ quan chưa có trong danh mục.

    --unknown in ra một tệp TOML chờ điền, dùng lại được bằng --agencies.
    """
    if unknown_:
        options = Options(normalise=NormaliseOptions(province, agencies))
        text = unknown(met for each in texts for met in _met(Path(each), options))
        if out:
            for path in save({out.name: text.encode()}, out.parent):
                click.echo(say("wrote", lang, path.as_posix()), err=True)
        else:
            click.echo(text, nl=False)
        return
    know(agencies)
    for text in texts:
        cell = split(text, as_of)
        click.echo(as_json(_record(cell), indent=None) if json_ else _lines(cell, lang))


def _met(file: Path, options: Options) -> Iterator[tuple[str, Body]]:
    """Yield every body in the agency cells of a file, with the file and the task."""
    from appendix_pipeline.pipeline import read_datasets  # noqa: PLC0415 (python-docx)

    for dataset in read_datasets(file, options):
        for task in dataset.tasks:
            for body in (*task.lead.bodies, *task.coordinating.bodies):
                yield f"{file.name} {task.id}", body


def _record(cell: Agencies) -> dict[str, Any]:
    bodies = [{name: getattr(body, name) for name in _FIELDS} for body in cell.bodies]
    return {"text": cell.text, "bodies": bodies, "left_over": cell.left_over}


def _lines(cell: Agencies, lang: str) -> str:
    noted = {each.details["text"]: each.details for each in diagnose(cell)}
    lines = [_line(body, noted.get(body.text, {}), lang) for body in cell.bodies]
    return "\n".join(
        [*lines, *([say("words_left", lang, cell.left_over)] if cell.left_over else [])]
    )


def _line(body: Body, noted: Mapping[str, str], lang: str) -> str:
    """Return what a body is, and what is `noted` of it: who took over, which name is like it."""
    level = load("labels")["levels"][body.level or "none"][lang]
    about = [body.key or say("unknown_body", lang), level]
    about += [say("group", lang)] if body.collective else []
    about += [say("body_scope", lang, body.scope)] if body.scope else []
    about += [say(f"body_{name}", lang, noted[name]) for name in _NOTED if noted.get(name)]
    return f"{body.text} → {body.name} [{', '.join(about)}]"
