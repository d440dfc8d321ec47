"""What a run left behind as a store, a workbook and a report below `consolidated`."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from appendix_pipeline.batches.item import LOST
from appendix_pipeline.batches.journal import JOURNAL
from appendix_pipeline.batches.storage import Place
from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.ingest import CONSOLIDATED, STORE, ingest
from appendix_pipeline.consolidation.questions import FATES, OF_REASON, STATE, TOTALS
from appendix_pipeline.errors import InputError
from appendix_pipeline.options import Lang
from appendix_pipeline.output import refusal, save
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.store.reading import reading

WORKBOOK, REPORT = "tong-hop.xlsx", "tong-hop.html"
ANNEXES = "agencies"
_STATE = Path(".batch", "consolidated")
_ANNEXES = Path(".batch", "annexes")  # the names of those that were written
# All that stands below the folder of a run and is made of its outputs.
MADE = (CONSOLIDATED, _STATE.as_posix(), _ANNEXES.as_posix())


@dataclass(frozen=True, slots=True)
class Consolidated:
    """How much stands in the store, how many files do not count in it, what was written.

    `superseded` files were replaced by newer ones, `twice` sent again byte by byte: no file is in
    both.

    `lost` are the inputs whose outputs are gone or damaged. Nothing is written where nothing has
    changed.
    """

    documents: int
    tasks: int
    superseded: int
    twice: int
    lost: tuple[str, ...]
    written: tuple[Path, ...]


def consolidate(
    out: Path, lang: Lang = "vi", province: str = "", *, anew: bool = False
) -> Consolidated:
    """Bring the store below `out` up to date; write workbook and report if they are not, or `anew`.

    `province` is the one whose missing communes are listed, else all that sent something. What
    the two were last made of is remembered once they are there: a run that was killed before, or
    found them open in Excel, leaves them to the next.

    Raises:
        InputError: there is no such province.
        OutputError: the workbook or the report cannot be written (open in Excel).
    """
    if province:
        _check_province(province)
    folder = (out / STORE).parent
    names = (WORKBOOK, REPORT)
    ingest(out, lang)
    with reading(out / STORE) as store:
        state = _state(Asked(store, lang, province))
    there = all((folder / name).is_file() for name in names) and _remembered(out) == state
    wanted = anew or not there
    if wanted:
        state = _align(out / STORE, lang, province)
    with reading(out / STORE) as store:
        made = _made(Asked(store, lang, province), folder) if wanted else {}
        documents, tasks, _ = store.execute(TOTALS).fetchone()
        fates = Counter(dict(store.execute(FATES)))
        lost = tuple(name for (name,) in store.execute(OF_REASON, (LOST,)))
    written = tuple(save(made, folder))
    if written:
        save({_STATE.as_posix(): state.encode()}, out)
    return Consolidated(documents, tasks, fates["replaced"], fates["same"], lost, written)


def check_batch(folder: Path, place: Place | None = None) -> None:
    """Refuse a folder in which batch never ran, by the name of the `place` it is a copy of.

    Raises:
        InputError: it did not.
    """
    if not (folder / JOURNAL).is_file() or not (folder / JOURNAL).stat().st_size:
        what = {"vi": "Thư mục này không phải kết quả của batch.", "en": "batch never ran here."}
        raise InputError(
            str(place or folder), what, {"vi": "Hãy chạy batch trước.", "en": "Run batch first."}
        )


def _check_province(province: str) -> None:
    from appendix_pipeline.consolidation.missing import province_name  # noqa: PLC0415 (rarely asked)

    province_name(province)


def _state(asked: Asked) -> str:
    """Return what changes with anything that the workbook and the report are made of."""
    rows = [asked.store.execute(question).fetchall() for question in STATE]
    return sha256(repr((rules_version(), asked.lang, asked.province, rows)).encode()).hexdigest()


def _remembered(out: Path) -> str:
    return (out / _STATE).read_text() if (out / _STATE).is_file() else ""


def _align(store: Path, lang: Lang, province: str) -> str:
    """Align the tasks of all documents; return the state that is remembered for them."""
    from appendix_pipeline.consolidation.aligning import aligned  # noqa: PLC0415 (rapidfuzz)

    with aligned(store) as connection:
        # Asked before anyone else writes: what comes after is not in it.
        return _state(Asked(connection, lang, province))


def _made(asked: Asked, folder: Path) -> dict[str, bytes]:
    # XlsxWriter and jinja2: a run that finds nothing new does without.
    from appendix_pipeline.consolidation.report import report  # noqa: PLC0415
    from appendix_pipeline.consolidation.workbook import workbook  # noqa: PLC0415

    try:
        return {WORKBOOK: workbook(asked), REPORT: report(asked)}
    except OSError as error:
        # The workbook is built in temporary files, on a disk that may be full.
        raise refusal(folder, error) from error


def annexes(out: Path) -> tuple[Path, ...]:
    """Write an annex for each agency that leads a task, of all communes in the store below `out`.

    Raises:
        InputError: there is no store.
        OutputError: an annex cannot be written.
    """
    from appendix_pipeline.consolidation.annexes import write_annexes  # noqa: PLC0415 (python-docx)

    with reading(out / STORE) as store:
        return tuple(write_annexes(store, (out / STORE).parent / ANNEXES, out / _ANNEXES))
