"""`query`: the consolidated data by SQL or by words, as CSV or JSON; nothing is ever changed."""

import csv
import sys
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.batches.storage import Place, local_copy, place_of
from appendix_pipeline.cli.report import PATH, as_json, lang_option, say
from appendix_pipeline.consolidation.ingest import STORE
from appendix_pipeline.store.parquet import export
from appendix_pipeline.store.reading import ALL, count, query, search


@click.command("query")
@click.argument("sql", default="", metavar="[SQL]")
@click.option("--search", "words", default="", help="Tìm nhiệm vụ có các từ này, có dấu hay không.")
@click.option(
    "--in", "folder", type=place_of, default="output", show_default=True, metavar="DIR|URL",
    help="Thư mục kết quả của lệnh batch (hoặc s3://…, đọc qua một bản sao).",
)  # fmt: skip
@click.option("--parquet", type=PATH, help="Ghi mọi bảng ra tệp Parquet trong thư mục này.")
@click.option(
    "--limit", type=click.IntRange(0), default=1_000, show_default=True,
    help="Số nhiệm vụ nhiều nhất mà --search in ra; 0 là tất cả.",
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="In mỗi dòng một đối tượng JSON thay cho CSV.")
@lang_option
def command(
    sql: str, *, words: str, folder: Place, parquet: Path | None, limit: int, json_: bool, lang: Any
) -> None:
    """Hỏi dữ liệu tổng hợp bằng một câu SQL chỉ đọc, hoặc tìm theo từ với --search.

    Bảng hay dùng: all_tasks, all_agencies, all_findings, all_aligned (nhiệm vụ chung của nhiều
    xã), documents, files (docs/batch.md).
    """
    if sum(map(bool, (sql, words, parquet))) != 1:
        raise click.UsageError(say("one_question", lang))
    with local_copy(folder, STORE) as store:
        if parquet:
            for path in export(store, parquet):
                click.echo(say("wrote", lang, path.as_posix()))
        else:
            _answer(store, sql, words, limit, json_=json_, lang=lang)


def _answer(store: Path, sql: str, words: str, limit: int, *, json_: bool, lang: Any) -> None:
    with query(store, sql) if sql else search(store, words, limit or ALL) as rows:
        names = [column[0] for column in rows.description or ()]
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if not json_:
            writer.writerow(names)
        printed = 0
        for row in rows:
            printed += 1
            if json_:
                click.echo(as_json(dict(zip(names, row, strict=True)), indent=None))
            else:
                writer.writerow(row)
    if words and printed == limit and (whole := count(store, words)) > limit:
        click.echo(say("more_found", lang, whole - limit), err=True)
