"""Clauses that wait for an event: the trigger, the awaited act, by whom, under which document."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import cast

from appendix_pipeline.model.agency import Body
from appendix_pipeline.model.deadline import Action, Event, Trigger
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.deadlines.tokens import Token, compiled
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load

_SENTENCE = re.compile(r"\. (?=\w)|;|\n")
_OF = re.compile(r"\b(?:của|do)\b")
_HINT = re.compile(r"(?:đầu|giữa|cuối)? ?(?:tháng|quý|năm) [\dIVX]+(?:/\d{4})?")
# An act in force says more than the guidance it may also name.
_WEIGHTIEST: tuple[Action, ...] = ("effective", "approve", "issue")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of one clause, half-open, and the cue that opens it."""

    cue: Token
    start: int
    end: int


def find_clauses(low: str, tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    """Return the clauses of a cell in order; none lies in another.

    A clause ends with its bracket, with its sentence, or where ", hoàn thành trước ngày …" begins.
    """
    found: list[Clause] = []
    at = 0
    for token in tokens:
        if token.type == "cue" and token.start >= at:
            at = _end(low, token, tokens)
            found.append(Clause(token, token.start, at))
    return tuple(found)


def _end(low: str, cue: Token, tokens: tuple[Token, ...]) -> int:
    depth = 0
    end = len(low.rstrip())
    for at in range(cue.end, end):
        depth += {"(": 1, ")": -1}.get(low[at], 0)
        if depth < 0:
            end = at
            break
    if sentence := _SENTENCE.search(low, cue.end, end):
        end = sentence.start()
    if cue.get("since"):  # "từ khi … đến hết ngày …"
        end = min([end, *(t.start for t in tokens if t.start > cue.end and _bounds(t))])
    if not cue.get("session"):
        end = min(end, _dated_after_comma(low, cue, tokens, end))
    return max(cue.end, len(low[:end].rstrip(" ,.")))


def _bounds(token: Token) -> bool:
    return token.type == "rel" and token.get("rel") in ("to", "by")


def _dated_after_comma(low: str, cue: Token, tokens: tuple[Token, ...], end: int) -> int:
    for index, token in enumerate(tokens):
        dated = token.type in ("time", "rel", "dur") and token.get("rel") not in (
            "in",
            "to",
            "after",
        )
        if token.start < cue.end or not dated:
            continue
        first = index
        while tokens[first - 1].type == "filler" and not _between(low, tokens, first).strip():
            first -= 1
        before = low[: tokens[first].start].rstrip()
        if before.endswith(",") and len(before) > cue.end:
            return len(before) - 1
    return end


def _between(low: str, tokens: tuple[Token, ...], index: int) -> str:
    return low[tokens[index - 1].end : tokens[index].start]


@cache
def _actions() -> tuple[tuple[Action, re.Pattern[str]], ...]:
    return tuple(
        (rule["id"], re.compile(rf"(?<!\w)(?:{rule['pattern']})(?!\w)"))
        for rule in load("deadlines")["action"]
    )


def read_events(raw: str, low: str, clause: Clause, as_of: str) -> tuple[Event, ...]:
    """Return a clause as events: what is awaited, from whom, under which documents.

    "… quy định của Chính phủ, hướng dẫn của Bộ Nội vụ" awaits two acts; each event has the words
    of the whole clause. `as_of` is the plan's date: bodies that had ended by then say who took
    over.
    """
    cuts = [each.end() for each in _next_act().finditer(low, clause.cue.end, clause.end)]
    edges = [clause.cue.end, *cuts, clause.end]
    return tuple(_read_event(raw, low, clause, span, as_of) for span in pairwise(edges))


@cache
def _next_act() -> re.Pattern[str]:
    """What stands before another act of another body: ", hướng dẫn của …"."""
    acts = "|".join(rule["pattern"] for rule in load("deadlines")["action"])
    return re.compile(rf"(?:,|;| và) (?=(?:có )?(?:{acts})(?: [^,;]{{0,40}}?)? (?:của|do) )")


def _read_event(raw: str, low: str, clause: Clause, span: tuple[int, int], as_of: str) -> Event:
    body = low[slice(*span)]
    words = raw[clause.start : clause.end]
    trigger = cast("Trigger", clause.cue.get("trigger"))
    action: Action = "session" if clause.cue.get("session") else _action(body)
    if trigger == "upon" and action == "request":
        trigger = "on_request"
    return Event(
        text=words,
        span=(clause.start, clause.end),
        trigger=trigger,
        action="request" if trigger == "on_request" else action,
        by=_authorities(raw, low, span, as_of),
        by_mode="any" if " hoặc " in body else "all",
        documents=_documents(raw, low, span),
        hint=found[0].strip() if action == "session" and (found := _HINT.search(words)) else "",
    )


def _documents(raw: str, low: str, span: tuple[int, int]) -> tuple[Reference, ...]:
    """Return the documents cited, else the one named by its kind and subject; offsets into raw."""
    start, end = span
    cited = tuple(
        replace(each, start=each.start + start, end=each.end + start)
        for each in find(raw[start:end])
    )
    named = compiled(load("deadlines")["words"]["document"]).search(low, start, end)
    if cited or named is None or not named["title"]:
        return cited
    text, title = raw[named.start() : named.end()], raw[slice(*named.span("title"))]
    kind = raw[slice(*named.span("kind"))]
    return (Reference(text, named.start(), named.end(), kind=kind, title=title.strip()),)


def _action(body: str) -> Action:
    found = [(hit.start(), name) for name, form in _actions() if (hit := form.search(body))]
    names = [name for _, name in sorted(found)]
    weighty = [name for name in _WEIGHTIEST if name in names]
    return next(iter([*weighty, *names]), "other")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a body's name begins, where it ends, and a body that is the subject of an act."""
    words = load("deadlines")["words"]
    acts = "|".join(rule["pattern"] for rule in load("deadlines")["action"])
    return (
        compiled(words["body"]),
        compiled(words["stop"] + r"|, (?=(?:" + acts + r")\b)"),
        re.compile(rf"^\s*(?:có |được )?(.{{2,80}}?) (?:{acts}|có|được)(?!\w)"),
    )


def _authorities(raw: str, low: str, span: tuple[int, int], as_of: str) -> tuple[Body, ...]:
    """Return the bodies named after "của" and "do", else the subject of the awaited act.

    Their offsets are into `raw`.
    """
    begins, ends, subject = _patterns()
    first, last = span
    stretches = [(each.end(), last) for each in _OF.finditer(low, first, last)]
    if not stretches and (found := subject.match(low[first:last])):
        stretches = [(first + found.start(1), first + found.end(1))]
    bodies: list[Body] = []
    for start, end in stretches:
        stop = ends.search(low, start, end)
        text = raw[start : stop.start() if stop else end]
        shift = start + len(text) - len(text.lstrip())
        bodies += (
            replace(body, start=body.start + shift, end=body.end + shift)
            for body in split(text.strip(), as_of).bodies
            if begins.match(body.text.casefold().removeprefix("các "))
        )
    return tuple(bodies)
