"""What the consolidated workbook holds: its sheets, their columns, the rows of each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked, Row
from appendix_pipeline.consolidation.missing import missing
from appendix_pipeline.consolidation.shared_tasks import common_rows, deviation_rows

_A3, _A4 = 8, 9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name in the labels, its columns (key, width, style), what its rows are.

    `paper` is what it is printed on, by Excel's number.
    """

    name: str
    columns: tuple[tuple[str, float, str], ...]
    rows: Callable[[Asked], Iterable[Row]]
    paper: int = _A4


def _of(sql: str) -> Callable[[Asked], Iterable[Row]]:
    return lambda asked: asked.store.execute(sql)


def _failed(asked: Asked) -> Iterator[Row]:
    yield from asked.store.execute(questions.FAILED[asked.lang])


def _missing(asked: Asked) -> Iterator[Row]:
    for each in asked.once(missing):
        commune, files = each.commune, "\n".join(each.files) or None
        yield commune.province, commune.code, commune.name, each.state, files


_MATCHED = (
    ("common_task", 46, "text"), ("province", 20, "text"), ("commune", 20, "text"),
    ("task", 8, "centre"), ("own_words", 46, "text"), ("lead", 22, "text"),
    ("deadline", 18, "text"), ("due", 12.5, "date"), ("score", 9, "score"), ("file", 24, "text"),
)  # fmt: skip
SHEETS = (
    Sheet(
        "tasks",
        (
            ("province", 20, "text"), ("commune", 20, "text"), ("task", 8, "centre"),
            ("section", 22, "text"), ("content", 50, "text"), ("lead", 22, "text"),
            ("coordinating", 22, "text"), ("deadline", 18, "text"), ("due", 12.5, "date"),
            ("kind", 12, "centre"), ("condition", 20, "text"), ("file", 24, "text"),
        ),
        _of(questions.TASKS),
        _A3,
    ),
    Sheet(
        "communes",
        (
            ("province", 22, "text"), ("commune_code", 9, "centre"), ("commune", 28, "text"),
            ("documents", 11, "count"), ("tasks", 11, "count"), ("undated", 11, "count"),
            ("unled", 11, "count"), ("findings", 11, "count"),
        ),
        _of(questions.COMMUNES),
    ),
    Sheet(
        "agencies",
        (
            ("agency", 50, "text"), ("level", 14, "centre"), ("leads", 11, "count"),
            ("supports", 11, "count"), ("documents", 11, "count"),
        ),
        _of(questions.AGENCIES),
    ),
    Sheet(
        "months",
        (("month", 16, "centre"), ("tasks", 11, "count"), ("documents", 11, "count")),
        _of(questions.MONTHS),
    ),
    Sheet(
        "common",
        (
            ("content", 60, "text"), ("communes_with", 9, "count"),
            ("communes_without", 9, "count"), ("perhaps", 9, "count"),
            ("usual_lead", 30, "text"), ("other_leads", 11, "count"),
            ("usual_due", 12.5, "date"), ("later", 11, "count"), ("lowest_score", 9, "score"),
        ),
        common_rows,
    ),
    Sheet(
        "deviations",
        (
            ("common_task", 50, "text"), ("province", 20, "text"), ("commune", 24, "text"),
            ("deviation", 22, "text"), ("own", 36, "text"), ("usual", 36, "text"),
        ),
        deviation_rows,
    ),
    Sheet("same", _MATCHED, _of(questions.MATCHED["same"])),
    Sheet("suggested", _MATCHED, _of(questions.MATCHED["suggested"])),
    Sheet(
        "findings",
        (
            ("severity", 10, "centre"), ("province", 20, "text"), ("commune", 20, "text"),
            ("task", 8, "centre"), ("message", 55, "text"), ("suggestion", 45, "text"),
            ("code", 24, "text"), ("file", 24, "text"),
        ),
        _of(questions.FINDINGS),
    ),
    Sheet(
        "missing",
        (
            ("province", 24, "text"), ("commune_code", 9, "centre"), ("commune", 30, "text"),
            ("state", 34, "text"), ("file", 44, "text"),
        ),
        _missing,
    ),
    Sheet(
        "files",
        (
            ("file", 44, "text"), ("fate", 30, "text"), ("other_file", 44, "text"),
            ("commune", 26, "text"), ("documents", 11, "count"), ("tasks", 11, "count"),
        ),
        _of(questions.FILES),
    ),
    Sheet(
        "failed",
        (("file", 44, "text"), ("reason", 22, "text"), ("explanation", 80, "text")),
        _failed,
    ),
)  # fmt: skip
