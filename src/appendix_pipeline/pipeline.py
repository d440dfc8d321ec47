"""The order of the stages: the only module that knows it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from appendix_pipeline import collector
from appendix_pipeline.errors import NoTaskTableError
from appendix_pipeline.extract import extract, has_labelled_lines
from appendix_pipeline.layout import check_layout
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Ledger
from appendix_pipeline.model.document import Document
from appendix_pipeline.model.finding import Change, Diagnostic, Finding
from appendix_pipeline.model.table import Appendix, Claim
from appendix_pipeline.normalise.agencies import know
from appendix_pipeline.normalise.corrections import correct
from appendix_pipeline.normalise.mending import mend
from appendix_pipeline.normalise.places import locate
from appendix_pipeline.normalise.plan import read_plan
from appendix_pipeline.normalise.tasks import objections, read_tasks
from appendix_pipeline.options import Lang, Options
from appendix_pipeline.readers import open_word
from appendix_pipeline.readers import read as read_document
from appendix_pipeline.readers.package import as_transitional
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.validate import schema
from appendix_pipeline.validate.checks import check
from appendix_pipeline.validate.ledger import account
from appendix_pipeline.validate.marks import unanswered
from appendix_pipeline.validate.wording import word, word_all
from appendix_pipeline.version import VERSION


@dataclass(frozen=True, slots=True)
class Stages:
    """Every intermediate form of one file, for `inspect`."""

    document: Document
    appendices: tuple[Appendix, ...]
    datasets: tuple[Dataset, ...]


def read_datasets(path: Path, options: Options) -> tuple[Dataset, ...]:
    """Return the appendices of `path`: a Word file, or a dataset written as JSON before.

    Raises:
        InputError: the file can be read as neither.
        NoTaskTableError: it is a Word file, and none of its tables is a table of tasks.
    """
    if path.suffix.lower() == ".json":
        return (load_dataset(path),)
    return read_stages(path, options).datasets


def read_layout(path: Path, options: Options) -> tuple[Finding, ...]:
    """Return how the look of any Word file deviates from the decree's format.

    Raises:
        InputError: the file is no Word document that can be read.
    """
    data, _ = open_word(path, options.read)
    data = as_transitional(data, lambda _: None)
    return word_all(check_layout(data), options.write.lang)


def corrected(dataset: Dataset, lang: Lang) -> tuple[Dataset, tuple[Change, ...]]:
    """Return a copy of `dataset` without the slips a machine may correct, and what was changed.

    Its findings are those that remain.
    """
    copy, changes = mend(dataset)
    return replace(copy, findings=_reviewed(dataset, copy, lang)), changes


def reviewed(dataset: Dataset, lang: Lang) -> Dataset:
    """Return a dataset read from JSON, edited or not, with the findings it has now."""
    return replace(dataset, findings=_reviewed(dataset, dataset, lang))


def revised(dataset: Dataset, corrections: Iterable[Correction], lang: Lang) -> Dataset:
    """Return `dataset` as a clerk corrected it, with the findings it has then."""
    copy = correct(dataset, corrections)
    return replace(copy, findings=_reviewed(dataset, copy, lang))


def _reviewed(before: Dataset, after: Dataset, lang: Lang) -> tuple[Finding, ...]:
    """Return the findings of `after`, with those of `before` that only the file could tell."""
    told = {each.code for each in _objections(before)}
    of_the_file = (each for each in before.findings if each.code not in told)
    return (*word(_objections(after), after, lang), *of_the_file)


def _objections(dataset: Dataset) -> tuple[Diagnostic, ...]:
    return (*check(dataset), *(each for task in dataset.tasks for each in objections(task)))


def read_stages(path: Path, options: Options) -> Stages:
    """Return all stages of reading `path`.

    Raises:
        InputError: the file is no Word document that can be read.
        NoTaskTableError: none of its tables is a table of tasks.
    """
    with collector.held():
        return _read_stages(path, options)


def _read_stages(path: Path, options: Options) -> Stages:
    diagnostics: list[Diagnostic] = []
    claims: list[Claim] = []
    document = read_document(path, options.read, diagnostics.append)
    appendices = extract(document, claims.append)
    if not appendices:
        labelled = has_labelled_lines(document)
        raise NoTaskTableError.for_document(document.source.name, labelled_lines=labelled)
    ledger = account(document, claims)
    datasets = tuple(_build(document, each, ledger, diagnostics, options) for each in appendices)
    return Stages(document, appendices, datasets)


def _build(
    document: Document,
    appendix: Appendix,
    ledger: Ledger,
    diagnostics: Iterable[Diagnostic],
    options: Options,
) -> Dataset:
    own = know(options.normalise.agencies)
    plan = read_plan(appendix)
    read = read_tasks(appendix, plan.date)
    plan = replace(plan, place=locate(plan, read, options.normalise.province))
    columns = tuple(ColumnLabel(each.role, each.label) for each in appendix.table.columns)
    dataset = Dataset(
        plan,
        columns,
        read.sections,
        read.tasks,
        read.footnotes,
        (),
        ledger,
        document.source,
        f"appendix_pipeline {VERSION}, rules {rules_version()}{own and '+'}{own}",
    )
    noted = (*read.diagnostics, *diagnostics, *appendix.diagnostics, *unanswered(appendix))
    objections = (*check(dataset), *noted)
    dataset = replace(dataset, findings=word(objections, dataset, options.write.lang))
    schema.check(to_plain(dataset))
    return dataset
