import csv
from importlib.resources import files

import pytest

from appendix_pipeline.model.place import Place
from appendix_pipeline.normalise.places import resolve_commune

ROWS = list(
    csv.DictReader(
        files("appendix_pipeline.rules").joinpath("units-2025.csv").read_text("utf-8").splitlines()
    )
)
ISSUER = "Ủy ban nhân dân xã Hải Hưng"
FOOTNOTE = "hồ sơ địa chính và cơ sở dữ liệu đất đai thành phố Hải Phòng"


def outcome(place: Place) -> tuple[str, str]:
    return place.status, place.code


def test_every_commune_is_found_by_its_name_and_province() -> None:
    for row in ROWS:
        place = resolve_commune(f"Ủy ban nhân dân {row['name']}, {row['province']}", [])
        assert outcome(place) == ("explicit", row["code"])


def test_a_name_of_several_provinces_alone_is_never_resolved() -> None:
    statuses = [resolve_commune(f"UBND {row['name']}", []).status for row in ROWS]
    # 576 of the 3,321 names recur in several provinces, tone placement folded.
    assert statuses.count("ambiguous") == 576
    assert statuses.count("explicit") == 3_321 - 576


@pytest.mark.parametrize(
    ("issuer", "texts", "province", "wanted"),
    [
        pytest.param(ISSUER, ["x", FOOTNOTE], "", ("inferred_from_text", "11257"), id="in text"),
        pytest.param(ISSUER, ["x"], "", ("ambiguous", ""), id="nothing says which"),
        pytest.param(ISSUER, [FOOTNOTE, "Ninh Bình"], "", ("ambiguous", ""), id="both named"),
        pytest.param(ISSUER, ["Hải Phòngs"], "", ("ambiguous", ""), id="not a whole word"),
        pytest.param(ISSUER, [], "37", ("given", "14248"), id="a code"),
        pytest.param(ISSUER, [], "thành phố Hải Phòng", ("given", "11257"), id="a name"),
        pytest.param(ISSUER, [FOOTNOTE], "37", ("given", "14248"), id="the operator decides"),
        pytest.param(ISSUER, [FOOTNOTE], "Hà Nội", ("unknown", ""), id="no such commune there"),
        pytest.param(
            "UBND xã Hải Hưng, tỉnh Ninh Bình", [FOOTNOTE], "", ("explicit", "14248"), id="issuer"
        ),
        pytest.param(
            "UBND XÃ HẢI HƯNG", [FOOTNOTE], "", ("inferred_from_text", "11257"), id="caps"
        ),
        pytest.param("UBND xã Hải Hùng", [FOOTNOTE], "", ("unknown", ""), id="nearly the name"),
        pytest.param("UBND phường Ba Đình", [], "", ("explicit", "00004"), id="a name of one"),
        pytest.param("UBND phường Ba Đình", [], "31", ("unknown", ""), id="contradicted"),
        pytest.param("UBND tỉnh Quảng Ninh", [], "", ("unknown", ""), id="a province"),
        pytest.param("chính sách xã hội", [], "", ("unknown", ""), id="no commune"),
        pytest.param("", [], "", ("unknown", ""), id="nothing"),
    ],
)
def test_a_commune_is_resolved_on_evidence_only(
    issuer: str, texts: list[str], province: str, wanted: tuple[str, str]
) -> None:
    assert outcome(resolve_commune(issuer, texts, province)) == wanted


def test_the_evidence_is_the_text_that_names_the_province() -> None:
    assert resolve_commune(ISSUER, ["x", FOOTNOTE]).evidence == FOOTNOTE


def test_an_ambiguous_commune_keeps_its_candidates() -> None:
    found = resolve_commune(ISSUER, []).candidates
    assert [(each.code, each.province) for each in found] == [
        ("11257", "Thành phố Hải Phòng"),
        ("14248", "Tỉnh Ninh Bình"),
    ]


def test_two_ways_to_place_a_tone_are_one_name() -> None:
    assert resolve_commune("UBND xã Hoà An", [], "04") == resolve_commune(
        "UBND xã Hòa An", [], "04"
    )


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2025-06-30", "unknown"), ("2024", "unknown"), ("2025-07", "given"), ("2025", "given")],
)
def test_the_register_begins_in_july_2025(as_of: str, status: str) -> None:
    assert resolve_commune(ISSUER, [], "31", as_of).status == status
