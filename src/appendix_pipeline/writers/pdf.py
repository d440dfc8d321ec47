"""The appendix as a PDF: the page of `templates/appendix.html.jinja`, typeset by WeasyPrint."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePath

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load as rules
from appendix_pipeline.writers.annex import Annex, lay_out, measure_columns
from appendix_pipeline.writers.annex.columns import header
from appendix_pipeline.writers.annex.lines import plain
from appendix_pipeline.writers.annex.measures import SIZES, Measures
from appendix_pipeline.writers.typesetting import Finisher
from appendix_pipeline.writers.typesetting.attaching import Attachment, attach
from appendix_pipeline.writers.typesetting.paper import FONT, environment, print_pdf, style_sheet
from appendix_pipeline.writers.typesetting.signing import add_field

PATH = "{stem}.pdf"
# What travels inside: the data the pages are made of, and the table in another form.
CARRIES = ("json", "xlsx")

# A4 landscape between the margins of appendix.css, in twips: 247 mm.
_TEXT_WIDTH = 14_003
# Lines of 12 pt that fit on a page below the header rows, with some to spare.
_MOST_LINES = 24
# Lines that the heading takes beside the title: "Phụ lục", "(Kèm theo …)", the rule, a section.
_HEADING_LINES = 4


def write(
    dataset: Dataset, options: WriteOptions, carried: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the appendix as PDF/A-3a and PDF/UA-1; it is Vietnamese whatever the language.

    The files `carried` travel inside, as associated files.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
    """
    html = page(lay_out(dataset))
    return print_pdf(html, dataset.source.name, *_additions(options, carried or {}))


def _additions(options: WriteOptions, carried: Mapping[str, bytes]) -> Iterator[Finisher]:
    words = rules("labels")["pdf"]
    if options.signature_field:
        yield partial(add_field, name="ChuKySo", spoken=words["signature"]["vi"])
    kinds = {PurePath(name): words["attached"][PurePath(name).suffix[1:]] for name in carried}
    yield partial(
        attach,
        attachments=[
            Attachment(
                path.name, carried[str(path)], kind["media_type"], kind["relation"], kind["vi"]
            )
            for path, kind in kinds.items()
        ],
    )


def page(annex: Annex) -> str:
    """Return the HTML page, every text escaped and none in the style sheet."""
    measures = measure_columns(annex, _TEXT_WIDTH)
    template = environment().get_template("appendix.html.jinja")
    return template.render(
        annex=annex,
        head=header(annex.columns, measures),
        measures=measures,
        tall=list(_tall(annex, measures)),
        font=FONT,
        css=style_sheet("appendix.css"),
    )


def _tall(annex: Annex, measures: Measures) -> Iterator[bool]:
    """Tell of each row whether it may not fit on a page: only such a one is split over pages.

    The first task has what the heading leaves, else the heading would stand alone on its page.
    """
    room = _MOST_LINES - len(annex.title) - _HEADING_LINES
    for row in annex.rows:
        if row.level:
            yield False
            continue
        lines = measures.lines([plain(cell) for cell in row.cells])
        yield lines * measures.size > room * SIZES[0]
        room = _MOST_LINES
