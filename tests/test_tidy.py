"""The tidy tables: what their rows say, and what pandas makes of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.dataset import Dataset, Extra, Section, Task
from appendix_pipeline.model.deadline import Event, Recurrence
from appendix_pipeline.model.place import Place
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load
from appendix_pipeline.tidy import TABLES, records, to_frames
from samples import NOWHERE, dataset
from strategies import datasets

BY_NAME = {table.name: table for table in TABLES}


def rows(name: str, made: Dataset) -> list[dict[str, Any]]:
    return records(BY_NAME[name], made)


def with_task(task_id: str, **changes: Any) -> Dataset:
    """Return the real appendix with one task changed."""
    made = dataset()
    tasks = tuple(replace(each, **changes) if each.id == task_id else each for each in made.tasks)
    return replace(made, tasks=tasks)


def task(made: Dataset, task_id: str) -> Task:
    return next(each for each in made.tasks if each.id == task_id)


def test_every_column_has_a_label_in_each_language_and_no_label_is_left() -> None:
    labels = load("labels")["csv"]
    assert set(labels["tables"]) == set(BY_NAME)
    assert set(labels["columns"]) == {each.name for table in TABLES for each in table.columns}
    for label in (*labels["tables"].values(), *labels["columns"].values()):
        assert label["vi"]
        assert label["en"]


def test_every_table_is_described_and_its_key_and_links_are_columns() -> None:
    for table in TABLES:
        names = {each.name for each in table.columns}
        assert len(names) == len(table.columns)
        assert set(table.key) | set(table.links) <= names
        assert all(each.description for each in table.columns)


def test_tasks_have_a_row_each_in_order_of_the_source() -> None:
    made = rows("tasks", dataset())
    assert [row["position"] for row in made] == list(range(1, 32))
    assert (made[0]["task"], made[-1]["task"]) == ("I.1", "IX.2")
    assert made[0]["lead"] == "Văn phòng HĐND-UBND xã"


def test_a_due_month_keeps_its_words_beside_its_last_day() -> None:
    row = next(row for row in rows("tasks", dataset()) if row["task"] == "VI.2")
    assert row["deadline"].startswith("Tháng 12/2025 (Sau khi có quy định của Chính phủ")
    assert (row["due_end"], row["precision"], row["deadline_kind"]) == (
        "2025-12-31",
        "month",
        "month",
    )


def test_what_the_source_does_not_say_is_none() -> None:
    row = next(row for row in rows("tasks", dataset()) if row["task"] == "IV.2")
    assert (row["deadline"], row["due_end"], row["recurrence"]) == (None, None, None)


def test_each_body_of_a_task_has_a_row_with_its_role() -> None:
    cell = Agencies(
        "Bộ Nội vụ; các sở, ngành",
        (
            Body("Bộ Nội vụ", 0, 9, "bo-noi-vu", "Bộ Nội vụ", "central"),
            Body("các sở, ngành", 11, 24, collective=True),
        ),
    )
    made = rows("task_agencies", with_task("I.1", coordinating=cell))
    mine = [row for row in made if row["task"] == "I.1"]
    assert [(row["role"], row["position"], row["text"]) for row in mine] == [
        ("lead", 1, "Văn phòng HĐND-UBND xã"),
        ("coordinating", 1, "Bộ Nội vụ"),
        ("coordinating", 2, "các sở, ngành"),
    ]
    assert [row["collective"] for row in mine] == [False, False, True]
    assert [row["level"] for row in mine] == [None, "central", None]


def test_a_cell_with_several_values_joins_them() -> None:
    deadline = replace(
        task(dataset(), "I.1").deadline,
        recurrence=Recurrence("6 tháng, năm", ("FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY")),
        conditions=(
            Event("sau khi có quy định", (0, 19), "after", "regulation"),
            Event("có hướng dẫn", (21, 33), "after", "guidance", by=(Body("Bộ Nội vụ", 0, 9),)),
        ),
    )
    made = with_task("I.1", deadline=deadline)
    row = rows("tasks", made)[0]
    assert row["recurrence"] == "FREQ=MONTHLY;INTERVAL=6 | FREQ=YEARLY"
    assert row["conditions"] == "sau khi có quy định | có hướng dẫn"
    assert [(row["position"], row["by"]) for row in rows("deadline_conditions", made)] == [
        (1, None),
        (2, "Bộ Nội vụ"),
    ]


def test_a_document_says_which_commune_of_which_province_it_is_about() -> None:
    place = Place("given", "11257", "Xã Hải Hưng", "31", "Thành phố Hải Phòng")
    made = dataset()
    (row,) = rows("documents", replace(made, plan=replace(made.plan, place=place)))
    assert (row["commune"], row["commune_code"]) == ("Xã Hải Hưng", "11257")
    assert (row["province"], row["province_code"]) == ("Thành phố Hải Phòng", "31")
    assert row["place_status"] == "given"


def test_the_acts_of_the_title_have_a_row_each(real: Dataset) -> None:
    made = rows("document_references", real)
    assert [row["position"] for row in made] == list(range(1, len(made) + 1))
    assert [row["key"] for row in made] == [each.key for each in real.plan.implements]
    assert made[0]["key"]


def test_the_acts_that_a_plan_is_based_on_follow_those_it_implements(real: Dataset) -> None:
    (act, *_) = find("Căn cứ Luật Đất đai số 31/2024/QH15")
    based = replace(real, plan=replace(real.plan, based_on=(act,)))
    (last,) = (row for row in rows("document_references", based) if row["role"] == "based_on")
    assert (last["position"], last["key"]) == (1, "31/2024/QH15")
    assert rows("document_references", based)[-1] == last
    assert rows("documents", based)[0]["based_on"] == act.text


def test_a_section_points_to_the_one_above() -> None:
    made = replace(
        dataset(),
        sections=tuple(
            Section(path, path[-1], "x", path.count("/") + 1, NOWHERE)
            for path in ("A", "A/I", "A/I/1", "AB", "B")
        ),
    )
    assert [row["parent"] for row in rows("sections", made)] == [None, "A", "A/I", None, None]


def test_a_footnote_names_the_task_it_hangs_on() -> None:
    (row,) = rows("footnotes", dataset())
    assert (row["marker"], row["task"]) == ("1", "IV.4")
    assert row["text"].startswith("Đối với khu vực Đông Hải Phòng")


def test_columns_beyond_the_core_ones_have_rows_of_their_own() -> None:
    extras = (Extra("product", "Sản phẩm", "Báo cáo"), Extra("note", "Ghi chú", ""))
    made = rows("task_extras", with_task("I.1", extras=extras))
    assert [(row["label"], row["text"]) for row in made] == [
        ("Sản phẩm", "Báo cáo"),
        ("Ghi chú", None),
    ]


def test_frames_are_typed() -> None:
    tasks = to_frames(dataset())["tasks"]
    assert tasks.index.name == "task"
    assert tasks.loc["VI.2", "due_end"] == pd.Timestamp("2025-12-31")
    assert tasks["due_end"].dtype == "datetime64[s]"
    assert tasks["content"].dtype == "string"
    assert tasks["source_row"].dtype == "Int64"
    assert tasks["ongoing"].dtype == "boolean"
    assert "half" in tasks["precision"].cat.categories
    assert tasks["deadline"].isna()["IV.2"]


def test_frames_of_many_documents_stand_below_each_other() -> None:
    one = dataset()
    other = replace(one, source=replace(one.source, name="hai-duong.docx"))
    tasks = to_frames([one, other])["tasks"]
    counts = tasks.groupby("document", observed=True).size()
    assert counts.to_dict() == {"hai-hung.docx": 31, "hai-duong.docx": 31}


def test_documents_of_one_name_are_told_apart() -> None:
    one = dataset()
    other = replace(one, source=replace(one.source, sha256="f" * 64))
    frame = to_frames(iter([one, other]))["documents"]
    assert list(frame["document"]) == ["hai-hung.docx (00000000)", "hai-hung.docx (ffffffff)"]


def test_no_document_gives_empty_frames_of_the_same_types() -> None:
    empty, full = to_frames([]), to_frames(dataset())
    assert {name: len(frame) for name, frame in empty.items()} == dict.fromkeys(full, 0)
    assert list(empty["tasks"].columns) == list(full["tasks"].columns)
    assert empty["tasks"]["due_end"].dtype == full["tasks"]["due_end"].dtype


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets())
def test_any_dataset_gives_rows_of_the_declared_types(made: Dataset) -> None:
    for table in TABLES:
        names = [each.name for each in table.columns]
        keys = []
        for row in records(table, made):
            assert list(row) == names
            keys.append(tuple(row[name] for name in table.key))
            for column in table.columns:
                assert is_a(row[column.name], column.type), (table.name, column.name)
        if table.name != "documents":
            assert len(set(keys)) == len(keys), table.name


def is_a(value: object, kind: Any) -> bool:
    if value is None:
        return True
    if isinstance(kind, tuple):
        return value in kind
    if kind is date:
        return isinstance(value, str) and str(date.fromisoformat(value)) == value
    return type(value) is kind


@pytest.mark.parametrize("module", ["pandas", "numpy", "pydantic"])
def test_importing_the_tables_imports_no_heavy_library(module: str) -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    code = f"import appendix_pipeline.tidy, sys; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
