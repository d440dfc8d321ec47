"""What differs between two datasets: matched by place, by words, by likeness; each field told."""

from dataclasses import replace

from appendix_pipeline.comparison import Difference, compare, match
from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Dataset, Extra
from appendix_pipeline.model.deadline import Deadline
from samples import dataset


def with_tasks(*changes: tuple[int, dict[str, object]]) -> Dataset:
    made = dataset()
    tasks = list(made.tasks)
    for index, fields in changes:
        tasks[index] = replace(tasks[index], **fields)  # type: ignore[arg-type]
    return replace(made, tasks=tuple(tasks))


def test_a_dataset_does_not_differ_from_itself() -> None:
    assert compare(dataset(), dataset()) == ()


def test_each_changed_field_is_told_with_both_texts() -> None:
    after = with_tasks(
        (0, {"lead": Agencies("Công an xã"), "deadline": Deadline("Tháng 1/2026", "month")}),
        (1, {"extras": (Extra("status", "Trạng thái", "Hoàn thành"), Extra("other", "Mới", "x"))}),
    )
    assert compare(dataset(), after) == (
        Difference("changed", "I.1", "lead", "", "Văn phòng HĐND-UBND xã", "Công an xã"),
        Difference("changed", "I.1", "deadline", "", "Tháng 11/2025", "Tháng 1/2026"),
        Difference("changed", "I.2", "status", "", "", "Hoàn thành"),
        Difference("changed", "I.2", "other", "Mới", "", "x"),
    )


def test_a_task_of_other_words_in_the_same_place_is_another_task() -> None:
    after = with_tasks((0, {"content": "Mua sắm xe chuyên dùng"}))
    kinds = [(each.kind, each.task) for each in compare(dataset(), after)]
    assert kinds == [("added", "I.1"), ("removed", "I.1")]


def test_a_reworded_task_is_the_same_also_where_it_moved() -> None:
    made = dataset()
    first = made.tasks[0]
    moved = replace(
        first,
        id="II.9",
        section="II",
        number="9",
        content=first.content.replace(";", ", đồng thời"),
    )
    after = replace(made, tasks=(*made.tasks[1:], moved))
    found = [(each.kind, each.field) for each in compare(made, after)]
    assert found == [("moved", "section"), ("moved", "number"), ("changed", "content")]


def test_two_tasks_that_changed_places_are_matched_by_their_words() -> None:
    made = dataset()
    one, two = made.tasks[:2]
    swapped = (replace(two, id=one.id), replace(one, id=two.id), *made.tasks[2:])
    pairs = match(made.tasks, swapped)
    assert [old.id if old else "" for old, _ in pairs[:2]] == [two.id, one.id]


def test_headings_and_sections_are_compared_too() -> None:
    made = dataset()
    sections = (replace(made.sections[0], title="Về thể chế, chính sách"), *made.sections[1:])
    after = replace(made, plan=replace(made.plan, title="Tên khác"), sections=sections)
    plan, section = compare(made, after)
    assert (plan.kind, plan.field, plan.after) == ("plan", "title", "Tên khác")
    assert (section.kind, section.field) == ("section", "I")
    assert section.after == "I. Về thể chế, chính sách"
