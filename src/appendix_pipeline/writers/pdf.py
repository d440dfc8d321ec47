"""The appendix as a PDF: the page of `templates/appendix.html.jinja`, typeset by WeasyPrint."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import PurePath

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from appendix_pipeline import collector
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load as rules
from appendix_pipeline.writers.annex import Annex, lay_out, measure_columns
from appendix_pipeline.writers.annex.columns import header
from appendix_pipeline.writers.annex.lines import capitals, plain
from appendix_pipeline.writers.annex.measures import SIZES, Measures
from appendix_pipeline.writers.typesetting import Finisher, typeset
from appendix_pipeline.writers.typesetting.attaching import Attachment, attach
from appendix_pipeline.writers.typesetting.loading import load
from appendix_pipeline.writers.typesetting.signing import add_field

PATH = "{stem}.pdf"
# What travels inside: the data the pages are made of, and the table in another form.
CARRIES = ("json", "xlsx")
FONT = "Phu Luc Serif (Tinos 1.33, widths of Times New Roman)"

# A4 landscape between the margins of appendix.css, in twips: 247 mm.
_TEXT_WIDTH = 14_003
# Lines of 12 pt that fit on a page below the header rows, with some to spare.
_MOST_LINES = 24
# Lines that the heading takes beside the title: "Phụ lục", "(Kèm theo …)", the rule, a section.
_HEADING_LINES = 4
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def write(
    dataset: Dataset, options: WriteOptions, carried: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the appendix as PDF/A-3a and PDF/UA-1; it is Vietnamese whatever the language.

    The files `carried` travel inside, as associated files.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
    """
    html = page(lay_out(dataset))
    with collector.held():
        try:
            weasyprint = load()
        except OSError as error:
            raise _missing(PurePath(dataset.source.name).with_suffix(".pdf").name) from error
        return typeset(weasyprint, html, _files(), *_additions(options, carried or {}))


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
    template = _environment().get_template("appendix.html.jinja")
    return template.render(
        annex=annex,
        head=header(annex.columns, measures),
        measures=measures,
        tall=list(_tall(annex, measures)),
        font=FONT,
        css=Markup(_template("appendix.css")),  # noqa: S704 (our own file, no text in it)
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


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template),
    )
    environment.filters["plain"] = plain
    environment.filters["capitals"] = lambda text: "".join(
        part.upper() if raised else part for part, raised in capitals(text)
    )
    return environment


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text("utf-8")


@cache
def _files() -> dict[str, bytes]:
    """Return what the style sheet names: the fonts, and a line."""
    faces = [f"PhuLucSerif-{face}.ttf" for face in _FACES]
    fonts = files("appendix_pipeline").joinpath("fonts")
    return {
        "line.svg": _template("line.svg").encode(),
        **{name: fonts.joinpath(name).read_bytes() for name in faces},
    }


def _missing(output: str) -> DependencyError:
    return DependencyError(
        output,
        {
            "vi": "Không tạo được PDF vì máy thiếu thư viện Pango.",
            "en": "The PDF cannot be made: the library Pango is missing.",
        },
        {
            "vi": "Cài đặt Pango (Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; macOS: brew install pango; Windows: MSYS2), rồi chạy lại.",
            "en": "Install Pango (Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; macOS: brew install pango; Windows: MSYS2) and run again.",
        },
    )
