"""The datasets of a run into the store: only what is new or changed is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.batches import journal
from appendix_pipeline.batches.item import Done, Outcome
from appendix_pipeline.consolidation.superseding import Candidate, candidates, current
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.options import Lang
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.writing import FileRecord, drop, keys, put, put_files, writing
from appendix_pipeline.validate.wording import in_order, word

CONSOLIDATED = "consolidated"
STORE = Path(CONSOLIDATED, "appendices.sqlite")
_DATASET = "tasks.json"


def ingest(out: Path, lang: Lang = "vi") -> bool:
    """Bring the store below `out` to the state of its journal; return whether it changed.

    A file that came in under several names is one document, and one that was corrected and sent
    again takes the place of the older (`superseding`): its tasks count once. What is no longer in
    the journal goes out of the store. `lang` is the language of what is said of such a file.
    """
    outcomes = _outcomes(out)
    counted = current(candidates(outcomes))
    wanted = {each.name: (_key(each, older, lang), each) for each, older in counted.items()}
    with writing(out / STORE) as connection:
        known = keys(connection)
        stale = [
            name for name, key in known.items() if name not in wanted or wanted[name][0] != key
        ]
        for name in stale:
            drop(connection, name)
        fresh = [name for name in wanted if name not in known or name in stale]
        for name in fresh:
            key, each = wanted[name]
            dataset = load_dataset(out / each.appendix.folder / _DATASET)
            noted = _noted(dataset, each, counted[each], lang)
            put(connection, name, key, noted, each.done.item.name)
        told = put_files(connection, _files(outcomes, counted))
    return bool(told or stale or fresh)


def lacking(out: Path, lang: Lang = "vi") -> list[str]:
    """Return the paths below `out` of the datasets that the store there has yet to read."""
    known: dict[str, str] = {}
    if (out / STORE).is_file():
        with reading(out / STORE) as connection:
            known = keys(connection)
    counted = current(candidates(_outcomes(out)))
    fresh = (
        each for each, older in counted.items() if known.get(each.name) != _key(each, older, lang)
    )
    return [f"{each.appendix.folder}/{_DATASET}" for each in fresh]


def _outcomes(out: Path) -> list[Outcome]:
    return sorted(journal.load(out).values(), key=lambda each: each.item.identity[::-1])


def _key(each: Candidate, older: Sequence[Candidate], lang: Lang) -> str:
    """Return what changes with all that the store says of a document."""
    item = each.done.item
    parts = [item.key, item.name, *(other.done.item.name for other in older)]
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


def _files(
    outcomes: Iterable[Outcome], counted: Mapping[Candidate, Iterable[Candidate]]
) -> list[FileRecord]:
    """Return the fate of each input, and by which other one a document of it was replaced."""
    newer = {
        other.done.item.sha256: each.done.item.name
        for each, older in counted.items()
        for other in older
    }
    return [_file(each, newer.get(each.item.sha256)) for each in outcomes]


def _file(outcome: Outcome, newer: str | None) -> FileRecord:
    item = outcome.item
    if isinstance(outcome, Done):
        return FileRecord(item.name, item.sha256, "done", item.folder, superseded_by=newer)
    vi, en = outcome.message["vi"], outcome.message["en"]
    return FileRecord(item.name, item.sha256, "failed", item.folder, outcome.reason, vi, en)
