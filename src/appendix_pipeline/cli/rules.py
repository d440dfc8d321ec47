"""`rules`: every finding there is, with its severity and what it says."""

from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option
from appendix_pipeline.rules import load
from appendix_pipeline.rules.catalogue import findings


@click.command("rules")
@click.option("--json", "json_", is_flag=True, help="In ra JSON cho chương trình khác.")
@lang_option
def command(*, json_: bool, lang: Any) -> None:
    """Kể ra mọi loại phát hiện: mã, mức độ, vì sao."""
    severities = load("labels")["finding"]
    rules = findings()
    if json_:
        records = [
            {"code": code, "severity": rule["severity"], "why": rule[lang]["why"]}
            | {"source": rule["source"]}
            for code, rule in rules.items()
        ]
        click.echo(as_json(records))
        return
    width = max(map(len, rules))
    for code, rule in rules.items():
        severity = severities[rule["severity"]][lang]
        click.echo(f"{code:{width}}  {severity:9}  {rule[lang]['why']}")
