"""Pages from templates: the words in the language asked for, every text escaped."""

import re
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from appendix_pipeline.dates import in_figures, in_vietnam
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.office import printed_by
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.text import clean, fold
from appendix_pipeline.writers import stand_in

WHO = "who"  # the cookie with what the clerk at this browser is called
LONGEST_NAME = 60


class Pages:
    """The templates of this package, with the words of `rules/page.toml`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, name: str, *filling: object, table: str = "words") -> str:
        """Return a text of `rules/page.toml`, filled in."""
        return str(load("page")[table][name][self.lang]).format(*filling)

    def note_on_pdf(self) -> str:
        """Return what a clerk should know of the PDFs that this machine makes, "" if nothing."""
        return printed_by(stand_in("pdf"), self.lang)

    def render(
        self,
        name: str,
        request: Request,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **data: Any,
    ) -> HTMLResponse:
        """Return the page made from the template `name`."""
        token = request.scope.get("state", {}).get("token", "")
        given = {
            "say": self.say,
            "lang": self.lang,
            "token": token,
            "local": in_vietnam,
            "figures": partial(in_figures, lang=self.lang),
            "in_path": in_path,
            "note_on_pdf": self.note_on_pdf,
            "who": who(request),
            "longest_name": LONGEST_NAME,
            # What was typed into a form that was refused is not left for the clerk's name.
            "here": address(request) if token and request.method == "GET" else "",
        }
        html = _environment().get_template(name).render(given | data)
        return HTMLResponse(html, status, headers)


def address(request: Request) -> str:
    """Return what a request asked for, without the machine's name."""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def who(request: Request) -> str:
    """Return what the clerk at this browser is called, "" where nobody said."""
    return name_of(unquote(request.cookies.get(WHO, "")))


def name_of(text: str) -> str:
    """Return a name as the log keeps it: one line, nothing invisible, not longer than it may be."""
    visible = "".join(each if each.isprintable() else " " for each in clean(text))
    return fold(visible)[:LONGEST_NAME].rstrip()


def in_path(text: str) -> str:
    """Return any text as one part of a path; `from_path` gives it back.

    It is quoted with "~" for "%", which neither a browser nor a server reads as anything, and so is
    a dot in front: ".." leads up, quoted by "%" too.
    """
    quoted = quote(text, safe="").replace("~", "%7E")
    return re.sub(r"^\.", "%2E", quoted).replace("%", "~")


def from_path(part: str) -> str:
    """Return the text that stands as `part` in a path."""
    return unquote(part.replace("~", "%"))


async def refuse(pages: Pages, request: Request, error: Exception) -> HTMLResponse:
    """Return the page that says in one sentence why a request was refused."""
    if isinstance(error, AppendixError):  # what was asked for cannot be made on this machine
        return pages.render("error.html", request, 503, sentence=error.on_page(pages.lang))
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = load("page")["errors"]
    sentence = known.get(str(status), known["400" if status < 500 else "500"])[pages.lang]  # noqa: PLR2004
    headers = error.headers if isinstance(error, HTTPException) else None
    return pages.render("error.html", request, status, headers, sentence=sentence)


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(
            lambda name: files(__package__).joinpath("templates", name).read_text("utf-8")
        ),
    )
