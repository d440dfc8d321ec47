"""Clauses that wait for an event: the trigger, the awaited act, by whom, under which document."""

import re
from dataclasses import dataclass
from functools import cache

from appendix_pipeline.model.deadline import Action, Event
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.deadlines.tokens import Token
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load

# A clause ends with its bracket, its sentence, or where a date after a comma begins.
_SENTENCE = re.compile(r"\. (?=\w)|;|\n")
_BY = re.compile(r"\b(?:của|do)\b")
_ISSUER = re.compile(
    r"^(?:có |được )?(.{2,80}?) (?:ban hành|công bố|phê duyệt|thông qua|hướng dẫn|quy định|có |ký )"
)
_REQUESTS = ("on_request",)


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of one clause and the cue that opens it."""

    cue: Token
    start: int
    end: int


def find_clauses(raw: str, text: str, tokens: tuple[Token, ...]) -> list[Clause]:
    """Return the clauses of a cell in order; none lies in another."""
    found: list[Clause] = []
    at = 0
    for token in tokens:
        if token.type == "cue" and token.start >= at:
            end = _end(text, token, tokens)
            found.append(Clause(token, token.start, end))
            at = end
    return found


def _end(text: str, cue: Token, tokens: tuple[Token, ...]) -> int:
    depth = 0
    end = len(text.rstrip())
    for at in range(cue.end, end):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth < 0:
            end = at
            break
    if sentence := _SENTENCE.search(text, cue.end, end):
        end = sentence.start()
    if not cue.get("session"):
        end = min(_dated_after_comma(text, cue, tokens, end), end)
    return len(text[:end].rstrip(" ,."))


def _dated_after_comma(text: str, cue: Token, tokens: tuple[Token, ...], end: int) -> int:
    """Return where ", hoàn thành trước ngày …" begins after the cue, else `end`."""
    for index, token in enumerate(tokens):
        if token.start < cue.end or token.type not in ("time", "rel", "dur"):
            continue
        if token.get("rel") in ("in", "to", "after"):
            continue
        first = index
        while (
            tokens[first - 1].type == "filler"
            and not text[tokens[first - 1].end : tokens[first].start].strip()
        ):
            first -= 1
        before = text[: tokens[first].start].rstrip()
        if before.endswith(",") and len(before) > cue.end:
            return len(before) - 1
    return end


@cache
def _actions() -> tuple[tuple[Action, re.Pattern[str], bool], ...]:
    return tuple(
        (rule["id"], re.compile(rf"(?<!\w)(?:{rule['pattern']})(?!\w)"), rule.get("bare", False))
        for rule in load("deadlines")["action"]
    )


def read_event(raw: str, text: str, clause: Clause, as_of: str) -> Event:
    """Return a clause as an event: what is awaited, from whom, under which documents.

    `as_of` is the plan's date: bodies that had ended by then say who took over.
    """
    words = raw[clause.start : clause.end]
    low = text[clause.start : clause.end]
    body = low[clause.cue.end - clause.start :]
    trigger = clause.cue.get("trigger")
    action: Action = "session" if clause.cue.get("session") else _action(body)
    if trigger == "upon" and action == "request":
        trigger = "on_request"
    offset = clause.cue.end - clause.start
    authorities = _authorities(words[offset:], body)
    return Event(
        text=words,
        span=(clause.start, clause.end),
        trigger=trigger,  # type: ignore[arg-type]
        action="request" if trigger == "on_request" else action,
        by=tuple(
            each
            for text_ in authorities
            for each in split(text_, as_of).bodies
            if _is_body(each.text)
        ),
        by_mode="any" if " hoặc " in low else "all",
        documents=find(words),
        hint=_hint(words) if action == "session" else "",
    )


def _action(body: str) -> Action:
    hits = [(found.start(), name) for name, form, _ in _actions() if (found := form.search(body))]
    names = [name for _, name in sorted(hits)]
    for name in ("effective", "approve", "issue"):
        if name in names:
            return name  # type: ignore[return-value]
    return names[0] if names else "other"


def _authorities(words: str, low: str) -> list[str]:
    """Return the stretches that name who acts: after "của", before the verb."""
    found = [words[each.end() :].strip() for each in _BY.finditer(low)]
    pieces = []
    for text in found:
        stop = re.split(
            r" (?:về|để|tại|theo|đối với|nhằm|cho|trong|liên quan đến) |[();]|, (?=(?:hướng dẫn|quy định|kế hoạch|yêu cầu)\b)",
            text,
            maxsplit=1,
        )[0]
        pieces.append(stop)
    if not pieces and (subject := _ISSUER.match(low.strip())):
        start = len(low) - len(low.lstrip()) + subject.start(1)
        pieces.append(words[start : start + len(subject[1])])
    return pieces


def _is_body(text: str) -> bool:
    body = re.compile(str(load("deadlines")["words"]["body"]))
    return bool(body.match(text.casefold().removeprefix("các ")))


def _hint(words: str) -> str:
    found = re.search(r"(?:đầu|giữa|cuối)? ?(?:tháng|quý|năm) [\dIVX/]+(?:/\d{4})?", words)
    return found[0].strip() if found else ""
