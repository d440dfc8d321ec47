"""`consolidate`: what `batch` left in a folder as one store, one workbook, one report."""

from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.journal import JOURNAL
from appendix_pipeline.cli.report import PATH, lang_option, province_option, say
from appendix_pipeline.consolidation.consolidate import Consolidated, annexes, consolidate
from appendix_pipeline.consolidation.words import label
from appendix_pipeline.errors import InputError
from appendix_pipeline.options import Lang


@click.command("consolidate")
@click.argument("folder", default=Path("output"), type=PATH)
@click.option(
    "--annexes", "by_agency", is_flag=True,
    help="Ghi thêm cho mỗi cơ quan chủ trì một phụ lục Word gồm nhiệm vụ ở mọi xã.",
)  # fmt: skip
@province_option
@lang_option
def command(folder: Path, *, by_agency: bool, province: str, lang: Any) -> None:
    """Tổng hợp FOLDER, thư mục kết quả của lệnh batch (batch tự làm việc này khi xong).

    Dùng khi các phần được chuyển trên nhiều máy với --shard. --province: chỉ kể xã chưa gửi của
    tỉnh này.
    """
    check_batch(folder)
    tell_consolidated(consolidate(folder, lang, province, anew=True), lang, err=False)
    if by_agency:
        written = annexes(folder)
        click.echo(f"  → {label('words', 'annexes', lang).format(len(written))}")


def check_batch(folder: Path) -> None:
    """Refuse a folder in which batch never ran.

    Raises:
        InputError: it did not.
    """
    if not (folder / JOURNAL).is_file():
        what = {"vi": "Thư mục này không phải kết quả của batch.", "en": "batch never ran here."}
        raise InputError(
            str(folder), what, {"vi": "Hãy chạy batch trước.", "en": "Run batch first."}
        )


def tell_consolidated(made: Consolidated, lang: Lang, *, err: bool) -> None:
    """Tell what was written; nothing where nothing had changed."""
    if not made.written:
        return
    words = label("words", "wrote", lang)
    click.echo(words.format(tasks=made.tasks, documents=made.documents), err=err)
    for path in made.written:
        click.echo(say("wrote", lang, path.as_posix()), err=err)
