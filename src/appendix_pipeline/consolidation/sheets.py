"""What the consolidated workbook holds: its sheets, their columns, the rows of each."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.missing import missing
from appendix_pipeline.options import Lang

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the rows come from: the store, the language, the province asked for (or "")."""

    store: sqlite3.Connection
    lang: Lang
    province: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name in the labels, its columns (key, width, style), what its rows are."""

    name: str
    columns: tuple[tuple[str, float, str], ...]
    rows: Callable[[Asked], Iterable[Row]]


def _of(sql: str) -> Callable[[Asked], Iterable[Row]]:
    return lambda asked: asked.store.execute(sql)


def _failed(asked: Asked) -> Iterator[Row]:
    yield from asked.store.execute(questions.FAILED[asked.lang])


def _missing(asked: Asked) -> Iterator[Row]:
    for each in missing(asked.store, asked.province):
        commune, files = each.commune, "\n".join(each.files) or None
        yield commune.province, commune.code, commune.name, each.state, files


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
        "failed",
        (("file", 44, "text"), ("reason", 22, "text"), ("explanation", 80, "text")),
        _failed,
    ),
)  # fmt: skip
