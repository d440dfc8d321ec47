"""The datasets of a run into the store: only what is new or changed is read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from appendix_pipeline.batches import journal
from appendix_pipeline.batches.item import Done, Failed, Outcome
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang
from appendix_pipeline.pipeline import revised
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store import log
from appendix_pipeline.store.writing import FileRecord, Wanted, bring, put_files, writing

STORE = Path("consolidated", "appendices.sqlite")
DESK = "desk"  # the folder of a page that shows this store
_DATASET = "tasks.json"


def ingest(out: Path, lang: Lang = "vi") -> None:
    """Bring the store below `out` to the state of its journal and of the page's corrections.

    A file that came in under several names is one document: its tasks count once. What is no
    longer in the journal goes out of the store. Corrected documents are put in as corrected, with
    findings in `lang`.
    """
    # All is asked inside the transaction: nobody then puts what was so before.
    with writing(out / STORE) as connection:
        outcomes = sorted(journal.load(out).values(), key=lambda each: each.item.identity[::-1])
        corrections = log.all_standing(out / DESK)
        found = {each.name: each for each in _documents(outcomes, corrections)}
        wanted = {
            name: Wanted(each.key + log.key(each.made), each.path) for name, each in found.items()
        }

        def load(name: str) -> Dataset:
            dataset, made = load_dataset(out / found[name].path), found[name].made
            return revised(dataset, made, lang) if made else dataset

        bring(connection, wanted, load)
        put_files(connection, map(_file, outcomes))


@dataclass(frozen=True, slots=True)
class _Document:
    """An appendix that a run wrote, with the corrections made since."""

    name: str
    key: str
    path: str
    made: log.Made


def _documents(
    outcomes: Iterable[Outcome], corrections: Mapping[log.Subject, log.Made]
) -> Iterator[_Document]:
    seen: set[str] = set()
    for outcome in outcomes:
        item = outcome.item
        if isinstance(outcome, Failed) or item.sha256 in seen:
            continue
        seen.add(item.sha256)
        paths = [each.path for each in outcome.outputs if each.path.endswith(f"/{_DATASET}")]
        for number, path in enumerate(paths, 1):
            made = corrections.get(log.Subject(item.sha256, number), ())
            yield _Document(document_name(item.sha256, number), item.key, path, made)


def document_name(sha256: str, appendix: int) -> str:
    """Return what an appendix of a file is called in the store."""
    return sha256[:16] + (f"-{appendix}" if appendix > 1 else "")


def _file(outcome: Outcome) -> FileRecord:
    item = outcome.item
    if isinstance(outcome, Done):
        return FileRecord(item.name, item.sha256, "done", item.folder)
    vi, en = outcome.message["vi"], outcome.message["en"]
    return FileRecord(item.name, item.sha256, "failed", item.folder, outcome.reason, vi, en)
