"""Office programs of this machine, run on a file: LibreOffice, and Word on Windows.

A program that prints is a record in `PRINTERS`; the first that is there is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass

from appendix_pipeline.office import libreoffice, word
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load


@dataclass(frozen=True, slots=True)
class Printer:
    """A program that prints Word documents.

    `find` returns its path ("" where it is not there). `to_pdf` takes a DOCX and the seconds it may
    take, and returns a PDF; it raises an OSError where none is made, or not in time.
    """

    name: str
    find: Callable[[], str]
    to_pdf: Callable[[bytes, float], bytes]


PRINTERS = (
    Printer("LibreOffice", libreoffice.find, libreoffice.to_pdf),
    Printer("Microsoft Word", word.find, word.to_pdf),
)


def printer() -> Printer | None:
    """Return the first program that is on this machine, None where none is."""
    return next((each for each in PRINTERS if each.find()), None)


def printed_by(program: str, lang: Lang) -> str:
    """Return what a user should know of a PDF that `program` printed ("" where none did)."""
    return str(load("labels")["pdf"]["stand_in"][lang]).format(program) if program else ""
