"""How a task stands in time, as every list and picture of tasks tells it."""

from typing import Literal

from appendix_pipeline.model.deadline import Deadline

Standing = Literal["dated", "waiting", "recurring", "ongoing", "undated"]


def waits(deadline: Deadline) -> bool:
    """Tell whether the work waits for something still to come: guidance, a request."""
    return bool(deadline.awaited)


def last_day(deadline: Deadline) -> str:
    """Return the last day in time as an ISO date, the resolved one first; else nothing."""
    resolved = deadline.resolved.due if deadline.resolved else None
    return resolved or deadline.due_end or ""


def last_days(deadline: Deadline) -> tuple[str, ...]:
    """Return every last day the cell names, in order: of the work, its stages, its reports."""
    stages = (item.end for item in deadline.items) if len(deadline.items) > 1 else ()
    reports = (report.due_end for report in deadline.reports)
    return tuple(sorted({day for day in (last_day(deadline), *stages, *reports) if day}))


def standing(deadline: Deadline) -> Standing:
    """Return how a task stands: one that waits does so even where it also names a date."""
    if waits(deadline):
        return "waiting"
    if last_days(deadline):
        return "dated"
    if deadline.recurrence:
        return "recurring"
    return "ongoing" if deadline.ongoing else "undated"
