"""The tracker: what its columns are called and what they show, for writing and for reading it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from appendix_pipeline.dates import in_figures
from appendix_pipeline.model.dataset import Dataset, Extra, Section, Task
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold

HEADER = 4  # the row of a table's header, below two lines of heading and a free one
LONGEST = 32_767  # characters in a cell, a limit of Excel
# Short enough for a cell even where every character is written as "_xHHHH_", and the words
# that say where the text goes on follow.
PIECE = LONGEST // 7 - 100
# The columns of the sheet of tasks whose labels no other column may have.
COLUMNS = (
    "id", "section", "content", "lead", "coordinating", "deadline", "due", "met", "kind",
    "condition", "basis", "document", "leader", "progress", "status", "state", "result", "note",
)  # fmt: skip
# The columns an office fills in; a column of the source with one of these roles stands there.
ENTRIES = ("leader", "progress", "status", "result", "note")
# Those that follow from others: what is typed there is not read.
COMPUTED = ("met", "kind", "condition", "basis", "document", "state")
LANGUAGES = ("vi", "en")
# The hidden sheet with the dataset as it was, and what begins its first cell.
ORIGINAL = "appendix_pipeline"
# What XML cannot hold, Excel writes as _xHHHH_ (ISO/IEC 29500-1, 22.9.2.19), and a text that
# looks like that with its underscore so written.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")
_DONE = "Hoàn thành ngày "
_DONE_ON = re.compile(_DONE + r"(\d\d)/(\d\d)/(\d{4})")
_TO_SET = ("to_be_set", "met_after_due")  # flags of what follows from a deadline
_LONGEST_LABEL = 250  # Excel takes 255 characters for the name of a table's column


def labels(lang: str) -> dict[str, str]:
    """Return the labels of the columns of the sheet of tasks, by key."""
    words = load("labels")["workbook"]["columns"]
    return {key: words[key][lang] for key in COLUMNS}


def former_labels(lang: str) -> dict[str, str]:
    """Return what columns were called before, by key."""
    return {key: words[lang] for key, words in load("labels")["workbook"]["former"].items()}


def further(dataset: Dataset, lang: str) -> dict[str, str]:
    """Return the labels of the columns that the tracker has no place for, by "nth role: label".

    A table's columns must differ: a label that is taken is numbered.
    """
    keys = list(dict.fromkeys(key for task in dataset.tasks for key in extras(task)))
    taken = labels(lang).values()
    return dict(zip(keys, distinct((key.partition(": ")[2] for key in keys), taken), strict=True))


def extras(task: Task) -> dict[str, str]:
    """Return the texts of a task's further columns, by "nth role: label"."""
    seen: Counter[tuple[str, str]] = Counter()
    texts = {}
    for extra in task.extras:
        if extra.role not in ENTRIES:
            seen[extra.role, extra.label] += 1
            texts[key_of(extra, seen[extra.role, extra.label])] = extra.text
    return texts


def key_of(extra: Extra, nth: int) -> str:
    """Return the key of a further column: the `nth` of a task with this role and label."""
    return f"{nth} {extra.role}: {extra.label}"


def extra_of(key: str) -> Extra | None:
    """Return what a further column's key stands for, without text; None for any other key."""
    nth, space, rest = key.partition(" ")
    role, _, label = rest.partition(": ")
    return Extra(role, label, "") if space and nth.isdigit() else None


def nth_of(key: str) -> int:
    """Return which of the columns of its role and label a further column is."""
    return int(key.partition(" ")[0])


def entry(task: Task, role: str) -> str:
    """Return what a task has in a column that the office fills in."""
    return "\n".join(each.text for each in task.extras if each.role == role and each.text)


def met(task: Task, lang: str) -> list[str]:
    """Return what a task waited for and came, each with its day, and whether one must be set."""
    came = [f"{in_figures(each.met_on or '', lang)}: {each.text}" for each in task.deadline.met]
    words = load("deadline_words")["resolve"]
    return [*came, *(str(words[each][lang]) for each in day_to_set(task))]


def day_to_set(task: Task) -> tuple[str, ...]:
    """Return why a day must be set now that what a task waited for came, as flags.

    There is nothing to set of a task that is done.
    """
    follows = task.deadline.resolved.flags if task.deadline.resolved else ()
    return () if finished(task) else tuple(each for each in follows if each in _TO_SET)


def section_titles(sections: Iterable[Section]) -> dict[str, str]:
    """Return the sections as the tracker names them, by their paths."""
    return {each.path: f"{each.number}. {each.title}".lstrip(". ") for each in sections}


def status(text: str, lang: str = "vi") -> str:
    """Return a status chosen from the list in any language in `lang`; other words stay."""
    for words in load("labels")["workbook"]["statuses"].values():
        if fold(text).casefold() in {each.casefold() for each in words.values()}:
            return str(words[lang])
    return text


def is_done(text: str) -> bool:
    """Tell whether a status says that the task is done."""
    done: str = load("labels")["workbook"]["statuses"]["done"]["vi"]
    return status(text) == done


def finished(task: Task) -> bool:
    """Tell whether a task's status says that it is done."""
    return is_done(entry(task, "status"))


def done_on(task: Task) -> str:
    """Return the day on which a task was done as `with_done` says it, ISO 8601, else ""."""
    days = (_DONE_ON.fullmatch(each.text) for each in task.extras if each.role == "result")
    day = next(filter(None, days), None) if finished(task) else None
    return f"{day[3]}-{day[2]}-{day[1]}" if day else ""


def with_done(task: Task, day: str) -> Task:
    """Return a task whose status and result say that it was done on `day` (ISO 8601)."""
    words, names = load("labels")["workbook"], labels("vi")
    status_label = next((each.label for each in task.extras if each.role == "status"), None)
    done = Extra("status", status_label or names["status"], words["statuses"]["done"]["vi"])
    when = Extra("result", names["result"], f"{_DONE}{in_figures(day)}")
    others = (each for each in task.extras if each.role != "status")
    return replace(task, extras=(done, *others, when))


def units(text: str) -> int:
    """Return how long Excel counts a text: in UTF-16, and what XML cannot hold as "_xHHHH_"."""
    return len(written(text).encode("utf-16-le")) // 2


def written(text: str) -> str:
    """Return `text` as a workbook stores it, nothing lost: Excel shows what was given."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unwritten(text: str) -> str:
    """Return what Excel shows of a stored text."""
    return _WRITTEN.sub(lambda code: chr(int(code[1], 16)), text)


def distinct(names: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield each name on one line, numbered where it is taken; a blank one is a dash."""
    seen = {each.casefold() for each in taken}
    for label in names:
        base = fold(label)[:_LONGEST_LABEL] or "–"
        name, number = base, 1
        while name.casefold() in seen:
            number += 1
            name = f"{base} ({number})"
        seen.add(name.casefold())
        yield name
