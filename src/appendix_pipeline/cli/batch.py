"""`batch`: many files in, every fate told; the same command again does only what is left."""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Any

import click

from appendix_pipeline.batches.item import Done, Failed, Outcome, reason_in_words
from appendix_pipeline.batches.journal import MANIFEST, line_of
from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.batches.planning import Plan
from appendix_pipeline.batches.publishing import QUARANTINE
from appendix_pipeline.batches.running import run
from appendix_pipeline.batches.storage import Place, place_of, shown
from appendix_pipeline.cli.consolidate import SOME_FAILED, tell_consolidated
from appendix_pipeline.cli.each import each_options
from appendix_pipeline.cli.report import as_json, first
from appendix_pipeline.consolidation.consolidate import MADE, consolidate
from appendix_pipeline.consolidation.ingest import lacking
from appendix_pipeline.office import printed_by
from appendix_pipeline.options import BatchOptions, Lang
from appendix_pipeline.rules import load


def _shard(ctx: click.Context, _: click.Parameter, value: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", value)
    shard = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= shard[0] <= shard[1]:
        raise click.BadParameter(_say("shard", ctx.meta.get("lang", "vi"), value))
    return shard


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--out", type=place_of, default="output", show_default=True, metavar="DIR|URL",
    help="Thư mục kết quả (hoặc s3://…); giữ nguyên cây thư mục của INPUT.",
)  # fmt: skip
@click.option("--retry-failed", is_flag=True, help="Làm lại cả những tệp lần trước bị lỗi.")
@click.option(
    "--prune", is_flag=True,
    help="Bỏ kết quả của những tệp không còn trong INPUT (phải nêu đủ mọi INPUT).",
)  # fmt: skip
@click.option(
    "--shard", default="1/1", callback=_shard, metavar="I/N",
    help="Chỉ làm phần thứ I trong N phần (chia theo nội dung), để chạy trên nhiều máy.",
)  # fmt: skip
@each_options
def command(
    inputs: tuple[str, ...], *, out: Place, retry_failed: bool, prune: bool, shard: Any,
    no_consolidate: bool, json_: bool, options: BatchOptions, province: str, lang: Any,
) -> None:  # fmt: skip
    """Chuyển mọi tệp Word mà INPUT gọi tên: thư mục (cả thư mục con), mẫu tên, tệp .zip, danh
    sách .txt mỗi dòng một đường dẫn, hoặc s3://… (kho đối tượng).

    Tệp hỏng, treo hay ngốn bộ nhớ được cách ly kèm lý do và không chặn các tệp khác. Chạy lại
    cùng lệnh chỉ làm tệp mới hoặc đã đổi. Số phận mỗi tệp nằm trong manifest.jsonl.
    """  # noqa: D205
    if prune and shard != (1, 1):
        raise click.UsageError(_say("prune_whole", lang))
    options = replace(options, shard=shard, retry_failed=retry_failed, prune=prune)
    tell = _Telling(lang, json=json_)
    try:
        with tell.at_work():
            for outcome in run(inputs, out, options, tell.planned):
                tell.outcome(outcome)
    except KeyboardInterrupt:
        click.echo(_say("stopped", lang), err=True)
        raise
    tell.summary(out)
    lost = False
    if not no_consolidate and shard == (1, 1):
        with at_hand(out, MADE, partial(lacking, lang=lang)) as folder:
            made = consolidate(folder, lang, province)
        tell_consolidated(made, lang, out, err=json_)
        lost = bool(made.lost)
    if tell.failures or lost:
        raise click.exceptions.Exit(SOME_FAILED)


def _say(key: str, lang: Lang, *args: object, **details: object) -> str:
    return str(load("labels")["batch"][key][lang]).format(*args, **details)


class _Telling:
    """What is told on the way: a bar to a person, a line a file to a log, JSON to a program."""

    def __init__(self, lang: Lang, *, json: bool) -> None:
        self.failures: list[Failed] = []
        self._lang, self._json = lang, json
        self._counts: Counter[str] = Counter()
        self._printed: Counter[str] = Counter()  # files by the program that stood in for Pango
        self._total, self._begun = 0, monotonic()
        self._bar: Any = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Show a bar while the work goes on, where a person sees it."""
        try:
            yield
        finally:
            if self._bar:
                self._bar.render_finish()

    def planned(self, plan: Plan) -> None:
        """Tell what there is to do."""
        self._total = len(plan.todo)
        held = len(plan.held)
        total = self._total + held
        self._note(_say("plan", self._lang, total=total, todo=self._total, held=held))
        if plan.others:
            self._note(left_out(plan.others, self._lang))
        self._begun = monotonic()
        if sys.stderr.isatty() and self._total:
            self._bar = click.progressbar(
                length=self._total, file=sys.stderr, width=0,  # as wide as the terminal leaves room
                show_pos=True, show_percent=False, item_show_func=lambda _: self._figures(),
            )  # fmt: skip
            self._bar.render_progress()

    def outcome(self, outcome: Outcome) -> None:
        """Count it and tell it."""
        failed = isinstance(outcome, Failed)
        self._counts["failed" if failed else "done"] += 1
        self._counts["tried"] += outcome.fresh
        if isinstance(outcome, Failed):
            self.failures.append(outcome)
        else:
            self._counts["warned"] += outcome.warned
            self._counts["fresh"] += outcome.fresh
            self._printed[outcome.stand_in] += 1
        if self._json:
            click.echo(as_json(line_of(outcome), indent=None))
        if outcome.fresh and self._bar:
            self._bar.update(1, outcome)
        elif outcome.fresh:
            self._note(f"[{self._counts['tried']}/{self._total}] {line(outcome, self._lang)}")

    def summary(self, out: Place) -> None:
        """Tell the counts, and each failure where only a bar was shown or it is an old one."""
        for each in self.failures:
            if self._bar or not each.fresh:
                self._note(line(each, self._lang))
        names = ("done", "warned", "failed", "fresh")
        counts = {name: self._counts[name] for name in names}
        manifest = f"{shown(out)}/{MANIFEST}"
        click.echo(_say("summary", self._lang, manifest=manifest, **counts), err=self._json)
        for program, count in self._printed.items():
            if program:
                self._note(_say("stand_in", self._lang, count, printed_by(program, self._lang)))
        if self.failures:
            folder = f"{shown(out)}/{QUARANTINE}"
            self._note(_say("quarantined", self._lang, folder=folder))

    def _figures(self) -> str:
        names = ("done", "warned", "failed")
        rate = self._counts["tried"] / max(monotonic() - self._begun, 0.001)
        return _say("counts", self._lang, rate=rate, **{each: self._counts[each] for each in names})

    def _note(self, words: str) -> None:
        click.echo(words, err=True)


def left_out(names: Sequence[str], lang: Lang) -> str:
    """Return in words which files are no Word files, and which folders could not be opened."""
    files = [name for name in names if not name.endswith("/")]
    closed = [name for name in names if name.endswith("/")]
    told = (("others", files), ("closed", closed))
    return "\n".join(_say(key, lang, len(each), first(each)) for key, each in told if each)


def line(outcome: Outcome, lang: Lang) -> str:
    """Return in words what became of a file."""
    name = outcome.item.name
    if isinstance(outcome, Failed):
        reason = reason_in_words(outcome.reason, lang)
        return _say("failed", lang, name=name, reason=reason, message=outcome.message[lang])
    return _say("done", lang, name=name, tasks=_tasks(outcome), findings=_findings(outcome))


def _tasks(done: Done) -> int:
    return sum(each.tasks for each in done.appendices)


def _findings(done: Done) -> int:
    return sum(each.errors + each.warnings for each in done.appendices)
