"""`resolve`: what a clerk types when the awaited guidance has come."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from appendix_pipeline.cli.resolve import command
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.writers import write
from samples import dataset

DEADLINES = (
    "Tháng 12/2025 (sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ)",
    "Trong 05 ngày làm việc kể từ ngày nhận được hướng dẫn của Bộ Nội vụ",
    "Thường xuyên",
)


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    """Return the path of a tasks.json whose first three tasks have these deadlines."""
    data = dataset()
    made = (
        replace(data.tasks[0], id=f"T{number}", deadline=parse_deadline(text, "2025-10"))
        for number, text in enumerate(DEADLINES, 1)
    )
    path = tmp_path / "tasks.json"
    path.write_bytes(write("json", replace(data, tasks=tuple(made)), "x")["tasks.json"])
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments])


def test_the_tasks_that_wait_are_listed_with_what_follows(tasks: Path) -> None:
    done = run(tasks, "--event", "huong dan cua bo noi vu", "--date", "03/11/2025")
    assert done.exit_code == 0
    first, second = done.output.split("T2. ")
    assert "còn chờ: sau khi có quy định của Chính phủ" in first
    assert "đến hạn ngày 31/12/2025" in first
    assert "đến hạn ngày 10/11/2025" in second
    assert "T3" not in done.output


def test_a_deadline_edited_in_the_file_is_read_anew(tasks: Path) -> None:
    edited = json.loads(tasks.read_text("utf-8"))
    edited["tasks"][2]["deadline"]["raw"] = DEADLINES[0]
    tasks.write_text(json.dumps(edited), "utf-8")
    done = run(tasks, "--event", "hướng dẫn của Bộ Nội vụ", "--date", "03/11/2025")
    assert "T3" in done.output


def test_what_is_written_says_that_a_new_day_must_be_set(tasks: Path) -> None:
    out = tasks.with_name("new.json")
    run(tasks, "--task", "T1", "--all", "--date", "2026-01-05", "--out", out)
    (late,) = (each for each in load_dataset(out).findings if each.code == "deadline-met-late")
    assert late.task == "T1"
    assert late.message.endswith("cần ấn định lại.")


def test_as_json_it_is_one_line_a_task(tasks: Path) -> None:
    done = run(tasks, "--event", "hướng dẫn", "--date", "2025-11-03", "--json")
    first, second = (json.loads(line) for line in done.output.splitlines())
    assert first["waiting"] == ["sau khi có quy định của Chính phủ"]
    assert (second["task"], second["due"]) == ("T2", "2025-11-10")
    assert "VN public holidays" in second["calendar_id"]


def test_several_events_meet_a_condition_of_several_acts(tasks: Path) -> None:
    done = run(
        tasks, "--event", "Chính phủ", "--date", "2025-11-01", "--event", "Bộ Nội vụ",
        "--date", "2025-11-03", "--json",
    )  # fmt: skip
    assert json.loads(done.output.splitlines()[0])["waiting"] == []


def test_the_new_dataset_keeps_what_is_met_and_what_follows(tasks: Path) -> None:
    out = tasks.with_name("new.json")
    done = run(tasks, "--event", "hướng dẫn", "--date", "2025-11-03", "--out", out)
    assert done.exit_code == 0
    first, second, third = load_dataset(out).tasks
    assert [each.status for each in first.deadline.conditions] == ["pending", "met"]
    assert second.deadline.offset is not None
    assert second.deadline.offset.anchor is not None
    assert second.deadline.offset.anchor.met_on == "2025-11-03"
    assert second.deadline.resolved is not None
    assert second.deadline.resolved.due == "2025-11-10"
    assert third.deadline.resolved is None
    assert b"DUE;VALUE=DATE:20251110" in write("ics", load_dataset(out), "x")["x.ics"]


def test_nothing_is_written_where_nobody_waits(tasks: Path) -> None:
    out = tasks.with_name("new.json")
    done = run(tasks, "--event", "khai giảng", "--date", "2025-11-03", "--out", out)
    assert done.exit_code == 4
    assert "Không nhiệm vụ nào chờ việc này: khai giảng." in done.output
    assert not out.exists()


def test_what_is_no_day_is_refused_in_the_clerks_words(tasks: Path) -> None:
    done = run(tasks, "--event", "Bộ Nội vụ", "--date", "31/02/2025")
    assert done.exit_code == 2
    assert "“31/02/2025” không phải ngày" in done.output
    assert "%" not in done.output


@pytest.mark.parametrize(
    "arguments",
    [["--event", "a", "--event", "b", "--date", "2025-11-03"], ["--event", "a", "--date", "31/9/2025"],
     ["--event", "a"], ["--date", "2025-11-03"], [],
     ["--event", "a", "--date", "2025-11-03", "--to", "xlsx"]],
)  # fmt: skip
def test_a_wrong_call_is_refused(tasks: Path, arguments: list[str]) -> None:
    assert run(tasks, *arguments).exit_code == 2


def test_the_events_that_are_awaited_are_listed_with_their_tasks(tasks: Path) -> None:
    lines = run(tasks, "--list").output.splitlines()
    assert lines == [
        "sau khi có quy định của Chính phủ – 1 nhiệm vụ: T1",
        "hướng dẫn của Bộ Nội vụ – 1 nhiệm vụ: T1",
        "kể từ ngày nhận được hướng dẫn của Bộ Nội vụ – 1 nhiệm vụ: T2",
    ]


def test_a_task_may_be_chosen_instead_of_an_event(tasks: Path) -> None:
    done = run(tasks, "--task", "T1", "--date", "2025-11-03", "--json")
    (record,) = map(json.loads, done.output.splitlines())
    assert (record["task"], record["waiting"], record["due"]) == ("T1", [], "2025-12-31")


@pytest.mark.parametrize("words", ["Bộ", "nội vụ"])
def test_a_part_of_a_name_is_refused_with_what_it_may_mean(tasks: Path, words: str) -> None:
    done = run(tasks, "--event", words, "--date", "2025-11-03")
    assert done.exit_code == 2
    assert "“hướng dẫn của Bộ Nội vụ”" in done.output


def test_an_act_of_several_bodies_is_refused_unless_all_came(tasks: Path) -> None:
    data = load_dataset(tasks)
    other = replace(data.tasks[2], deadline=parse_deadline("Khi có hướng dẫn của Bộ Tài chính"))
    changed = replace(data, tasks=(*data.tasks[:2], other))
    tasks.write_bytes(write("json", changed, "x")["tasks.json"])
    refused = run(tasks, "--event", "hướng dẫn", "--date", "2025-11-03")
    assert refused.exit_code == 2
    assert "Bộ Tài chính" in refused.output
    done = run(tasks, "--event", "hướng dẫn", "--date", "2025-11-03", "--all", "--json")
    assert [json.loads(line)["task"] for line in done.output.splitlines()] == ["T1", "T2", "T3"]


def test_other_formats_are_written_beside_the_new_dataset(tasks: Path) -> None:
    out = tasks.with_name("new") / "tasks.json"
    done = run(
        tasks, "--event", "Bộ Nội vụ", "--date", "2025-11-03", "--out", out, "--to", "xlsx,csv"
    )
    assert done.exit_code == 0
    (table,) = out.parent.glob("*.xlsx")
    sheet = load_workbook(table).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (row,) = (each for each in rows if each[0] == "T2")
    assert datetime(2025, 11, 10) in row  # noqa: DTZ001 (a cell of a sheet has no zone)
    assert not any("nhận được" in str(cell) and "kể từ" in str(cell)[:6] for cell in row)
    csv_text = (out.parent / "csv" / "tasks.csv").read_text("utf-8-sig")
    assert "2025-11-10" in csv_text


def test_an_unknown_task_is_refused(tasks: Path) -> None:
    done = run(tasks, "--task", "T9", "--date", "2025-11-03")
    assert done.exit_code == 2
    assert "T1, T2, T3" in done.output
