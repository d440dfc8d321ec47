"""What a table is, and how its rows are taken from a dataset."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from appendix_pipeline.model.dataset import Dataset

JOINT = " | "  # between the values of a cell that has several
Row = dict[str, Any]
Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is str, int, bool, date, or a tuple of the words that may stand in it.

    `path` leads from the row's parts to the value ("task.deadline.due_end").
    """

    name: str
    path: str
    type: Any
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what makes its rows, the columns that name a row, and where others point to.

    `links` maps a column to the table whose column of the same meaning it refers to.
    """

    name: str
    description: str
    rows: Callable[[Dataset], Iterable[Row]]
    key: tuple[str, ...]
    links: dict[str, tuple[str, str]]
    columns: tuple[Column, ...]


def _value(row: Row, path: str) -> Value:
    first, *steps = path.split(".")
    value: Any = row[first]
    for step in steps:
        value = None if value is None else getattr(value, step)
    if isinstance(value, tuple):
        value = JOINT.join(str(getattr(each, "text", each)) for each in value)
    return None if value == "" else value


def records(table: Table, dataset: Dataset) -> list[dict[str, Value]]:
    """Return the table's rows, every declared column in each; dates are ISO 8601 texts."""
    return [
        {column.name: _value(row, column.path) for column in table.columns}
        for row in table.rows(dataset)
    ]
