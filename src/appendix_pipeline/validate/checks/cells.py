"""What a cell cannot hold: more characters than Excel takes, characters that nothing shows."""

import re
from collections.abc import Iterator

from appendix_pipeline import tracker
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.model.finding import Diagnostic

# What XML 1.0 cannot hold (2.2, Char), and lone surrogates, which no encoding can.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def too_long(dataset: Dataset) -> Iterator[Diagnostic]:
    """A text that no cell of Excel holds; it goes on in another sheet."""
    for task in dataset.tasks:
        for role, text in _texts(task):
            if len(text) > tracker.LONGEST // 2 and tracker.units(text) > tracker.LONGEST:
                details = {"count": str(len(text))}
                yield Diagnostic("text-too-long", task.where, task.id, role, details)


def unshowable(dataset: Dataset) -> Iterator[Diagnostic]:
    """Control characters, which Word and PDF cannot hold."""
    for task in dataset.tasks:
        for role, text in _texts(task):
            if found := sorted(set(_UNSHOWABLE.findall(text))):
                codes = ", ".join(f"U+{ord(each):04X}" for each in found)
                yield Diagnostic("control-characters", task.where, task.id, role, {"text": codes})


def _texts(task: Task) -> Iterator[tuple[str, str]]:
    yield "content", task.content
    yield "lead", task.lead.text
    yield "coordinating", task.coordinating.text
    yield "deadline", task.deadline.raw
    for extra in task.extras:
        yield extra.role, extra.text
