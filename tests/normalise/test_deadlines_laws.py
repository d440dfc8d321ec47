"""What must hold for any deadline: ways of writing, spans, words read back, no text too odd."""

import csv
import re
from datetime import date
from pathlib import Path
from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from appendix_pipeline.model.deadline import Deadline, Event
from appendix_pipeline.normalise.deadlines import in_words, occurrences, parse_deadline, resolve
from appendix_pipeline.normalise.deadlines.read_back import meaning
from appendix_pipeline.normalise.deadlines.words import plain_words

ISSUED = "2025-10"
DATELESS = {
    "recurring", "relative", "condition", "on_request", "ongoing", "status", "note", "ditto",
    "blank", "unparsed",
}  # fmt: skip
UNREAD = {"status", "note", "ditto", "blank", "unparsed"}


def texts(name: str) -> list[str]:
    path = Path(__file__).parent / name
    with path.open(encoding="utf-8", newline="") as file:
        if name in PLAIN:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            rows = csv.DictReader(file, delimiter="\t")
        return [row["text"].replace("⏎", "\n") for row in rows]


PLAIN = ("deadlines-outside.tsv", "deadlines-elsewhere.tsv")
FILES = (*PLAIN, "deadlines-labelled.tsv", "deadlines-wordings.tsv", "deadlines-unseen.tsv")
TEXTS = sorted({text for name in FILES for text in texts(name)})


def event(each: Event | None) -> object:
    return each and (each.trigger, each.action, each.by_mode, [body.text for body in each.by])


def record(found: Deadline) -> tuple[object, ...]:
    """Return what a deadline says, without the words and places it was read from."""
    items = [(each.start, each.end, each.precision, each.edtf) for each in found.items]
    repeated = found.recurrence and (
        found.recurrence.rrule, found.recurrence.units, found.recurrence.relation,
        found.recurrence.due_time,
    )  # fmt: skip
    offset = found.offset and (
        found.offset.n, found.offset.n_max, found.offset.unit, found.offset.direction,
        event(found.offset.anchor),
    )  # fmt: skip
    dates = (found.edtf, found.window_start, found.due_end, found.due_time, found.bound_date)
    rest = (found.precision, found.part, found.legal_point, found.ongoing, repeated, offset)
    events = [event(each) for each in found.conditions]
    reports = [(each.relation, each.due_end) for each in found.reports]
    return found.kind, found.relation, items, dates, rest, events, reports


@pytest.mark.parametrize("text", [each for each in TEXTS if re.search(r"20\d\d", each)])
def test_a_written_year_holds_for_any_plan(text: str) -> None:
    one, other = parse_deadline(text, "2014-01"), parse_deadline(text, "2031")
    if "year_inferred" not in one.flags and one.kind != "ongoing":
        assert [i.edtf for i in one.items] == [i.edtf for i in other.items]
        assert (one.kind, one.edtf, one.due_end) == (other.kind, other.edtf, other.due_end)


@pytest.mark.parametrize("text", TEXTS)
def test_ways_of_writing_do_not_matter(text: str) -> None:
    plain = parse_deadline(text, ISSUED)
    assert parse_deadline(normalize("NFD", text), ISSUED) == plain
    assert parse_deadline(text.replace(" ", " \n "), ISSUED) == plain
    for other in (
        text.replace("hàng ", "hằng "),
        text.replace("Hàng ", "Hằng "),
        re.sub(r"\b0(?=\d/)", "", text),
        text.replace(" - ", " – "),
        f"{text}.",
    ):
        assert record(parse_deadline(other, ISSUED))[:5] == record(plain)[:5]
    upper = parse_deadline(text.upper(), ISSUED)
    assert record(upper)[:5] == record(plain)[:5] or plain.offset


def test_a_word_of_no_known_use_is_owned_up_to_before_any_cell() -> None:
    """Behind an instruction or a condition it is a part of their words, which are kept."""
    found = [parse_deadline(f"Zxc {text}", ISSUED) for text in TEXTS]
    read = [each for each in found if each.kind != "unparsed"]
    assert [each.raw for each in read if "unread_residue" not in each.flags] == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_deadline_in_words_reads_back_the_same(text: str) -> None:
    found = parse_deadline(text, ISSUED)
    words = in_words(found)
    assert words
    if found.kind not in UNREAD:
        assert record(parse_deadline(words, ISSUED)) == record(found)


@pytest.mark.parametrize("text", TEXTS)
def test_what_clerks_write_has_words_made_of_its_parts(text: str) -> None:
    found = parse_deadline(text, ISSUED)
    if found.kind not in UNREAD and "conflicting_deadlines" not in found.flags:
        assert meaning(parse_deadline(plain_words(found, "vi"))) == meaning(found)


def check_spans(found: Deadline) -> None:
    for item in found.items:
        assert date.fromisoformat(item.start) <= date.fromisoformat(item.end)
        assert found.raw[slice(*item.span)] == item.text
    for each in found.conditions:
        assert found.raw[slice(*each.span)] == each.text
        parts = [(body.start, body.end, body.text) for body in each.by]
        parts += [(cited.start, cited.end, cited.text) for cited in each.documents]
        assert all(found.raw[start:end] == text for start, end, text in parts)
    for match in found.matched:
        assert 0 <= match.span[0] < match.span[1] <= len(found.raw)


def check_digits(found: Deadline) -> None:
    """Every digit is read by a rule, in an event, or flagged."""
    if found.kind in UNREAD or "unread_residue" in found.flags:
        return
    spans = [each.span for each in found.matched] + [each.span for each in found.conditions]
    if found.offset and found.offset.anchor:
        spans.append(found.offset.anchor.span)
    for at, letter in enumerate(found.raw):
        if letter.isdecimal() and not any(start <= at < end for start, end in spans):
            # Words beside the reading ("theo Kế hoạch số …") are kept in the note.
            assert letter in found.note, "a digit was passed over in silence"


def check_invariants(found: Deadline) -> None:
    if found.kind in DATELESS:
        assert found.due_end is None
    if found.window_start and found.due_end:
        assert found.window_start <= found.due_end
    assert len(found.flags) == len(set(found.flags))
    check_spans(found)
    check_digits(found)


@pytest.mark.parametrize("text", TEXTS)
def test_the_invariants_hold_for_what_clerks_write(text: str) -> None:
    check_invariants(parse_deadline(text, ISSUED))


PIECES = [
    "tháng", "quý", "năm", "ngày", "12", "3", "IV", "2025", "2026", "/", "-", "trước", "sau khi",
    "có", "hướng dẫn", "của", "Bộ Nội vụ", "(", ")", ",", ".", "và", "hằng", "từ", "đến", "cuối",
    "định kỳ", "6", "thường xuyên", "hết", "trong", "15/11", "31/12/2025", "làm việc", "kể từ",
    "kỳ họp", "theo", "kế hoạch", "17h00", "30/2", "29/2", "T12/25", "tuần 5", "đầu", "báo cáo",
    "thứ Sáu", "lần", "6 tháng", "năm học", "Nghị định số 12/2025/NĐ-CP", "này", "00", "Quý 9",
]  # fmt: skip
# Behind a repetition its start is lost: see the case that is expected to fail.
START_AND_END = "Bắt đầu tháng 11/2025, kết thúc tháng 3/2026"
COMMON = st.sampled_from([text for text in TEXTS if text != START_AND_END])
ANY_TEXT = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.tuples(COMMON, st.sampled_from([" ", ", ", "; ", " - "]), COMMON).map("".join),
    st.text(max_size=80),
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(ANY_TEXT, st.sampled_from(["", "2025", "2025-10", "2025-10-17", "2024-02-29", "x"]))
def test_no_text_is_too_odd(text: str, issued: str) -> None:
    found = parse_deadline(text, issued)
    check_invariants(found)
    assert in_words(found)
    assert in_words(found, "en")
    occurrences(found, "2025-10-17", 2)
    if found.offset is None:
        resolve(found, issued)


SIGNS = [
    *PIECES, *"0123456789IVQT/-.,;:()%& ", "hằng", "mỗi", "quý", "sau", "hoặc", "khi", "của",
    "24/7", "Q1", "T12", "1000", "chậm nhất", "từ nay", "nhiệm kỳ", "giai đoạn", "nửa đầu",
    "các năm tiếp theo", "dự kiến", "đợt 1", "hằng quý", "tổng kết",
]  # fmt: skip


def mutated(text: str, changes: list[tuple[int, int, str]]) -> str:
    """Return `text` with stretches of it replaced: at most three letters, by a sign or word."""
    for at, length, new in changes:
        start = at % (len(text) + 1)
        text = text[:start] + new + text[start + length :]
    return text


CHANGES = st.tuples(st.integers(0, 200), st.integers(0, 3), st.sampled_from([*SIGNS, ""]))
ODD_TEXT = st.one_of(
    st.lists(st.sampled_from(SIGNS), max_size=10).map("".join),
    st.builds(mutated, COMMON, st.lists(CHANGES, min_size=1, max_size=4)),
    ANY_TEXT,
)


@settings(max_examples=1_000, deadline=None)
@given(ODD_TEXT, st.sampled_from(["", "2025", "2025-10", "2025-10-17"]))
@example("1000HẰNG;Q1", ISSUED)
@example("Hằng5/2)t2", ISSUED)
@example("kỳ họp;2025", ISSUED)
@example("Hằng năm: sau ngày 1/1/2027", ISSUED)
@example("Từ nay 2025 đến 30/%/20.26", ISSUED)
def test_any_deadline_in_words_reads_back_the_same(text: str, issued: str) -> None:
    found = parse_deadline(text, issued)
    words = in_words(found)
    if found.kind not in UNREAD:
        assert record(parse_deadline(words, issued)) == record(found)


def quickest(text: str) -> float:
    """Return the CPU seconds of the best of three readings: rules compiled, no garbage collected."""
    taken = []
    for _ in range(3):
        parse_deadline.cache_clear()
        start = process_time()
        parse_deadline(text, ISSUED)
        taken.append(process_time() - start)
    return min(taken)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=4), st.sampled_from([900, 999, 10_000]))
def test_no_mixture_takes_long(pieces: list[str], size: int) -> None:
    piece = " ".join([*pieces, "; "])
    text = (piece * (size // len(piece) + 1))[:size]
    assert quickest(text) < 0.25  # as below


@pytest.mark.parametrize(
    "text",
    ["12/" * 3_333, "tháng " * 166, "(" * 1_000, "sau khi " * 125, "quý i, " * 140, "1" * 10_000,
     "a" * 10_000, "ngày 1 tháng 1 năm 2025 đến " * 35, "tháng 12/2025, " * 66, "2025 " * 200,
     " và " * 250, "sau khi có hướng dẫn của Bộ Nội vụ, " * 27, "123/qđ-a-b" * 100],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    assert quickest(text) < 0.25  # 50 ms are the aim; a busy machine measures more


@pytest.mark.xfail(strict=True, reason='"bắt đầu … kết thúc" behind a repetition loses its start')
def test_a_repetition_with_start_and_end_in_words_reads_back_the_same() -> None:
    found = parse_deadline(f"Hằng tháng. {START_AND_END}")
    assert record(parse_deadline(in_words(found))) == record(found)
