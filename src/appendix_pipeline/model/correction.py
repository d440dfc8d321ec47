"""What a clerk corrected in a dataset, as a value."""

from dataclasses import dataclass
from typing import Literal, get_args

Field = Literal["content", "lead", "coordinating", "deadline", "met", "done"]
FIELDS: tuple[Field, ...] = get_args(Field)
DAYS: tuple[Field, ...] = ("met", "done")


@dataclass(frozen=True, slots=True)
class Correction:
    """New words for a field of a task, or the ISO day on which what it awaits came or it was done.

    `before` is what stood there when the clerk saw it, "" as `after` takes a day back. `at` is
    when it was made, ISO 8601 in UTC; `who` is what the clerk is called, "" where nobody said.
    """

    task: str
    field: Field
    before: str
    after: str
    at: str
    who: str = ""
