"""A table of tasks as an office keeps it, in a workbook or a CSV file: rows of texts by column."""

from dataclasses import dataclass, field

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell: its text, the cell's place ("Nhiệm vụ!F12").

    `day` is the ISO 8601 date of a cell that holds one. `marks` are the marks of notes that are
    raised in the cell, with their offsets; they are not part of `text`. `cut` says that the
    text goes on elsewhere, since a cell could not hold it.
    """

    text: str
    place: str = ""
    day: str = ""
    marks: tuple[tuple[int, str], ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its place, its cells by the key of the column, or by the label of an office's own."""

    place: str
    entries: dict[str, Entry]
    own: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table as it is now, and `original`, the dataset it was made from, if the file has it.

    `source` is the edited file itself. `columns` are the keys of the known columns that are
    there, `own` the labels of those that the office added. `heads` are the cells above the table
    by what they show, `loose` those below it.
    """

    source: Source
    original: Dataset | None
    columns: frozenset[str]
    own: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    heads: dict[str, Entry] = field(default_factory=dict)
    loose: tuple[Entry, ...] = ()
