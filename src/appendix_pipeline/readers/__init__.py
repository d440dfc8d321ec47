"""Bytes to a Document: a guard first, then the reader, then the second witness."""

from hashlib import sha256
from pathlib import Path

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.document import Document, Source
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.options import ReadOptions
from appendix_pipeline.readers import guard, office
from appendix_pipeline.readers.docx import parse
from appendix_pipeline.readers.isolation import parse_apart
from appendix_pipeline.readers.package import as_transitional

# The witness shows what Word does not, and legacy letters as typed: no use comparing.
_SHOWN_BY_WITNESS = ("tracked-changes", "hidden-text", "legacy-font-decoded")


def read(path: Path, options: ReadOptions, note: Sink) -> Document:
    """Return the document in `path`.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    data, weight = open_word(path, options)
    source = Source(path.name, sha256(data).hexdigest(), len(data))
    noted: list[Diagnostic] = []
    data = as_transitional(data, noted.append)
    if weight.light or not options.own_process:
        document = parse(data, source, noted.append)
    else:
        document = parse_apart(data, source, options.limits, noted.append)
    for diagnostic in noted:
        note(diagnostic)
    if options.witness and not any(each.code in _SHOWN_BY_WITNESS for each in noted):
        _hear_witness(data, document, weight.elements, options, note)
    return document


def _hear_witness(
    data: bytes, document: Document, elements: int, options: ReadOptions, note: Sink
) -> None:
    if elements > options.witness_max_elements:
        reason = f"{elements} > {options.witness_max_elements}"
        note(Diagnostic("witness-skipped", details={"reason": reason}))
        return
    from appendix_pipeline.readers import witness  # noqa: PLC0415 (a heavy library of its own)

    witness.compare(data, document, note)


def open_word(path: Path, options: ReadOptions) -> tuple[bytes, guard.Weight]:
    """Return the Word package in `path`, and how heavy it is; an older format is turned into one.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    data = _load(path)
    suffix = path.suffix.lower()
    if suffix in office.SUFFIXES and guard.is_office(data, suffix):
        guard.check_size(data, path.name, options.limits)
        data = office.to_docx(data, suffix, path.name, options.office_seconds)
    return data, guard.check(data, path.name, options.limits)


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
