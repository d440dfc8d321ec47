"""HTML to PDF by WeasyPrint: loaded without its detours, shut to the outside, tagged rightly."""

from collections.abc import Callable
from typing import Any

from appendix_pipeline.writers.typesetting.fonts import known_fonts
from appendix_pipeline.writers.typesetting.tagging import finish

# Adds something to a pydyf document that is otherwise ready.
Finisher = Callable[[Any], None]


def typeset(weasyprint: Any, html: str, own: dict[str, bytes], *more: Finisher) -> bytes:
    """Return `html` as PDF/A-3a and PDF/UA-1; it may name the files of `own` as "own:NAME".

    Nothing else is fetched: any other address stops the work. `more` add to the document.
    """

    def finished(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        for add in more:
            add(pdf)

    page = weasyprint.HTML(string=html, url_fetcher=_fetcher(weasyprint, own))
    fonts = known_fonts(weasyprint)
    return bytes(page.write_pdf(pdf_variant="pdf/a-3a", finisher=finished, font_config=fonts))


def _fetcher(weasyprint: Any, own: dict[str, bytes]) -> Any:
    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Gives our own files by name and refuses every other address."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            return weasyprint.urls.URLFetcherResponse(url, own[url.removeprefix("own:")])

    return Fetcher(allowed_protocols=(), fail_on_errors=True)
