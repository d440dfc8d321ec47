"""The options of `batch` and `watch`: how each of many files is converted, and by whom."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.engines import ENGINES
from appendix_pipeline.cli.limits import limit_options, limits
from appendix_pipeline.cli.report import PATH, context_options, known_formats, lang_option
from appendix_pipeline.options import (
    BatchOptions,
    NormaliseOptions,
    Options,
    ReadOptions,
    Theme,
    WriteOptions,
)
from appendix_pipeline.theme import load_theme
from appendix_pipeline.writers import DEFAULT, FORMATS

_DEFAULTS = BatchOptions()
_OPTIONS = (
    click.option(
        "--to", default=",".join(DEFAULT), show_default=True, callback=known_formats,
        help=f"Các dạng cần ghi (luôn có json): {', '.join(FORMATS)}.",
    ),
    click.option(
        "--jobs", type=click.IntRange(0), default=0,
        help="Số tiến trình; 0 là bằng số nhân của máy.",
    ),
    click.option(
        "--timeout", type=click.FloatRange(0, min_open=True), default=_DEFAULTS.seconds,
        show_default=True, help="Số giây tối đa cho một tệp.",
    ),
    click.option(
        "--memory", type=click.IntRange(128), default=_DEFAULTS.memory, show_default=True,
        help="Bộ nhớ tối đa của một tiến trình, MiB.",
    ),
    click.option(
        "--engine", type=click.Choice(ENGINES), default=_DEFAULTS.engine, show_default=True
    ),
    click.option("--no-witness", is_flag=True, help="Bỏ lần đọc đối chứng bằng docx2python."),
    click.option("--theme", type=PATH, help="Tệp giao diện của cơ quan (docs/theme.md)."),
    click.option(
        "--together", is_flag=True, help="Ghi mọi phụ lục của một tệp vào một tệp Word."
    ),
    click.option("--no-consolidate", is_flag=True, help="Không tổng hợp sau khi chuyển."),
    click.option("--json", "json_", is_flag=True, help="In số phận mỗi tệp một dòng JSON."),
    limit_options,
    context_options,
    lang_option,
)  # fmt: skip


def each_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; `command` gets them as `options`, besides `province` and `lang`."""

    @wraps(command)
    def packed(
        *args: Any, to: tuple[str, ...], jobs: int, timeout: float, memory: int, engine: str,
        no_witness: bool, theme: Path | None, together: bool, province: str,
        agencies: Path | None, lang: Any, **others: Any,
    ) -> Any:  # fmt: skip
        each = Options(
            ReadOptions(witness=not no_witness, limits=limits(click.get_current_context())),
            WriteOptions(lang, load_theme(theme) if theme else Theme()),
            NormaliseOptions(province, agencies),
        )
        options = BatchOptions(each, to, engine, jobs, timeout, memory, together=together)
        return command(*args, options=options, province=province, lang=lang, **others)

    for option in reversed(_OPTIONS):
        packed = option(packed)
    return packed
