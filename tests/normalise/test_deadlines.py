"""Deadlines: every rule by its own evidence, every labelled cell, wordings and worked examples."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.deadlines import parse_deadline
from appendix_pipeline.rules import load

HERE = Path(__file__).parent
ISSUED = "2025-10"
RULES = load("deadlines")
# Labels of the writer's slips; whether a body is known or renamed is told in `conditions`.
OF_THE_WRITER = {"typo", "truncated", "authority_unknown_or_renamed"}
# Rest days that move with the moon or by yearly decision are told by `resolve`, not here.
MOVING_REST_DAYS = {
    "Tháng 01", "Tháng 8/2026", "Thang 8/2026", "Trong tháng 8", "Tháng 7 - 8/2026", "T8/2026",
}  # fmt: skip


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


LABELLED = table("deadlines-labelled.tsv")


def evidence(kind: str) -> list[tuple[str, str, str]]:
    """Return (rule, cell, expected) for all examples of rules of one kind."""
    return [
        (rule.get("id", str(rule.get("from"))), cell, expected)
        for rule in RULES[kind]
        for cell, expected in rule["examples"].items()
    ]


@pytest.mark.parametrize("rule", [*RULES["atom"], *RULES["whole"]], ids=lambda rule: rule["id"])
def test_a_rule_comes_with_its_evidence(rule: dict[str, str]) -> None:
    assert rule["source"]
    assert rule.get("examples") or rule["type"] in ("num", "conj")


@pytest.mark.parametrize(("rule", "cell", "expected"), [*evidence("respelling"), *evidence("atom")])
def test_a_rule_reads_its_own_evidence(rule: str, cell: str, expected: str) -> None:
    found = parse_deadline(cell, ISSUED)
    assert expected in (found.edtf, found.kind), rule


@pytest.mark.parametrize(("rule", "cell", "_"), evidence("atom"))
def test_evidence_is_read_by_its_own_rule(rule: str, cell: str, _: str) -> None:
    quiet = {each["id"] for each in RULES["atom"] if each["type"] in ("filler", "conj")}
    assert rule in quiet or rule in [each.rule for each in parse_deadline(cell, ISSUED).matched]


@pytest.mark.parametrize(
    ("rule", "cell"), [(r["id"], cell) for r in RULES["atom"] for cell in r.get("rejects", ())]
)
def test_a_rule_stays_out_of_what_it_rejects(rule: str, cell: str) -> None:
    assert rule not in [each.rule for each in parse_deadline(cell, ISSUED).matched]


@pytest.mark.parametrize(
    ("kind", "cell"), [(r["kind"], cell) for r in RULES["whole"] for cell in r["examples"]]
)
def test_a_whole_cell_has_its_kind(kind: str, cell: str) -> None:
    assert parse_deadline(cell, ISSUED).kind == kind


@pytest.mark.parametrize(
    ("rule", "cell"), [(r["id"], cell) for r in RULES["whole"] for cell in r.get("rejects", ())]
)
def test_a_whole_cell_is_not_what_its_rule_rejects(rule: str, cell: str) -> None:
    assert rule not in [each.rule for each in parse_deadline(cell, ISSUED).matched]


@pytest.mark.parametrize("cell", [cell for rule in RULES["aside"] for cell in rule["examples"]])
def test_words_known_to_say_no_time_are_no_residue(cell: str) -> None:
    found = parse_deadline(cell, ISSUED)
    assert found.kind != "unparsed"
    assert "unread_residue" not in found.flags


@pytest.mark.parametrize("cell", [c for rule in RULES["aside"] for c in rule.get("rejects", ())])
def test_words_that_begin_as_nothing_known_are_residue(cell: str) -> None:
    assert "unread_residue" in parse_deadline(cell, ISSUED).flags


# What a labelled repetition stands for where it names no day of its own.
WHOLE = {
    "day": "FREQ=DAILY",
    "week": "FREQ=WEEKLY",
    "month": "FREQ=MONTHLY;BYMONTHDAY=-1",
    "quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "half": "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
    "year": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
}


# Labels name what a stretch counts from without the words that say so.
ANCHORING = re.compile(r"^(?:kể từ ngày|kể từ khi|sau khi|trước khi) ")


def rules_of(label: str) -> Iterator[str]:
    """Yield the RFC 5545 rules of "year BYMONTH=6,12 BYMONTHDAY=15 before + quarter"."""
    for series in label.split(" + ") if label else ():
        unit, *words = [each for each in series.split() if each not in ("before", "by")]
        parts = dict(each.split("=") for each in words if "=" in each)
        until = ";UNTIL=" + parts.pop("UNTIL").replace("-", "") if "UNTIL" in parts else ""
        if unit == "week" and words:
            yield f"FREQ=WEEKLY;BYDAY={','.join(words)}"
        elif not parts:
            yield WHOLE[unit] + until
        elif unit == "month":
            yield f"FREQ=MONTHLY;BYMONTHDAY={parts['BYMONTHDAY']}"
        else:
            whole = unit == "quarter"
            for month in [parts["BYMONTH"]] if whole else parts["BYMONTH"].split(","):
                yield f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={parts['BYMONTHDAY']}"


def offset_of(found: Deadline) -> str:
    """Return a stretch of time as labels have it."""
    if not found.offset:
        return ""
    number = f"{found.offset.n}-{found.offset.n_max}" if found.offset.n_max else found.offset.n
    anchor = found.offset.anchor
    whence = ANCHORING.sub("", anchor.text) if anchor else "[anchor not stated]"
    return f"{number} {found.offset.unit} {found.offset.direction} {whence}"


# How the labels map: `item_start` and `item_end` are the first and last day of all items, left out
# of what repeats; "ongoing" in `recurrence` is the field `ongoing`, blank where it is the kind.
@pytest.mark.parametrize("row", LABELLED, ids=lambda row: f"{row['text'][:50]} @{row['issued']}")
def test_a_labelled_cell_is_read_as_labelled(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], row["issued"])
    assert (found.kind, found.relation or "") == (row["kind"], row["relation"])
    items = found.items if found.kind != "recurring" else ()
    assert min((each.start for each in items), default="") == row["item_start"]
    assert max((each.end for each in items), default="") == row["item_end"]
    assert (found.due_end or "") == row["due_end"]
    assert found.ongoing == ("ongoing" in (row["kind"], row["recurrence"]))
    repeated = found.recurrence
    label = row["recurrence"] if row["recurrence"] != "ongoing" else ""
    assert set(repeated.rrule if repeated else ()) == set(rules_of(label))
    assert (repeated is not None and repeated.relation == "before") == ("before" in label)
    assert offset_of(found) == row["offset"]
    # Two typical rows of kind "on_request" leave the condition's words out.
    if found.kind != "on_request":
        assert bool(found.conditions) == bool(row["condition"])


@pytest.mark.parametrize(
    "row", [row for row in LABELLED if row["condition"]], ids=lambda row: row["text"][:50]
)
def test_a_labelled_condition_is_read_word_for_word(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], row["issued"])
    start, end = found.conditions[0].span[0], found.conditions[-1].span[1]
    assert found.raw[start:end] == row["condition"].split(" [")[0]
    assert bool(found.conditions[0].hint) == ("[hint" in row["condition"])


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: f"{row['text'][:50]} @{row['issued']}")
def test_a_labelled_cell_has_the_flags_of_its_label(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], row["issued"])
    labelled = set(row["flags"].split()) - OF_THE_WRITER
    if row["text"] in MOVING_REST_DAYS:
        assert "due_on_rest_day" in labelled
        labelled -= {"due_on_rest_day"}
    assert set(found.flags) - OF_THE_WRITER == labelled


def test_a_body_that_ended_before_the_plan_names_its_successor() -> None:
    text = "Sau khi có hướng dẫn của Bộ Nông nghiệp và Môi trường, Sở TNMT"
    present, ended = parse_deadline(text, ISSUED).conditions[0].by
    assert not present.successor
    assert ended.successor


def test_in_json_what_a_cell_does_not_give_is_null() -> None:
    plain = to_plain(parse_deadline("Theo yêu cầu", ISSUED))
    absent = {name for name, value in plain.items() if value is None}
    assert absent == {
        "relation", "edtf", "window_start", "due_end", "due_time", "bound_date", "precision",
        "part", "legal_point", "recurrence", "offset", "resolved",
    }  # fmt: skip
    assert plain["conditions"][0]["met_on"] is None


# Wordings of our own, with what the words say; `more`: "yes" a condition. A cell may be left
# unparsed by intention.
@pytest.mark.parametrize("row", table("deadlines-wordings.tsv"), ids=lambda row: row["text"])
def test_a_wording_is_read_as_it_says(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], ISSUED)
    assert (found.kind, found.relation or "") == (row["kind"], row["relation"])
    assert (found.edtf or "", found.due_end or "") == (row["edtf"], row["due_end"])
    assert " ".join(found.recurrence.rrule if found.recurrence else ()) == row["rrule"]
    assert bool(found.conditions) == (row["more"] == "yes")
    offset = found.offset
    before = " before" if offset and offset.direction == "before" else ""
    assert (f"{offset.n} {offset.unit}{before}" if offset else "") == row["offset"]


# Typical wordings that a person read before any program had seen them, most right at first sight.
@pytest.mark.parametrize("row", table("deadlines-unseen.tsv"), ids=lambda row: row["text"])
def test_a_wording_is_read_as_a_person_read_it(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], ISSUED)
    assert (found.kind, found.relation or "") == (row["kind"], row["relation"])
    assert (found.edtf or "", found.due_end or "") == (row["edtf"], row["due_end"])
    assert " ".join(found.recurrence.rrule if found.recurrence else ()) == row["rrule"]


# The worked examples of docs/deadlines.md: text, kind, relation, EDTF, last day in time, flags.
WORKED = [
    ("Tháng 11/2025", "month", "in", "2025-11", "2025-11-30", "due_on_rest_day"),
    ("Tháng 9/2025", "month", "in", "2025-09", "2025-09-30", "past_when_issued"),
    ("Tháng 10/2025", "month", "in", "2025-10", "2025-10-31", "issued_inside_window"),
    ("Năm 2026", "year", "in", "2026", "2026-12-31", ""),
    ("6/2025", "month", "in", "2025-06", "2025-06-30", "past_when_issued"),
    ("Quý IV/2025", "quarter", "in", "2025-36", "2025-12-31", "issued_inside_window"),
    ("Quý IV/2025 - Quý I/2026", "range", "in", "2025-10/2026-03", "2026-03-31",
     "issued_inside_window"),
    ("Từ tháng 10/2025 đến tháng 12/2025", "range", "in", "2025-10/2025-12", "2025-12-31",
     "issued_inside_window"),
    ("Tháng 10, 11/2025", "list", "in", "{2025-10,2025-11}", "2025-11-30",
     "issued_inside_window due_on_rest_day"),
    ("Quý III, IV/2026", "list", "in", "2026-07/2026-12", "2026-12-31", ""),
    ("Trước ngày 30/11/2025", "date", "before", "../2025-11-29", "2025-11-29",
     "exclusive_policy due_on_rest_day"),
    ("Trước tháng 3/2027", "month", "before", "../2027-02-28", "2027-02-28",
     "exclusive_policy due_on_rest_day"),
    ("Chậm nhất ngày 15/12/2025", "date", "by", "../2025-12-15", "2025-12-15", ""),
    ("Hoàn thành trước 17h00 ngày 20/11/2025", "date", "before", "../2025-11-20", "2025-11-20", ""),
    ("Trước ngày 15/01", "date", "before", "../2026-01-14", "2026-01-14",
     "exclusive_policy year_inferred"),
    ("Cuối tháng 11/2025", "part", "in", "2025-11-21/2025-11-30", "2025-11-30",
     "part_window_is_policy due_on_rest_day"),
    ("Đầu tháng 12/2025", "part", "in", "2025-12-01/2025-12-10", "2025-12-10",
     "part_window_is_policy"),
    ("6 tháng đầu năm 2026", "half", "in", "2026-40", "2026-06-30", ""),
    ("2025 và những năm tiếp theo", "year", "then-on", "2025/..", "", "issued_inside_window"),
    ("Thường xuyên", "ongoing", "", "2025-10/..", "", ""),
    ("Hằng quý", "recurring", "by", "", "", "day_unspecified"),
    ("Trước ngày 15 hằng tháng", "recurring", "before", "", "", ""),
    ("Định kỳ 6 tháng, năm", "recurring", "by", "", "", "day_unspecified"),
    ("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", "relative", "by", "", "", ""),
    ("Sau khi có hướng dẫn của Bộ Nông nghiệp và Môi trường, Sở TNMT", "condition", "", "", "", ""),
    ("Tháng 12/2025 (Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ và Thành phố)",
     "month", "in", "2025-12", "2025-12-31", ""),
    ("Tháng 10/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế làm việc mẫu)",
     "month", "in", "2025-10", "2025-10-31", "issued_inside_window"),
    ("Theo yêu cầu của Trung ương, Thành phố.", "on_request", "", "", "", ""),
    ("", "blank", "", "", "", "missing_deadline"),
    ("Trong năm 2026Được bãi bỏ một phần bởi Quyết định số 13/2026/QĐ-UBND",
     "year", "in", "2026", "2026-12-31", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "flags"), [(w[0], w[1:5], w[5]) for w in WORKED])
def test_a_worked_example_is_read(text: str, expected: tuple[str, ...], flags: str) -> None:
    found = parse_deadline(text, ISSUED)
    said = (found.kind, found.relation, found.edtf, found.due_end)
    assert said == tuple(each or None for each in expected)
    assert set(found.flags) == set(flags.split())


def test_an_inferred_year_keeps_the_other_one() -> None:
    found = parse_deadline("Trước ngày 15/01", ISSUED)
    assert found.certainty == "inferred"
    assert [each.edtf for each in found.alternatives] == ["2025-01-15"]


def test_a_clock_time_is_kept() -> None:
    found = parse_deadline("Hoàn thành trước 17h00 ngày 20/11/2025", ISSUED)
    assert (found.due_time, found.bound_date) == ("17:00", "2025-11-20")


@pytest.mark.parametrize(
    ("text", "legal_point"),
    [("Cuối tháng 11/2025", "2025-11-30"), ("Đầu tháng 12/2025", "2025-12-01"),
     ("Giữa tháng 11/2025", "2025-11-15"), ("Cuối năm 2025", "2025-12-31"),
     ("Giữa năm 2026", "2026-06-30"), ("Đầu năm 2026", "2026-01-01"),
     ("Cuối quý IV/2025", "2025-12-31"), ("Giữa quý I/2026", ""), ("Tháng 11/2025", "")],
)  # fmt: skip
def test_parts_of_a_period_have_their_legal_point(text: str, legal_point: str) -> None:
    assert parse_deadline(text, ISSUED).legal_point == (legal_point or None)


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Sau khi có hướng dẫn của Bộ Nông nghiệp và Môi trường, Sở TNMT",
         [("after", "guidance", ["Bộ Nông nghiệp và Môi trường", "Sở TNMT"])]),
        ("Tháng 12/2025 (Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ và Thành phố)",
         [("after", "regulation", ["Chính phủ"]),
          ("after", "guidance", ["Bộ Nội vụ", "Thành phố"])]),
        ("Theo yêu cầu của Trung ương, Thành phố.",
         [("on_request", "request", ["Trung ương", "Thành phố"])]),
        ("Khi có hướng dẫn, chỉ đạo của cấp trên", [("upon", "guidance", ["cấp trên"])]),
        ("Sau khi Bộ Kế hoạch và Đầu tư ban hành",
         [("after", "issue", ["Bộ Kế hoạch và Đầu tư"])]),
        ("Ngay sau khi Luật có hiệu lực", [("after", "effective", [])]),
        ("Tại kỳ họp cuối năm 2025 của HĐND xã", [("at", "session", ["HĐND xã"])]),
    ],
)  # fmt: skip
def test_a_condition_is_data(text: str, events: list[tuple[str, str, list[str]]]) -> None:
    found = parse_deadline(text, ISSUED).conditions
    assert [(e.trigger, e.action, [b.text for b in e.by]) for e in found] == events


def test_a_document_of_a_condition_is_kept_with_and_without_its_number() -> None:
    named = "Tháng 10/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế làm việc mẫu)"
    (event,) = parse_deadline(named, ISSUED).conditions
    assert [(d.kind, d.title) for d in event.documents] == [("Nghị định", "Quy chế làm việc mẫu")]
    numbered = "Sau khi Chính phủ ban hành Nghị định thay thế Nghị định số 34/2014/NĐ-CP"
    (event,) = parse_deadline(numbered, ISSUED).conditions
    assert [each.key for each in event.documents] == ["34/2014/NĐ-CP"]


def test_a_stretch_of_time_has_its_anchor() -> None:
    found = parse_deadline("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", ISSUED)
    assert found.offset is not None
    assert (found.offset.n, found.offset.unit, found.offset.direction) == (5, "workday", "after")
    assert found.offset.anchor is not None
    assert found.offset.anchor.action == "receive"
    assert found.conditions == ()


def test_a_reporting_duty_stands_apart() -> None:
    found = parse_deadline("Hoàn thành trong tháng 11/2025, báo cáo trước ngày 5/12/2025", ISSUED)
    assert (found.edtf, found.due_end) == ("2025-11", "2025-11-30")
    assert [(each.relation, each.due_end) for each in found.reports] == [("before", "2025-12-04")]
    assert "conflicting_deadlines" not in found.flags


# Of a date and a repetition beside it each binds as its own words say.
@pytest.mark.parametrize(
    ("text", "head", "rrule", "bound"),
    [
        ("Tháng 12/2025, báo cáo trước ngày 25 hằng tháng", ("month", "in", "2025-12-31"),
         "FREQ=MONTHLY;BYMONTHDAY=25", ("before", None)),
        ("Tháng 12/2025, ngày 25 hằng tháng", ("month", "in", "2025-12-31"),
         "FREQ=MONTHLY;BYMONTHDAY=25", ("by", None)),
        ("Trước ngày 15/12/2025, báo cáo vào ngày 25 hằng tháng", ("date", "before", "2025-12-14"),
         "FREQ=MONTHLY;BYMONTHDAY=25", ("by", None)),
        ("Trước năm 2030, hằng năm", ("year", "before", "2029-12-31"),
         "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", ("by", None)),
        ("Năm 2026, định kỳ trước ngày 15/6 hằng năm", ("year", "in", "2026-12-31"),
         "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", ("before", None)),
        ("Quý IV/2025; báo cáo trước 16h00 thứ Năm hằng tuần", ("quarter", "in", "2025-12-31"),
         "FREQ=WEEKLY;BYDAY=TH", ("before", "16:00")),
        ("Thường xuyên, báo cáo trước ngày 20 hằng tháng", ("ongoing", "before", None),
         "FREQ=MONTHLY;BYMONTHDAY=20", ("before", None)),
        ("Trước ngày 15/6 hằng năm, từ năm 2026", ("recurring", "before", None),
         "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", ("before", None)),
    ],
)  # fmt: skip
def test_a_repetition_binds_its_own_days(
    text: str, head: tuple[str, ...], rrule: str, bound: tuple[str, str | None]
) -> None:
    found = parse_deadline(text, ISSUED)
    assert (found.kind, found.relation, found.due_end) == head
    assert found.recurrence is not None
    assert found.recurrence.rrule == (rrule,)
    assert (found.recurrence.relation, found.recurrence.due_time) == bound


@pytest.mark.parametrize(
    ("text", "kind", "flag"),
    [
        ("31/9/2025", "unparsed", "impossible_date"),
        ("Tháng 13/2025", "unparsed", "impossible_date"),
        ("Quý V/2025", "unparsed", "impossible_date"),
        ("29/2/2026", "unparsed", "impossible_date"),
        ("Từ 15/12/2025 đến 01/11/2025", "unparsed", "reversed_range"),
        ("Năm 2125", "year", "far_future"),
        ("Tháng 12/25", "month", "two_digit_year"),
        ("Trong 05 (bốn) ngày kể từ ngày nhận được văn bản", "relative", "number_word_mismatch"),
        ("Tháng 11/2025 xong phần 3", "month", "unread_residue"),
        ("Tháng 11/2025 họp dân Quý I/2026 trình duyệt", "month", "conflicting_deadlines"),
        ("Tháng 11/2025, nay điều chỉnh thành: Quý I/2026", "month", "conflicting_deadlines"),
        ("Tháng 11/2025 họp dân. Quý I/2026 trình duyệt", "list", "several_steps"),
        ("Lần 1 tháng 3, lần 2 tháng 9 hằng năm", "month", "conflicting_deadlines"),
        ("Thường xuyên, trực 24/7", "ongoing", "maybe_day"),
        ("Ban hành tháng 11/2025, triển khai năm 2026", "month", "conflicting_deadlines"),
        ("Thứ Sáu, ngày 15/11/2025", "date", "weekday_mismatch"),
        ("Dự kiến tháng 12/2025", "month", "tentative"),
        ("Kỳ họp cuối năm 2026", "condition", "event_with_date"),
        ("Phòng Kinh tế", "note", "not_a_deadline"),
        ("Chưa xác định", "status", "undetermined"),
        ("Đang thực hiện", "status", "undetermined"),
        ("Thực hiện ngay", "unparsed", "unread_residue"),
        ("Đợt 1", "unparsed", "unread_residue"),
        ("Đã có dự thảo, hoàn thành cuối năm", "part", "unread_residue"),
        ("…/…/2026", "unparsed", "left_blank"),
        ("Học kỳ I", "unparsed", "unread_residue"),
        ("Học kỳ I năm học 2025-2026", "part", "part_window_is_policy"),
        ("Tuần sau", "unparsed", "unread_residue"),
        ("Quý I/2026 và quý sau", "unparsed", "unread_residue"),
        ("Từ 01/7/2026 đến 31/7/2026 (02 tháng)", "range", "conflicting_deadlines"),
        ("Trước cuối tháng 11/2025", "part", "exclusive_policy"),
        ("Trong 5 ngày đầu tháng 11/2025", "part", "part_window_is_policy"),
        ("5 ngày đầu tháng", "unparsed", "unread_residue"),
        ("Như mục 1", "unparsed", "unread_residue"),
        ("Tháng 12/2025 hoặc khi có yêu cầu", "month", "alternative_event"),
        ("Quý 4/2025 - 1/2026", "unparsed", "unread_residue"),
    ],
)  # fmt: skip
def test_what_a_careful_reader_remarks_is_a_flag(text: str, kind: str, flag: str) -> None:
    found = parse_deadline(text, ISSUED)
    assert found.kind == kind
    assert flag in found.flags


def test_a_year_that_nothing_tells_is_not_invented() -> None:
    found = parse_deadline("Tháng 12")
    assert (found.kind, found.items, found.flags) == ("unparsed", (), ("year_missing",))


def test_the_subject_year_of_the_plan_comes_before_its_date() -> None:
    found = parse_deadline("Quý I", ISSUED, "2027")
    assert (found.edtf, "year_from_subject" in found.flags) == ("2027-33", True)


@pytest.mark.parametrize(
    "text",
    ["2753/QĐ-TCHQ ngày 12/12/2012", "Theo Nghị quyết số 268/NQ-CP ngày 31/8/2025",
     "Đã hoàn thành", "Chưa xác định", "Đề xuất giao Sở Xây dựng tham mưu",
     "Trong 24 giờ kể từ khi nhận được thông tin", "Trồng 2000 cây",
     "Triển khai thực hiện Kế hoạch số 02/KH-BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương"],
)  # fmt: skip
def test_a_text_without_deadline_gets_no_date(text: str) -> None:
    found = parse_deadline(text, ISSUED)
    assert (found.due_end, found.items) == (None, ())


def test_words_of_a_heading_are_read_but_are_no_part_of_the_cell() -> None:
    found = parse_deadline("31/12/2025", ISSUED, bound="trước ngày ")
    assert (found.raw, found.relation, found.due_end) == ("31/12/2025", "before", "2025-12-30")
    assert [(each.text, each.span) for each in found.items] == [("31/12/2025", (0, 10))]
