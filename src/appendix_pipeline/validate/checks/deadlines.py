"""Deadlines: what was noted in reading them, the plan's own period, who must act first."""

import re
from collections.abc import Iterator
from functools import cache

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Plan, Task
from appendix_pipeline.model.deadline import Event
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules import tables_with
from appendix_pipeline.rules.review import pattern

_ACTS = ("guidance", "regulation", "approve", "issue", "request")


def flags(dataset: Dataset) -> Iterator[Diagnostic]:
    """What a deadline's own flags say against it, and that a day must be set for what came."""
    for task in dataset.tasks:
        found = [each for each in task.deadline.flags if each != "unread_residue"]
        if task.deadline.kind == "unparsed" and not _codes_of_flags().keys() & set(found):
            found.append("unparsed")  # else what is wrong with a date says more
        elif "unread_residue" in task.deadline.flags:
            found.append("unread_residue")
        found += tracker.day_to_set(task)
        codes = dict.fromkeys(filter(None, map(_codes_of_flags().get, found)))
        for code in codes:
            details = {"text": task.deadline.raw, "date": dataset.plan.date}
            yield Diagnostic(code, task.where, task.id, "deadline", details)


@cache
def _codes_of_flags() -> dict[str, str]:
    return {rule["flag"]: code for code, rule in tables_with("findings", "flag")}


def period(dataset: Dataset) -> Iterator[Diagnostic]:
    """A deadline after the last year in the plan's title."""
    end = _last_year(dataset.plan)
    late = [task for task in dataset.tasks if end and _is_late(task, end)]
    dated = sum(1 for task in dataset.tasks if task.deadline.due_end)
    if len(late) * 2 > dated:
        return  # the title must mean something else
    for task in late:
        details = {"text": task.deadline.raw, "end": str(end)}
        yield Diagnostic("deadline-after-plan", task.where, task.id, "deadline", details)


def _last_year(plan: Plan) -> int:
    """Return the last year that the title's own words name, 0 where they do not say."""
    title = plan.title
    for each in reversed(plan.implements):
        # "… Nghị quyết số 57-NQ/TW năm 2026": the year that ends a title is the plan's.
        ends = each.end == len(title.rstrip()) and re.fullmatch(r"\d{4}", each.date)
        kept = f"năm {each.date}" if ends and not each.issuer else ""
        title = f"{title[: each.start]} {kept}{title[each.end :]}"
    title = pattern("dated").sub(" ", title)
    years = [int(year) for found in pattern("period").finditer(title) for year in found.groups("0")]
    known = plan.date and not pattern("open_period").search(title)
    last = max(years, default=0) if known else 0
    # A year of the past is that of an event ("kỷ niệm …"), not of the plan.
    return last if last >= int(plan.date[:4] or 0) else 0


def _is_late(task: Task, end: int) -> bool:
    due = task.deadline.due_end
    if due is None:
        return False
    summed_up = due <= f"{end + 1}-03-31" and pattern("summing_up").search(task.content)
    return due > f"{end}-12-31" and not summed_up


def conditions(dataset: Dataset) -> Iterator[Diagnostic]:
    """A deadline that waits for guidance, a regulation or an approval, and not from whom."""
    for task in dataset.tasks:
        for event in task.deadline.conditions:
            if _is_nobodys(event):
                details = {"text": event.text}
                yield Diagnostic(
                    "condition-without-authority", task.where, task.id, "deadline", details
                )


def _is_nobodys(event: Event) -> bool:
    acts = event.action in _ACTS or pattern("act_from_above").search(event.text)
    if not acts or event.trigger not in ("after", "upon"):
        return False
    return not (event.by or event.documents or pattern("authority").search(event.text))
