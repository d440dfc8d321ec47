"""The appendix as a PDF: the page of `templates/appendix.html.jinja`, typeset by WeasyPrint.

Where WeasyPrint's libraries are missing, an office program of the machine prints the DOCX. Such a
PDF looks the same, but is no archival one: `remark` says so.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePath

from jinja2 import Template, TemplateError

from appendix_pipeline.errors import DependencyError, InputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.office import Printer, printed_by, printer
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load as rules
from appendix_pipeline.writers.annex import Annex, lay_out
from appendix_pipeline.writers.annex.columns import header
from appendix_pipeline.writers.annex.lines import printable
from appendix_pipeline.writers.typesetting import Finisher, loading
from appendix_pipeline.writers.typesetting.attaching import Attachment, attach
from appendix_pipeline.writers.typesetting.paper import FONT, environment, print_pdf, style_sheet
from appendix_pipeline.writers.typesetting.signing import add_field

PATH = "{stem}.pdf"
# What travels inside: the data the pages are made of, and the table in another form.
_CARRIED = ("json", "xlsx")
_PRINTED = ("docx",)
_SECONDS = 90  # for a program to print a document: less than a batch gives a file

_TEMPLATE = "appendix.html.jinja"


def needs(options: WriteOptions) -> tuple[str, ...]:
    """Return the formats that the PDF is made of or carries, on this machine."""
    if _printer():
        return _PRINTED
    return _CARRIED if options.attachments else ()


def stand_in() -> str:
    """Return the name of the program that prints here in place of WeasyPrint, or ""."""
    program = _printer()
    return program.name if program else ""


def remark(dataset: Dataset, options: WriteOptions) -> str:
    """Return that the PDF is no archival one, where another program prints it."""
    del dataset
    return printed_by(stand_in(), options.lang)


def write(
    dataset: Dataset, options: WriteOptions, given: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the appendix as PDF; it is Vietnamese whatever the language.

    It is PDF/A-3a and PDF/UA-1, and what was `given` travels inside as associated files; or what
    the machine's `stand_in` prints of the DOCX that was `given`.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing, and nothing
            prints in its place.
        InputError: the theme's own template cannot be filled.
    """
    given = given or {}
    program = _printer()
    if program and given:
        (docx,) = given.values()
        return _printed(docx, program, dataset.source.name)
    html = page(lay_out(dataset, options.theme))
    return print_pdf(html, dataset.source.name, *_additions(options, given))


def _printer() -> Printer | None:
    return None if loading.is_there() else printer()


def _printed(docx: bytes, program: Printer, source: str) -> bytes:
    try:
        return program.to_pdf(docx, _SECONDS)
    except OSError as error:
        words = rules("labels")["pdf"]
        what, hint = (
            {lang: text.format(program.name, _SECONDS) for lang, text in words[name].items()}
            for name in ("not_printed", "not_printed_hint")
        )
        raise DependencyError(PurePath(source).with_suffix(".pdf").name, what, hint) from error


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
    """Return the HTML page, every text escaped and none in the style sheet.

    Raises:
        InputError: the theme's own template cannot be filled.
    """
    try:
        return _page_template(annex.theme.html_template).render(
            annex=annex,
            organisation=printable(" ".join(annex.theme.organisation.split())),
            head=header(annex.columns, annex.measures),
            measures=annex.measures,
            tall=list(annex.tall()),
            font=FONT,
            css=style_sheet("appendix.css"),
        )
    except TemplateError as error:
        raise _unusable(error) from error


def _page_template(own: str) -> Template:
    """Return the template of the page, an office's own where it has one."""
    return environment().from_string(own) if own else environment().get_template(_TEMPLATE)


def _unusable(error: TemplateError) -> InputError:
    return InputError(
        "templates.html",
        {"vi": f"Không dùng được mẫu ({error}).", "en": f"The template cannot be used ({error})."},
        {"vi": "Hãy sửa mẫu (docs/theme.md).", "en": "Mend the template (docs/theme.md)."},
    )
