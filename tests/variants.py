"""Datasets of unusual shape, made from the real one, for the print formats."""

from dataclasses import replace

from appendix_pipeline.model.dataset import ColumnLabel, Dataset, Extra, Footnote, Section
from samples import NOWHERE, agencies, dataset

HOSTILE = "<script>alert(1)</script> & {{ 7*7 }} =1+1 { PAGE } <img src='http://127.0.0.1:9/x'>"
DELIVERABLE = ("deliverable", "Sản phẩm")
NOTE = "Đối với khu vực Đông Hải Phòng."


def one_task() -> Dataset:
    """Return a dataset of one section and one task, without a total."""
    whole = dataset()
    plan = replace(whole.plan, declared_total=None, declared_total_text="")
    return replace(
        whole, plan=plan, tasks=whole.tasks[:1], sections=whole.sections[:1], footnotes=()
    )


def many_tasks(count: int) -> Dataset:
    """Return the real tasks over and over, in the order of their sections."""
    whole = dataset()
    paths = [section.path for section in whole.sections]
    repeated = (whole.tasks * (count // len(whole.tasks) + 1))[:count]
    tasks = sorted(repeated, key=lambda task: paths.index(task.section))
    return replace(whole, tasks=tuple(tasks), footnotes=())


def more_columns(count: int) -> Dataset:
    """Return a dataset with a column of deliverables and `count` columns of the same label."""
    whole = dataset()
    same = ("other", "Ghi chú")
    extras = (
        Extra(*DELIVERABLE, "Báo cáo của Ủy ban nhân dân xã"),
        *(Extra(*same, f"ghi chú thứ {number}") for number in range(count)),
    )
    columns = (*whole.columns, ColumnLabel(*DELIVERABLE), *[ColumnLabel(*same)] * count)
    tasks = tuple(replace(task, extras=extras) for task in whole.tasks)
    return replace(whole, columns=columns, tasks=tasks)


def no_coordinating_column() -> Dataset:
    """Return a dataset whose header has one row."""
    whole = dataset()
    number, content, _, _, deadline = whole.columns
    return replace(
        whole, columns=(number, content, ColumnLabel("lead", "Cơ quan chủ trì"), deadline)
    )


def three_levels() -> Dataset:
    """Return a dataset with sections in sections, one without a number, and tasks above all."""
    whole = dataset()
    sections = (
        Section("A", "A", "Nhóm nhiệm vụ về thể chế", 1, NOWHERE),
        Section("A/I", "I", "Về quy hoạch", 2, NOWHERE),
        Section("A/I/1", "1", "Quy hoạch chung", 3, NOWHERE),
        Section("Nhiệm vụ bổ sung", "", "Nhiệm vụ bổ sung", 1, NOWHERE),
    )
    paths = ["", "A/I/1", "A/I/1", "Nhiệm vụ bổ sung"]
    tasks = tuple(
        replace(task, section=path) for path, task in zip(paths, whole.tasks, strict=False)
    )
    return replace(whole, sections=sections, tasks=tasks, footnotes=())


def forty_notes() -> Dataset:
    """Return a dataset with 40 notes: in every task, a section, the title, and one nowhere."""
    whole = dataset()
    places = [
        ("title", len("Nhiệm vụ")),
        ("IV.title", len("Về quản lý đất đai")),
        *(
            (f"{task.section}/{task.number}.content", len(task.content.split(",")[0].rstrip(".")))
            for task in whole.tasks
        ),
        *(
            (f"{task.section}/{task.number}.deadline", len(task.deadline.raw))
            for task in whole.tasks[:6]
        ),
        ("", 0),
    ]
    notes = tuple(
        Footnote(str(number), f"{NOTE} ({number})", place, offset, NOWHERE)
        for number, (place, offset) in enumerate(places, 1)
    )
    return replace(whole, footnotes=notes)


def hostile() -> Dataset:
    """Return a dataset with markup, formulas and control characters in every text."""
    whole = dataset()
    text = f"{HOSTILE} \x00\x0b\ud800 {'x' * 300}"
    task = replace(
        whole.tasks[0], content=text, lead=agencies(text), coordinating=agencies(text),
        deadline=replace(whole.tasks[0].deadline, raw=text), number="<1>",
    )  # fmt: skip
    plan = replace(whole.plan, title=text, heading=text, issued_with=text)
    note = Footnote("1", text, "title", 3, NOWHERE)
    return replace(
        whole, plan=plan, tasks=(task, *whole.tasks[1:]), footnotes=(note,),
        columns=(*whole.columns[:4], ColumnLabel("deadline", text)), generator=text,
    )  # fmt: skip


def tall() -> Dataset:
    """Return a dataset in which one task takes more than two pages."""
    whole = dataset()
    first = replace(whole.tasks[0], content="Một việc rất dài. " * 400)
    return replace(whole, tasks=(first, *whole.tasks[1:]), footnotes=())


def _fourth_task(**changes: str) -> Dataset:
    """Return the dataset with other words in its fourth task."""
    whole = dataset()
    fourth = replace(
        whole.tasks[3],
        content=changes["content"],
        lead=agencies(changes["lead"]),
        coordinating=agencies(changes["coordinating"]),
        deadline=replace(whole.tasks[3].deadline, raw=changes["deadline"]),
    )
    return replace(whole, tasks=(*whole.tasks[:3], fourth, *whole.tasks[4:]))


def long_cells() -> Dataset:
    """Return a dataset with a task whose every cell takes many lines."""
    return _fourth_task(
        content="Tập huấn, hướng dẫn, kiểm tra, giám sát việc giải quyết thủ tục hành chính. " * 6,
        lead="Trung tâm Phục vụ hành chính công; Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã",
        coordinating="Phòng Văn hóa - Xã hội; Phòng Kinh tế; Công an xã; Ban Chỉ huy Quân sự xã; "
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã; các trường học, trạm y tế trên địa bàn xã",
        deadline="Hoàn thành trước ngày 15/12/2025; báo cáo kết quả trước ngày 20 hằng tháng và "
        "đột xuất khi có yêu cầu của cấp có thẩm quyền",
    )


def long_words() -> Dataset:
    """Return a dataset with words longer than a column is wide."""
    address = (
        "https://dichvucong.example.vn/thu-tuc-hanh-chinh/tra-cuu-ho-so?ma=" + "1234567890" * 3
    )
    return _fourth_task(
        content=f"Tra cứu hồ sơ tại {address}", lead=address,
        coordinating="Banchỉđạochuyểnđổisốvàcảicáchhànhchínhxã",
        deadline="Từ 31/12/2025-31/12/2030",
    )  # fmt: skip


ALL = {
    "31 tasks": dataset,
    "one task": one_task,
    "300 tasks": lambda: many_tasks(300),
    "two more columns": lambda: more_columns(2),
    "nine more columns": lambda: more_columns(9),
    "no coordinating column": no_coordinating_column,
    "three levels": three_levels,
    "40 notes": forty_notes,
    "hostile text": hostile,
    "a task of two pages": tall,
    "long cells": long_cells,
    "long words": long_words,
}
