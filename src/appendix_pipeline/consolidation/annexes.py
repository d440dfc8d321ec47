"""For each leading agency one annex in the official form: its tasks in all communes."""

import sqlite3
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from appendix_pipeline.consolidation.questions import LEADING, LED_BY
from appendix_pipeline.consolidation.words import label
from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Ledger, Plan, Section, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.document import Location, Source
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.output import Names, refusal, save
from appendix_pipeline.rules import load
from appendix_pipeline.version import VERSION
from appendix_pipeline.writers import write

_COLUMNS = ("number", "content", "lead", "coordinating", "deadline")


def write_annexes(store: sqlite3.Connection, folder: Path, made: Path) -> list[Path]:
    """Write `<agency>.docx` into `folder` for every agency that leads a task; return the files.

    Open groups ("các cơ quan liên quan") have none. `made` notes the names, one a line: of those
    of before, what no agency leads any more is taken away, and no other file. Where a file of
    someone else has the name, the annex is `<agency>-2.docx`.

    Raises:
        OutputError: one cannot be written or taken away (it is open in Word).
    """
    before = _noted(made)
    names = _names(folder, before)
    named = {agency: names.take(agency) for (agency,) in store.execute(LEADING)}
    now = {f"{name}.docx" for name in named.values()}
    # First, and those of before too: whatever ends this, the next run knows all that is ours.
    _note(made, before | now)
    written = []
    for agency, name in named.items():
        written += save(write("docx", _annex(store, agency), name, WriteOptions()), folder)
    for old in sorted(before - now):
        _remove(folder / old)
    _note(made, now)
    return written


def _names(folder: Path, ours: Container[str]) -> Names:
    """Return names to give out, without those that the files of others in `folder` have."""
    names = Names()
    for path in folder.glob("*.[dD][oO][cC][xX]"):
        if path.name not in ours:
            names.reserve(path.stem)
    return names


def _noted(made: Path) -> set[str]:
    return set(made.read_text("utf-8").splitlines()) if made.is_file() else set()


def _note(made: Path, names: Iterable[str]) -> None:
    save({made.name: "".join(f"{name}\n" for name in sorted(names)).encode()}, made.parent)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(path.parent, error) from error


def _annex(store: sqlite3.Connection, agency: str) -> Dataset:
    sections: list[Section] = []
    tasks: list[Task] = []
    rows = store.execute(LED_BY, (agency,))
    for (commune, province), group in groupby(rows, lambda row: row[:2]):
        number = str(len(sections) + 1)
        title = ", ".join(filter(None, (commune, province)))
        sections.append(Section(number, f"{number}.", title, 1, Location()))
        tasks += _tasks(number, group)
    labels = load("labels")["task"]
    columns = [ColumnLabel(role, labels[role]["vi"]) for role in _COLUMNS]
    return Dataset(
        Plan("PHỤ LỤC", label("words", "annex", "vi").format(agency), ""),
        tuple(columns),
        tuple(sections),
        tuple(tasks),
        (),
        (),
        Ledger(0, {}),
        Source(f"{agency}.docx", "", 0),
        f"appendix_pipeline {VERSION}",
    )


def _tasks(section: str, rows: Iterator[tuple[str | None, ...]]) -> Iterator[Task]:
    for place, (*_, content, lead, coordinating, deadline) in enumerate(rows, 1):
        number = f"{section}.{place}"
        yield Task(
            id=number,
            section=section,
            number=number,
            content=content or "",
            lead=Agencies(lead or ""),
            coordinating=Agencies(coordinating or ""),
            deadline=Deadline(deadline or "", "unparsed" if deadline else "blank"),
            references=(),
            footnotes=(),
            extras=(),
            where=Location(),
        )
