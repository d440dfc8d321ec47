"""The datasets of a run into the store: only what is new or changed is read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from appendix_pipeline.batches import journal
from appendix_pipeline.batches.item import Done, Failed, Outcome
from appendix_pipeline.consolidation.aligning import align
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store.writing import FileRecord, drop, keys, put, put_files, writing

STORE = Path("consolidated", "appendices.sqlite")
_DATASET = "tasks.json"


def ingest(out: Path) -> bool:
    """Bring the store below `out` to the state of its journal; return whether it changed.

    A file that came in under several names is one document: its tasks count once. What is no
    longer in the journal goes out of the store.
    """
    outcomes = sorted(journal.load(out).values(), key=lambda each: each.item.identity[::-1])
    wanted = dict(_documents(outcomes))
    with writing(out / STORE) as connection:
        known = keys(connection)
        stale = [
            name for name, key in known.items() if name not in wanted or wanted[name][0] != key
        ]
        for name in stale:
            drop(connection, name)
        fresh = [name for name in wanted if name not in known or name in stale]
        for name in fresh:
            key, path = wanted[name]
            put(connection, name, key, load_dataset(out / path))
        if stale or fresh:
            align(connection)
        told = put_files(connection, map(_file, outcomes))
    return bool(told or stale or fresh)


def _documents(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the name of each document with its key and the path of its dataset."""
    seen: set[str] = set()
    for outcome in outcomes:
        item = outcome.item
        if isinstance(outcome, Failed) or item.sha256 in seen:
            continue
        seen.add(item.sha256)
        paths = [each.path for each in outcome.outputs if each.path.endswith(f"/{_DATASET}")]
        for number, path in enumerate(paths, 1):
            name = item.sha256[:16] + (f"-{number}" if number > 1 else "")
            yield name, (item.key, path)


def _file(outcome: Outcome) -> FileRecord:
    item = outcome.item
    if isinstance(outcome, Done):
        return FileRecord(item.name, item.sha256, "done", item.folder)
    vi, en = outcome.message["vi"], outcome.message["en"]
    return FileRecord(item.name, item.sha256, "failed", item.folder, outcome.reason, vi, en)
