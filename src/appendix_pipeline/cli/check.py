"""`check`: what a careful reader would object to, and nothing written."""

from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, finding_lines, lang_option, say
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.options import Options, WriteOptions
from appendix_pipeline.pipeline import read_stages


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="In ra JSON cho chương trình khác.")
@lang_option
def command(files: tuple[Path, ...], *, json_: bool, lang: Any) -> None:
    """Liệt kê những điều cần xem trong FILE; không ghi kết quả nào."""
    for file in files:
        for dataset in read_stages(file, Options(write=WriteOptions(lang))).datasets:
            if json_:
                record = {"file": file.name, "findings": to_plain(dataset.findings)}
                click.echo(as_json(record, indent=None))
            elif not dataset.findings:
                click.echo(say("no_findings", lang, file.name))
            else:
                click.echo(f"{file.name}:")
                click.echo(
                    "\n".join(
                        line for each in dataset.findings for line in finding_lines(each, lang)
                    )
                )
