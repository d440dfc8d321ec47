"""A one-page summary: how many tasks, whose, and a picture of when they are due."""

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex import title_lines
from appendix_pipeline.writers.annex.lines import with_blanks
from appendix_pipeline.writers.digest.counts import Group, at_most, by_lead, by_section, shown
from appendix_pipeline.writers.digest.picture import timeline
from appendix_pipeline.writers.typesetting.paper import FONT, environment, print_pdf, style_sheet

PATH = "{stem}-tom-tat.pdf"

# Letters of 12 pt bold on a line.
_TITLE_LINE = 100
# So many rows fit on the page below a heading of four lines.
_MOST_LEADS = 7


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the summary as PDF/A-3a and PDF/UA-1; it is Vietnamese whatever the language.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
    """
    del options
    return print_pdf(page(dataset), dataset.source.name)


def page(dataset: Dataset) -> str:
    """Return the HTML of the page."""
    words = load("labels")["summary"]
    leads = by_lead(dataset)
    sections = by_section(dataset)
    return (
        environment()
        .get_template("summary.html.jinja")
        .render(
            plan=dataset.plan,
            title=title_lines(dataset.plan.title, _TITLE_LINE),
            issued_with=with_blanks(dataset.plan.issued_with, load("labels")["document"]["blanks"]),
            whole=Group("", dataset.tasks),
            sections=len(sections),
            named=sum(bool(each.name) for each in leads),
            leads=at_most(leads, _MOST_LEADS, words["others"]["vi"]),
            picture=timeline(dataset),
            standings=shown(dataset.tasks),
            words=words,
            generator=f"{dataset.generator}; {FONT}",
            css=style_sheet("appendix.css"),
        )
    )
