"""The appendix as a PDF: the page of `templates/appendix.html.jinja`, typeset by WeasyPrint."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePath

from jinja2 import Template, TemplateError

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load as rules
from appendix_pipeline.writers.annex import Annex, lay_out
from appendix_pipeline.writers.annex.columns import header
from appendix_pipeline.writers.annex.lines import printable
from appendix_pipeline.writers.typesetting import Finisher
from appendix_pipeline.writers.typesetting.attaching import Attachment, attach
from appendix_pipeline.writers.typesetting.paper import FONT, environment, print_pdf, style_sheet
from appendix_pipeline.writers.typesetting.signing import add_field

PATH = "{stem}.pdf"
# What travels inside: the data the pages are made of, and the table in another form.
CARRIES = ("json", "xlsx")

_TEMPLATE = "appendix.html.jinja"


def write(
    dataset: Dataset, options: WriteOptions, carried: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the appendix as PDF/A-3a and PDF/UA-1; it is Vietnamese whatever the language.

    The files `carried` travel inside, as associated files.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
        InputError: the theme's own template cannot be filled.
    """
    html = page(lay_out(dataset, options.theme))
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
