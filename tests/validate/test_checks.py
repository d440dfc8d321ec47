"""Planted defects are found, and nothing is found where nothing is wrong."""

from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest

from appendix_pipeline.model.agency import Agencies
from appendix_pipeline.model.dataset import Dataset, Extra, Footnote, LeftOver, Section, Task
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.deadlines import meet, parse_deadline, resolve
from appendix_pipeline.rules.catalogue import findings
from appendix_pipeline.validate.checks import check, checks
from appendix_pipeline.validate.wording import word
from samples import NOWHERE, agencies, dataset

Change = Callable[[Dataset], Dataset]


def clean() -> Dataset:
    """The real appendix with its defects mended: no check may object to it."""
    found = dataset()
    tasks = tuple(
        replace(
            task,
            lead=task.lead if task.lead.text else agencies("Phòng Kinh tế"),
            deadline=task.deadline if task.deadline.raw else Deadline("Năm 2026", "year", "in"),
        )
        for task in found.tasks
    )
    known = tuple(
        replace(task, deadline=replace(task.deadline, kind="month"))
        if task.deadline.kind == "unparsed"
        else task
        for task in tasks
    )
    return replace(found, tasks=known, findings=())


def on_first(**changes: object) -> Change:
    """Return a change to the first task."""

    def change(found: Dataset) -> Dataset:
        first: Task = replace(found.tasks[0], **changes)  # type: ignore[arg-type]
        return replace(found, tasks=(first, *found.tasks[1:]))

    return change


def met(text: str) -> Deadline:
    """Return a deadline whose condition came in January 2026."""
    deadline = meet(parse_deadline(text, "2025-10"), "", "2026-01-05")
    return replace(deadline, resolved=resolve(deadline))


def codes(found: Dataset) -> list[str]:
    rules = findings()
    return [each.code for each in check(found) if rules[each.code]["severity"] != "info"]


def test_a_clean_appendix_has_no_finding() -> None:
    assert codes(clean()) == []


DEFECTS = [
    pytest.param(on_first(lead=Agencies("")), ["missing-lead"], id="no lead"),
    pytest.param(on_first(deadline=Deadline("", "blank")), ["missing-deadline"], id="no deadline"),
    pytest.param(
        on_first(deadline=Deadline("abc", "unparsed")), ["unparsed-deadline"], id="unread deadline"
    ),
    pytest.param(
        on_first(deadline=Deadline("abc", "unparsed", flags=("tentative",))),
        ["unparsed-deadline"],
        id="unread deadline whose flag says nothing to a clerk",
    ),
    pytest.param(
        on_first(deadline=Deadline("Tháng 9/2025", "month", flags=("past_when_issued",))),
        ["deadline-before-plan"], id="due before the plan",
    ),
    pytest.param(
        on_first(deadline=met("Sau khi có hướng dẫn của Bộ Nội vụ")),
        ["deadline-to-be-set"], id="a condition met, and no date",
    ),
    pytest.param(
        on_first(deadline=met("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)")),
        ["deadline-met-late"], id="a condition met too late",
    ),
    pytest.param(on_first(number=""), ["missing-number"], id="no number"),
    pytest.param(on_first(number="2"), ["duplicate-number"], id="a number twice"),
    pytest.param(
        on_first(references=(
            Reference("Thông tư số 23/2025/TT- BNNMT", 0, 29, number="23", year="2025",
                      symbol="TT-BNNMT", broken="blank-in-symbol"),
        )),
        ["broken-symbol"], id="a blank in a symbol",
    ),
    pytest.param(
        lambda d: replace(d, tasks=(*d.tasks[:3], *d.tasks[4:], d.tasks[3])),
        ["number-gap"], id="a number is left out",
    ),
    pytest.param(
        lambda d: replace(d, tasks=d.tasks[:-1]), ["declared-total-mismatch"], id="a task is lost"
    ),
    pytest.param(
        lambda d: replace(d, sections=(*d.sections, Section("X", "X", "Trống", 1, NOWHERE))),
        ["empty-section"], id="a section without task",
    ),
    pytest.param(
        lambda d: replace(d, sections=(*d.sections[:-1], replace(d.sections[-1], path="IX#2"))),
        ["duplicate-section", "empty-section"], id="a section twice",
    ),
    pytest.param(
        lambda d: replace(d, footnotes=(*d.footnotes, Footnote("2", "x", "", 0, NOWHERE))),
        ["footnote-without-reference"], id="a note nobody refers to",
    ),
    pytest.param(
        lambda d: replace(d, ledger=replace(d.ledger, left_over=(LeftOver("x", 1, NOWHERE),))),
        ["left-over-text"], id="text that belongs nowhere",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), DEFECTS)
def test_a_planted_defect_is_found(change: Change, expected: list[str]) -> None:
    assert sorted(codes(change(clean()))) == sorted(expected)


def test_no_day_must_be_set_for_what_is_done() -> None:
    done = Extra("status", "Trạng thái", "Hoàn thành")
    late = met("Tháng 12/2025 (sau khi có hướng dẫn của Bộ Nội vụ)")
    assert codes(on_first(deadline=late, extras=(done,))(clean())) == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("change", "expected"), DEFECTS)
def test_a_finding_is_one_full_sentence(change: Change, expected: list[str], lang: str) -> None:
    found = change(clean())
    findings = word(check(found), found, "vi" if lang == "vi" else "en")
    assert {each.code for each in findings} >= set(expected)
    for finding in findings:
        for text in (finding.message, finding.suggestion):
            assert text.endswith(".")
            assert "{" not in text
            assert "\n" not in text


def test_the_checks_are_the_public_generators_of_the_folder() -> None:
    names = [each.__name__ for each in checks()]
    assert {"missing", "leads", "flags", "symbols", "alike", "heading"} <= set(names)
    assert len(names) == len(set(names))


def test_checking_takes_time_in_proportion_to_the_tasks() -> None:
    def seconds(times: int) -> float:
        found = clean()
        tasks = tuple(
            replace(task, id=f"{task.id}-{n}", section=f"{task.section}/{n}")
            for n in range(times)
            for task in found.tasks
        )
        many = replace(found, tasks=tasks)
        began = process_time()
        word(check(many), many, "vi")
        return process_time() - began

    seconds(1)
    assert seconds(40) < 10 * seconds(10)


def test_the_real_appendix_shows_its_known_defects(real: Dataset) -> None:
    found = {(each.code, each.task) for each in real.findings if each.severity != "info"}
    asked = {
        ("missing-deadline", "IV.2"),
        ("missing-lead", "V.1"),
        ("deadline-before-plan", "III.1"),
        ("stray-fragment", "VI.8"),
        ("broken-symbol", "IV.2"),
        ("stale-agency", "IV.1"),
    }
    assert found == asked
    told = [each.code for each in real.findings if each.severity == "info"]
    # "Trung tâm phục vụ hành chính công" is "… Phục vụ …" by Phụ lục II, IV.1.a of the decree.
    assert told == ["agency-capitals", "declared-total-matches"]
    matches = [each for each in real.findings if each.code == "declared-total-matches"]
    assert [each.details for each in matches] == [{"declared": "31", "found": "31"}]
