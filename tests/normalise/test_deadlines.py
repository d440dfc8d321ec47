"""Deadlines: every rule by its own evidence, every labelled cell, and what must always hold."""

import csv
import re
from datetime import date
from pathlib import Path
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appendix_pipeline.model.deadline import Deadline
from appendix_pipeline.normalise.deadlines import in_words, parse_deadline
from appendix_pipeline.rules import load

LABELLED = Path(__file__).parent / "deadlines-labelled.tsv"
ISSUED = "2025-10"
KINDS = {
    "recurring", "relative", "condition", "on_request", "ongoing", "status", "note", "ditto",
    "blank", "unparsed",
}  # fmt: skip
# Flags of the labels that are no remarks on dates: they say what the writer did wrong.
OF_THE_WRITER = {"typo", "truncated", "authority_unknown_or_renamed"}
# Rest days that move with the moon or by yearly decision are told by the resolver, not here.
MOVING_REST_DAYS = {"Tháng 01", "Tháng 8/2026", "Thang 8/2026"}
# Labels of typical wordings name only the flags at issue.
PARTLY_LABELLED = {"Trong tháng 11", "Trước ngày 25/11"}


def rows() -> list[dict[str, str]]:
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def evidence(kind: str) -> list[tuple[str, str, str]]:
    """Return (rule, cell, expected) for all examples of rules of one kind."""
    return [
        (rule.get("id", str(rule.get("from"))), cell, expected)
        for rule in load("deadlines")[kind]
        for cell, expected in rule["examples"].items()
    ]


EVIDENCE = [*evidence("respelling"), *evidence("atom")]


@pytest.mark.parametrize(("rule", "cell", "expected"), EVIDENCE)
def test_a_rule_reads_its_own_evidence(rule: str, cell: str, expected: str) -> None:
    found = parse_deadline(cell, ISSUED)
    assert expected in (found.edtf, found.kind), rule


@pytest.mark.parametrize(
    ("rule", "cell"),
    [(r["id"], cell) for r in load("deadlines")["atom"] for cell in r.get("rejects", ())],
)
def test_a_rule_stays_out_of_what_it_rejects(rule: str, cell: str) -> None:
    assert rule not in [each.rule for each in parse_deadline(cell, ISSUED).matched]


@pytest.mark.parametrize(
    ("kind", "cell"),
    [(r["kind"], cell) for r in load("deadlines")["whole"] for cell in r["examples"]],
)
def test_a_whole_cell_has_its_kind(kind: str, cell: str) -> None:
    assert parse_deadline(cell, ISSUED).kind == kind


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['text'][:50]} @{row['issued']}")
def test_a_labelled_cell_is_read_as_labelled(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], row["issued"])
    assert found.kind == row["kind"]
    if row["relation"]:
        assert found.relation == row["relation"]
    assert min((each.start for each in found.items), default="") == row["item_start"]
    assert max((each.end for each in found.items), default="") == row["item_end"]
    assert found.due_end == row["due_end"]
    if row["recurrence"]:
        assert found.ongoing == ("ongoing" in row["recurrence"])
        assert (found.recurrence is not None) == ("ongoing" not in row["recurrence"])
    assert (found.offset is not None) == bool(row["offset"])
    assert "unread_residue" not in found.flags


@pytest.mark.parametrize(
    "row", [row for row in rows() if row["condition"]], ids=lambda row: row["text"][:50]
)
def test_a_labelled_condition_is_read_word_for_word(row: dict[str, str]) -> None:
    first = parse_deadline(row["text"], row["issued"]).conditions[0]
    assert first.text == row["condition"].split(" [")[0]


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in rows()
        if row["flags"] and row["text"] not in MOVING_REST_DAYS | PARTLY_LABELLED
    ],
    ids=lambda row: f"{row['text'][:50]} @{row['issued']}",
)
def test_a_labelled_cell_has_the_flags_of_its_label(row: dict[str, str]) -> None:
    found = parse_deadline(row["text"], row["issued"])
    assert set(found.flags) - OF_THE_WRITER == set(row["flags"].split()) - OF_THE_WRITER


# docs/deadlines.md, worked examples: text, kind, relation, EDTF, last day in time.
WORKED = [
    ("Tháng 11/2025", "month", "in", "2025-11", "2025-11-30"),
    ("Tháng 9/2025", "month", "in", "2025-09", "2025-09-30"),
    ("Năm 2026", "year", "in", "2026", "2026-12-31"),
    ("6/2025", "month", "in", "2025-06", "2025-06-30"),
    ("Quý IV/2025", "quarter", "in", "2025-36", "2025-12-31"),
    ("Quý IV/2025 - Quý I/2026", "range", "in", "2025-10/2026-03", "2026-03-31"),
    ("Từ tháng 10/2025 đến tháng 12/2025", "range", "in", "2025-10/2025-12", "2025-12-31"),
    ("Tháng 10, 11/2025", "list", "in", "{2025-10,2025-11}", "2025-11-30"),
    ("Quý III, IV/2026", "list", "in", "2026-07/2026-12", "2026-12-31"),
    ("Trước ngày 30/11/2025", "date", "before", "../2025-11-29", "2025-11-29"),
    ("Trước tháng 3/2027", "month", "before", "../2027-02-28", "2027-02-28"),
    ("Chậm nhất ngày 15/12/2025", "date", "by", "../2025-12-15", "2025-12-15"),
    ("Hoàn thành trước 17h00 ngày 20/11/2025", "date", "before", "../2025-11-20", "2025-11-20"),
    ("Trước ngày 15/01", "date", "before", "../2026-01-14", "2026-01-14"),
    ("Cuối tháng 11/2025", "part", "in", "2025-11-21/2025-11-30", "2025-11-30"),
    ("Đầu tháng 12/2025", "part", "in", "2025-12-01/2025-12-10", "2025-12-10"),
    ("6 tháng đầu năm 2026", "half", "in", "2026-40", "2026-06-30"),
    ("2025 và những năm tiếp theo", "year", "then-on", "2025/..", ""),
    ("Thường xuyên", "ongoing", "", "2025-10/..", ""),
    ("15-20/11/2025", "range", "in", "2025-11-15/2025-11-20", "2025-11-20"),
    ("Từ 15 đến 20/11/2025", "range", "in", "2025-11-15/2025-11-20", "2025-11-20"),
    ("tháng 11 - tháng 1/2026", "range", "in", "2025-11/2026-01", "2026-01-31"),
    ("Hết quý", "quarter", "by", "../2025-12-31", "2025-12-31"),
    ("Sau khi có hướng dẫn của Bộ Nội vụ, hoàn thành trước ngày 30/11/2025", "date", "before",
     "../2025-11-29", "2025-11-29"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "relation", "edtf", "due"), WORKED)
def test_a_worked_example_is_read(text: str, kind: str, relation: str, edtf: str, due: str) -> None:
    found = parse_deadline(text, ISSUED)
    assert (found.kind, found.relation, found.edtf, found.due_end) == (kind, relation, edtf, due)


@pytest.mark.parametrize(
    ("text", "legal_point"),
    [("Cuối tháng 11/2025", "2025-11-30"), ("Đầu tháng 12/2025", "2025-12-01"),
     ("Giữa tháng 11/2025", "2025-11-15"), ("Cuối năm 2025", "2025-12-31"),
     ("Giữa năm 2026", "2026-06-30")],
)  # fmt: skip
def test_parts_of_a_period_have_their_legal_point(text: str, legal_point: str) -> None:
    assert parse_deadline(text, ISSUED).legal_point == legal_point


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Hằng quý", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"]),
        ("Trước ngày 15 hằng tháng", ["FREQ=MONTHLY;BYMONTHDAY=15"]),
        ("Định kỳ 6 tháng, năm", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1",
                                  "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"]),
        ("trước ngày 15/12 hằng năm", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
        ("Trước 30/6 và 31/12 hàng năm", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30",
                                          "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"]),
        ("Thứ Sáu hàng tuần", ["FREQ=WEEKLY;BYDAY=FR"]),
        ("Hàng tuần", ["FREQ=WEEKLY"]),
        ("Quý IV hằng năm", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"]),
        ("6 tháng/lần", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"]),
    ],
)  # fmt: skip
def test_a_recurrence_is_an_rfc_5545_rule(text: str, rules: list[str]) -> None:
    found = parse_deadline(text, ISSUED)
    assert found.kind == "recurring"
    assert found.recurrence is not None
    assert list(found.recurrence.rrule) == rules
    assert found.due_end == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sau khi có hướng dẫn của Bộ Nông nghiệp và Môi trường, Sở TNMT",
         [("guidance", ["Bộ Nông nghiệp và Môi trường", "Sở TNMT"])]),
        ("Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ",
         [("regulation", ["Chính phủ"]), ("guidance", ["Bộ Nội vụ"])]),
        ("Tháng 12/2025 (Sau khi có quy định của Chính phủ, hướng dẫn của Bộ Nội vụ và Thành phố)",
         [("regulation", ["Chính phủ"]), ("guidance", ["Bộ Nội vụ", "Thành phố"])]),
        ("Tháng 10/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế làm việc mẫu)",
         [("issue", ["Chính phủ"])]),
        ("Theo yêu cầu của Trung ương, Thành phố.", [("request", ["Trung ương", "Thành phố"])]),
    ],
)  # fmt: skip
def test_a_condition_is_data(text: str, expected: list[tuple[str, list[str]]]) -> None:
    events = parse_deadline(text, ISSUED).conditions
    assert [(each.action, [body.text for body in each.by]) for each in events] == expected
    assert len({each.text for each in events}) == 1


@pytest.mark.parametrize(
    ("text", "kind", "key", "title"),
    [
        ("Tháng 10/2025 (sau khi Chính phủ ban hành Nghị định về Quy chế làm việc mẫu)",
         "Nghị định", "", "Quy chế làm việc mẫu"),
        ("Trước tháng 3/2027 (sau khi Chính phủ ban hành Nghị định thay thế Nghị định số 34/2014/NĐ-CP",
         "Nghị định", "34/2014/NĐ-CP", ""),
    ],
)  # fmt: skip
def test_the_awaited_document_is_kept(text: str, kind: str, key: str, title: str) -> None:
    found = parse_deadline(text, ISSUED)
    (document,) = found.conditions[0].documents
    assert (document.kind, document.key, document.title) == (kind, key, title)
    assert found.raw[document.start : document.end] == document.text


def test_a_stretch_of_time_has_its_anchor() -> None:
    found = parse_deadline("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", ISSUED)
    assert found.offset is not None
    assert (found.offset.n, found.offset.unit, found.offset.direction) == (5, "workday", "after")
    assert found.offset.anchor is not None
    assert found.offset.anchor.action == "receive"
    assert found.due_end == ""


def test_a_reporting_duty_stands_apart() -> None:
    found = parse_deadline("Hoàn thành trong tháng 11/2025, báo cáo trước ngày 5/12/2025", ISSUED)
    assert (found.edtf, found.due_end) == ("2025-11", "2025-11-30")
    assert [(each.relation, each.due_end) for each in found.reports] == [("before", "2025-12-04")]
    assert "conflicting_deadlines" not in found.flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("31/9/2025", "impossible_date"), ("Tháng 13/2025", "impossible_date"),
        ("Từ 15/12/2025 đến 01/11/2025", "reversed_range"),
        ("Tháng 9/2025", "past_when_issued"), ("Năm 2125", "far_future"),
        ("Tháng 12/25", "two_digit_year"),
        ("Trong 05 (bốn) ngày kể từ ngày nhận được văn bản", "number_word_mismatch"),
        ("Tháng 11/2025 xong phần 3", "unread_residue"),
        ("Tháng 11/2025 họp dân. Quý I/2026 trình duyệt", "conflicting_deadlines"),
    ],
)  # fmt: skip
def test_what_a_careful_reader_remarks_is_a_flag(text: str, flag: str) -> None:
    assert flag in parse_deadline(text, ISSUED).flags


@pytest.mark.parametrize(
    "text",
    ["2753/QĐ-TCHQ ngày 12/12/2012", "Theo Nghị quyết số 268/NQ-CP ngày 31/8/2025", "Đã hoàn thành",
     "Chưa xác định", "Đề xuất giao Sở Xây dựng tham mưu", "Trong 24 giờ kể từ khi nhận được thông tin",
     "Triển khai thực hiện Kế hoạch số 02/KH-BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương"],
)  # fmt: skip
def test_a_text_without_deadline_gets_no_date(text: str) -> None:
    found = parse_deadline(text, ISSUED)
    assert (found.due_end, found.items) == ("", ())


def record(found: Deadline) -> tuple[object, ...]:
    """Return what a deadline says, without the words and places it was read from."""
    items = [(each.start, each.end, each.precision) for each in found.items]
    return found.kind, found.relation, items, found.edtf, found.due_end, found.due_time


DATED = sorted({row["text"] for row in rows() if row["item_start"]})


@pytest.mark.parametrize("text", [each for each in DATED if re.search(r"20\d\d", each)])
def test_a_written_year_holds_for_any_plan(text: str) -> None:
    if "year_inferred" not in parse_deadline(text, "2014-01").flags:
        assert record(parse_deadline(text, "2014-01")) == record(parse_deadline(text, "2031"))


@pytest.mark.parametrize("text", sorted({row["text"] for row in rows()}))
def test_ways_of_writing_do_not_matter(text: str) -> None:
    plain = record(parse_deadline(text, ISSUED))
    assert record(parse_deadline(normalize("NFD", text), ISSUED)) == plain
    assert record(parse_deadline(text.upper(), ISSUED)) == plain
    assert record(parse_deadline(text.replace(" ", " \n "), ISSUED)) == plain
    assert record(parse_deadline(text.replace("hàng", "hằng"), ISSUED)) == plain
    assert record(parse_deadline(re.sub(r"\b0(?=\d/)", "", text), ISSUED)) == plain


@pytest.mark.parametrize("text", DATED)
def test_a_dated_deadline_in_words_reads_back_the_same(text: str) -> None:
    found = parse_deadline(text, ISSUED)
    assert record(parse_deadline(in_words(found), ISSUED)) == record(found)


def check_spans(found: Deadline) -> None:
    for event in found.conditions:
        assert found.raw[slice(*event.span)] == event.text
        for body in event.by:
            assert found.raw[body.start : body.end] == body.text


def check_invariants(text: str, found: Deadline) -> None:
    for item in found.items:
        assert date.fromisoformat(item.start) <= date.fromisoformat(item.end)
        assert found.raw[slice(*item.span)] == item.text
    if found.kind in KINDS:
        assert found.due_end == ""
    if found.window_start and found.due_end:
        assert found.window_start <= found.due_end
    check_spans(found)
    for match in found.matched:
        assert 0 <= match.span[0] < match.span[1] <= len(found.raw)
    assert len(found.flags) == len(set(found.flags))
    if (
        found.kind not in ("note", "unparsed", "ditto", "blank", "status")
        and "unread_residue" not in found.flags
    ):
        spans = [m.span for m in found.matched] + [e.span for e in found.conditions]
        if found.offset and found.offset.anchor:
            spans.append(found.offset.anchor.span)
        for at, letter in enumerate(found.raw):
            if letter.isdigit() and not any(start <= at < end for start, end in spans):
                assert found.note or text, "a digit was passed over in silence"


PIECES = [
    "tháng", "quý", "năm", "ngày", "12", "3", "IV", "2025", "2026", "/", "-", "trước", "sau khi",
    "có", "hướng dẫn", "của", "Bộ Nội vụ", "(", ")", ",", ".", "và", "hằng", "từ", "đến", "cuối",
    "định kỳ", "6", "thường xuyên", "hết", "trong", "15/11", "31/12/2025", "làm việc", "kể từ",
    "kỳ họp", "theo", "kế hoạch", "17h00", "30/2", "29/2", "T12/25", "tuần 5", "đầu",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=80),
    st.sampled_from(["", "2025", "2025-10", "2025-10-17", "2024-02-29", "x"]),
)
def test_no_text_is_too_odd(text: str, issued: str) -> None:
    found = parse_deadline(text, issued)
    check_invariants(text, found)
    assert in_words(found) is not None
    assert parse_deadline(text, issued) == found


@pytest.mark.parametrize(
    "text",
    ["12/" * 3_333, "tháng " * 1_600, "(" * 10_000, "sau khi " * 1_250, "quý i, " * 1_400, "1" * 10_000,
     "a" * 10_000, "ngày 1 tháng 1 năm 2025 đến " * 350, "tháng 12/2025, " * 130],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    parse_deadline("Tháng 12/2025", ISSUED)  # the rules are compiled
    start = process_time()
    parse_deadline(text, ISSUED)
    assert process_time() - start < 0.5
