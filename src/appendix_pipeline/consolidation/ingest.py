"""The datasets of a run into the store: only what is new or changed is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.batches import journal
from appendix_pipeline.batches.item import Done, Item, Outcome
from appendix_pipeline.consolidation.superseding import Candidate, candidates, current
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.options import Lang
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.writing import FileRecord, Wanted, bring, keys, put_files, writing
from appendix_pipeline.validate.wording import in_order, word

CONSOLIDATED = "consolidated"
STORE = Path(CONSOLIDATED, "appendices.sqlite")
DESK = "desk"  # the folder of a page that shows this store
_DATASET = "tasks.json"


def ingest(out: Path, lang: Lang = "vi") -> None:
    """Bring the store below `out` to the state of its journal and of the page's corrections.

    A file that came in under several names is one document, and one that was corrected and sent
    again takes the place of the older (`superseding`): its tasks count once. What is no longer in
    the journal goes out of the store. Documents corrected on the page are put in as corrected.
    `lang` is the language of what is said of such files.
    """
    # All is asked inside the transaction: nobody then puts what was so before.
    with writing(out / STORE) as connection:
        outcomes = _outcomes(out)
        found = _documents(outcomes, out, lang)

        def load(name: str) -> Dataset:
            return found[name].load(out, lang)

        bring(connection, {name: each.wanted for name, each in found.items()}, load)
        put_files(connection, _files(outcomes, found.values()))


def lacking(out: Path, lang: Lang = "vi") -> list[str]:
    """Return the paths below `out` of the datasets that the store there has yet to read."""
    known: dict[str, str] = {}
    if (out / STORE).is_file():
        with reading(out / STORE) as connection:
            known = keys(connection)
    found = _documents(_outcomes(out), out, lang)
    wanted = (each.wanted for name, each in found.items() if known.get(name) != each.wanted.key)
    return [each.path for each in wanted]


@dataclass(frozen=True, slots=True)
class _Document:
    """An appendix that counts: those that it replaces, and the corrections made on the page."""

    counted: Candidate
    older: tuple[Candidate, ...]
    made: log.Made
    wanted: Wanted

    def load(self, out: Path, lang: Lang) -> Dataset:
        dataset = load_dataset(out / self.wanted.path)
        if self.made:
            # All stages: a run that finds nothing corrected does without.
            from appendix_pipeline.pipeline import revised  # noqa: PLC0415

            dataset = revised(dataset, self.made, lang)
        return _noted(dataset, self.counted, self.older, lang)


def _outcomes(out: Path) -> list[Outcome]:
    return sorted(journal.load(out).values(), key=lambda each: each.item.identity[::-1])


def _documents(outcomes: Iterable[Outcome], out: Path, lang: Lang) -> dict[str, _Document]:
    """Return the documents that the store is to hold, by name."""
    corrections = log.all_standing(out / DESK)
    found = {}
    for each, older in current(candidates(outcomes)).items():
        item = each.done.item
        made = corrections.get(log.Subject(item.sha256, each.number), ())
        path = f"{each.appendix.folder}/{_DATASET}"
        wanted = Wanted(_key(each, older, made, lang), path, item.name)
        found[each.name] = _Document(each, older, made, wanted)
    return found


def _key(each: Candidate, older: Sequence[Candidate], made: log.Made, lang: Lang) -> str:
    """Return what changes with all that the store says of a document."""
    item = each.done.item
    parts = [item.key, item.name, log.key(made), *(other.done.item.name for other in older)]
    return sha256("\0".join([*parts, *([lang] if older else [])]).encode()).hexdigest()


def _noted(dataset: Dataset, newer: Candidate, older: Iterable[Candidate], lang: Lang) -> Dataset:
    """Return a dataset with a finding for each document whose place it takes."""
    notes = [
        Diagnostic(
            "supersedes",
            details={"newer": newer.done.item.name, "older": each.done.item.name},
        )
        for each in older
    ]
    findings = (*dataset.findings, *word(notes, dataset, lang))
    return replace(dataset, findings=in_order(findings, dataset)) if notes else dataset


def _files(outcomes: Iterable[Outcome], counted: Iterable[_Document]) -> list[FileRecord]:
    """Return the fate of each input, and by which other one a document of it was replaced."""
    newer = {other.done.item.sha256: each.wanted.input for each in counted for other in each.older}
    first: dict[str, Item] = {}
    for each in outcomes:
        if isinstance(each, Done):
            first.setdefault(each.item.sha256, each.item)
    return [_file(each, newer.get(each.item.sha256), first) for each in outcomes]


def _file(outcome: Outcome, newer: str | None, first: Mapping[str, Item]) -> FileRecord:
    item = outcome.item
    if isinstance(outcome, Done):
        same = first[item.sha256]
        as_before = same.name if same is not item else None
        return FileRecord(
            item.name, item.sha256, "done", item.folder, superseded_by=newer, same_as=as_before
        )
    vi, en = outcome.message["vi"], outcome.message["en"]
    return FileRecord(item.name, item.sha256, "failed", item.folder, outcome.reason, vi, en)
