"""Bytes to a Document: a guard first, then the reader, then the second witness."""

from hashlib import sha256
from pathlib import Path

from appendix_pipeline.decoding import as_text
from appendix_pipeline.model.document import Document, Source
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.options import ReadOptions
from appendix_pipeline.readers import guard, office
from appendix_pipeline.readers.docx import parse
from appendix_pipeline.readers.isolation import parse_apart
from appendix_pipeline.readers.loading import load
from appendix_pipeline.readers.package import as_transitional

# The witness shows what Word does not, and legacy letters as typed: no use comparing.
_SHOWN_BY_WITNESS = ("tracked-changes", "hidden-text", "legacy-font-decoded")


def read(path: Path, options: ReadOptions, note: Sink) -> Document:
    """Return the document in `path`.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    given = load(path, options.limits)
    data, weight = _as_word(given, path, options)
    source = Source(as_text(path.name), sha256(given).hexdigest(), len(given))
    noted: list[Diagnostic] = []
    data = as_transitional(data, noted.append)
    if weight.light or not options.own_process:
        document = parse(data, source, noted.append)
    else:
        document = parse_apart(data, source, options.limits, noted.append)
    for diagnostic in noted:
        note(diagnostic)
    if options.witness and not any(each.code in _SHOWN_BY_WITNESS for each in noted):
        _hear_witness(data, document, weight, options, note)
    return document


def _hear_witness(
    data: bytes, document: Document, weight: guard.Weight, options: ReadOptions, note: Sink
) -> None:
    if weight.markup > options.witness_max_bytes:
        reason = f"{weight.markup} > {options.witness_max_bytes}"
        note(Diagnostic("witness-skipped", details={"reason": reason}))
        return
    from appendix_pipeline.readers import witness  # noqa: PLC0415 (a heavy library of its own)

    witness.compare(data, document, options.witness_max_elements, note)


def open_word(path: Path, options: ReadOptions) -> tuple[bytes, guard.Weight]:
    """Return the Word package in `path`, and how heavy it is; an older format is turned into one.

    Raises:
        InputError: the file is missing, or not a Word document that can be read.
        DependencyError: it is of an older format, and LibreOffice is not installed.
    """
    return _as_word(load(path, options.limits), path, options)


def _as_word(data: bytes, path: Path, options: ReadOptions) -> tuple[bytes, guard.Weight]:
    suffix = path.suffix.lower()
    if suffix in office.SUFFIXES and guard.is_office(data, suffix):
        guard.check_size(data, path.name, options.limits)
        data = office.to_docx(data, suffix, path.name, options.office_seconds)
    return data, guard.check(data, path.name, options.limits)
