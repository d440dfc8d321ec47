"""Random datasets for property tests, built from the model's own types."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset, Plan, Section, Task
from appendix_pipeline.model.deadline import (
    DateItem,
    Deadline,
    Event,
    Offset,
    Recurrence,
    Report,
    Resolution,
)
from appendix_pipeline.model.document import Location, Source
from appendix_pipeline.normalise.anew import WORDS, with_words

DAYS = st.dates(date(1900, 3, 1), date(2200, 1, 1)).map(str)
NO_DAY = st.none()
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001
    "{:%Y-%m-%dT%H:%M:%S}+00:00".format
)
CLOCK = st.none() | st.times().map("{:%H:%M}".format)
# Letters of Vietnamese, marks on their own, what a spreadsheet takes for a formula, and control
# characters: everything a cell can hold after reading.
TEXTS = st.text(
    st.sampled_from("aăđếơựBĐỘ ,;.-=+@'\"\t\n\r\x0b\x00_x0123/\u0323\u200b\U0001f600<&>"),
    max_size=8,
)
SPECIAL: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (Plan, "date"): DAYS.flatmap(lambda day: st.sampled_from(["", day[:4], day[:7], day])),
    (Plan, "declared_total"): st.none() | st.integers(0, 999),
    (Section, "level"): st.integers(1, 4),
    (Deadline, "window_start"): NO_DAY | DAYS,
    (Deadline, "due_end"): NO_DAY | DAYS,
    (Deadline, "bound_date"): NO_DAY | DAYS,
    (Deadline, "legal_point"): NO_DAY | DAYS,
    (Deadline, "due_time"): CLOCK,
    (Recurrence, "due_time"): CLOCK,
    (Offset, "n"): st.integers(0, 999) | st.just(0.5),
    (Event, "met_on"): NO_DAY | DAYS,
    (Report, "due_end"): NO_DAY | DAYS,
    **{(Resolution, name): NO_DAY | DAYS for name in ("due", "start", "last_workday", "rolled")},
    (DateItem, "start"): DAYS,
    (DateItem, "end"): DAYS,
    (Correction, "at"): MOMENTS,
    (Source, "sha256"): st.text("0123456789abcdef", min_size=64, max_size=64),
}
FEW = 2


def _field(owner: type, name: str, hint: Any) -> st.SearchStrategy[Any]:
    if (owner, name) in SPECIAL:
        return SPECIAL[owner, name]
    if owner is Location and name != "part":
        return st.none() | st.integers(1, 99)
    return _of(hint)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    """Return what builds a value of this type; tuples and texts stay short."""
    if hint is str:
        return TEXTS
    if hint is int:
        return st.integers(0, 10**6)
    if is_dataclass(hint):
        return built(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is dict:
        return st.dictionaries(TEXTS, _of(arguments[1]), max_size=FEW)
    if origin is UnionType:
        return st.one_of(*map(_of, reversed(arguments)))
    return _tuple(arguments) if origin is tuple else st.from_type(hint)


def _tuple(arguments: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if arguments[-1] is Ellipsis:
        return st.lists(_of(arguments[0]), max_size=FEW).map(tuple)
    return st.tuples(*map(_of, arguments))


_BUILT: dict[Any, st.SearchStrategy[Any]] = {}


def built(kind: Any) -> st.SearchStrategy[Any]:
    """Return what builds a value of a model type, every field given."""
    if kind not in _BUILT:
        hints = get_type_hints(kind)
        given = {each.name: _field(kind, each.name, hints[each.name]) for each in fields(kind)}
        _BUILT[kind] = st.builds(kind, **given)
    return _BUILT[kind]


def _distinct(dataset: Dataset) -> Dataset:
    """Return the dataset with ids and paths that no other has, as the pipeline gives them."""
    sections = tuple(
        replace(each, path=f"S{number}") for number, each in enumerate(dataset.sections)
    )
    paths = [each.path for each in sections] or [""]
    tasks: list[Task] = [
        replace(each, id=f"T{number}", section=paths[number % len(paths)])
        for number, each in enumerate(dataset.tasks)
    ]
    return replace(dataset, sections=sections, tasks=tuple(tasks))


def datasets() -> st.SearchStrategy[Dataset]:
    """Return what builds whole datasets."""
    return built(Dataset).map(_distinct)


# Words as plans have them: what follows from them can be read again.
CONTENTS = st.text(st.sampled_from("abcđêô  ,.;1=-'"), min_size=1, max_size=40).map(
    lambda text: f"Rà soát {' '.join(text.split())}".strip()
)
BODIES = st.lists(
    st.sampled_from(["Phòng Kinh tế", "Công an xã", "Các cơ quan liên quan", "Ban Dân vận X"]),
    max_size=FEW,
    unique=True,
).map("; ".join)
# In a Word file a row with neither agencies nor deadline is a heading.
LEADS = BODIES.filter(bool)
DEADLINES = st.sampled_from(
    [
        "", "Tháng 12/2025", "Quý I/2026", "Thường xuyên", "Trước ngày 15/11/2025", "2026 - 2030",
        "Năm 2026 (sau khi có hướng dẫn của Bộ Nội vụ)", "Hằng quý", "chưa rõ", "05/12/2025",
    ]
)  # fmt: skip


OUTLINES = st.lists(
    st.tuples(
        CONTENTS,
        st.lists(st.tuples(CONTENTS, LEADS, BODIES, DEADLINES), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=3,
)
"""The titles of sections, each with the words of its tasks."""


def of_words(base: Dataset, outline: list[tuple[str, list[tuple[str, ...]]]]) -> Dataset:
    """Return a dataset of these words under the heading of `base`, read by our own functions."""
    sections, tasks = [], []
    for path, (title, rows) in zip(("I", "II", "III"), outline, strict=False):
        sections.append(replace(base.sections[0], path=path, number=path, title=title))
        for order, words in enumerate(rows, 1):
            task = replace(
                base.tasks[0], id=f"{path}.{order}", section=path, number=f"{order}",
                footnotes=(), extras=(), shared=(), inherited=(),
            )  # fmt: skip
            for role, text in zip(WORDS, words, strict=True):
                task = with_words(task, role, text, base.plan.date)
            tasks.append(task)
    return replace(base, sections=tuple(sections), tasks=tuple(tasks), footnotes=())
