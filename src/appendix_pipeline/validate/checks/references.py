"""Citations and notes: symbols against the official form, notes against their references."""

from collections.abc import Iterator
from dataclasses import replace

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.model.reference import Reference

# A citation without number or year is short, not wrong: the text may have cited it in full before.
_SHORT_CITATIONS = ("no-symbol", "missing-year")


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


def footnotes(dataset: Dataset) -> Iterator[Diagnostic]:
    """Notes that no text refers to."""
    for note in dataset.footnotes:
        if not note.attached_to:
            details = {"marker": note.marker}
            yield Diagnostic("footnote-without-reference", note.where, details=details)
