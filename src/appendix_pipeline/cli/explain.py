"""`explain`: one finding with its reason, source, example and remedy."""

from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option, say
from appendix_pipeline.cli.settings import codes
from appendix_pipeline.rules import load
from appendix_pipeline.rules.catalogue import findings
from appendix_pipeline.validate.wording import example


@click.command("explain")
@click.argument("code", callback=codes)
@click.option("--json", "json_", is_flag=True, help="In ra JSON cho chương trình khác.")
@lang_option
def command(code: tuple[str, ...], *, json_: bool, lang: Any) -> None:
    """Giải thích phát hiện mang mã CODE: vì sao, căn cứ, ví dụ, cách sửa."""
    for each in code:
        rule, shown = findings()[each], example(each, lang)
        record = {
            "code": each,
            "severity": rule["severity"],
            "why": rule[lang]["why"],
            "source": rule["source"],
            "example": shown.message,
            "remedy": shown.suggestion,
        }
        if json_:
            click.echo(as_json(record))
            continue
        severity = load("labels")["finding"][rule["severity"]][lang]
        click.echo(f"{each} ({severity})")
        for name in ("why", "source", "example", "remedy"):
            click.echo(f"  {say(name, lang)}: {record[name]}")
