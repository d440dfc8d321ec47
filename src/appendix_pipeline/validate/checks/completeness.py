"""What is missing: agencies, deadlines, numbers, tasks of a heading, the declared total."""

from collections.abc import Iterator

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules.review import pattern

_LONGEST_QUOTE = 60
_NOTHING = " \n-–—._…"


def missing(dataset: Dataset) -> Iterator[Diagnostic]:
    """A task without lead, deadline, content or number, where the table has such a column."""
    roles = {column.role for column in dataset.columns}
    for task in dataset.tasks:
        if "lead" in roles and _is_blank(task.lead):
            none_at_all = "coordinating" in roles and _is_blank(task.coordinating)
            details = {"also": "coordinating" if none_at_all else ""}
            yield Diagnostic("missing-lead", task.where, task.id, "lead", details)
        if "deadline" in roles and task.deadline.kind == "blank":
            yield Diagnostic("missing-deadline", task.where, task.id, "deadline")
        if "content" in roles and not task.content.strip(_NOTHING):
            yield Diagnostic("missing-content", task.where, task.id, "content")
        if "number" in roles and not task.number:
            details = {"text": task.content[:_LONGEST_QUOTE]}
            yield Diagnostic("missing-number", task.where, task.id, "number", details)


def _is_blank(cell: Agencies) -> bool:
    """Whether a cell holds nothing but the marks that stand for nothing: "-", "…"."""
    return not cell.text.strip(_NOTHING) or bool(pattern("nobody").search(cell.text))


def empty_sections(dataset: Dataset) -> Iterator[Diagnostic]:
    """A heading with neither tasks nor headings below it."""
    filled = {task.section for task in dataset.tasks}
    filled.update(path for each in dataset.sections for path in _above(each.path))
    for section in dataset.sections:
        if section.path not in filled:
            yield Diagnostic("empty-section", section.where, details={"section": section.path})


def _above(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def declared_total(dataset: Dataset) -> Iterator[Diagnostic]:
    """The control total of the appendix against the tasks found."""
    declared, found = dataset.plan.declared_total, len(dataset.tasks)
    if declared is not None:
        code = "declared-total-matches" if declared == found else "declared-total-mismatch"
        yield Diagnostic(code, details={"declared": str(declared), "found": str(found)})


def left_over(dataset: Dataset) -> Iterator[Diagnostic]:
    """Texts of the source that found no place."""
    for each in dataset.ledger.left_over:
        yield Diagnostic("left-over-text", each.where, details={"text": each.text})


def commune(dataset: Dataset) -> Iterator[Diagnostic]:
    """A commune whose name is that of others too, where nothing says which is meant."""
    place = dataset.plan.place
    if place.status == "ambiguous":
        candidates = "; ".join(f"{each.province} ({each.code})" for each in place.candidates)
        details = {"name": place.name, "candidates": candidates}
        yield Diagnostic("ambiguous-commune", details=details)
