"""Cells as communes, provinces and ministries type them; the rules were mended by these since."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.normalise.agencies import diagnose, know, split
from appendix_pipeline.text import key

CELLS = [
    json.loads(line)
    for line in (Path(__file__).parent / "agency-unseen.jsonl").read_text("utf-8").splitlines()
]
KNOWN = [
    (row["text"], body) for row in CELLS for body in row["bodies"] if body.get("name") is not None
]


def shape(cell: Agencies) -> tuple[list[tuple[str, bool, str]], str]:
    bodies = [(body.text, body.collective, body.scope) for body in cell.bodies]
    return bodies, re.sub(r"[\s;,.\-]+", " ", cell.left_over).strip()


def wanted(row: dict[str, Any]) -> tuple[list[tuple[str, bool, str]], str]:
    bodies = [(body["text"], body["collective"], body["scope"]) for body in row["bodies"]]
    return bodies, re.sub(r"[\s;,.\-]+", " ", row["left_over"]).strip()


def found(text: str, body: dict[str, Any]) -> Body | None:
    return next((each for each in split(text).bodies if each.text == body["text"]), None)


def right(body: Body | None, label: dict[str, Any]) -> bool:
    """An association's name alone is of any level: "Hội Nông dân", "Hội Nông dân xã"."""
    names = {key(label["name"])} | (
        {key(f"{label['name']} xã")} if label["level"] == "any" else set()
    )
    return body is not None and key(body.name) in names and label["level"] in (body.level, "any")


def test_of_a_hundred_cells_97_are_split_exactly() -> None:
    wrong = [row["text"] for row in CELLS if shape(split(row["text"])) != wanted(row)]
    assert len(CELLS) > 350
    assert len(wrong) <= 0.03 * len(CELLS), wrong


def test_of_a_hundred_known_bodies_95_have_the_right_key() -> None:
    wrong = [(text, body["text"]) for text, body in KNOWN if not right(found(text, body), body)]
    assert len(KNOWN) > 400
    assert len(wrong) <= 0.05 * len(KNOWN), wrong


def test_no_body_is_taken_for_another_in_silence() -> None:
    for text, label in KNOWN:
        body = found(text, label)
        if body and body.key and not right(body, label):
            assert diagnose(split(text, "2025-10")), (text, body)


@pytest.mark.parametrize("head", ["UBND các xã", "Ủy ban nhân dân các xã"])
def test_communes_behind_a_shared_head_are_its_bodies(head: str) -> None:
    cell = split(f"{head}: Hải Hưng, Thanh Miện")
    assert [(body.text, body.key) for body in cell.bodies] == [
        ("Hải Hưng", "uy-ban-nhan-dan-xa"),
        ("Thanh Miện", "uy-ban-nhan-dan-xa"),
    ]
    assert cell.left_over == head


def test_a_name_behind_a_shared_head_that_no_register_holds_stays_unknown() -> None:
    cell = split("UBND các xã: Hải Hưng, Hải Xyz")
    assert [body.key for body in cell.bodies] == ["uy-ban-nhan-dan-xa", ""]


def test_provinces_go_on_with_the_body_before_them() -> None:
    keys = [body.key for body in split("UBND tỉnh Lào Cai, Sơn La").bodies]
    assert keys == ["uy-ban-nhan-dan-tinh", "uy-ban-nhan-dan-tinh"]


def test_a_users_spelling_that_overrides_a_known_one_is_said(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[body]]\nwritten = "PKT"\nname = "Phòng Kế toán"\nlevel = "commune"\n', "utf-8"
    )
    know(own)
    try:
        (found,) = diagnose(split("PKT; Công an xã"))
    finally:
        know(None)
    assert (found.code, found.details) == (
        "own-agency",
        {"text": "PKT", "name": "Phòng Kế toán", "known": "Phòng Kinh tế"},
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("UBDN xã", "UBND xã"), ("Văn phòng HDND", "Văn phòng HĐND")]
)
def test_a_slip_of_an_abbreviation_is_a_suggestion(typed: str, meant: str) -> None:
    (body,) = split(typed).bodies
    assert (body.key, body.suggestion) == ("", meant)
