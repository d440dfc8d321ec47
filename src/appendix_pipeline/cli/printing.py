"""The options of `convert` for print: which tasks, in what order, what the PDF holds."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from appendix_pipeline.cli.report import say
from appendix_pipeline.excerpts.period import read_period
from appendix_pipeline.options import ExcerptOptions


def _period(ctx: click.Context, _: click.Parameter, value: str) -> str:
    try:
        if value:
            read_period(value)
    except ValueError as error:
        raise click.BadParameter(say("bad_period", ctx.meta.get("lang", "vi"), value)) from error
    return value


_OPTIONS = (
    click.option(
        "--split-by", type=click.Choice(["lead"]),
        help="Mỗi cơ quan chủ trì một phụ lục riêng, trong thư mục mang tên cơ quan.",
    ),
    click.option(
        "--due", default="", callback=_period, metavar="KỲ",
        help="Chỉ việc đến hạn trong kỳ: 2025-11, 2025-Q4, 2025, 2025-11..2025-12, ..2025-12-15.",
    ),
    click.option("--waiting", is_flag=True, help="Chỉ việc còn chờ điều kiện."),
    click.option(
        "--sort", type=click.Choice(["number", "deadline", "lead"]),
        help="Xếp theo số thứ tự trong mục, theo thời hạn (mục là tháng) hoặc theo chủ trì.",
    ),
    click.option("--renumber", is_flag=True, help="Đánh số lại từ 1 qua mọi mục."),
    click.option("--signature-field", is_flag=True, help="Chừa sẵn ô ký số trống trong PDF."),
    click.option(
        "--no-attachments", is_flag=True, help="Không đính tasks.json và bảng Excel vào PDF."
    ),
)  # fmt: skip


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; `command` gets them as `excerpt` and, for `WriteOptions`, as `pdf`."""

    @wraps(command)
    def packed(
        *, split_by: Any, due: str, waiting: bool, sort: Any, renumber: bool,
        signature_field: bool, no_attachments: bool, **others: Any,
    ) -> Any:  # fmt: skip
        excerpt = ExcerptOptions(split_by or "", due, waiting, sort or "", renumber)
        pdf = {"signature_field": signature_field, "attachments": not no_attachments}
        return command(excerpt=excerpt, pdf=pdf, **others)

    for option in reversed(_OPTIONS):
        packed = option(packed)
    return packed
