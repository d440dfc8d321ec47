"""The appendix as a Word document after the decree, from the template `templates/official/`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from appendix_pipeline import collector
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Theme, WriteOptions
from appendix_pipeline.writers.annex import Annex, lay_out
from appendix_pipeline.writers.annex.lines import Line, capitals, plain, printable
from appendix_pipeline.writers.wordprocessing.letterhead import letterhead
from appendix_pipeline.writers.wordprocessing.properties import properties
from appendix_pipeline.writers.wordprocessing.sections import section
from appendix_pipeline.writers.wordprocessing.table import table
from appendix_pipeline.writers.wordprocessing.template import (
    Parts,
    filled,
    open_template,
    packed,
    references,
    sized,
)
from appendix_pipeline.writers.wordprocessing.text import BREAK, paragraph, runs

PATH = "{stem}.docx"

# The short rule under the heading: underlined no-break spaces, 3 cm at 14 pt, and no text.
_RULE = "\xa0" * 24


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the appendix as DOCX; it is Vietnamese whatever the language.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1; Phụ lục III, mẫu 2.1 and 2.2.

    Raises:
        InputError: the theme's own template is no Word document.
    """
    return write_all((dataset,), options)


def write_all(datasets: Iterable[Dataset], options: WriteOptions) -> bytes:
    """Return several appendices as one DOCX, each a section whose pages count from 1.

    Raises:
        InputError: the theme's own template is no Word document.
    """
    with collector.held():
        return _written(datasets, options.theme)


def _written(datasets: Iterable[Dataset], theme: Theme) -> bytes:
    annexes = tuple(_laid_out(datasets, theme))
    parts = open_template(theme.docx_template)
    ends = [section(annex.page, references(parts)) for annex in annexes]
    # A section ends in its last paragraph; that of the last appendix at the end of the document.
    inside = zip(annexes, [*ends[:-1], ""], strict=True)
    body = "".join(part for annex, end in inside for part in _appendix(annex, end))
    parts = sized(parts, _sizes(annexes, theme)) | _described(parts, annexes, theme)
    notes = (note for annex in annexes for note in annex.notes)
    return packed(filled(parts, body + ends[-1], notes))


def _laid_out(datasets: Iterable[Dataset], theme: Theme) -> Iterator[Annex]:
    """Yield the appendices; their notes are numbered through, the first has the letterhead."""
    notes, shown = 0, theme
    for dataset in datasets:
        annex = lay_out(dataset, shown, notes)
        notes, shown = notes + len(annex.notes), replace(theme, letterhead=False)
        yield annex


def _sizes(annexes: Sequence[Annex], theme: Theme) -> dict[str, float]:
    """Return the sizes of styles; those of the table take over the smallest that is needed."""
    sizes = theme.sizes
    return {
        "AnnexNumber": sizes.heading,
        "AnnexTitle": sizes.title,
        "AnnexIssued": sizes.issued_with,
        "AnnexTotal": sizes.text,
        "Header": sizes.page_number,
        "CellText": min(annex.measures.size for annex in annexes),
        "FootnoteText": sizes.note,
    }


def _appendix(annex: Annex, end: str) -> Iterator[str]:
    """Yield the blocks of an appendix; its last paragraph ends the section, where `end` says so."""
    if annex.letterhead:
        yield letterhead(annex.letterhead, annex.page.text_width)
    yield paragraph("AnnexNumber", runs((annex.heading,)))
    yield paragraph("AnnexTitle", BREAK.join(map(_title, annex.title)))
    if annex.issued_with:
        yield paragraph("AnnexIssued", runs((annex.issued_with,)))
    yield paragraph("AnnexRule", runs((_RULE,)))
    yield table(annex)
    below = [("AnnexTotal", annex.total), *(("FootnoteText", note) for note in annex.loose)]
    for place, (style, text) in enumerate(below, 1):
        yield paragraph(style, runs((text,)), section=end if place == len(below) else "")


def _title(line: Line) -> str:
    """Return a line whose style shows capitals: the text itself stays as the source has it."""
    xml = ""
    for piece in line:
        if isinstance(piece, int):
            xml += runs((piece,))
            continue
        for text, raised in capitals(piece):
            xml += runs((text,), "" if raised else "AsTyped")
    return xml


def _described(parts: Parts, annexes: Sequence[Annex], theme: Theme) -> Parts:
    """Return the parts of the document's properties, those that its template has."""
    first = annexes[0]
    made = properties(
        f"{first.heading}. {plain(first.title)}",
        " ".join(first.issued_with.split()).strip("()"),
        first.generator,
        printable(" ".join(theme.organisation.split())),
    )
    return {name: content for name, content in made.items() if name in parts}
