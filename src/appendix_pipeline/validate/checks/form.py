"""How it is written: capitals, blanks round punctuation, the form of the heading."""

from collections.abc import Iterator
from functools import lru_cache

from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.rules.review import pattern
from appendix_pipeline.text import fold

_AROUND = 15  # characters shown on either side of a slip


def first_letters(dataset: Dataset) -> Iterator[Diagnostic]:
    """A task that begins with a small letter."""
    for task in dataset.tasks:
        if task.content[:1].islower():
            details = {"text": task.content}
            yield Diagnostic("small-first-letter", task.where, task.id, "content", details)


def blanks(dataset: Dataset) -> Iterator[Diagnostic]:
    """A blank too many or too few round punctuation; a symbol has a check of its own."""
    # The blank before a note's mark is the source's; the mark itself is gone from the text.
    marks: dict[str, set[int]] = {}
    for note in dataset.footnotes:
        marks.setdefault(note.attached_to, set()).add(note.offset)
    for section in dataset.sections:
        if slip := _slip(section.title, marks.get(f"{section.path}.title", set())):
            yield Diagnostic("spacing", section.where, details={"text": slip})
    for task in dataset.tasks:
        place = f"{task.section}/{task.number}".strip("/")
        for role, text in _cells(task):
            known = marks.get(f"{place}.{role}", set()) | _cited(task, role)
            if slip := _slip(text, known):
                yield Diagnostic("spacing", task.where, task.id, role, {"text": slip})


def _cells(task: Task) -> tuple[tuple[str, str], ...]:
    return (
        ("content", task.content),
        ("lead", task.lead.text),
        ("coordinating", task.coordinating.text),
        ("deadline", task.deadline.raw),
    )


def _cited(task: Task, role: str) -> set[int]:
    found = task.references if role == "content" else ()
    return {at for each in found if each.broken for at in range(each.start, each.end)}


def _slip(text: str, known: set[int]) -> str:
    """Return the words round the first slip of a text that stands at none of the `known` places."""
    for start, end in _slips(text):
        if known.isdisjoint(range(start, end + 1)):
            return fold(text[max(start - _AROUND, 0) : end + _AROUND])
    return ""


@lru_cache(maxsize=8_192)  # bodies and deadlines recur
def _slips(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in pattern("spacing").finditer(text))


def citations(dataset: Dataset) -> Iterator[Diagnostic]:
    """An article or a chapter of an act cited with a small letter."""
    for task in dataset.tasks:
        if found := pattern("small_article").search(task.content):
            details = {"text": found[0], "official": found[0][0].upper() + found[0][1:]}
            yield Diagnostic("citation-capitals", task.where, task.id, "content", details)


def heading(dataset: Dataset) -> Iterator[Diagnostic]:
    """A heading without title or "(Kèm theo …)", or with an Arabic number.

    "PHỤ LỤC" in capitals is everybody's habit, and number and day are left blank for the
    registry on purpose: neither is objected to.
    """
    plan = dataset.plan
    if not plan.heading:
        return  # a table inside a plan has no heading of its own
    faults = {
        "no-title": not plan.title,
        "no-issued-with": not plan.issued_with,
        "no-number": bool(pattern("numberless").search(plan.issued_with)),
        "arabic-number": bool(pattern("arabic_heading").search(plan.heading)),
    }
    for name in (name for name, found in faults.items() if found):
        yield Diagnostic("heading-form", details={"text": plan.heading, "form": name})
