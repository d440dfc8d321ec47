"""A task's words changed: what follows from them is read anew, by the same functions as ever."""

from dataclasses import replace

from appendix_pipeline.model.dataset import ColumnLabel, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.normalise.references import find
from appendix_pipeline.text import key

WORDS = ("content", "lead", "coordinating", "deadline")
_DONE, _BEFORE = key("hoàn thành"), key("trước ngày")


def words_of(task: Task, role: str) -> str:
    """Return the source's words in one of the fields `WORDS`."""
    match role:
        case "content":
            return task.content
        case "lead":
            return task.lead.text
        case "coordinating":
            return task.coordinating.text
        case _:
            return task.deadline.raw


def with_words(task: Task, role: str, text: str, issued: str, label: str = "") -> Task:
    """Return the task with `text` in one of the fields `WORDS`, read anew.

    `issued` is the plan's date as an ISO prefix, `label` the heading of the deadline's column.
    """
    match role:
        case "content":
            return replace(task, content=text, references=find(text))
        case "lead":
            return replace(task, lead=split(text, issued))
        case "coordinating":
            return replace(task, coordinating=split(text, issued))
        case _:
            return replace(task, deadline=headed_deadline(text, label, issued))


def headed_deadline(text: str, label: str, issued: str) -> Deadline:
    """Read a deadline; a heading "Thời hạn (trước ngày)" carries the bound of its cells."""
    bound = "trước ngày " if _BEFORE in key(label) and text[:1].isdigit() else ""
    return parse_deadline(text, issued, bound=bound)


def deadline_label(columns: tuple[ColumnLabel, ...]) -> str:
    """Return the label of the column that deadlines were read from."""
    found = [each.label for each in columns if each.role == "deadline"]
    done = [label for label in found if _DONE in key(label)]
    return next(iter([*done, *found]), "")
