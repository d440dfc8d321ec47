"""`check`: what a careful reader would object to, and nothing written."""

from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import PATH, as_json, finding_lines, lang_option, say, word_files
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.options import Lang, Options, WriteOptions
from appendix_pipeline.pipeline import read_datasets


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=PATH)
@click.option("--json", "json_", is_flag=True, help="In ra JSON cho chương trình khác.")
@lang_option
def command(files: tuple[Path, ...], *, json_: bool, lang: Any) -> None:
    """Liệt kê những điều cần xem trong FILE (hoặc mọi tệp Word trong thư mục); không ghi gì."""
    failed = 0
    for file in word_files(files):
        try:
            _check(file, json_=json_, lang=lang)
        except AppendixError as error:
            failed = failed or error.exit_code
            if json_:
                click.echo(as_json({"file": file.name, "error": error.sentence(lang)}, indent=None))
            click.echo(error.sentence(lang), err=True)
    if failed:
        raise click.exceptions.Exit(failed)


def _check(file: Path, *, json_: bool, lang: Lang) -> None:
    for dataset in read_datasets(file, Options(write=WriteOptions(lang))):
        if json_:
            record = {"file": file.name, "findings": to_plain(dataset.findings)}
            click.echo(as_json(record, indent=None))
        elif not dataset.findings:
            click.echo(say("no_findings", lang, file.name))
        else:
            lines = (line for each in dataset.findings for line in finding_lines(each, lang))
            click.echo("\n".join([f"{file.name}:", *lines]))
