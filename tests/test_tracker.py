"""What the tracker's columns say of a task that is done."""

from dataclasses import replace

import pytest

from appendix_pipeline.model.dataset import Extra, Task
from appendix_pipeline.tracker import done_on, is_done, with_done
from samples import dataset


def entered(*extras: Extra) -> Task:
    """Return a task with these further columns."""
    return replace(dataset().tasks[0], extras=extras)


@pytest.mark.parametrize(
    ("status", "done"),
    [
        ("Hoàn thành", True),
        (" HOÀN  THÀNH", True),
        ("Done", True),
        ("Chưa hoàn thành", False),
        ("Đang thực hiện", False),
        ("", False),
    ],
)
def test_a_status_says_whether_a_task_is_done(status: str, *, done: bool) -> None:
    assert is_done(status) == done


def test_what_is_done_stands_in_the_columns_of_the_office_beside_all_else() -> None:
    task = entered(
        Extra("note", "Ghi chú", "gấp"),
        Extra("status", "Tình trạng", "Đang thực hiện"),
        Extra("result", "Kết quả", "Đã trình"),
    )
    done = with_done(task, "2025-11-20")
    assert set(done.extras) == {
        Extra("note", "Ghi chú", "gấp"),
        Extra("status", "Tình trạng", "Hoàn thành"),
        Extra("result", "Kết quả", "Đã trình"),
        Extra("result", "Kết quả", "Hoàn thành ngày 20/11/2025"),
    }
    assert (done_on(task), done_on(done)) == ("", "2025-11-20")


def test_a_day_counts_only_with_its_status() -> None:
    assert done_on(entered(Extra("result", "Kết quả", "Hoàn thành ngày 20/11/2025"))) == ""
    assert done_on(entered(Extra("status", "Trạng thái", "Hoàn thành"))) == ""
