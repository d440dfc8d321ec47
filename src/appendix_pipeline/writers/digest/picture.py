"""The timeline of an appendix as SVG, for print and for a page."""

from markupsafe import Markup

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load
from appendix_pipeline.writers.digest.counts import at_most, by_lead, by_section
from appendix_pipeline.writers.digest.timeline import WIDTH, draw
from appendix_pipeline.writers.typesetting.paper import environment

# So many lanes fit on a page below a heading of four lines.
_MOST_LANES = 11


def timeline(dataset: Dataset, today: str = "", lang: Lang = "vi") -> Markup:
    """Return the timeline as an SVG element, every text escaped and no style in it.

    Lanes are the sections, or the leads of a plan without sections. `today` is an ISO date that is
    drawn as a line; outputs that are kept have none.
    """
    words = {name: label[lang] for name, label in load("labels")["summary"].items()}
    lanes = at_most(by_section(dataset) or by_lead(dataset), _MOST_LANES, words["others"])
    template = environment().get_template("timeline.svg.jinja")
    picture = draw(lanes, words, today)
    return Markup(template.render(picture=picture, width=WIDTH))  # noqa: S704 (escaped there)
