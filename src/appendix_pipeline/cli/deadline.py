"""`deadline`: deadlines read, in words with all their parts, by which rules, and as JSON."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from appendix_pipeline.cli.report import as_json, lang_option, plan_date
from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.deadline import Deadline, Event
from appendix_pipeline.normalise.deadlines import in_words, occurrences, parse_deadline
from appendix_pipeline.rules import load

_FIRST = "-01-01"  # what a plan's date lacks to be a day
_NEXT = 3  # days of a repetition to show


@click.command("deadline")
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option(
    "--issued", default="", metavar="DATE", callback=plan_date,
    help="Ngày ban hành kế hoạch, mịn đến mức biết được: 2025, 2025-10, 2025-10-17.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Kể ra quy tắc nào đã đọc đoạn chữ nào.")
@click.option("--json", "json_", is_flag=True, help="In toàn bộ bản ghi ra JSON.")
@lang_option
def command(texts: tuple[str, ...], issued: str, *, explain: bool, json_: bool, lang: Any) -> None:
    """Đọc thời hạn TEXT như trong cột tiến độ của phụ lục; không có TEXT thì đọc từng dòng stdin.

    Với --json, nhiều thời hạn in mỗi thời hạn một dòng.
    """
    several = len(texts) != 1
    for text in texts or (line.rstrip() for line in sys.stdin):
        deadline = parse_deadline(text, issued)
        if json_:
            click.echo(as_json(to_plain(deadline), indent=None if several else 1))
            continue
        if several:
            click.echo(f"“{deadline.raw}”")
        click.echo(in_words(deadline, lang))
        for line in _lines(deadline, issued, lang):
            click.echo(f"  {line}")
        if explain:
            click.echo("\n".join(_explained(deadline)))


def _lines(deadline: Deadline, issued: str, lang: str) -> Iterator[str]:
    """Yield the parts of a reading, a line each; flags come last."""
    yield from _dates(deadline, lang)
    if deadline.recurrence and deadline.recurrence.rrule:
        yield _say("rrule", lang, "  ".join(deadline.recurrence.rrule))
        if issued:
            days = occurrences(deadline, issued + _FIRST[len(issued) - len("2025") :], _NEXT)
            yield _say("next", lang, ", ".join(_day(day, lang) for day in days))
    for event in deadline.conditions:
        yield from _event("condition", event, lang)
    if deadline.offset and deadline.offset.anchor:
        yield from _event("anchor", deadline.offset.anchor, lang)
    yield from (_say("report", lang, _day(each.due_end, lang)) for each in deadline.reports)
    yield from (_say("alternative", lang, each.edtf) for each in deadline.alternatives)
    if deadline.note and deadline.note != deadline.raw:
        yield _say("note", lang, deadline.note)
    if deadline.flags:
        words = load("deadline_words")["flag"]
        yield _say("flags", lang, "; ".join(words[flag][lang] for flag in deadline.flags))


def _dates(deadline: Deadline, lang: str) -> Iterator[str]:
    """Yield the due day, the first day, the periods where there are several, the EDTF value."""
    if deadline.due_end:
        due = _day(deadline.due_end, lang)
        timed = deadline.due_time and _say("time", lang, due, deadline.due_time)
        yield _say("due", lang, timed or due)
    named = (
        ("bound", deadline.bound_date if deadline.relation == "before" else None),
        ("legal", deadline.legal_point),
        ("window", deadline.window_start),
    )
    yield from (_say(name, lang, _day(day, lang)) for name, day in named if day)
    for each in deadline.items if len(deadline.items) > 1 else ():
        days = dict.fromkeys((_day(each.start, lang), _day(each.end, lang)))
        yield _say("item", lang, _say("days", lang, *days) if len(days) > 1 else next(iter(days)))
    if deadline.edtf:
        yield _say("edtf", lang, deadline.edtf)


def _event(name: str, event: Event, lang: str) -> Iterator[str]:
    """Yield the event in the source's words, then who is to act and on which document."""
    yield _say(name, lang, f"“{event.text}”")
    parts = (
        ("by", [each.text for each in event.by]),
        ("documents", [each.text for each in event.documents]),
    )
    yield from (f"  {_say(part, lang, '; '.join(texts))}" for part, texts in parts if texts)


def _say(name: str, lang: str, *args: object) -> str:
    return str(load("deadline_words")["lines"][name][lang]).format(*args)


def _day(day: str | None, lang: str) -> str:
    return in_figures(day, lang) if day else "–"


def _explained(deadline: Deadline) -> list[str]:
    """Return a line a rule: the stretch in characters, the rule of deadlines.toml, the words.

    An awaited act is told by its kind, a remark by its flag.
    """
    spans = [(match.span, match.rule) for match in deadline.matched]
    spans += [(event.span, f"act: {event.action}") for event in deadline.events]
    lines = [
        f"  {start:3}-{end:<3} {rule:24} {deadline.raw[start:end]}"
        for (start, end), rule in sorted(spans)
    ]
    return [*lines, *(f"  {'':7} flag: {flag}" for flag in deadline.flags)]
