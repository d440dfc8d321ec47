"""What a deadline waits for beside its date: conditions, alternatives, mere mentions."""

import re
from dataclasses import replace
from typing import Literal

from appendix_pipeline.model.deadline import Deadline, Event
from appendix_pipeline.normalise.deadlines.cell import Cell

_ANY_OF = re.compile(r"(?<!\w)hoặc (?:sau khi|khi)(?!\w)")

Events = tuple[Event, ...]


def mode(cell: Cell) -> Literal["all", "any"]:
    """Return whether all events of a cell must come, or any of them."""
    return "any" if _ANY_OF.search(cell.low) else "all"


def flagged(deadline: Deadline, *flags: str) -> Deadline:
    """Return `deadline` with these flags, each once."""
    if set(flags) <= set(deadline.flags):
        return deadline
    return replace(deadline, flags=tuple(dict.fromkeys((*deadline.flags, *flags))))


def waiting_for(deadline: Deadline, cell: Cell, events: Events) -> Deadline:
    """Add the conditions of a date; a mere "theo yêu cầu …" beside it is a note (R16)."""
    if not events:
        return deadline
    idle = deadline.kind in ("ongoing", "recurring")
    waiting = tuple(
        each
        for each in events
        if not (idle and each.trigger == "on_request")
        and not _beside(cell, each, dated=deadline.relation == "by")
    )
    if deadline.due_end and _or_else(cell, events[0]):
        deadline = flagged(deadline, "alternative_event")
        waiting = ()
    beside = [each.text for each in events if each not in waiting]
    deadline = replace(deadline, note="; ".join(filter(None, [deadline.note, *beside])))
    if not waiting:
        return deadline
    return hinted(
        replace(
            deadline,
            conditions=waiting,
            conditions_mode=mode(cell),
            certainty=deadline.certainty if idle else "conditional",
        )
    )


def _or_else(cell: Cell, event: Event) -> bool:
    """Tell whether the event may stand in place of the date: "tháng 12/2025 hoặc khi …"."""
    return cell.low[: event.span[0]].rstrip().endswith(" hoặc")


def _beside(cell: Cell, event: Event, *, dated: bool) -> bool:
    """Tell whether a clause only mentions a request or plan, or the day the work begins."""
    cue = next(each.cue for each in cell.clauses if each.start <= event.span[0] < each.end)
    aside = event.trigger in ("before", "at") and any(
        each.depth for each in cell.clauses if each.cue is cue
    )
    aside = aside or bool(cue.get("aside"))
    return aside or cue.get("kind") == "on_request" or bool(dated and cue.get("since"))


def hinted(deadline: Deadline) -> Deadline:
    """Return `deadline`, flagged where an event it waits for names a date of its own (R18)."""
    dated = any(any(map(str.isdigit, each.hint)) for each in deadline.conditions)
    return flagged(deadline, "event_with_date") if dated else deadline
