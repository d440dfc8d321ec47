"""`deadline`: one deadline read, in words, by which rules, and as JSON."""

from datetime import datetime
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.deadline import Deadline
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
@click.option("--explain", is_flag=True, help="Kể ra quy tắc nào đã đọc đoạn chữ nào.")
@click.option("--json", "json_", is_flag=True, help="In toàn bộ bản ghi ra JSON.")
@lang_option
def command(text: str, issued: str, *, explain: bool, json_: bool, lang: Any) -> None:
    """Đọc một thời hạn TEXT như trong cột tiến độ của phụ lục."""
    deadline = parse_deadline(text, issued)
    if json_:
        click.echo(as_json(to_plain(deadline)))
        return
    click.echo(in_words(deadline, lang))
    if explain:
        click.echo("\n".join(_explained(deadline)))


def _explained(deadline: Deadline) -> list[str]:
    """Return a line a rule: the stretch in characters, the rule of deadlines.toml, the words.

    An awaited act is told by its kind, a remark by its flag.
    """
    spans = [(match.span, match.rule) for match in deadline.matched]
    anchor = deadline.offset.anchor if deadline.offset else None
    events = (*deadline.conditions, *((anchor,) if anchor else ()))
    spans += [(event.span, f"act: {event.action}") for event in events]
    lines = [
        f"  {start:3}-{end:<3} {rule:24} {deadline.raw[start:end]}"
        for (start, end), rule in sorted(spans)
    ]
    return [*lines, *(f"  {'':7} flag: {flag}" for flag in deadline.flags)]
