"""What an excerpt says of itself: in its name, its title and its total."""

from collections.abc import Iterator
from dataclasses import replace

from appendix_pipeline.dates import in_figures
from appendix_pipeline.excerpts.period import FIRST, LAST, read_period
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import ExcerptOptions
from appendix_pipeline.rules import load


def name(options: ExcerptOptions, lead: str) -> str:
    """Return a short name: what was chosen, how it is arranged; empty where nothing was."""
    words = load("labels")["excerpt"]["name"]
    parts = [
        (lead or words["nobody"]["vi"]) if options.split_by else "",
        words["due"]["vi"].format(options.due) if options.due else "",
        words["waiting"]["vi"] if options.waiting else "",
        words["sorted"][options.sort]["vi"] if options.sort else "",
        words["renumbered"]["vi"] if options.renumber else "",
    ]
    return ", ".join(filter(None, parts))


def about(options: ExcerptOptions, lead: str) -> str:
    """Return what the title says: "trích: nhiệm vụ do … chủ trì; xếp theo thời hạn"."""
    words = load("labels")["excerpt"]
    chosen = ", ".join(_chosen(options, lead))
    parts = [
        words["excerpt"]["vi"].format(chosen) if chosen else "",
        words["sorted"][options.sort]["vi"] if options.sort else "",
        words["renumbered"]["vi"] if options.renumber else "",
    ]
    return "; ".join(filter(None, parts))


def retitled(dataset: Dataset, words: str, whole: int, options: ExcerptOptions) -> Dataset:
    """Return `dataset` with `words` in its title, and with a total of its own tasks of `whole`."""
    plan = dataset.plan
    if words:
        plan = replace(plan, title=f"{plan.title} ({words})")
    if options.chooses:
        text = load("labels")["excerpt"]["total"]["vi"].format(len(dataset.tasks), whole)
        plan = replace(plan, declared_total=len(dataset.tasks), declared_total_text=text)
    return replace(dataset, plan=plan)


def _chosen(options: ExcerptOptions, lead: str) -> Iterator[str]:
    words = load("labels")["excerpt"]
    if options.split_by:
        yield words["led"]["vi"].format(lead) if lead else words["unled"]["vi"]
    if options.due:
        first, last = read_period(options.due)
        edges = {"first": in_figures(first), "last": in_figures(last)}
        kind = "until" if first == FIRST else "since" if last == LAST else "between"
        yield words["due"][kind]["vi"].format(**edges)
    if options.waiting:
        yield words["waiting"]["vi"]
