"""Diagnostics put into words: Vietnamese for the clerk, English by option."""

from collections.abc import Iterable
from dataclasses import replace

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Diagnostic, Finding
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import load

_LONGEST_QUOTE = 80


def word(diagnostics: Iterable[Diagnostic], dataset: Dataset, lang: Lang) -> tuple[Finding, ...]:
    """Return the findings with the words of `rules/findings.toml`, in the order of tasks.

    Equal ones are told once; those about no task come last, as given.
    """
    labels = {each.role: each.label.rpartition(" / ")[2] for each in dataset.columns}
    order = {task.id: index for index, task in enumerate(dataset.tasks)}
    places = {(task.id, role): at for task in dataset.tasks for role, at in task.places.items()}
    findings = [
        _word(replace(each, where=places.get((each.task, each.role), each.where)), labels, lang)
        for each in diagnostics
    ]
    once = [each for index, each in enumerate(findings) if each not in findings[:index]]
    return tuple(sorted(once, key=lambda each: order.get(each.task, len(order))))


def _word(diagnostic: Diagnostic, labels: dict[str, str], lang: Lang) -> Finding:
    rule = load("findings")[diagnostic.code]
    place = place_in_words(diagnostic.where, lang)
    words = load("labels")["finding"]
    details = {name: _shorten(text) for name, text in diagnostic.details.items()}
    also = details.get("also", "")
    broken = details.get("broken", "")
    if "ended" in details:
        details["ended"] = date_in_words(details["ended"], lang)
    details |= {
        "issued": date_in_words(details.get("date", ""), lang),
        "fault": load("labels")["symbol"][broken][lang] if broken else "",
        "task": diagnostic.task,
        "place": place,
        "role": labels.get(diagnostic.role, diagnostic.role),
        "subject": words["task"][lang].format(diagnostic.task) if diagnostic.task else place,
        "also": words["also"][lang].format(_lower_first(labels.get(also, also))) if also else "",
    }
    return Finding(
        diagnostic.code,
        rule["severity"],
        rule[lang]["message"].format_map(details),
        rule[lang]["suggestion"].format_map(details),
        diagnostic.where,
        diagnostic.task,
        diagnostic.role,
        diagnostic.details,
    )


def date_in_words(date: str, lang: Lang) -> str:
    """Return an ISO 8601 prefix as a clerk writes it: "2025-10" is "tháng 10/2025"."""
    parts = [part.lstrip("0") for part in date.split("-")]
    if lang == "en" or len(parts) == 1:
        return date
    return ("tháng " if len(parts) == len(("2025", "10")) else "ngày ") + "/".join(parts[::-1])


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"


def place_in_words(where: Location | None, lang: Lang) -> str:
    """Return "bảng 2, hàng 3, cột 4", or the title of the document where no place is known."""
    words = load("labels")["place"]
    if where is None:
        return str(words["document"][lang])
    parts = [words[where.part][lang]] if where.part != "body" else []
    for name in ("table", "row", "column", "paragraph"):
        number = getattr(where, name)
        if number is not None and (name != "paragraph" or where.table is None):
            parts.append(words[name][lang].format(number))
    return ", ".join(parts) or str(words["document"][lang])
