"""Which awaited events have come, named in a clerk's own words, body by body."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from appendix_pipeline.model.deadline import Deadline, Event
from appendix_pipeline.text import fold, unaccented

Span = tuple[int, int]
Naming = Literal["body", "act", "part", ""]


def meet_all(deadline: Deadline, events: Mapping[str, str]) -> Deadline:
    """Return the deadline with those events met that `events` (words to ISO day) name."""
    offset = deadline.offset
    if offset and offset.anchor:
        offset = replace(offset, anchor=happened(offset.anchor, events))
    conditions = tuple(happened(event, events) for event in deadline.conditions)
    return replace(deadline, offset=offset, conditions=conditions)


def meet(deadline: Deadline, words: str, on: str) -> Deadline:
    """Return the deadline with the events that `words` name met on the ISO date `on`.

    How they are named: see `happened`; "" names all of them.
    """
    return meet_all(deadline, {words: on})


def happened(event: Event, events: Mapping[str, str]) -> Event:
    """Return `event` as met on the day its last body acted, else as it is.

    An event is named by any words of it, marks and case aside ("huong dan cua bo noi vu"). Of
    "hướng dẫn của Bộ Nội vụ và Thành phố" both must be named; words that touch no body
    ("hướng dẫn") stand for all of them. Where the text says "hoặc" one is enough.
    """
    bodies = [(each.start, each.end) for each in event.by] or [event.span]
    days = [_acted(event, body, bodies, events) for body in bodies]
    came = [day for day in days if day]
    if not came or (event.by_mode == "all" and len(came) < len(days)):
        return event
    return replace(event, status="met", met_on=max(came))


def is_named(deadline: Deadline, words: str) -> bool:
    """Tell whether `words` stand in an event that the deadline waits for or counts from."""
    return any(how_named(each, words) for each in deadline.events)


def how_named(event: Event, words: str) -> Naming:
    """Return how `words` name an event: by a whole body, by its act, by a part of a name, not.

    "Bộ" is a part of "Bộ Nội vụ": it may mean any ministry.
    """
    places = list(_places(event, words)) if fold(words) else []
    if not places:
        return ""
    bodies = [(each.start, each.end) for each in event.by]
    touched = [(p, body) for p in places for body in bodies if _overlap(p, body)]
    if not touched:
        return "act"
    whole = any(start <= body[0] and body[1] <= end for (start, end), body in touched)
    return "body" if whole else "part"


def _acted(event: Event, body: Span, bodies: list[Span], events: Mapping[str, str]) -> str:
    """Return the latest day on which words were named that mean this body, else nothing."""
    days = [
        day
        for words, day in events.items()
        for place in _places(event, words)
        if _overlap(place, body) or not any(_overlap(place, each) for each in bodies)
    ]
    return max(days, default="")


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _places(event: Event, words: str) -> Iterator[Span]:
    """Yield where `words` stand in the cell; a text without marks is as long as with them."""
    wanted = unaccented(fold(words))
    if not wanted:
        yield event.span
        return
    text, start = unaccented(event.text), event.span[0]
    for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text):
        yield start + found.start(), start + found.end()
