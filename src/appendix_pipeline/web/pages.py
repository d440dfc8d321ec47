"""Pages from templates: the words in the language asked for, every text escaped."""

from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from appendix_pipeline.dates import in_figures
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load


class Pages:
    """The templates of this package, with the words of `rules/page.toml`."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def say(self, name: str, *filling: object, table: str = "words") -> str:
        """Return a text of `rules/page.toml`, filled in."""
        return str(load("page")[table][name][self.lang]).format(*filling)

    def render(self, name: str, request: Request, status: int = 200, **data: Any) -> HTMLResponse:
        """Return the page made from the template `name`."""
        token = request.scope.get("state", {}).get("token", "")
        figures = partial(in_figures, lang=self.lang)
        given = {
            "say": self.say,
            "lang": self.lang,
            "token": token,
            "local": _local,
            "figures": figures,
            **data,
        }
        html = _environment().get_template(name).render(given)
        return HTMLResponse(html, status)


def _local(at: str) -> str:
    """Return an ISO 8601 time by the clock of this machine, as Vietnamese write it."""
    return f"{datetime.fromisoformat(at).astimezone():%d/%m/%Y %H:%M}"


async def refuse(pages: Pages, request: Request, error: Exception) -> HTMLResponse:
    """Return the page that says in one sentence why a request was refused."""
    if isinstance(error, AppendixError):  # what was asked for cannot be made on this machine
        sentence = f"{error.what[pages.lang]} {error.hint[pages.lang]}"
        return pages.render("error.html", request, 503, sentence=sentence)
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = load("page")["errors"]
    sentence = known.get(str(status), known["400" if status < 500 else "500"])[pages.lang]  # noqa: PLR2004
    return pages.render("error.html", request, status, sentence=sentence)


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
