"""What the printed appendix shows, in which order."""

from dataclasses import replace

import pytest

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.dataset import Dataset, Section, Task
from appendix_pipeline.writers.annex import lay_out
from appendix_pipeline.writers.annex.lines import plain
from samples import NOWHERE, dataset
from variants import forty_notes, three_levels


def shown(each: Dataset) -> list[str]:
    return [
        f"{row.level} {plain(row.cells[0])}" if row.level else plain(row.cells[0])
        for row in lay_out(each).rows
    ]


def arranged(paths: list[str], *sections: str) -> Dataset:
    whole = dataset()
    tasks: list[Task] = [
        replace(task, section=path, number=f"{path or '-'}.{at}")
        for at, (path, task) in enumerate(zip(paths, whole.tasks, strict=False))
    ]
    made = tuple(Section(each, each, f"Mục {each}", 1, NOWHERE) for each in sections)
    return replace(whole, tasks=tuple(tasks), sections=made, footnotes=())


@pytest.mark.parametrize(
    ("paths", "sections", "order"),
    [
        pytest.param(["I", "I", "II"], "I II", "1_I I.0 I.1 1_II II.2", id="plain"),
        pytest.param(["", "I"], "I", "-.0 1_I I.1", id="above all sections"),
        pytest.param(["II"], "I II III", "1_I 1_II II.0 1_III", id="sections without tasks"),
        pytest.param(
            ["I", "II", "I"], "I II I", "1_I I.0 1_II II.1 1_I I.2", id="a number used twice"
        ),
        pytest.param(["I", "II", "I"], "I II", "1_I I.0 1_II II.1 I.2", id="back to one above"),
        pytest.param(["X", "I"], "I", "X.0 1_I I.1", id="of no section"),
    ],
)
def test_tasks_stand_below_their_section(paths: list[str], sections: str, order: str) -> None:
    found = shown(arranged(paths, *sections.split()))
    assert found == [each.replace("_", " ") for each in order.split()]


def test_all_tasks_are_shown_once_in_the_real_appendix() -> None:
    rows = lay_out(dataset()).rows
    assert [row.level for row in rows].count(1) == 9
    assert [plain(row.cells[1]) for row in rows if not row.level] == [
        task.content for task in dataset().tasks
    ]


def test_sections_keep_their_levels() -> None:
    assert [row.level for row in lay_out(three_levels()).rows] == [0, 1, 2, 3, 0, 0, 1, 0]


def test_bodies_stand_on_lines_of_their_own_where_the_source_had_them_so() -> None:
    text = "Các cơ quan, đơn vị\nthuộc xã;\n- Sở Nội vụ; Sở Y tế"
    bodies = tuple(
        Body(name, text.index(name), text.index(name) + len(name))
        for name in ("Các cơ quan, đơn vị\nthuộc xã", "Sở Nội vụ", "Sở Y tế")
    )
    whole = dataset()
    task = replace(whole.tasks[0], coordinating=Agencies(text, bodies))
    (row,) = [
        row for row in lay_out(replace(whole, tasks=(task,), sections=())).rows if not row.level
    ]
    assert row.cells[3] == (("Các cơ quan, đơn vị thuộc xã;",), ("- Sở Nội vụ; Sở Y tế",))


def test_notes_are_numbered_as_they_are_read_and_those_without_a_place_are_kept() -> None:
    annex = lay_out(forty_notes())
    assert (len(annex.notes), len(annex.loose)) == (39, 1)
    numbers = [
        piece
        for lines in (annex.title, *(cell for row in annex.rows for cell in row.cells))
        for line in lines
        for piece in line
        if isinstance(piece, int)
    ]
    assert numbers == list(range(1, 40))


@pytest.mark.parametrize(
    ("total", "ended"),
    [
        ("Tổng số: 31 nhiệm vụ./.", "Tổng số: 31 nhiệm vụ./."),
        ("Tổng số: 31 nhiệm vụ", "Tổng số: 31 nhiệm vụ./."),
        ("", "./."),
    ],
)
def test_the_end_mark_stands_once(total: str, ended: str) -> None:
    whole = dataset()
    plan = replace(whole.plan, declared_total_text=total)
    assert lay_out(replace(whole, plan=plan)).total == ended
