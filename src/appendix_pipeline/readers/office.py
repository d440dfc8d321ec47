"""Older and other formats (.doc, .rtf, .odt) turned into DOCX by LibreOffice, where installed."""

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.office import libreoffice
from appendix_pipeline.readers.refusal import refusal, sentences

SUFFIXES = (".doc", ".rtf", ".odt")


def to_docx(data: bytes, suffix: str, name: str, seconds: float) -> bytes:
    """Return `data`, a file of format `suffix`, as DOCX.

    Raises:
        DependencyError: LibreOffice is not installed.
        InputError: LibreOffice cannot read the file, or takes longer than `seconds`.
    """
    if not libreoffice.find():
        raise DependencyError(name, *sentences("needs-office", suffix=suffix))
    try:
        return libreoffice.to_docx(data, suffix, seconds)
    except TimeoutError as error:
        raise refusal(name, "office-too-slow", suffix=suffix, limit=seconds) from error
    except FileNotFoundError as error:
        raise refusal(name, "office-failed", suffix=suffix) from error
