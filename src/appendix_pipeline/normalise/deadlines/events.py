"""A waiting clause as data: the trigger, the awaited act, by whom, under which document."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from appendix_pipeline.model.agency import Body
from appendix_pipeline.model.deadline import Action, Event, Trigger
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.deadlines.clauses import Clause
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load

_OF = re.compile(r"(?<!\w)(?:của|do)(?!\w)")
# An act in force says more than the guidance it may also name.
_WEIGHTIEST: tuple[Action, ...] = ("effective", "approve", "issue")
_ACTS_ON_PAPER = ("issue", "effective", "approve", "guidance", "regulation")


@cache
def _actions() -> tuple[tuple[Action, re.Pattern[str]], ...]:
    return tuple(
        (rule["id"], re.compile(rf"(?<!\w)(?:{rule['pattern']})(?!\w)"))
        for rule in load("deadlines")["action"]
    )


@cache
def _next_act() -> re.Pattern[str]:
    """Another act in the same clause: "…, hướng dẫn của Bộ Nội vụ"."""
    nouns = "|".join(rule["pattern"] for rule in load("deadlines")["action"] if rule.get("bare"))
    return re.compile(rf"(?:,| và| hoặc)\s+(?=(?:có )?(?:{nouns}) (?:của|từ)\b)")


def read_events(raw: str, low: str, clause: Clause, as_of: str) -> Iterator[Event]:
    """Yield what a clause waits for, an event an act.

    `as_of` is the plan's date: bodies that had ended by then say who took over.
    """
    start = clause.start
    for found in _next_act().finditer(low, clause.cue.end, clause.end):
        # "chủ trương, hướng dẫn của Thành phố": both are of the same body.
        if _OF.search(low, start, found.start()):
            yield _event(raw, low, clause, (start, found.start()), as_of)
            start = found.end()
    yield _event(raw, low, clause, (start, clause.end), as_of)


def _event(raw: str, low: str, clause: Clause, span: tuple[int, int], as_of: str) -> Event:
    body = (max(span[0], clause.cue.end), span[1])
    action: Action = "session" if clause.cue.get("session") else _action(low[slice(*body)])
    trigger = cast("Trigger", clause.cue.get("trigger"))
    if trigger == "upon" and action == "request":
        trigger = "on_request"
    return Event(
        text=raw[slice(*span)],
        span=span,
        trigger=trigger,
        action="request" if trigger == "on_request" else action,
        by=tuple(_authorities(raw, low, body, as_of)),
        by_mode="any" if " hoặc " in low[slice(*body)] else "all",
        documents=_documents(raw, low, body, action),
        hint=_hint(raw, clause, span),
    )


def _action(body: str) -> Action:
    found = [(hit.start(), name) for name, form in _actions() if (hit := form.search(body))]
    names = [name for _, name in sorted(found)]
    weighty = [name for name in _WEIGHTIEST if name in names]
    return next(iter([*weighty, *names]), "other")


def _hint(raw: str, clause: Clause, span: tuple[int, int]) -> str:
    """Return the date that the words of the event name, if any; a deadline it is not (R18)."""
    times = [
        each for each in clause.tokens if each.type == "time" and span[0] <= each.start < span[1]
    ]
    if not times:
        return ""
    parts = [each for each in clause.tokens if each.type == "part" and each.end < times[0].start]
    near = parts and not raw[parts[-1].end : times[0].start].strip()
    return raw[parts[-1].start if near else times[0].start : times[0].end]


@cache
def _subject() -> re.Pattern[str]:
    """A body that is the subject of an act: "Chính phủ ban hành …"."""
    acts = "|".join(rule["pattern"] for rule in load("deadlines")["action"])
    return re.compile(rf"\s*(?:có |được )?(.{{2,80}}?) (?:{acts}|có|được)(?!\w)")


@cache
def _limits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a body's name begins, and where it ends."""
    words = load("deadlines")["words"]
    acts = "|".join(rule["pattern"] for rule in load("deadlines")["action"])
    return compiled(words["body"]), compiled(f"{words['stop']}| (?=(?:{acts})(?!\\w))")


def _authorities(raw: str, low: str, span: tuple[int, int], as_of: str) -> Iterator[Body]:
    """Yield the bodies named after "của" and "do", else the subject of the awaited act."""
    begins, ends = _limits()
    stretches = [(each.end(), span[1]) for each in _OF.finditer(low, *span)]
    if not stretches and (found := _subject().match(low, *span)):
        stretches = [found.span(1)]
    read = span[0]
    for start, end in stretches:
        stop = ends.search(low, start, end)
        stop_at = stop.start() if stop else end
        if start < read:
            continue
        read = stop_at
        text = raw[start:stop_at].strip()
        at = raw.index(text, start)
        named = split(text, as_of).bodies or (Body(text, 0, len(text), name=text),)
        for body in named:
            if begins.match(body.text.casefold().removeprefix("các ")):
                yield replace(body, start=body.start + at, end=body.end + at)


def _documents(raw: str, low: str, span: tuple[int, int], action: str) -> tuple[Reference, ...]:
    """Return the documents cited, else the one that is named by its kind and subject only."""
    cited = tuple(
        replace(each, start=each.start + span[0], end=each.end + span[0])
        for each in find(raw[slice(*span)])
    )
    if cited or action not in _ACTS_ON_PAPER:
        return cited
    named = compiled(load("deadlines")["words"]["document"]).search(low, *span)
    if not named or not named["title"]:
        alone = compiled(load("deadlines")["words"]["instrument"]).search(raw, *span)
        return (Reference(alone[0], *alone.span(), kind=alone[0]),) if alone else ()
    title = raw[named.start("title") : named.end("title")].strip()
    kind = raw[named.start("kind") : named.end("kind")]
    words = raw[slice(*named.span())].rstrip()
    end = named.start() + len(words)
    return (Reference(words, named.start(), end, kind=kind, title=title),)
