"""The appendix as a PDF: the page of `templates/appendix.html.jinja`, typeset by WeasyPrint."""

from functools import cache
from importlib.resources import files
from pathlib import PurePath

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from appendix_pipeline import collector
from appendix_pipeline.errors import DependencyError, InputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.annex import Annex, lay_out
from appendix_pipeline.writers.annex.columns import header
from appendix_pipeline.writers.annex.lines import capitals, plain, printable
from appendix_pipeline.writers.typesetting import typeset
from appendix_pipeline.writers.typesetting.loading import load

PATH = "{stem}.pdf"
FONT = "Phu Luc Serif (Tinos 1.33, widths of Times New Roman)"

_TEMPLATE = "appendix.html.jinja"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the appendix as PDF/A-3a and PDF/UA-1; it is Vietnamese whatever the language.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
        InputError: the theme's own template cannot be filled.
    """
    html = page(lay_out(dataset, options.theme))
    with collector.held():
        try:
            weasyprint = load()
        except OSError as error:
            raise _missing(PurePath(dataset.source.name).with_suffix(".pdf").name) from error
        return typeset(weasyprint, html, _faces())


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
            tall=[annex.is_tall(row) for row in annex.rows],
            font=FONT,
            css=Markup(_template("appendix.css")),  # noqa: S704 (our own file, no text in it)
        )
    except TemplateError as error:
        raise _unusable(error) from error


def _page_template(own: str) -> Template:
    """Return the template of the page, an office's own where it has one."""
    environment = _environment()
    return environment.from_string(own) if own else environment.get_template(_TEMPLATE)


@cache
def _environment() -> SandboxedEnvironment:
    # An office's own template reads what it is given, and nothing of the program or machine.
    environment = SandboxedEnvironment(
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
def _faces() -> dict[str, bytes]:
    names = [f"PhuLucSerif-{face}.ttf" for face in _FACES]
    return {name: files("appendix_pipeline").joinpath("fonts", name).read_bytes() for name in names}


def _unusable(error: TemplateError) -> InputError:
    return InputError(
        "templates.html",
        {"vi": f"Không dùng được mẫu ({error}).", "en": f"The template cannot be used ({error})."},
        {"vi": "Hãy sửa mẫu (docs/theme.md).", "en": "Mend the template (docs/theme.md)."},
    )


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
