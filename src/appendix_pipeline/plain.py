"""The plain shape: a dataset as the flat record of its source words, for comparing readers."""

import re
from typing import Any

from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.text import fold

# Further columns that the shape has fields for.
_EXTRAS = ("product", "note", "leader", "budget", "level")
# What the reading of a file did, of which its user should know though nothing need be wrong.
_OF_READING = frozenset(
    ("continuation-merged", "two-tasks-in-row", "tracked-changes", "hidden-text",
     "legacy-font-decoded", "macros-ignored", "external-relationship")
)  # fmt: skip
_REPEATED = re.compile(r"#\d+(?=/|$)")


def to_plain_shape(dataset: Dataset) -> dict[str, Any]:
    """Return `{title, issued_with, sections, tasks, footnotes, declared_total, warnings}`.

    Every text is the source's own with white space folded; a blank stays an empty text.
    """
    return {
        "title": dataset.plan.title,
        "issued_with": dataset.plan.issued_with,
        "sections": [
            {
                "number": each.number,
                "title": each.title,
                "path": _path(each.path),
                "level": each.level,
            }
            for each in dataset.sections
        ],
        "tasks": [_task(task) for task in dataset.tasks],
        "footnotes": [
            {"marker": each.marker, "attached_to": each.attached_to, "text": each.text}
            for each in dataset.footnotes
        ],
        "declared_total": dataset.plan.declared_total,
        "warnings": [
            {"code": each.code}
            for each in dataset.findings
            if each.severity != "info" or each.code in _OF_READING
        ],
    }


def _path(path: str) -> str:
    """Return a path without what tells a repeated one apart ("II#2")."""
    return _REPEATED.sub("", path)


def _task(task: Task) -> dict[str, str]:
    record = {
        "section": _path(task.section),
        "number": task.number,
        "content": task.content,
        "lead": fold(task.lead.text),
        "coordinating": fold(task.coordinating.text),
        "deadline_raw": task.deadline.raw,
    }
    for extra in task.extras:
        name = extra.role if extra.role in _EXTRAS else extra.label
        record[name] = fold(f"{record.get(name, '')} {extra.text}")
    return record
