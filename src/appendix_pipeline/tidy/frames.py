"""The tables as pandas frames: typed, and the rows of many documents below each other.

pandas is imported where it is used: it costs more than converting a document.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.tidy.table import Table, records
from appendix_pipeline.tidy.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {str: "string", int: "Int64", bool: "boolean", date: "datetime64[s]"}


def to_frames(datasets: Dataset | Iterable[Dataset]) -> "dict[str, pd.DataFrame]":
    """Return a pandas frame for each of `TABLES`, by its name.

    Texts are `string`, counts `Int64`, yes or no `boolean`, dates `datetime64[s]`, closed lists
    categories; what the source does not say is missing. `tasks` is indexed by the task's id,
    and the column `document` says which document a row is from: the file's name, with the first
    digits of its SHA-256 where several files share one.

    >>> frames = to_frames([read("hai-hung.docx"), read("hai-duong.docx")])
    >>> tasks = frames["tasks"]
    >>> tasks[tasks["due_end"] < "2026-01-01"].groupby("document", observed=True).size()
    """
    many = [datasets] if isinstance(datasets, Dataset) else list(datasets)
    named = list(zip(_names(many), many, strict=True))
    frames = {table.name: _frame(table, named) for table in TABLES}
    frames["tasks"] = frames["tasks"].set_index("task")
    return frames


def _names(datasets: list[Dataset]) -> list[str]:
    names = [dataset.source.name for dataset in datasets]
    return [
        f"{name} ({dataset.source.sha256[:8]})" if names.count(name) > 1 else name
        for name, dataset in zip(names, datasets, strict=True)
    ]


def _frame(table: Table, named: list[tuple[str, Dataset]]) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415

    rows = [
        {"document": name, **record}
        for name, dataset in named
        for record in records(table, dataset)
    ]
    types: dict[str, Any] = {"document": "category"}
    for column in table.columns:
        words = isinstance(column.type, tuple)
        types[column.name] = pd.CategoricalDtype(column.type) if words else _DTYPES[column.type]
    return pd.DataFrame(rows, columns=list(types)).astype(types)
