"""Bytes to a Document: a guard first, then the reader, then the second witness."""

from hashlib import sha256
from pathlib import Path

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.document import Document, Source
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.options import ReadOptions
from appendix_pipeline.readers import guard, office
from appendix_pipeline.readers.docx import read_docx
from appendix_pipeline.readers.package import as_transitional, has_legacy_fonts

# The witness shows what Word does not, and legacy letters as typed: no use comparing.
_SHOWN_BY_WITNESS = ("tracked-changes", "hidden-text", "legacy-font-decoded")


def read(path: Path, options: ReadOptions, note: Sink) -> Document:
    """Return the document in `path`.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    data = open_word(path, options)
    source = Source(path.name, sha256(data).hexdigest(), len(data))
    noted: list[Diagnostic] = []
    data = as_transitional(data, noted.append)
    document = read_docx(data, source, noted.append, legacy_fonts=has_legacy_fonts(data))
    if options.witness and not any(each.code in _SHOWN_BY_WITNESS for each in noted):
        from appendix_pipeline.readers import witness  # noqa: PLC0415 (a heavy library of its own)

        witness.compare(data, document, options.witness_max_cells, noted.append)
    for diagnostic in noted:
        note(diagnostic)
    return document


def open_word(path: Path, options: ReadOptions) -> bytes:
    """Return the Word package in `path`, guarded; an older format is turned into one.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    data = _load(path)
    if path.suffix.lower() in office.SUFFIXES and guard.is_office(data):
        data = office.to_docx(data, path.suffix.lower(), path.name, options.office_seconds)
    guard.check(data, path.name)
    return data


def _load(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        what = {"vi": "Không tìm thấy tệp.", "en": "There is no such file."}
        hint = {"vi": "Hãy kiểm tra tên và thư mục.", "en": "Check the name and the folder."}
        raise InputError(str(path), what, hint) from error
    except IsADirectoryError as error:
        what = {"vi": "Thư mục này không có tệp .docx.", "en": "This folder has no .docx file."}
        hint = {"vi": "Hãy chép tệp Word vào đó.", "en": "Put a Word file into it."}
        raise InputError(str(path), what, hint) from error
    except OSError as error:
        what = {"vi": "Không mở được tệp.", "en": "The file cannot be opened."}
        hint = {
            "vi": "Hãy đóng tệp trong Word và kiểm tra quyền đọc.",
            "en": "Close it in Word and check that you may read it.",
        }
        raise InputError(str(path), what, hint) from error
