"""`resolve`: an awaited event has come on a day; which tasks waited for it, and what is due now."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, known_formats, lang_option
from appendix_pipeline.dates import in_figures
from appendix_pipeline.errors import NothingChosenError
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.deadline import Event, Resolution
from appendix_pipeline.normalise.deadlines import (
    how_named,
    is_named,
    meet,
    meet_all,
    resolve,
)
from appendix_pipeline.options import Options, WriteOptions
from appendix_pipeline.output import save
from appendix_pipeline.pipeline import read_json, revised
from appendix_pipeline.rules import load
from appendix_pipeline.writers import remark, write

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")


def _days(ctx: click.Context, _: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return days in ISO 8601; refuse what is no day of the calendar."""
    return tuple(_iso(value, ctx.meta.get("lang", "vi")) for value in values)


def _iso(value: str, lang: str) -> str:
    for form in _DAY_FORMS:
        with suppress(ValueError):
            return datetime.strptime(value, form).date().isoformat()  # noqa: DTZ007 (a date)
    raise click.BadParameter(_say("no_day", lang, value))


@click.command("resolve")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path))
@click.option("--list", "list_", is_flag=True, help="Kể ra những việc còn chờ, và nhiệm vụ chờ.")
@click.option(
    "--event", "events", multiple=True, metavar="TEXT",
    help="Việc đã xảy ra, bằng chữ của điều kiện: “hướng dẫn của Bộ Nội vụ”.",
)  # fmt: skip
@click.option(
    "--task", "ids", multiple=True, metavar="ID",
    help="Chỉ nhiệm vụ này (VI.2); không có --event: mọi việc nó chờ đã xảy ra.",
)  # fmt: skip
@click.option(
    "--date", "days", multiple=True, metavar="DATE", callback=_days,
    help="Ngày việc đó xảy ra (2025-11-03 hoặc 03/11/2025); mỗi --event một --date.",
)  # fmt: skip
@click.option("--all", "all_", is_flag=True, help="Mọi việc mà --event có thể chỉ đều đã xảy ra.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Ghi bộ dữ liệu đã cập nhật ra tệp JSON này."
)
@click.option(
    "--to", "formats", default="json", callback=known_formats,
    help="Ghi thêm các dạng này cạnh tệp --out: xlsx,ics,csv…",
)  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="In mỗi nhiệm vụ một dòng JSON.")
@lang_option
def command(
    dataset: Path, events: tuple[str, ...], ids: tuple[str, ...], days: tuple[str, ...],
    out: Path | None, *, formats: tuple[str, ...], list_: bool, all_: bool, json_: bool, lang: Any,
) -> None:  # fmt: skip
    """Kể ra nhiệm vụ trong DATASET (tasks.json) chờ việc đã xảy ra, và thời hạn tính được.

    Dùng lại tệp ghi bằng --out cho lần sau hoặc cho `convert` (ics, xlsx…).
    """
    read = read_json(dataset, Options(write=WriteOptions(lang)))
    if list_:
        _list(read.tasks, lang, json_=json_)
        return
    if out is None and formats != ("json",):
        raise click.UsageError(_say("out_for_formats", lang))
    came = _came(events, ids, days, lang)
    chosen = _chosen(read.tasks, ids, lang)
    if not all_:
        _refuse_unclear(chosen, came, lang)
    resolved = dict(_resolved(chosen, came, read.plan.date))
    if not resolved:
        click.echo(_say("nobody_waits", lang, "; ".join(events or ids)), err=True)
        raise click.exceptions.Exit(NothingChosenError.exit_code)
    for task in resolved.values():
        click.echo(as_json(_record(task), indent=None) if json_ else _line(task, lang))
    if out is not None:
        tasks = tuple(resolved.get(task.id, task) for task in read.tasks)
        _save(revised(replace(read, tasks=tasks), (), lang), out, formats, lang)


def _list(tasks: Iterable[Task], lang: str, *, json_: bool) -> None:
    """Print every awaited event in the source's words, with the tasks that wait for it."""
    waiting: dict[str, list[str]] = {}
    for task in tasks:
        for event in task.deadline.events:
            if event.status == "pending":
                waiting.setdefault(event.text[:1].lower() + event.text[1:], []).append(task.id)
    for text, ids in waiting.items():
        record = {"event": text, "tasks": ids}
        said = _say("awaited", lang, text, len(ids), ", ".join(ids))
        click.echo(as_json(record, indent=None) if json_ else said)
    if not waiting:
        click.echo(_say("nothing_awaited", lang), err=True)


def _came(
    events: tuple[str, ...], ids: tuple[str, ...], days: tuple[str, ...], lang: str
) -> dict[str, str]:
    """Return the words of what came, each with its ISO day; "" for all that tasks wait for."""
    names = events or ("",) * bool(ids)
    if not names:
        raise click.UsageError(_say("what_came", lang))
    if len(names) != len(days):
        raise click.UsageError(_say("one_date_an_event", lang))
    return dict(zip(names, days, strict=True))


def _chosen(tasks: tuple[Task, ...], ids: tuple[str, ...], lang: str) -> tuple[Task, ...]:
    known = {task.id: task for task in tasks}
    if missing := [each for each in ids if each not in known]:
        raise click.UsageError(_say("no_such_task", lang, ", ".join(missing), ", ".join(known)))
    return tuple(known[each] for each in dict.fromkeys(ids)) if ids else tasks


def _refuse_unclear(tasks: tuple[Task, ...], came: Mapping[str, str], lang: str) -> None:
    """Refuse words that name a part of a body, or the act of several bodies alike."""
    for words in filter(None, came):
        named = [
            (event, how)
            for task in tasks
            for event in task.deadline.events
            if (how := how_named(event, words))
        ]
        whose = {_bodies(event) for event, how in named if how == "act"}
        if len(whose) > 1 or any(how == "part" for _, how in named):
            texts = dict.fromkeys(f"“{event.text}”" for event, how in named if how != "body")
            raise click.UsageError(_say("unclear", lang, words, ", ".join(texts)))


def _bodies(event: Event) -> tuple[str, ...]:
    return tuple(each.key or each.text for each in event.by) or (event.text.casefold(),)


def _resolved(
    tasks: Iterable[Task], came: Mapping[str, str], issued: str
) -> Iterator[tuple[str, Task]]:
    """Yield the tasks that waited for what came, by id, with what follows."""
    for task in tasks:
        asked = any(is_named(task.deadline, name) if name else True for name in came)
        if not (asked and task.deadline.events):
            continue
        everything = came.get("")
        met = meet(task.deadline, "", everything) if everything else meet_all(task.deadline, came)
        yield task.id, replace(task, deadline=replace(met, resolved=resolve(met, issued)))


def _save(dataset: Dataset, out: Path, formats: tuple[str, ...], lang: Any) -> None:
    """Write the dataset to `out`, and the other formats beside it, all or nothing."""
    options = WriteOptions(lang)
    stem = Path(dataset.source.name).stem or out.stem
    (content,) = write("json", dataset, stem, options).values()
    files = {out.name: content}
    for name in formats:
        if name != "json":
            files |= write(name, dataset, stem, options)
    for path in save(files, out.parent):
        click.echo(_say("wrote", lang, path.as_posix()), err=True)
    for line in filter(None, (remark(name, dataset, options) for name in formats)):
        click.echo(line, err=True)


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
    texts += (_say(name, lang, in_figures(day, lang)) for name, day in days.items() if day)
    texts += (_say("still_waiting", lang, each) for each in found.waiting)
    known = load("deadline_words")["resolve"]
    texts += (_say(flag, lang) for flag in found.flags if flag in known)
    return "\n  ".join(texts)


def _say(name: str, lang: str, *args: object) -> str:
    return str(load("deadline_words")["resolve"][name][lang]).format(*args)
