"""The columns of the printed table: which, under what header, how wide."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex.lines import balanced, printable
from appendix_pipeline.writers.annex.measures import Measures, breadth

_CORE = ("number", "content", "lead", "coordinating", "deadline")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, its labels from the topmost header row down.

    An `extra` column takes its texts from the tasks' extras of the same key, the `nth` of them.
    """

    role: str
    label: str
    extra: bool = False
    nth: int = 0

    @property
    def path(self) -> tuple[str, ...]:
        """The labels from the topmost header row down."""
        return tuple(printable(self.label).split(" / "))

    @property
    def key(self) -> tuple[str, str]:
        """Role and label, as the tasks' extras name them."""
        return self.role, self.label


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a header row: how many columns and rows it covers; 0 rows goes on from above.

    `width` is in twips; `lines` are its label, cut into lines of about equal length.
    """

    lines: tuple[str, ...]
    width: int
    columns: int
    rows: int


def columns_of(dataset: Dataset) -> tuple[Column, ...]:
    """Return the source's columns in its order; those of number and content always stand.

    A role that comes twice is the core's the first time, an extra column from then on.
    """
    labels = load("labels")["task"]
    listed = [(each.role, each.label) for each in dataset.columns]
    roles = {role for role, _ in listed}
    absent = [(role, labels[role]["vi"]) for role in ("number", "content") if role not in roles]
    seen: set[str] = set()
    extras: Counter[tuple[str, str]] = Counter()
    columns = []
    for role, label in [*absent, *listed]:
        if role in _CORE and role not in seen:
            seen.add(role)
            columns.append(Column(role, label))
        else:
            columns.append(Column(role, label, extra=True, nth=extras[role, label]))
            extras[role, label] += 1
    return tuple(columns)


def header(columns: Sequence[Column], measures: Measures) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the header rows: equal labels side by side are one cell, a short path goes down."""
    depth = max(len(column.path) for column in columns)
    return tuple(tuple(_head_row(columns, measures, level, depth)) for level in range(depth))


def _head_row(
    columns: Sequence[Column], measures: Measures, level: int, depth: int
) -> Iterator[HeadCell]:
    def group(numbered: tuple[int, Column]) -> tuple[str, ...] | int:
        place, column = numbered
        return column.path[: level + 1] if level + 1 < len(column.path) else place

    for key, members in groupby(enumerate(columns), group):
        run = list(members)
        width = sum(measures.widths[place] for place, _ in run)
        path = run[0][1].path
        if level < len(path):
            rows = 1 if isinstance(key, tuple) else depth - level
            lines = _balanced(path[level], measures.room(width))
            yield HeadCell(lines, width, len(run), rows)
        else:
            yield HeadCell((), width, 1, 0)


def _balanced(label: str, room: float) -> tuple[str, ...]:
    letters = int(len(label) * room / max(breadth(label), room))
    return balanced(label, (), letters)
