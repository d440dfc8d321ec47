"""What a careful reader would object to in a dataset: one function a check.

A check yields diagnostics; `rules/findings.toml` has their words and severities. To add one:
a function with the decorator, and its record there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.rules import load

Check = Callable[[Dataset], Iterator[Diagnostic]]
_CHECKS: list[Check] = []


def _check(function: Check) -> Check:
    _CHECKS.append(function)
    return function


def check(dataset: Dataset) -> tuple[Diagnostic, ...]:
    """Return all objections to `dataset`."""
    return tuple(each for function in _CHECKS for each in function(dataset))


@_check
def missing(dataset: Dataset) -> Iterator[Diagnostic]:
    """A task without lead, deadline or number, where the table has such a column."""
    roles = {column.role for column in dataset.columns}
    for task in dataset.tasks:
        if "lead" in roles and not task.lead.text:
            none_at_all = "coordinating" in roles and not task.coordinating.text
            details = {"also": "coordinating" if none_at_all else ""}
            yield Diagnostic("missing-lead", task.where, task.id, "lead", details)
        if "deadline" in roles and task.deadline.kind == "blank":
            yield Diagnostic("missing-deadline", task.where, task.id, "deadline")
        if "number" in roles and not task.number:
            yield Diagnostic(
                "missing-number", task.where, task.id, "number", {"text": task.content[:60]}
            )


@_check
def numbering(dataset: Dataset) -> Iterator[Diagnostic]:
    """Numbers of tasks and sections that repeat or jump."""
    tasks = Counter((task.section, task.number) for task in dataset.tasks if task.number)
    for task in dataset.tasks:
        if tasks.pop((task.section, task.number), 1) > 1:
            details = {"section": task.section, "number": task.number}
            yield Diagnostic("duplicate-number", task.where, task.id, "number", details)
    for one, two in pairwise(dataset.tasks):
        numeric = one.number.isdigit() and two.number.isdigit()
        if numeric and one.section == two.section and int(two.number) > int(one.number) + 1:
            details = {"section": two.section, "before": one.number, "number": two.number}
            yield Diagnostic("number-gap", two.where, two.id, "number", details)
    for section in dataset.sections:
        path, _, repeated = section.path.rpartition("#")
        if path and repeated.isdigit():
            yield Diagnostic("duplicate-section", section.where, details={"section": path})


@_check
def empty_sections(dataset: Dataset) -> Iterator[Diagnostic]:
    """A heading with neither tasks nor headings below it."""
    filled = [task.section for task in dataset.tasks] + [s.path for s in dataset.sections]
    for section in dataset.sections:
        below = (p.startswith(f"{section.path}/") for p in filled)
        if section.path not in filled[: len(dataset.tasks)] and not any(below):
            yield Diagnostic("empty-section", section.where, details={"section": section.path})


@_check
def declared_total(dataset: Dataset) -> Iterator[Diagnostic]:
    """The control total of the appendix against the tasks found."""
    declared, found = dataset.plan.declared_total, len(dataset.tasks)
    if declared is not None:
        code = "declared-total-matches" if declared == found else "declared-total-mismatch"
        yield Diagnostic(code, details={"declared": str(declared), "found": str(found)})


@cache
def _codes_of_flags() -> dict[str, str]:
    return {rule["flag"]: code for code, rule in load("findings").items() if "flag" in rule}


@_check
def deadlines(dataset: Dataset) -> Iterator[Diagnostic]:
    """What a deadline's own flags say against it."""
    for task in dataset.tasks:
        flags = [each for each in task.deadline.flags if each != "unread_residue"]
        if task.deadline.kind == "unparsed" and not _codes_of_flags().keys() & set(flags):
            flags.append("unparsed")  # else what is wrong with a date says more
        elif "unread_residue" in task.deadline.flags:
            flags.append("unread_residue")
        codes = dict.fromkeys(filter(None, map(_codes_of_flags().get, flags)))
        for code in codes:
            details = {"text": task.deadline.raw, "date": dataset.plan.date}
            yield Diagnostic(code, task.where, task.id, "deadline", details)


# A citation without number or year is short, not wrong: the text may have cited it in full before.
_SHORT_CITATIONS = ("no-symbol", "missing-year")


@_check
def symbols(dataset: Dataset) -> Iterator[Diagnostic]:
    """Document symbols that are not in the official form."""
    for reference in dataset.plan.implements:
        if reference.broken:
            yield _broken(reference)
    for task in dataset.tasks:
        for reference in task.references:
            if reference.broken:
                found = _broken(reference)
                yield replace(found, where=task.where, task=task.id, role="content")


def _broken(reference: Reference) -> Diagnostic:
    code = "unnumbered-reference" if reference.broken in _SHORT_CITATIONS else "broken-symbol"
    symbol = "/".join(filter(None, [reference.number, reference.year, reference.symbol]))
    # The issuer's name says nothing about the symbol.
    text = reference.text.partition(" của ")[0]
    details = {"text": text, "broken": reference.broken, "symbol": symbol}
    return Diagnostic(code, details=details)


@_check
def footnotes(dataset: Dataset) -> Iterator[Diagnostic]:
    """Notes that no text refers to."""
    for note in dataset.footnotes:
        if not note.attached_to:
            yield Diagnostic(
                "footnote-without-reference", note.where, details={"marker": note.marker}
            )


@_check
def left_over(dataset: Dataset) -> Iterator[Diagnostic]:
    """Texts of the source that found no place."""
    for each in dataset.ledger.left_over:
        yield Diagnostic("left-over-text", each.where, details={"text": each.text})
