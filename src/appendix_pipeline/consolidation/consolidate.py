"""What a run left behind as a store, a workbook and a report below `consolidated`."""

from dataclasses import dataclass
from pathlib import Path

from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.ingest import STORE, ingest
from appendix_pipeline.consolidation.questions import TOTALS
from appendix_pipeline.options import Lang
from appendix_pipeline.output import save
from appendix_pipeline.store.reading import reading

WORKBOOK, REPORT = "tong-hop.xlsx", "tong-hop.html"


ANNEXES = "agencies"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """How much stands in the store, and what was written (nothing where nothing has changed)."""

    documents: int
    tasks: int
    written: tuple[Path, ...]


def consolidate(
    out: Path, lang: Lang = "vi", province: str = "", *, anew: bool = False
) -> Consolidated:
    """Bring the store below `out` up to date; write workbook and report if it changed, or `anew`.

    `province` is the one whose missing communes are listed, else all that sent something.

    Raises:
        OutputError: the workbook or the report cannot be written (open in Excel).
    """
    folder = (out / STORE).parent
    names = (WORKBOOK, REPORT)
    changed = ingest(out) or anew or not all((folder / name).is_file() for name in names)
    with reading(out / STORE) as store:
        asked = Asked(store, lang, province)
        made = _made(asked) if changed else {}
        documents, tasks, *_ = store.execute(TOTALS).fetchone()
    return Consolidated(documents, tasks, tuple(save(made, folder)))


def _made(asked: Asked) -> dict[str, bytes]:
    # openpyxl and jinja2: a run that finds nothing new does without.
    from appendix_pipeline.consolidation.report import report  # noqa: PLC0415
    from appendix_pipeline.consolidation.workbook import workbook  # noqa: PLC0415

    return {WORKBOOK: workbook(asked), REPORT: report(asked)}


def annexes(out: Path) -> tuple[Path, ...]:
    """Write an annex for each agency that leads a task, of all communes in the store below `out`.

    Raises:
        InputError: there is no store.
        OutputError: an annex cannot be written.
    """
    from appendix_pipeline.consolidation.annexes import write_annexes  # noqa: PLC0415 (python-docx)

    with reading(out / STORE) as store:
        return tuple(write_annexes(store, (out / STORE).parent / ANNEXES))
