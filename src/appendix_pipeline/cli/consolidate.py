"""`consolidate`: what `batch` left in a folder as one store, one workbook, one report."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.journal import JOURNAL
from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.batches.storage import Place, place_of, shown
from appendix_pipeline.cli.report import lang_option, province_option, say
from appendix_pipeline.consolidation.consolidate import MADE, Consolidated, annexes, consolidate
from appendix_pipeline.consolidation.ingest import CONSOLIDATED, lacking
from appendix_pipeline.consolidation.words import label
from appendix_pipeline.errors import InputError
from appendix_pipeline.options import Lang


@click.command("consolidate")
@click.argument("folder", default="output", type=place_of, metavar="[FOLDER]")
@click.option(
    "--annexes", "by_agency", is_flag=True,
    help="Ghi thêm cho mỗi cơ quan chủ trì một phụ lục Word gồm nhiệm vụ ở mọi xã.",
)  # fmt: skip
@province_option
@lang_option
def command(folder: Place, *, by_agency: bool, province: str, lang: Any) -> None:
    """Tổng hợp FOLDER, thư mục kết quả của lệnh batch (batch tự làm việc này khi xong).

    Dùng khi các phần được chuyển trên nhiều máy với --shard. --province: chỉ kể xã chưa gửi của
    tỉnh này.
    """
    with at_hand(folder, MADE, partial(lacking, lang=lang)) as local:
        check_batch(local, folder)
        made = consolidate(local, lang, province, anew=True)
        tell_consolidated(made, lang, folder, err=False)
        if by_agency:
            written = annexes(local)
            click.echo(f"  → {label('words', 'annexes', lang).format(len(written))}")


def check_batch(folder: Path, place: Place | None = None) -> None:
    """Refuse a folder in which batch never ran, by the name of the `place` it is a copy of.

    Raises:
        InputError: it did not.
    """
    if not (folder / JOURNAL).is_file() or not (folder / JOURNAL).stat().st_size:
        what = {"vi": "Thư mục này không phải kết quả của batch.", "en": "batch never ran here."}
        raise InputError(
            str(place or folder), what, {"vi": "Hãy chạy batch trước.", "en": "Run batch first."}
        )


def tell_consolidated(made: Consolidated, lang: Lang, out: Place, *, err: bool) -> None:
    """Tell what was written below `out`; nothing where nothing had changed."""
    if not made.written:
        return
    words = label("words", "wrote", lang)
    click.echo(words.format(tasks=made.tasks, documents=made.documents), err=err)
    if made.superseded:
        click.echo(f"  {label('words', 'replaced', lang).format(made.superseded)}", err=err)
    if made.twice:
        click.echo(f"  {label('words', 'twice', lang).format(made.twice)}", err=err)
    for path in made.written:
        click.echo(say("wrote", lang, f"{shown(out)}/{CONSOLIDATED}/{path.name}"), err=err)
