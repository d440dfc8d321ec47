"""`deadline`: one deadline read, in words and as JSON."""

from datetime import datetime
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.normalise.deadlines import in_words, parse_deadline

_FORMS = {len("2025"): "%Y", len("2025-10"): "%Y-%m", len("2025-10-17"): "%Y-%m-%d"}


def _issued(_: click.Context, __: click.Parameter, value: str) -> str:
    if value:
        try:
            datetime.strptime(value, _FORMS.get(len(value), "%Y"))  # noqa: DTZ007 (a date)
        except ValueError:
            raise click.BadParameter(
                f"“{value}” không phải ngày dạng 2025, 2025-10 hoặc 2025-10-17."
            ) from None
    return value


@click.command("deadline")
@click.argument("text")
@click.option(
    "--issued", default="", metavar="DATE", callback=_issued,
    help="Ngày ban hành kế hoạch, mịn đến mức biết được: 2025, 2025-10, 2025-10-17.",
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="In toàn bộ bản ghi ra JSON.")
@lang_option
def command(text: str, issued: str, *, json_: bool, lang: Any) -> None:
    """Đọc một thời hạn TEXT như trong cột tiến độ của phụ lục."""
    deadline = parse_deadline(text, issued)
    if json_:
        click.echo(as_json(to_plain(deadline)))
    else:
        click.echo(in_words(deadline, lang))
