"""`diff`: what is different between two appendices, in any two formats that can be read."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import PATH, as_json, context_options, lang_option, say
from appendix_pipeline.comparison import Difference, compare, field_in_words, texts_in_words
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.options import Lang, NormaliseOptions, Options, WriteOptions
from appendix_pipeline.output import save
from appendix_pipeline.pipeline import read_datasets
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold

DIFFERENT = 11
_SIGNS = {"added": "+", "removed": "-"}


@click.command("diff")
@click.argument("old", metavar="OLD", type=PATH)
@click.argument("new", metavar="NEW", type=PATH)
@click.option("--json", "json_", is_flag=True, help="In mỗi chỗ khác một dòng JSON.")
@click.option("--xlsx", "workbook", type=PATH, metavar="FILE", help="Ghi bảng so sánh ra tệp này.")
@context_options
@lang_option
@click.pass_context
def command(
    ctx: click.Context, old: Path, new: Path, *, json_: bool, workbook: Path | None,
    province: str, agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """So sánh hai phụ lục OLD và NEW (docx, xlsx, json, csv): nhiệm vụ thêm, bỏ, chuyển, sửa.

    Kết thúc bằng mã 0 nếu không khác, 11 nếu có chỗ khác.
    """
    options = Options(write=WriteOptions(lang), normalise=NormaliseOptions(province, agencies))
    found = _compared(old, new, options)
    if workbook:
        _save(found, f"{old.name} → {new.name}", workbook, lang)
    if json_:
        for each in found:
            click.echo(as_json(to_plain(each), indent=None))
    else:
        click.echo("\n".join(_lines(found, f"{old.name} → {new.name}", lang)))
    ctx.exit(DIFFERENT if found else 0)


def _compared(old: Path, new: Path, options: Options) -> list[Difference]:
    """Return the differences of the appendices, the first with the first and so on.

    Raises:
        InputError: a file cannot be read, or one has more appendices than the other.
    """
    before, after = read_datasets(old, options), read_datasets(new, options)
    if len(before) != len(after):
        counts = (len(before), len(after))
        what = {lang: say("other_count", lang, *counts) for lang in ("vi", "en")}
        hint = {lang: say("other_count_hint", lang) for lang in ("vi", "en")}
        raise InputError(f"{old.name}, {new.name}", what, hint)
    pairs = zip(before, after, strict=True)
    return [each for one, two in pairs for each in compare(one, two)]


def _save(found: list[Difference], names: str, path: Path, lang: Lang) -> None:
    from appendix_pipeline.writers.workbook.differences import (  # noqa: PLC0415 (heavy)
        differences_workbook,
    )

    save({path.name: differences_workbook(found, names, lang)}, path.parent)


def _lines(found: list[Difference], names: str, lang: Lang) -> Iterator[str]:
    """Yield how many tasks are different and how, then a line for each difference."""
    tasks = Counter(kind for kind, _ in {(each.kind, each.task) for each in found})
    counts = {kind: tasks[kind] for kind in ("changed", "added", "removed", "moved")}
    yield say("differences" if found else "no_differences", lang, names, **counts)
    words = load("labels")["workbook"]["differences"]
    for each in found:
        before, after = map(fold, texts_in_words(each))
        if sign := _SIGNS.get(each.kind):
            yield f"  {sign} {each.task}: {before or after}"
        else:
            what = f"{each.task} {words[each.kind][lang]}".strip()
            yield f"  {what}, {field_in_words(each, lang)}: “{before}” → “{after}”"
