"""Excerpts hold the tasks asked for, all that belongs to them, and say what they are."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appendix_pipeline import ExcerptOptions, excerpt
from appendix_pipeline.errors import NothingChosenError
from appendix_pipeline.excerpts import excerpts
from appendix_pipeline.excerpts.choosing import due_between
from appendix_pipeline.model.dataset import Dataset, Section
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.options import Order
from samples import NOWHERE, PLAIN
from strategies import datasets
from variants import forty_notes, three_levels

RAW: list[dict[str, Any]] = json.loads(PLAIN.read_text("utf-8"))["tasks"]


def ids(dataset: Dataset) -> list[str]:
    return [task.id for task in dataset.tasks]


def written(*starts: str) -> list[str]:
    """Return the ids of the tasks whose deadline begins like this in the source."""
    return [
        f"{task['section']}.{task['number']}"
        for task in RAW
        if task["deadline_raw"].lower().startswith(starts)
    ]


def one(dataset: Dataset, **options: Any) -> Dataset:
    (found,) = excerpts(dataset, ExcerptOptions(**options))
    return found.dataset


def test_nothing_asked_for_gives_the_dataset_as_it_is(real: Dataset) -> None:
    (found,) = excerpts(real, ExcerptOptions())
    assert (found.name, found.about) == ("", "")
    assert found.dataset == real


def test_what_is_due_in_a_period_is_what_the_source_dates_there(real: Dataset) -> None:
    expected = written("tháng 11/2025", "tháng 12/2025")
    assert len(expected) == 6
    assert ids(one(real, due="2025-11..2025-12")) == expected


def test_what_waits_is_what_the_source_makes_wait(real: Dataset) -> None:
    waiting = [
        f"{task['section']}.{task['number']}"
        for task in RAW
        if "sau khi" in task["deadline_raw"].lower() or "yêu cầu" in task["deadline_raw"].lower()
    ]
    assert len(waiting) == 5
    assert ids(one(real, waiting=True)) == waiting


@pytest.mark.parametrize(
    ("text", "period", "due"),
    [
        ("Trước ngày 15/12/2025", ("2025-12-01", "2025-12-31"), True),
        ("Tháng 10, tháng 12/2025", ("2025-10-01", "2025-10-31"), True),
        ("Trước ngày 15 hằng tháng", ("2025-12-01", "2025-12-31"), True),
        ("Trước ngày 15 hằng tháng", ("2025-12-20", "2025-12-25"), False),
        ("Thường xuyên", ("2025-12-01", "2025-12-31"), False),
        ("Sau khi có hướng dẫn", ("2025-12-01", "2025-12-31"), False),
        ("", ("2025-12-01", "2025-12-31"), False),
    ],
)
def test_stages_and_repeated_days_fall_due_too(
    text: str, period: tuple[str, str], *, due: bool
) -> None:
    assert due_between(parse_deadline(text, "2025-10"), *period) is due


def test_each_lead_has_an_annex_and_no_task_is_without_one(real: Dataset) -> None:
    found = excerpts(real, ExcerptOptions(split_by="lead"))
    counted = Counter(task["lead"] for task in RAW)
    assert len(found) == 6
    assert sum(len(each.dataset.tasks) for each in found) == sum(counted.values()) == 31
    by_name = {each.name: each.dataset for each in found}
    assert len(by_name["Phòng Kinh tế"].tasks) == counted["Phòng Kinh tế"] == 10
    assert ids(by_name["chưa ghi cơ quan chủ trì"]) == ["V.1"]


def test_a_task_of_two_leads_is_in_both_annexes(real: Dataset) -> None:
    both = replace(real.tasks[0], lead=replace(
        real.tasks[0].lead, bodies=(*real.tasks[0].lead.bodies, *real.tasks[1].lead.bodies)
    ))  # fmt: skip
    found = excerpts(replace(real, tasks=(both,)), ExcerptOptions(split_by="lead"))
    assert [ids(each.dataset) for each in found] == [["I.1"], ["I.1"]]


def test_it_says_what_it_is_in_title_total_and_findings(real: Dataset) -> None:
    (found,) = excerpt(real, ExcerptOptions(due="2025-11..2025-12"))
    plan = found.dataset.plan
    assert plan.title == (
        f"{real.plan.title} (trích: nhiệm vụ đến hạn từ 01/11/2025 đến 31/12/2025)"
    )
    assert plan.declared_total == 6
    assert plan.declared_total_text == "Tổng số: 6 nhiệm vụ (trích từ 31 nhiệm vụ)"
    told = {each.code: each.message for each in found.dataset.findings}
    assert "6 trong 31 nhiệm vụ" in told["excerpt"]
    # Tasks with neither a month nor a year in their deadline.
    assert told["excerpt-dateless"].startswith("16 nhiệm vụ")
    assert sum("20" not in task["deadline_raw"] for task in RAW) == 16


def test_findings_are_those_of_its_own_tasks(real: Dataset) -> None:
    for each in excerpts(real, ExcerptOptions(split_by="lead")):
        kept = {*ids(each.dataset)}
        assert [f.task for f in each.dataset.findings] == [
            f.task for f in real.findings if f.task in kept
        ]


def test_sections_above_a_task_stay_and_others_go() -> None:
    whole = three_levels()
    task = replace(whole.tasks[1], deadline=parse_deadline("Tháng 12/2025"))
    dataset = replace(whole, tasks=(whole.tasks[0], task, *whole.tasks[2:]))
    assert [each.path for each in one(dataset, due="2025-12").sections] == ["A", "A/I", "A/I/1"]


def test_a_note_stays_with_what_it_hangs_on() -> None:
    dataset = forty_notes()
    chosen = one(dataset, due="2025-12")
    kept = {f"{task.section}/{task.number}" for task in chosen.tasks}
    assert kept
    places = {note.attached_to.rpartition(".")[0] for note in chosen.footnotes}
    # Every task has notes; those on the title and on nothing have no place before the dot.
    assert places == {"", *kept}


def test_by_deadline_the_headings_are_months_and_what_has_none_comes_last(real: Dataset) -> None:
    dataset = one(real, sort="deadline")
    assert sorted(ids(dataset)) == sorted(ids(real))
    titles = [each.title for each in dataset.sections]
    assert titles[:3] == [
        "Đến hạn trong tháng 9/2025", "Đến hạn trong tháng 10/2025", "Đến hạn trong tháng 11/2025",
    ]  # fmt: skip
    assert titles[-3:] == ["Chờ điều kiện", "Thường xuyên", "Chưa có hạn"]
    by_title = {
        s.title: [t.id for t in dataset.tasks if t.section == s.path] for s in dataset.sections
    }
    assert by_title["Đến hạn trong tháng 11/2025"] == written("tháng 11/2025")
    assert by_title["Thường xuyên"] == written("thường xuyên")
    assert dataset.plan.title.endswith("(xếp theo thời hạn)")
    assert dataset.plan.declared_total_text == real.plan.declared_total_text
    assert dataset.findings == real.findings


def test_a_task_under_a_new_heading_is_numbered_by_its_place_in_the_source(real: Dataset) -> None:
    for order in ("deadline", "lead"):
        assert all(task.number == task.id for task in one(real, sort=order).tasks)


def test_by_lead_the_headings_are_the_bodies(real: Dataset) -> None:
    dataset = one(real, sort="lead")
    names = {each.path: each.title for each in dataset.sections}
    assert [names[path] for path in dict.fromkeys(t.section for t in dataset.tasks)][-1] == (
        "Chưa ghi cơ quan chủ trì"
    )
    for task in dataset.tasks:
        assert [b.name for b in task.lead.bodies] in ([names[task.section]], [])


def test_by_number_ten_comes_after_two_and_sections_stay(real: Dataset) -> None:
    numbers = ("10", "2", "2a", "1")
    tasks = tuple(
        replace(task, number=number, section="I")
        for number, task in zip(numbers, real.tasks, strict=False)
    )
    sections = (Section("I", "I", "Về thể chế", 1, NOWHERE),)
    dataset = one(replace(real, tasks=tasks, sections=sections), sort="number")
    assert [task.number for task in dataset.tasks] == ["1", "2", "2a", "10"]
    assert dataset.sections == sections


def test_renumbered_tasks_count_through_all_sections_and_their_notes_follow(real: Dataset) -> None:
    dataset = one(real, renumber=True)
    assert [task.number for task in dataset.tasks] == [str(n) for n in range(1, 32)]
    (noted,) = (task for task in real.tasks if task.footnotes)
    (again,) = (task for task in dataset.tasks if task.id == noted.id)
    (note,) = dataset.footnotes
    assert note.attached_to == f"{again.section}/{again.number}.content"


def test_a_note_on_a_heading_that_is_gone_is_kept() -> None:
    dataset = one(forty_notes(), sort="deadline")
    assert len(dataset.footnotes) == 40
    texts = {note.text: note.attached_to for note in dataset.footnotes}
    (on_heading,) = (n for n in forty_notes().footnotes if n.attached_to == "IV.title")
    assert texts[on_heading.text] == ""


def test_no_task_as_asked_for_is_an_error(real: Dataset) -> None:
    with pytest.raises(NothingChosenError):
        excerpt(real, ExcerptOptions(due="2040"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(datasets(), st.sampled_from(["number", "deadline", "lead"]), st.booleans())
def test_no_order_loses_a_task_a_note_or_a_word(
    dataset: Dataset,
    order: Order,
    renumber: bool,  # noqa: FBT001
) -> None:
    found = one(dataset, sort=order, renumber=renumber)
    assert sorted(ids(found)) == sorted(ids(dataset))
    assert {t.id: t.content for t in found.tasks} == {t.id: t.content for t in dataset.tasks}
    assert [n.text for n in found.footnotes] == [n.text for n in dataset.footnotes]
    assert {t.section for t in found.tasks} <= {"", *(s.path for s in found.sections)}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(datasets())
def test_every_task_is_in_the_annex_of_some_lead(dataset: Dataset) -> None:
    found = excerpts(dataset, ExcerptOptions(split_by="lead"))
    assert {*ids(dataset)} == {task.id for each in found for task in each.dataset.tasks}
