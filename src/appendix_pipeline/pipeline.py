"""The order of the stages: the only module that knows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from appendix_pipeline import collector
from appendix_pipeline.errors import NoTaskTableError, NothingChosenError
from appendix_pipeline.excerpts import Excerpt, excerpts
from appendix_pipeline.extract import extract, has_labelled_lines
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Ledger
from appendix_pipeline.model.document import Document
from appendix_pipeline.model.finding import Change, Diagnostic, Finding
from appendix_pipeline.model.sheet import Sheet
from appendix_pipeline.model.table import Appendix, Claim
from appendix_pipeline.normalise.agencies import know
from appendix_pipeline.normalise.anew import read_anew
from appendix_pipeline.normalise.corrections import correct
from appendix_pipeline.normalise.mending import mend
from appendix_pipeline.normalise.places import locate
from appendix_pipeline.normalise.plan import grounds, read_plan
from appendix_pipeline.normalise.revision import revise
from appendix_pipeline.normalise.tasks import objections, read_tasks
from appendix_pipeline.options import ExcerptOptions, Lang, Options
from appendix_pipeline.readers import open_word, tables
from appendix_pipeline.readers import read as read_document
from appendix_pipeline.readers.package import as_transitional
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.timing import last_days
from appendix_pipeline.validate import schema
from appendix_pipeline.validate.checks import check
from appendix_pipeline.validate.ledger import account
from appendix_pipeline.validate.marks import unanswered
from appendix_pipeline.validate.wording import in_order, is_of_the_file, word, word_all
from appendix_pipeline.version import VERSION


@dataclass(frozen=True, slots=True)
class Stages:
    """Every intermediate form of one file, for `inspect`."""

    document: Document
    appendices: tuple[Appendix, ...]
    datasets: tuple[Dataset, ...]


def read_datasets(path: Path, options: Options) -> tuple[Dataset, ...]:
    """Return the appendices of `path`: a Word file, or what was written before, edited or not.

    Raises:
        InputError: the file can be read as none of these.
        NoTaskTableError: it is a Word file, and none of its tables is a table of tasks.
    """
    suffix = path.suffix.lower()
    if suffix == ".json":
        return (read_json(path, options),)
    if suffix in tables.READERS:
        know(options.normalise.agencies)
        found = tables.read(path, options.read.limits)
        if isinstance(found, Sheet):
            return (_from_table(found, options),)
        return _stages(found, [], options).datasets
    return read_stages(path, options).datasets


def read_json(path: Path, options: Options) -> Dataset:
    """Return the dataset in `path`, with what follows from its words now, whatever it says of them.

    Raises:
        InputError: the file is no dataset.
    """
    know(options.normalise.agencies)
    dataset = load_dataset(path)
    schema.accept(to_plain(dataset), path.name)
    noted: list[Diagnostic] = []
    return _reviewed(read_anew(dataset, noted.append), options.write.lang, noted)


def read_layout(path: Path, options: Options) -> tuple[Finding, ...]:
    """Return how the look of any Word file deviates from the decree's format.

    Raises:
        InputError: the file is no Word document that can be read.
    """
    from appendix_pipeline.layout import check_layout  # noqa: PLC0415 (18 ms, rarely asked for)

    data, _ = open_word(path, options.read)
    data = as_transitional(data, lambda _: None)
    return word_all(check_layout(data), options.write.lang)


def _from_table(sheet: Sheet, options: Options) -> Dataset:
    """Return the dataset of an edited table; one that nobody edited is as it was."""
    noted: list[Diagnostic] = []
    dataset = revise(sheet, noted.append)
    if dataset == sheet.original and not noted:
        return dataset
    if not sheet.original:
        dataset = replace(dataset, generator=_generator(""))
    return _reviewed(dataset, options.write.lang, noted)


def corrected(dataset: Dataset, lang: Lang) -> tuple[Dataset, tuple[Change, ...]]:
    """Return a copy of `dataset` without the slips a machine may correct, and what was changed.

    Its findings are those that remain.
    """
    copy, changes = mend(dataset)
    return _reviewed(copy, lang), changes


def revised(dataset: Dataset, corrections: Iterable[Correction], lang: Lang) -> Dataset:
    """Return `dataset` as a clerk corrected it, with the findings it has then."""
    return _reviewed(correct(dataset, corrections), lang)


def excerpted(dataset: Dataset, options: ExcerptOptions, lang: Lang) -> tuple[Excerpt, ...]:
    """Return the excerpts that `options` ask for, each with a finding that it is one.

    Raises:
        NothingChosenError: no task is as asked for.
        ValueError: the period in `options.due` cannot be read.
    """
    found = excerpts(dataset, options)
    if not found:
        raise NothingChosenError.for_document(dataset.source.name)
    if not options.chooses:
        return found
    whole = len(dataset.tasks)
    dateless = sum(
        not last_days(task.deadline) and not task.deadline.recurrence for task in dataset.tasks
    )

    def noted(each: Excerpt) -> Excerpt:
        details = {"about": each.about, "kept": str(len(each.dataset.tasks)), "whole": str(whole)}
        notes = [Diagnostic("excerpt", details=details)]
        if options.due and dateless:
            notes.append(Diagnostic("excerpt-dateless", details={"count": str(dateless)}))
        findings = (*each.dataset.findings, *word(notes, each.dataset, lang))
        return replace(each, dataset=replace(each.dataset, findings=findings))

    return tuple(map(noted, found))


def _reviewed(dataset: Dataset, lang: Lang, noted: Iterable[Diagnostic] = ()) -> Dataset:
    """Return a dataset with the findings it has now, and those that only its file could tell."""
    told = word((*_objections(dataset), *noted), dataset, lang)
    kept = tuple(each for each in dataset.findings if is_of_the_file(each))
    return replace(dataset, findings=in_order((*told, *kept), dataset))


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
    document = read_document(path, options.read, diagnostics.append)
    return _stages(document, diagnostics, options)


def _stages(document: Document, diagnostics: Sequence[Diagnostic], options: Options) -> Stages:
    claims: list[Claim] = []
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
    place = locate(plan, read, options.normalise.province)
    plan = replace(plan, place=place, based_on=grounds(document))
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
        _generator(own),
    )
    noted = (*read.diagnostics, *diagnostics, *appendix.diagnostics, *unanswered(appendix))
    objections = (*check(dataset), *noted)
    dataset = replace(dataset, findings=word(objections, dataset, options.write.lang))
    schema.check(to_plain(dataset))
    return dataset


def _generator(own: str) -> str:
    return f"appendix_pipeline {VERSION}, rules {rules_version()}{own and '+'}{own}"
