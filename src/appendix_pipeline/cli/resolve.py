"""`resolve`: an awaited event has come on a day; which tasks waited for it, and what is due now."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.deadline import Resolution
from appendix_pipeline.normalise.deadlines import is_named, meet_all, resolve
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.output import save
from appendix_pipeline.rules import load
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.writers import write

_DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])


@click.command("resolve")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option(
    "--event", "events", multiple=True, required=True, metavar="TEXT",
    help="Việc đã xảy ra, bằng vài chữ của điều kiện: “hướng dẫn của Bộ Nội vụ”.",
)  # fmt: skip
@click.option(
    "--date", "days", multiple=True, required=True, metavar="DATE", type=_DAY,
    help="Ngày việc đó xảy ra (2025-11-03 hoặc 03/11/2025); mỗi --event một --date.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), help="Ghi bộ dữ liệu đã cập nhật ra tệp JSON này."
)
@click.option("--json", "json_", is_flag=True, help="In mỗi nhiệm vụ một dòng JSON.")
@lang_option
def command(
    dataset: Path, events: tuple[str, ...], days: tuple[datetime, ...], out: Path | None, *,
    json_: bool, lang: Any,
) -> None:  # fmt: skip
    """Kể ra nhiệm vụ trong DATASET (tasks.json) chờ việc đã xảy ra, và thời hạn tính được.

    Dùng lại tệp ghi bằng --out cho lần sau hoặc cho `convert` (ics, xlsx…).
    """
    if len(events) != len(days):
        raise click.UsageError(_say("one_date_an_event", lang))
    came = {event: day.date().isoformat() for event, day in zip(events, days, strict=True)}
    read = load_dataset(dataset)
    waited = {task.id for task in read.tasks if any(is_named(task.deadline, e) for e in came)}
    issued = read.plan.date
    tasks = tuple(_resolved(t, came, issued) if t.id in waited else t for t in read.tasks)
    named = [task for task in tasks if task.id in waited]
    for task in named:
        click.echo(as_json(_record(task), indent=None) if json_ else _line(task, lang))
    if not named:
        click.echo(_say("nobody_waits", lang, "; ".join(events)), err=True)
    if out is not None:
        _save(replace(read, tasks=tasks), out, lang)


def _resolved(task: Task, came: dict[str, str], issued: str) -> Task:
    met = meet_all(task.deadline, came)
    return replace(task, deadline=replace(met, resolved=resolve(met, issued)))


def _save(dataset: Dataset, out: Path, lang: Any) -> None:
    (content,) = write("json", dataset, out.stem, WriteOptions(lang)).values()
    for path in save({out.name: content}, out.parent):
        click.echo(_say("wrote", lang, path.as_posix()), err=True)


def _resolution(task: Task) -> Resolution:
    return task.deadline.resolved or Resolution()


def _record(task: Task) -> dict[str, Any]:
    return {
        "task": task.id,
        "deadline": task.deadline.raw,
        **to_plain(_resolution(task)),
    }


def _line(task: Task, lang: str) -> str:
    """Return a task as lines: its id, content and deadline, then what follows from the event."""
    found = _resolution(task)
    texts = [f"{task.id}. {task.content}", _say("as_written", lang, task.deadline.raw)]
    days = {name: getattr(found, name) for name in ("due", "start", "last_workday", "rolled")}
    texts += (_say(name, lang, _in_words(day)) for name, day in days.items() if day)
    texts += (_say("still_waiting", lang, each) for each in found.waiting)
    known = load("deadline_words")["resolve"]
    texts += (_say(flag, lang) for flag in found.flags if flag in known)
    return "\n  ".join(texts)


def _in_words(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def _say(name: str, lang: str, *args: str) -> str:
    return str(load("deadline_words")["resolve"][name][lang]).format(*args)
