"""From a template to a printed document: what every PDF of ours shares."""

from functools import cache
from importlib.resources import files
from pathlib import PurePath

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from appendix_pipeline import collector
from appendix_pipeline.errors import DependencyError
from appendix_pipeline.writers.annex.lines import capitals, plain, printable
from appendix_pipeline.writers.typesetting import Finisher, loading, typeset

FONT = "Phu Luc Serif (Tinos 1.33, widths of Times New Roman)"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def print_pdf(html: str, source: str, *more: Finisher) -> bytes:
    """Return `html` as PDF/A-3a and PDF/UA-1; `source` is the name of the document it is from.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
    """
    with collector.held():
        try:
            weasyprint = loading.load()
        except OSError as error:
            raise _missing(PurePath(source).with_suffix(".pdf").name) from error
        return typeset(weasyprint, html, own_files(), *more)


@cache
def environment() -> SandboxedEnvironment:
    """Return where templates are filled: every text is escaped, a missing name is an error.

    An office's own template reads what it is given, and nothing of the program or the machine.
    """
    made = SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template),
    )
    made.filters["plain"] = plain
    made.filters["printable"] = printable
    # WeasyPrint 70 stumbles over a blank before a line end in a note.
    made.filters["on_one_line"] = lambda text: text.translate({9: " ", 10: " ", 12: " "})
    made.filters["capitals"] = lambda text: "".join(
        part.upper() if raised else part for part, raised in capitals(text)
    )
    return made


def style_sheet(name: str) -> Markup:
    """Return one of our style sheets, which hold no text of a document."""
    return Markup(_template(name))  # noqa: S704 (our own file, no text in it)


def _template(name: str) -> str:
    return files("appendix_pipeline.writers").joinpath("templates", name).read_text("utf-8")


@cache
def own_files() -> dict[str, bytes]:
    """Return what a style sheet may name as "own:…": the fonts, and a line."""
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
            "libharfbuzz-subset0; macOS: brew install pango; Windows: MSYS2), rồi chạy lại. "
            "Riêng PDF của phụ lục: LibreOffice, hoặc Word trên Windows, in thay được.",
            "en": "Install Pango (Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0; macOS: brew install pango; Windows: MSYS2) and run again. "
            "LibreOffice, or Word on Windows, can print the appendix (and it alone) instead.",
        },
    )
