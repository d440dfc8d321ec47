"""`consolidate`: what `batch` left in a folder as one store, one workbook, one report."""

from functools import partial
from typing import Any

import click

from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.batches.storage import Place, place_of, shown
from appendix_pipeline.cli.report import first, lang_option, province_option, say
from appendix_pipeline.consolidation.consolidate import (
    MADE,
    Consolidated,
    annexes,
    check_batch,
    consolidate,
)
from appendix_pipeline.consolidation.ingest import CONSOLIDATED, lacking
from appendix_pipeline.consolidation.words import label
from appendix_pipeline.options import Lang

SOME_FAILED = 10


@click.command("consolidate")
@click.argument("folder", default="output", type=place_of, metavar="[FOLDER]")
@click.option(
    "--annexes",
    "by_agency",
    is_flag=True,
    help="Ghi thêm cho mỗi cơ quan chủ trì một phụ lục Word gồm nhiệm vụ ở mọi xã.",
)
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
    if made.lost:
        raise click.exceptions.Exit(SOME_FAILED)


def tell_consolidated(made: Consolidated, lang: Lang, out: Place, *, err: bool) -> None:
    """Tell what was written below `out`, nothing where nothing had changed, and what is lost."""
    if made.lost:
        told = label("words", "lost", lang).format(len(made.lost), first(made.lost))
        click.echo(told, err=True)
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
