import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.references import find
from appendix_pipeline.rules import load

KINDS = load("references")["kind"]
WORDS = [
    "Nghị quyết số", "268/NQ-CP", "57-NQ/TW", "/KH-UBND", "ngày 31/8/2025", "của", "Chính phủ", "Luật",
    "Đất đai", "năm 2024", "số", "150,", "72/2025/QH15", "tháng", "(", ")", "về", "và", "NĐ-CP", "Hiến pháp",
]  # fmt: skip
LONG_ISSUER = (
    "Kế hoạch số 02/KH-BCĐTW ngày 19/6/2025 của Ban Chỉ đạo Trung ương về phát triển khoa học, "
    "công nghệ, đổi mới sáng tạo và chuyển đổi số"
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))


def one(text: str) -> Reference:
    (reference,) = find(text)
    return reference


def texts(text: str) -> list[str]:
    return [reference.text for reference in find(text)]


def keys(text: str) -> list[str]:
    return [reference.key for reference in find(text)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_a_kind_reads_its_examples_and_none_of_its_rejects(kind: dict[str, Any]) -> None:
    for text, key in kind["examples"].items():
        assert keys(text) == [key]
    for text in kind["rejects"]:
        assert keys(text) == []


def test_a_code_stands_for_one_kind() -> None:
    codes = [code for kind in KINDS for code in (*kind["codes"], *kind.get("slips", ()))]
    assert len(codes) == len(set(codes))


def test_a_law_by_name_and_year_is_the_law_by_number() -> None:
    for name, year, number in load("references")["laws"]["numbered"]:
        assert keys(f"{name} năm {year}") == keys(f"{name} số {number}") == [number]


def test_a_name_with_commas_is_read_whole() -> None:
    laws = load("references")["laws"]
    for name in [*laws["names"], *(name for name, _, _ in laws["numbered"])]:
        assert texts(f"theo {name}, các cơ quan") == [name]
        assert texts(f"{name}, Luật Giá") == [name, "Luật Giá"]


def test_the_laws_read_their_examples() -> None:
    for text, key in load("references")["laws"]["examples"].items():
        assert keys(text) == [key]


def test_a_citation_in_full_is_read_in_all_its_parts() -> None:
    text = (
        "Nhiệm vụ triển khai Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ về tình hình "
        "triển khai thực hiện và vận hành mô hình chính quyền địa phương 02 cấp"
    )
    assert one(text) == Reference(
        text="Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ",
        start=20,
        end=72,
        kind="Nghị quyết",
        number="268",
        year="",
        symbol="NQ-CP",
        date="2025-08-31",
        issuer="Chính phủ",
        title="về tình hình triển khai thực hiện và vận hành mô hình chính quyền địa phương 02 cấp",
        key="268/NQ-CP",
        broken="",
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "tại Nghị định số 151/2025/NĐ-CP của Chính phủ, Thông tư số 23/2025/TT- BNNMT của Bộ "
            "trưởng Bộ Nông nghiệp và Môi trường.",
            [
                "Nghị định số 151/2025/NĐ-CP của Chính phủ",
                "Thông tư số 23/2025/TT- BNNMT của Bộ trưởng Bộ Nông nghiệp và Môi trường",
            ],
            id="two in a sentence",
        ),
        pytest.param(
            f"thực hiện {LONG_ISSUER}, nhất là các TTHC",
            [LONG_ISSUER],
            id="an issuer whose name holds commas",
        ),
        pytest.param(
            "(Kèm theo Kế hoạch số    /KH-UBND ngày    tháng 10 năm 2025 của Ủy ban nhân dân xã "
            "Hải Hưng)",
            ["Kế hoạch số    /KH-UBND ngày    tháng 10 năm 2025 của Ủy ban nhân dân xã Hải Hưng"],
            id="blanks for the registry",
        ),
        pytest.param(
            "các Nghị định số 150/2025/NĐ-CP, 151/2025/NĐ-CP và 118/2025/NĐ-CP của Chính phủ",
            ["Nghị định số 150/2025/NĐ-CP", "151/2025/NĐ-CP", "118/2025/NĐ-CP của Chính phủ"],
            id="a shared head",
        ),
        pytest.param(
            "các Nghị định số 150, 151 và 154/2025/NĐ-CP",
            ["Nghị định số 150", "151", "154/2025/NĐ-CP"],
            id="a shared symbol",
        ),
        pytest.param(
            "điểm a khoản 2 Điều 5 Luật Phòng, chống tham nhũng; Luật Cán bộ, công chức năm 2025 "
            "có hiệu lực",
            ["Luật Phòng, chống tham nhũng", "Luật Cán bộ, công chức năm 2025"],
            id="laws by name",
        ),
        pytest.param(
            "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu ngày 29/11/2024",
            ["Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu ngày 29/11/2024"],
            id="a law that amends",
        ),
        pytest.param(
            "Thông tư 05/2025/TT-BNV (14/5/2025, thay Thông tư cũ)",
            ["Thông tư 05/2025/TT-BNV"],
            id="a bracket that goes on",
        ),
        pytest.param(
            "NQ 332/NQ-CP (15/10/2025), CV 1826/BNV-CVT&LTNN",
            ["NQ 332/NQ-CP (15/10/2025)", "CV 1826/BNV-CVT&LTNN"],
            id="abbreviated",
        ),
    ],
)
def test_a_citation_ends_where_its_words_end(text: str, wanted: list[str]) -> None:
    assert texts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ngày 31/8/2025, ngày 19/6, 24/7, tỷ lệ 1/500, 10/10 xã, Quý IV/2025",
        "TCVN 6909:2001, ISO 9001, 5 km/h, 31/12/2025-30/6/2026",
        "Luật sư, luật pháp, pháp luật, Trường Đại học Luật Hà Nội",
        "Đề án 06, Chương trình 1719, Kế hoạch năm 2025, Quyết định của UBND xã",
        "sau khi Chính phủ ban hành Nghị định thay thế",
    ],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "key", "broken"),
    [
        ("Thông tư số 23/2025/TT- BNNMT", "23/2025/TT-BNNMT", "blank-in-symbol"),
        ("Quyết định số 19 /2025/QĐ -TTg", "19/2025/QĐ-TTg", "blank-in-symbol"),
        ("Nghị định số 30/2020/NĐ–CP", "30/2020/NĐ-CP", "wrong-dash"),
        ("Nghị định số 30/2020/ND-CP", "30/2020/NĐ-CP", "missing-mark"),
        ("Nghị định số 30/2020/NĐCP", "30/2020/NĐ-CP", "missing-dash"),
        ("nghị định số 30/2020/nđ-cp", "30/2020/NĐ-CP", "lower-case-symbol"),
        ("Nghị định số 151/NĐ-CP", "151/NĐ-CP", "missing-year"),
        ("Nghị định số 23/2025/TT-BTC", "23/2025/TT-BTC", "kind-mismatch"),
        ("Công văn số 45/SNV", "45/SNV", "short-symbol"),
        ("Nghị định 30/2020", "30/2020/NĐ-CP", "no-symbol"),
        ("Công văn số 12/UBND-VX ngày 31/02/2025", "12/UBND-VX", "impossible-date"),
        ("Kế hoạch số    /KH-UBND ngày    tháng 10 năm 2025", "", ""),
        ("Quy định số 202-QĐ/TW", "202-QĐ/TW", ""),
        ("Nghị quyết số 76/2025/UBTVQH15", "76/2025/UBTVQH15", ""),
        ("Nghị quyết số 66.7/2025/NQ-CP", "66.7/2025/NQ-CP", ""),
    ],
)
def test_a_broken_symbol_is_read_and_reported(text: str, key: str, broken: str) -> None:
    reference = one(text)
    assert (reference.key, reference.broken) == (key, broken)
    assert reference.text == text


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ", "268/NQ-CP"),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "Nghị quyết 57-NQ/TW"),
        ("Kế hoạch số 5/KH-UBND", "05/KH-UBND"),
        ("Luật Đất đai số 31/2024/QH15", "Luật Đất đai năm 2024"),
    ],
)
def test_an_act_has_one_key_under_its_long_and_short_form(long: str, short: str) -> None:
    assert keys(long) == keys(short)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("268/NQ-CP ngày 05 tháng 3 năm 2020", "2020-03-05"),
        ("268/NQ-CP ngày    tháng 10 năm 2025", "2025-10"),
        ("268/NQ-CP ngày … tháng … năm 2025", "2025"),
        ("268/NQ-CP của Chính phủ ngày 31/8/2025", "2025-08-31"),
        ("268/NQ-CP, 31/12/2025", ""),
    ],
)
def test_the_date_is_as_fine_as_the_text(text: str, date: str) -> None:
    assert one(text).date == date


@given(TEXTS)
def test_any_text_is_read_and_every_citation_stands_in_it(text: str) -> None:
    end = 0
    for reference in find(text):
        assert text[reference.start : reference.end] == reference.text != ""
        assert reference.start >= end
        end = reference.end


@pytest.mark.parametrize(
    "unit", ["1,2,", "số ", "1/", "Luật A ", "Nghị định số 1, ", "1-NQ/", "a "]
)
def test_the_cost_grows_with_the_length(unit: str) -> None:
    def cost(times: int) -> float:
        begin = time.process_time()
        find(unit * times)
        return time.process_time() - begin

    cost(10)
    short, long = min(cost(500) for _ in range(3)), min(cost(4_000) for _ in range(2))
    assert long < 24 * short + 0.01  # 8 times the length; a square would cost 64 times
