"""The datasets of a run into the store: only what is new or changed is read."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.batches.item import LOST, OTHER, Done, Failed, Outcome
from appendix_pipeline.batches.journal import JOURNAL, Journal
from appendix_pipeline.consolidation.superseding import Candidate, candidates, current
from appendix_pipeline.errors import InputError, Sentence
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
_AT_ONCE = 20  # documents put into the store in one transaction


def ingest(out: Path, lang: Lang = "vi", is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Bring the store below `out` to the state of its journal and of the page's corrections.

    A file that came in under several names is one document, and one that was corrected and sent
    again takes the place of the older (`superseding`): its tasks count once. What is no longer in
    the journal goes out of the store. Documents corrected on the page are put in as corrected.
    One whose dataset is gone or damaged is left out, and its file told as failed.
    `lang` is the language of what is said of such files. Where `is_stopped` says so before a
    document is loaded, what is left stays as it was.
    """
    state = _State(out, lang)
    loaded: dict[Wanted, Dataset] = {}
    lost: set[Wanted] = set()
    while True:
        with writing(out / STORE) as connection:
            # All is asked inside the transaction: nobody then puts what was so before.
            outcomes, found = state.now()
            wanted = {name: each.wanted for name, each in found.items() if each.wanted not in lost}
            left = bring(connection, wanted, lambda name: loaded.get(wanted[name]))  # noqa: B023
            if not left:
                put_files(connection, _files(outcomes, found.values(), lost))
                return
        # Read outside: others get their turn.
        loaded = {}
        for name in left[:_AT_ONCE]:
            if is_stopped():
                return
            try:
                loaded[wanted[name]] = found[name].load(out, lang)
            except InputError:
                lost.add(wanted[name])


class _State:
    """What the journal and the corrections say now; read again only when they have changed."""

    def __init__(self, out: Path, lang: Lang) -> None:
        self._out, self._lang = out, lang
        self._seen: object = None
        self._outcomes: list[Outcome] = []
        self._found: dict[str, _Document] = {}

    def now(self) -> tuple[list[Outcome], dict[str, "_Document"]]:
        """Return the fates of all inputs, and by name the documents that the store is to hold."""
        seen = _stamp(self._out / JOURNAL), log.all_standing(self._out / DESK)
        if seen != self._seen:
            self._outcomes = _outcomes(self._out)
            self._found = _documents(self._outcomes, seen[1], self._lang)
            self._seen = seen
        return self._outcomes, self._found


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def lacking(out: Path, lang: Lang = "vi") -> list[str]:
    """Return the paths below `out` of the datasets that the store there has yet to read."""
    known: dict[str, str] = {}
    if (out / STORE).is_file():
        with reading(out / STORE) as connection:
            known = keys(connection)
    _, found = _State(out, lang).now()
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
    # Without what was written of each, which is most of it and not asked for here.
    return [replace(each, outputs=()) for each in Journal(out).outcomes()]


def _documents(
    outcomes: Iterable[Outcome], corrections: Mapping[log.Subject, log.Made], lang: Lang
) -> dict[str, _Document]:
    """Return the documents that the store is to hold, by name."""
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


def _files(
    outcomes: Iterable[Outcome], counted: Iterable[_Document], lost: Container[Wanted]
) -> list[FileRecord]:
    """Return the fate of each input, and by which other one a document of it was replaced.

    One of the bytes of another is told with the file that counts in the stead of both.
    """
    newer: dict[str, str] = {}
    gone: dict[str, str] = {}
    own: dict[str, str] = {}
    for each in counted:
        own[each.counted.done.item.sha256] = each.wanted.input
        newer |= {other.done.item.sha256: each.wanted.input for other in each.older}
        if each.wanted in lost:
            gone.setdefault(each.counted.done.item.sha256, each.wanted.path)
    counts = newer | own
    seen: set[str] = set()
    records = []
    for outcome in outcomes:
        sha256 = outcome.item.sha256
        record = _file(outcome, newer.get(sha256), gone.get(sha256))
        if isinstance(outcome, Done):
            if sha256 in seen:
                record = replace(record, same_as=counts[sha256])
            seen.add(sha256)
        records.append(record)
    return records


def _file(outcome: Outcome, newer: str | None, gone: str | None) -> FileRecord:
    item = outcome.item
    reason: str
    if isinstance(outcome, Failed):
        reason, told = outcome.reason, outcome.message
    elif gone:
        reason, told = LOST, _lost(gone)
    else:
        return FileRecord(item.name, item.sha256, "done", item.folder, superseded_by=newer)
    status = "other" if reason == OTHER else "failed"
    return FileRecord(item.name, item.sha256, status, item.folder, reason, told["vi"], told["en"])


def _lost(path: str) -> Sentence:
    return {
        "vi": f"Tệp {path} trong thư mục kết quả đã mất hoặc hỏng nên chưa được tổng hợp. "
        "Hãy xóa tệp ấy nếu còn, rồi chạy lại lệnh batch.",
        "en": f"{path} in the folder of outputs is gone or damaged, and left out. "
        "Delete it if it is still there, then run batch again.",
    }
