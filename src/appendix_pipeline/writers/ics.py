"""The deadlines as an iCalendar file (RFC 5545): a to-do a task, an all-day event a due date.

To-dos are what task lists read (Thunderbird, Nextcloud, Apple); Outlook and Google Calendar
import events only, so every day that is known has one too. A task that waits for an event has
a to-do without a date; one that is done is a completed to-do that nothing repeats, and no event.

Outputs hold no clock. DTSTAMP is the first day on which the plan can have been issued. A UID is
made of the plan's title, issuer and commune and the task's id: the same task exported again,
corrected or resolved, takes the place of the one before instead of standing beside it. There are
no alarms: when to be reminded is each reader's choice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from appendix_pipeline import tracker
from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset, Plan, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load
from appendix_pipeline.writers.calendar.lines import content, text
from appendix_pipeline.writers.calendar.series import first_day, rules

PATH = "{stem}.ics"
_EPOCH = "1970-01-01"
_SUMMARY = 120  # characters of a title in a list
_UTC_OF_VIETNAM = timedelta(hours=7)  # no summer time: a clock time needs no VTIMEZONE


def remark(dataset: Dataset, options: WriteOptions) -> str:
    """Return which tasks have no day, and so are to-dos only: Outlook and Google pass them by."""
    issued = _first_day(dataset.plan.date)
    left = [
        task.id
        for task in dataset.tasks
        if not tracker.finished(task)
        and not any(each.due or each.rule for each in _dates(task.deadline, issued))
    ]
    if not left:
        return ""
    words = load("labels")["calendar"]["undated"][options.lang]
    return str(words).format(len(left), len(dataset.tasks), ", ".join(left))


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return one VCALENDAR in UTF-8, the tasks in the order of the plan."""
    return content(_calendar(dataset, options))


def _calendar(dataset: Dataset, options: WriteOptions) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//appendix-pipeline//deadlines//VI")
    yield "CALSCALE:GREGORIAN"
    yield f"X-WR-CALNAME:{text(dataset.plan.title)}"
    if said := remark(dataset, options):
        yield f"X-WR-CALDESC:{text(said)}"
    for task in dataset.tasks:
        sources = {str(each.field): each for each in dataset.corrections if each.task == task.id}
        yield from _task(task, dataset.plan, _description(task, sources, options.lang))
    yield "END:VCALENDAR"


@dataclass(frozen=True, slots=True)
class _Dates:
    """When one to-do and its event are: first day, due day, clock time, rule; all may be empty."""

    start: str = ""
    due: str = ""
    time: str = ""
    rule: str = ""


def _task(task: Task, plan: Plan, description: str) -> Iterator[str]:
    issued = _first_day(plan.date)
    head = [
        f"DTSTAMP:{(issued or _EPOCH).replace('-', '')}T000000Z",
        f"SUMMARY:{text(_summary(task))}",
        f"DESCRIPTION:{text(description)}",
    ]
    done = tracker.finished(task)
    for number, dates in enumerate(_dates(task.deadline, issued), 1):
        uid = uuid5(
            NAMESPACE_URL, f"{plan.issuer}|{plan.place.code}|{plan.title}|{task.id}|{number}"
        )
        yield from ("BEGIN:VTODO", f"UID:{uid}@appendix-pipeline", *head)
        if done:
            yield from (*_times(replace(dates, rule=""), "DUE"), *_completed(task), "END:VTODO")
            continue
        yield from (*_times(dates, "DUE"), "STATUS:NEEDS-ACTION", "END:VTODO")
        if dates.due or dates.rule:
            yield from ("BEGIN:VEVENT", f"UID:{uid}-due@appendix-pipeline", *head)
            yield f"RELATED-TO:{uid}@appendix-pipeline"
            yield from (*_times(dates, ""), "TRANSP:TRANSPARENT")
            if task.deadline.awaited:
                yield "STATUS:TENTATIVE"
            yield "END:VEVENT"


def _completed(task: Task) -> Iterator[str]:
    """Yield that a task is done, at noon of its day: the same day in Vietnam and in UTC."""
    yield from ("STATUS:COMPLETED", "PERCENT-COMPLETE:100")
    if day := tracker.done_on(task):
        yield f"COMPLETED:{_in_utc(day, '12:00')}"


def _dates(deadline: Deadline, issued: str) -> Iterator[_Dates]:
    """Yield the dates of a task: one, or one a series of a repeated deadline."""
    known = deadline.resolved
    due = (known and known.due) or deadline.due_end or ""
    start = (known and known.start) or deadline.window_start or ""
    clock = (deadline.due_time or "") if due == deadline.due_end else ""
    since = max(issued, deadline.repeats_from)
    series = [(rule, first) for rule in rules(deadline) if (first := _begins(rule, since))]
    if due or not series:
        yield _Dates(start if not due or start < due else "", due, clock)
    for rule, first in series:
        yield _Dates(start=first, rule=rule)


def _begins(rule: str, since: str) -> str:
    first = first_day(rule, date.fromisoformat(since)) if since else None
    return first.isoformat() if first else ""


def _times(dates: _Dates, due: str) -> Iterator[str]:
    """Yield the properties of time; `due` names that of the due day, else it is the event's day."""
    if dates.time:
        yield f"{due or 'DTSTART'}:{_in_utc(dates.due, dates.time)}"
        return
    if dates.due:
        yield f"{due or 'DTSTART'};VALUE=DATE:{dates.due.replace('-', '')}"
    if dates.start and (due or dates.rule):
        yield f"DTSTART;VALUE=DATE:{dates.start.replace('-', '')}"
    if dates.rule:
        yield f"RRULE:{dates.rule}"


def _in_utc(day: str, clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    # 24h00 is a clock time of official texts, but of no clock.
    local = datetime.fromisoformat(day) + timedelta(hours=hour, minutes=minute)
    return f"{local - _UTC_OF_VIETNAM:%Y%m%dT%H%M%SZ}"


def _first_day(issued: str) -> str:
    """Return the first day on which a plan of this date (2025, 2025-10) can have been issued."""
    return issued + _EPOCH[len(issued) :] if issued else ""


def _summary(task: Task) -> str:
    words = f"{task.id}. {task.content}" if task.id else task.content
    return words if len(words) <= _SUMMARY else words[:_SUMMARY].rsplit(" ", 1)[0] + " …"


def _description(task: Task, corrected: Mapping[str, Correction], lang: str) -> str:
    """Return a task in words; below what a clerk corrected stands what the source says."""
    labels: dict[str, Any] = load("labels")["workbook"]["columns"]
    parts = (
        ("content", task.content),
        ("lead", _cell(task.lead)),
        ("coordinating", _cell(task.coordinating)),
        ("deadline", task.deadline.raw),
        ("condition", "; ".join(task.deadline.awaited)),
        ("met", "; ".join(tracker.met(task, lang))),
        ("status", tracker.status(tracker.entry(task, "status"), lang)),
        ("result", tracker.entry(task, "result")),
    )
    blank = load("labels")["calendar"]["blank"][lang]
    lines: list[str] = []
    for name, words in parts:
        lines += [f"{labels[name][lang]}: {words}"] if words else []
        if (made := corrected.get(name)) and name != "met":
            lines.append(f"{labels['source_words'][lang]}: {made.before or blank}")
    return "\n".join(lines)


def _cell(cell: Agencies) -> str:
    return " ".join(cell.text.split())
