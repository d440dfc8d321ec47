"""`inspect`: any intermediate form of a file as JSON on standard output."""

from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.limits import limit_options, limits
from appendix_pipeline.cli.report import PATH, as_json, context_options, lang_option
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.options import NormaliseOptions, Options, ReadOptions, WriteOptions
from appendix_pipeline.pipeline import Stages, read_stages
from appendix_pipeline.plain import to_plain_shape


def _single(values: list[Any]) -> Any:
    """One appendix is shown as itself, several as a list."""
    return values[0] if len(values) == 1 else values


_STAGES = {
    "document": lambda stages: to_plain(stages.document),
    "grid": lambda stages: _single([to_plain(each.table) for each in stages.appendices]),
    "rows": lambda stages: _single([to_plain(each.rows) for each in stages.appendices]),
    "dataset": lambda stages: _single([to_plain(each) for each in stages.datasets]),
    "plain": lambda stages: _single([to_plain_shape(each) for each in stages.datasets]),
}


@click.command("inspect")
@click.argument("file", type=PATH)
@click.option("--stage", type=click.Choice(list(_STAGES)), default="dataset", show_default=True)
@click.option("--no-witness", is_flag=True, help="Bỏ lần đọc đối chứng bằng docx2python.")
@limit_options
@context_options
@lang_option
@click.pass_context
def command(
    ctx: click.Context, file: Path, stage: str, *, no_witness: bool, province: str,
    agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """In một dạng trung gian của FILE ra JSON: document, grid, rows, dataset hoặc plain."""
    options = Options(
        ReadOptions(witness=not no_witness, limits=limits(ctx)),
        WriteOptions(lang),
        NormaliseOptions(province, agencies),
    )
    stages: Stages = read_stages(file, options)
    click.echo(as_json(_STAGES[stage](stages)))
