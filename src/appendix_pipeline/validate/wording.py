"""Diagnostics put into words: Vietnamese for the clerk, English by option."""

from collections.abc import Iterable
from dataclasses import replace

from appendix_pipeline import dates
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.document import Location
from appendix_pipeline.model.finding import Diagnostic, Finding
from appendix_pipeline.options import Lang
from appendix_pipeline.rules import decree30, table, tables_with
from appendix_pipeline.rules.catalogue import finding

_LONGEST_QUOTE = 80
_SOMEWHERE = Location(table=1, row=5)  # where the examples of the catalogue stand


def word(diagnostics: Iterable[Diagnostic], dataset: Dataset, lang: Lang) -> tuple[Finding, ...]:
    """Return the findings with the words of `rules/findings.toml`, in the order of tasks.

    Equal ones are told once; those about no task come last, as given.
    """
    labels = {each.role: each.label.rpartition(" / ")[2] for each in dataset.columns}
    places = {(task.id, role): at for task in dataset.tasks for role, at in task.places.items()}
    worded = (
        _word(replace(each, where=places.get((each.task, each.role), each.where)), labels, lang)
        for each in diagnostics
    )
    once = {(each.code, each.message, each.where, each.task, each.role): each for each in worded}
    return in_order(once.values(), dataset)


def in_order(findings: Iterable[Finding], dataset: Dataset) -> tuple[Finding, ...]:
    """Return findings in the order of the tasks they are about, the others last."""
    order = {task.id: index for index, task in enumerate(dataset.tasks)}
    return tuple(sorted(findings, key=lambda each: order.get(each.task, len(order))))


def is_of_the_file(finding: Finding) -> bool:
    """Tell whether only who reads the source can tell a finding: a dataset does not show it."""
    return finding.code in {code for code, _ in tables_with("findings", "of_the_file")}


def word_all(diagnostics: Iterable[Diagnostic], lang: Lang) -> tuple[Finding, ...]:
    """Return findings about a file that is no dataset, in the order given."""
    return tuple(_word(each, {}, lang) for each in diagnostics)


def example(code: str, lang: Lang) -> Finding:
    """Return the finding that a code's own example in `rules/findings.toml` gives.

    Raises:
        KeyError: no code is called that.
    """
    details = dict(finding(code)["example"])
    task, role = details.pop("task", ""), details.pop("role", "")
    labels = {role: label[lang] for role, label in table("labels", "task").items()}
    return _word(Diagnostic(code, _SOMEWHERE, task, role, details), labels, lang)


def _word(diagnostic: Diagnostic, labels: dict[str, str], lang: Lang) -> Finding:
    rule = finding(diagnostic.code)
    filling = _filling(diagnostic, labels, lang)
    return Finding(
        diagnostic.code,
        rule["severity"],
        rule[lang]["message"].format_map(filling),
        rule[lang]["suggestion"].format_map(filling),
        diagnostic.where,
        diagnostic.task,
        diagnostic.role,
        diagnostic.details,
    )


def _filling(diagnostic: Diagnostic, labels: dict[str, str], lang: Lang) -> dict[str, str]:
    """Return what fills a sentence, by name: the details, and what is made of them."""
    given, parts = diagnostic.details, table("labels", "finding")
    place = place_in_words(diagnostic.where, lang)
    also, section = given.get("also", ""), given.get("section", "")
    broken, form = given.get("broken", ""), given.get("form", "")
    decreed = _of_the_decree(diagnostic, lang) if "measured" in given else {}
    return (
        {name: _shorten(text) for name, text in given.items()}
        | decreed
        | {
            "issued": dates.in_words(given.get("date", ""), lang),
            "ended": dates.in_words(given.get("ended", ""), lang),
            "fault": table("labels", "symbol")[broken][lang] if broken else "",
            "form_fault": table("labels", "heading")[form][lang] if form else "",
            "among": parts["section" if section else "table"][lang].format(_shorten(section)),
            "task": diagnostic.task,
            "place": place,
            "role": labels.get(diagnostic.role, diagnostic.role),
            "subject": parts["task"][lang].format(diagnostic.task) if diagnostic.task else place,
            "also": parts["also"][lang].format(_lower_first(labels.get(also, also)))
            if also
            else "",
        }
    )


def _of_the_decree(diagnostic: Diagnostic, lang: Lang) -> dict[str, str]:
    """Return what fills the sentences about a deviation from the decree's format."""
    rule, given = decree30.rules()[diagnostic.code], diagnostic.details
    parts = table("labels", "finding")
    measured = given["measured"] if rule.one_of else float(given["measured"])
    text, more = given.get("text", ""), given.get("more", "0")
    return {
        "what": rule.what[lang],
        "measured": decree30.in_words(measured, rule.unit, lang),
        "allowed": decree30.allowed(rule, lang),
        "article": rule.source,
        "quoted": parts["quoted"][lang].format(_shorten(text)) if text else "",
        "more": parts["more"][lang].format(more) if more != "0" else "",
    }


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"


def place_in_words(where: Location | None, lang: Lang) -> str:
    """Return "bảng 2, hàng 3, cột 4", or the title of the document where no place is known."""
    words = table("labels", "place")
    if where is None:
        return str(words["document"][lang])
    parts = [words[where.part][lang]] if where.part != "body" else []
    for name in ("table", "row", "column", "paragraph"):
        number = getattr(where, name)
        if number is not None and (name != "paragraph" or where.table is None):
            parts.append(words[name][lang].format(number))
    return ", ".join(parts) or str(words["document"][lang])
