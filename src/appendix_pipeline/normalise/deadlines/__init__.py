"""When a task is due: the words of a cell to their meaning and the dates that follow."""

from appendix_pipeline.normalise.deadlines.happened import (
    how_named,
    is_named,
    meet,
    meet_all,
)
from appendix_pipeline.normalise.deadlines.occurrences import occurrences
from appendix_pipeline.normalise.deadlines.read_back import in_words
from appendix_pipeline.normalise.deadlines.reading import parse_deadline
from appendix_pipeline.normalise.deadlines.resolve import resolve

__all__ = [
    "how_named",
    "in_words",
    "is_named",
    "meet",
    "meet_all",
    "occurrences",
    "parse_deadline",
    "resolve",
]
