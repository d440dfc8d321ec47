"""A dataset for print: some of its tasks, in the order and under the headings an office wants.

Each step is a pure function from a dataset to a dataset. What is left out or moved is said in the
title and in the total; the texts of the tasks stay the source's own.
"""

from dataclasses import dataclass

from appendix_pipeline.excerpts.choosing import choose
from appendix_pipeline.excerpts.keeping import keep
from appendix_pipeline.excerpts.leads import by_lead
from appendix_pipeline.excerpts.ordering import renumber, sort
from appendix_pipeline.excerpts.wording import about, name, retitled
from appendix_pipeline.model.dataset import Dataset, Task
from appendix_pipeline.options import ExcerptOptions

__all__ = ["Excerpt", "excerpts"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A dataset to print: `name` tells it from others of the same document, and is no safe name.

    `about` says in Vietnamese what it holds and how it is arranged; it stands in the title too.
    """

    name: str
    about: str
    dataset: Dataset


def excerpts(dataset: Dataset, options: ExcerptOptions) -> tuple[Excerpt, ...]:
    """Return `dataset` as `options` want it: one excerpt, or one for each lead agency.

    Where nothing is asked for it comes back as it is, without a name. None comes back where no
    task is chosen. Its findings are those about its tasks.

    Raises:
        ValueError: the period in `options.due` cannot be read.
    """
    chosen = choose(dataset.tasks, options)
    groups = by_lead(chosen) if options.split_by == "lead" else {"": chosen}
    return tuple(
        _excerpt(dataset, tasks, lead, options)
        for lead, tasks in groups.items()
        if tasks or not options.chooses
    )


def _excerpt(
    dataset: Dataset, tasks: tuple[Task, ...], lead: str, options: ExcerptOptions
) -> Excerpt:
    kept = keep(dataset, tasks) if options.chooses else dataset
    if options.sort:
        kept = sort(kept, options.sort)
    if options.renumber:
        kept = renumber(kept)
    words = about(options, lead)
    return Excerpt(name(options, lead), words, retitled(kept, words, len(dataset.tasks), options))
