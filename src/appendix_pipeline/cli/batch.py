"""`batch`: many files in, every fate told; the same command again does only what is left."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import click

from appendix_pipeline.batches.engines import ENGINES
from appendix_pipeline.batches.item import Done, Failed, Outcome, reason_in_words
from appendix_pipeline.batches.journal import MANIFEST, line_of
from appendix_pipeline.batches.planning import Plan
from appendix_pipeline.batches.publishing import QUARANTINE
from appendix_pipeline.batches.running import run
from appendix_pipeline.cli.consolidate import tell_consolidated
from appendix_pipeline.cli.limits import limit_options, limits
from appendix_pipeline.cli.report import PATH, as_json, context_options, known_formats, lang_option
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.options import (
    BatchOptions,
    Lang,
    NormaliseOptions,
    Options,
    ReadOptions,
    Theme,
    WriteOptions,
)
from appendix_pipeline.rules import load
from appendix_pipeline.theme import load_theme
from appendix_pipeline.writers import DEFAULT, FORMATS

_DEFAULTS = BatchOptions()
_SOME_FAILED = 10
_NAMED = 10  # of the files that are no Word files


def _shard(ctx: click.Context, _: click.Parameter, value: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", value)
    shard = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= shard[0] <= shard[1]:
        raise click.BadParameter(_say("shard", ctx.meta.get("lang", "vi"), value))
    return shard


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--out", type=PATH, default=Path("output"), show_default=True,
    help="Thư mục kết quả; giữ nguyên cây thư mục của INPUT.",
)  # fmt: skip
@click.option(
    "--to", default=",".join(DEFAULT), show_default=True, callback=known_formats,
    help=f"Các dạng cần ghi (luôn có json): {', '.join(FORMATS)}.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(0), default=0, help="Số tiến trình; 0 là bằng số nhân của máy."
)
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=_DEFAULTS.seconds,
    show_default=True, help="Số giây tối đa cho một tệp.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(128), default=_DEFAULTS.memory, show_default=True,
    help="Bộ nhớ tối đa của một tiến trình, MiB.",
)  # fmt: skip
@click.option("--retry-failed", is_flag=True, help="Làm lại cả những tệp lần trước bị lỗi.")
@click.option(
    "--shard", default="1/1", callback=_shard, metavar="I/N",
    help="Chỉ làm phần thứ I trong N phần (chia theo nội dung), để chạy trên nhiều máy.",
)  # fmt: skip
@click.option("--engine", type=click.Choice(ENGINES), default=_DEFAULTS.engine, show_default=True)
@click.option("--no-witness", is_flag=True, help="Bỏ lần đọc đối chứng bằng docx2python.")
@click.option("--theme", type=PATH, help="Tệp giao diện của cơ quan (docs/theme.md).")
@click.option("--together", is_flag=True, help="Ghi mọi phụ lục của một tệp vào một tệp Word.")
@click.option("--no-consolidate", is_flag=True, help="Không tổng hợp sau khi chuyển.")
@click.option("--json", "json_", is_flag=True, help="In số phận mỗi tệp một dòng JSON.")
@limit_options
@context_options
@lang_option
@click.pass_context
def command(
    ctx: click.Context, inputs: tuple[str, ...], *, out: Path, to: tuple[str, ...], jobs: int,
    timeout: float, memory: int, retry_failed: bool, shard: Any, engine: str, no_witness: bool,
    theme: Path | None, together: bool, no_consolidate: bool, json_: bool, province: str,
    agencies: Path | None, lang: Any,
) -> None:  # fmt: skip
    """Chuyển mọi tệp Word mà INPUT gọi tên: thư mục (cả thư mục con), mẫu tên, tệp .zip, hoặc
    danh sách .txt mỗi dòng một đường dẫn.

    Tệp hỏng, treo hay ngốn bộ nhớ được cách ly kèm lý do và không chặn các tệp khác. Chạy lại
    cùng lệnh chỉ làm tệp mới hoặc đã đổi. Số phận mỗi tệp nằm trong manifest.jsonl.
    """  # noqa: D205
    each = Options(
        ReadOptions(witness=not no_witness, limits=limits(ctx)),
        WriteOptions(lang, load_theme(theme) if theme else Theme()),
        NormaliseOptions(province, agencies),
    )
    options = BatchOptions(each, to, engine, jobs, timeout, memory, shard, retry_failed, together)
    tell = _Telling(lang, json=json_)
    try:
        with tell.at_work():
            for outcome in run(inputs, out, options, tell.planned):
                tell.outcome(outcome)
    except KeyboardInterrupt:
        click.echo(_say("stopped", lang), err=True)
        raise
    tell.summary(out)
    if not no_consolidate and shard == (1, 1):
        tell_consolidated(consolidate(out, lang, province), lang, err=json_)
    if tell.failures:
        raise click.exceptions.Exit(_SOME_FAILED)


def _say(key: str, lang: Lang, *args: object, **details: object) -> str:
    return str(load("labels")["batch"][key][lang]).format(*args, **details)


class _Telling:
    """What is told on the way: a bar to a person, a line a file to a log, JSON to a program."""

    def __init__(self, lang: Lang, *, json: bool) -> None:
        self.failures: list[Failed] = []
        self._lang, self._json = lang, json
        self._counts: Counter[str] = Counter()
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
            first = ", ".join(plan.others[:_NAMED]) + (" …" if plan.others[_NAMED:] else "")
            self._note(_say("others", self._lang, len(plan.others), first))
        self._begun = monotonic()
        if sys.stderr.isatty() and self._total:
            self._bar = click.progressbar(
                length=self._total, label=_say("label", self._lang), file=sys.stderr,
                show_pos=True, item_show_func=lambda _: self._figures(),
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
        if self._json:
            click.echo(as_json(line_of(outcome), indent=None))
        if outcome.fresh and self._bar:
            self._bar.update(1, outcome)
        elif outcome.fresh:
            self._note(f"[{self._counts['tried']}/{self._total}] {_line(outcome, self._lang)}")

    def summary(self, out: Path) -> None:
        """Tell the counts, and each failure where only a bar was shown or it is an old one."""
        for each in self.failures:
            if self._bar or not each.fresh:
                self._note(_line(each, self._lang))
        names = ("done", "warned", "failed", "fresh")
        counts = {name: self._counts[name] for name in names}
        manifest = (out / MANIFEST).as_posix()
        click.echo(_say("summary", self._lang, manifest=manifest, **counts), err=self._json)
        if self.failures:
            folder = (out / QUARANTINE).as_posix()
            self._note(_say("quarantined", self._lang, folder=folder))

    def _figures(self) -> str:
        names = ("done", "warned", "failed")
        rate = self._counts["tried"] / max(monotonic() - self._begun, 0.001)
        return _say("counts", self._lang, rate=rate, **{each: self._counts[each] for each in names})

    def _note(self, words: str) -> None:
        click.echo(words, err=True)


def _line(outcome: Outcome, lang: Lang) -> str:
    name = outcome.item.name
    if isinstance(outcome, Failed):
        reason = reason_in_words(outcome.reason, lang)
        return _say("failed", lang, name=name, reason=reason, message=outcome.message[lang])
    return _say("done", lang, name=name, tasks=_tasks(outcome), findings=_findings(outcome))


def _tasks(done: Done) -> int:
    return sum(each.tasks for each in done.appendices)


def _findings(done: Done) -> int:
    return sum(each.errors + each.warnings for each in done.appendices)
