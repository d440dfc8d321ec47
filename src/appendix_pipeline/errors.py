"""Errors that stop one document: what is wrong, where, what to do; the class fixes the exit code.

Anything less than that is a diagnostic. Sentences are Vietnamese and English, chosen at print
time, since a clerk reads them.
"""

from typing import Literal

Lang = Literal["vi", "en"]


class AppendixError(Exception):
    """Stops one document. `what` and `hint` hold one sentence for each language."""

    exit_code = 1

    def __init__(self, where: str, what: dict[Lang, str], hint: dict[Lang, str]) -> None:
        super().__init__(where, what, hint)
        self.where, self.what, self.hint = where, what, hint

    def sentence(self, lang: Lang = "vi") -> str:
        """Return one line: where, what, what to do."""
        return f"{self.where}: {self.what[lang]} {self.hint[lang]}"

    def __str__(self) -> str:
        return self.sentence("en")


class InputError(AppendixError):
    """The file cannot be read as a Word document: missing, empty, not a DOCX, locked."""

    exit_code = 3


class NoTaskTableError(AppendixError):
    """The document was read, but no table in it is a table of tasks."""

    exit_code = 4


class OutputError(AppendixError):
    """The outputs cannot be written."""

    exit_code = 5


class DependencyError(AppendixError):
    """A library of the system that this step needs is missing."""

    exit_code = 6
