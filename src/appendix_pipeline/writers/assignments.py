"""Task-assignment sheets (phiếu giao việc): a PDF of its own for each body."""

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.output import Names
from appendix_pipeline.rules import load
from appendix_pipeline.writers.annex import title_lines
from appendix_pipeline.writers.annex.lines import balanced, with_blanks
from appendix_pipeline.writers.digest.sheets import Sheet, groups, sheets
from appendix_pipeline.writers.typesetting.paper import FONT, environment, print_pdf, style_sheet

PATH = "phieu-giao-viec/{file}"

# Letters of 12 pt italic on a line.
_LINE = 86


def write(dataset: Dataset, options: WriteOptions) -> dict[str, bytes]:
    """Return a sheet for each body with tasks, by a safe name; Vietnamese whatever the language.

    Raises:
        DependencyError: a library of the system that WeasyPrint needs is missing.
    """
    del options
    names = Names()
    return {
        f"{names.take(sheet.name)}.pdf": print_pdf(page(sheet, dataset), dataset.source.name)
        for sheet in sheets(dataset)
    }


def page(sheet: Sheet, dataset: Dataset) -> str:
    """Return the HTML of one sheet."""
    template = environment().get_template("assignment.html.jinja")
    words = load("labels")["document"]
    issued_with = with_blanks(dataset.plan.issued_with, words["blanks"])
    return template.render(
        sheet=sheet,
        plan=dataset.plan,
        title=title_lines(dataset.plan.title, _LINE),
        issued_with=balanced(issued_with, words["line_starts"], _LINE),
        whole=len(dataset.tasks),
        groups=groups(dataset),
        words=load("labels")["assignment"],
        generator=f"{dataset.generator}; {FONT}",
        css=style_sheet("appendix.css"),
    )
