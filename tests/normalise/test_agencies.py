import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.normalise.agencies import diagnose, split
from appendix_pipeline.normalise.agencies.cell import Cell
from appendix_pipeline.normalise.agencies.gazetteer import atoms, gazetteer, slug
from appendix_pipeline.normalise.agencies.reading import read
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold, size

HERE = Path(__file__).parent
LABELLED = [
    json.loads(line) for line in (HERE / "agency-labelled.jsonl").read_text("utf-8").splitlines()
]
REAL = [
    line.split("\t")[0].replace(" ⏎ ", "\n")
    for line in (HERE / "agency-cells.tsv").read_text("utf-8").splitlines()[1:]
]
GROUPS = load("agencies")["group"]
# What cells are made of, so that random ones come near to real ones.
WORDS = [
    "Bộ Tài chính", "Sở", "Phòng Kinh tế", "các", "cơ quan", "liên quan", "và", ",", ";", "\n", "-", "(", ")",
    "1.", "phối hợp với", "chủ trì", "UBND", "xã", "Hải Hưng", "TT", "ơ", "nt", "thuộc", "Chủ tịch", ":", "/",
]  # fmt: skip
CELLS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


def shape(cell: Agencies) -> dict[str, Any]:
    bodies = [
        {"text": body.text, "collective": body.collective, "scope": body.scope}
        for body in cell.bodies
    ]
    return {"bodies": bodies, "left_over": cell.left_over}


def resolved(text: str, as_of: str = "") -> list[tuple[str, str]]:
    return [(body.text, body.name) for body in split(text, as_of).bodies]


def codes(text: str, as_of: str = "2025-10") -> list[str]:
    return [each.code for each in diagnose(split(text, as_of))]


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["text"][:60])
def test_a_cell_is_split_as_two_readers_agreed(row: dict[str, Any]) -> None:
    wanted = {"bodies": row["bodies"], "left_over": row["left_over"]}
    assert shape(split(row["text"])) == wanted


OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
HAI_HUNG = {
    "Văn phòng HĐND-UBND xã": [("Văn phòng HĐND-UBND xã", OFFICE)],
    "Phòng Văn hóa  - Xã hội": [("Phòng Văn hóa - Xã hội", "Phòng Văn hóa - Xã hội")],
    "Trung tâm phục vụ hành chính công": [
        ("Trung tâm phục vụ hành chính công", "Trung tâm Phục vụ hành chính công")
    ],
    "Phòng Kinh tế": [("Phòng Kinh tế", "Phòng Kinh tế")],
    "Các cơ quan, đơn vị xã; Sở Khoa học và Công nghệ": [
        ("Các cơ quan, đơn vị xã", "Các cơ quan, đơn vị thuộc xã"),
        ("Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    ],
    "Các cơ quan, đơn vị thuộc xã;\n-  Các sở, ngành liên quan": [
        ("Các cơ quan, đơn vị thuộc xã", "Các cơ quan, đơn vị thuộc xã"),
        ("Các sở, ngành liên quan", "Các sở, ban, ngành"),
    ],
    "Văn phòng HĐND-UBND, Trung tâm VH, TT và Truyền thông và các cơ quan liên quan": [
        ("Văn phòng HĐND-UBND", OFFICE),
        ("Trung tâm VH, TT và Truyền thông", "Trung tâm Văn hóa, Thể thao và Truyền thông"),
        ("các cơ quan liên quan", "Các cơ quan, đơn vị liên quan"),
    ],
    "Trung tâm Phục vụ hành chính công; Sở Khoa học và Công nghệ": [
        ("Trung tâm Phục vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
        ("Sở Khoa học và Công nghệ", "Sở Khoa học và Công nghệ"),
    ],
}


@pytest.mark.parametrize(("text", "wanted"), HAI_HUNG.items())
def test_the_cells_of_the_hai_hung_appendix_are_resolved(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert resolved(text) == wanted


def test_every_agency_cell_of_the_hai_hung_appendix_is_read_without_remainder() -> None:
    tasks = json.loads((HERE.parent / "golden/hai-hung/plain.json").read_text("utf-8"))["tasks"]
    left = {}
    for task in tasks:
        for role in ("lead", "coordinating"):
            cell = split(task[role], "2025-10")
            assert all(body.key for body in cell.bodies)
            assert bool(cell.bodies) == bool(task[role])
            if cell.left_over:
                left[f"{task['section']}.{task['number']}.{role}"] = cell.left_over
    assert left == {"VI.8.coordinating": "ơ"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Công an, Quân sự xã", ["Công an", "Quân sự xã"], id="a shared head is not copied"
        ),
        pytest.param("Sở Nội vụ, Tài chính", ["Sở Nội vụ", "Tài chính"], id="a head left out"),
        pytest.param(
            "Phòng Kinh tế, Hạ tầng và Đô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"],
            id="a name that holds a comma and và",
        ),
        pytest.param(
            "Vụ Pháp chế Bộ Tài chính", ["Vụ Pháp chế Bộ Tài chính"], id="the owner follows"
        ),
        pytest.param(
            "Ngân hàng Nhà nước Bộ Tài chính", ["Ngân hàng Nhà nước", "Bộ Tài chính"],
            id="a separator was lost",
        ),
        pytest.param(
            "1. Công an xã 2. Phòng Kinh tế", ["Công an xã", "Phòng Kinh tế"], id="counted items"
        ),
        pytest.param("Thuế cơ sở 4. Công an xã", ["Thuế cơ sở 4", "Công an xã"], id="no item"),
        pytest.param(
            "Phòng Văn hóa\n- Xã hội", ["Phòng Văn hóa - Xã hội"], id="a line break in a name"
        ),
        pytest.param(
            "Trạm Y tế\nCông an xã", ["Trạm Y tế", "Công an xã"], id="a line break between names"
        ),
        pytest.param(
            "Đài Phát thanh truyền hình tỉnh\n Bạc Liêu",
            ["Đài Phát thanh truyền hình tỉnh Bạc Liêu"],
            id="a line break before the place",
        ),
        pytest.param(
            "Chủ tịch UBND các xã, phường; Viện trưởng Viện Chăn nuôi",
            ["Chủ tịch UBND các xã, phường", "Viện trưởng Viện Chăn nuôi"],
            id="persons by post",
        ),
        pytest.param(
            "Tổ Thư ký giúp việc Hội đồng Thẩm định",
            ["Tổ Thư ký giúp việc Hội đồng Thẩm định"],
            id="a body named inside an unknown name",
        ),
        pytest.param(
            "Công ty Điện lực Hải Phòng, Công an xã",
            ["Công ty Điện lực Hải Phòng", "Công an xã"],
            id="a place's name that holds a head",
        ),
        pytest.param(
            "Đội Quản lý trật tự đô thị, EVN", ["Đội Quản lý trật tự đô thị", "EVN"], id="unknown"
        ),
        pytest.param("P. KT; P.VHXH", ["P. KT", "P.VHXH"], id="a full stop that shortens"),
    ],
)  # fmt: skip
def test_bodies_end_where_their_names_end(text: str, wanted: list[str]) -> None:
    cell = split(text)
    assert [body.text for body in cell.bodies] == wanted
    assert cell.left_over == ""


@pytest.mark.parametrize(
    ("text", "bodies", "left_over"),
    [
        ("nt", [], "nt"),
        ('"', [], '"'),
        (
            "Chủ trì: Phòng Kinh tế; phối hợp: Công an xã",
            ["Phòng Kinh tế", "Công an xã"],
            "Chủ trì; phối hợp",
        ),
        (
            "Bộ Công an chủ trì; các bộ, ngành phối hợp",
            ["Bộ Công an", "các bộ, ngành"],
            "chủ trì; phối hợp",
        ),
        (
            "nghiệp và phát triển nông thôn, Bộ Tài chính",
            ["Bộ Tài chính"],
            "nghiệp và phát triển nông thôn",
        ),
        (
            "Các Bộ: Tài chính, Xây dựng theo chức năng",
            ["Tài chính", "Xây dựng"],
            "Các Bộ; theo chức năng",
        ),
    ],
)
def test_words_that_name_no_body_are_left_over(
    text: str, bodies: list[str], left_over: str
) -> None:
    cell = split(text)
    assert ([body.text for body in cell.bodies], cell.left_over) == (bodies, left_over)


SPELLINGS = [
    pytest.param(spelling, body["name"], id=spelling)
    for group in GROUPS
    for body in group["bodies"]
    for spelling in (body["name"], *body.get("also", ()))
]


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_every_spelling_of_a_rule_is_its_body(spelling: str, name: str) -> None:
    (body,) = split(spelling).bodies
    assert body.key == slug(name) or body.key.startswith(slug(name) + "-")


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["source"][:50])
def test_a_group_of_bodies_resolves_its_examples_and_no_reject(group: dict[str, Any]) -> None:
    keys = {slug(body["name"]) for body in group["bodies"]}
    assert {text: [name] for text, name in group["examples"].items()} == {
        text: [body.name for body in split(text).bodies] for text in group["examples"]
    }
    for text in group["rejects"]:
        assert not keys & {body.key for body in split(text).bodies}


@pytest.mark.parametrize("table", ["heads", "posts", "groups", "marks"])
def test_a_table_of_wordings_reads_its_examples(table: str) -> None:
    rules = load("agencies")[table]
    for text, name in rules["examples"].items():
        assert [body.name for body in split(text).bodies] == [name]
    for text in rules["rejects"]:
        assert not any(body.key or body.collective for body in split(text).bodies)


def test_every_successor_and_every_spelling_is_of_one_body() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for group in GROUPS:
        for body in group["bodies"]:
            assert all(slug(each) in gazetteer().records for each in body.get("successors", ()))
            for spelling in (body["name"], *body.get("also", ())):
                assert seen.setdefault(atoms(spelling), body["name"]) == body["name"]


@pytest.mark.parametrize(
    ("text", "as_of", "successor"),
    [
        ("Sở TNMT", "2025-10", "so-nong-nghiep-va-moi-truong"),
        ("Sở TNMT", "2025-03-01", "so-nong-nghiep-va-moi-truong"),
        ("Sở TNMT", "2025-02-28", ""),
        ("Sở TNMT", "2025", ""),
        ("Sở TNMT", "", ""),
        ("Bộ Kế hoạch và Đầu tư", "2026", "bo-tai-chinh"),
        ("UBND huyện Thanh Hà", "2025-07", "uy-ban-nhan-dan-xa"),
        ("UBND huyện Thanh Hà", "2025-06", ""),
        ("Phòng Kinh tế", "2026-01", ""),
        ("TAND huyện Thanh Hà", "2025-10", "toa-an-nhan-dan-khu-vuc"),
        ("Kho bạc Nhà nước huyện", "2025-10", "kho-bac-nha-nuoc-khu-vuc"),
        ("BHXH huyện", "2025-10", "bao-hiem-xa-hoi-co-so"),
        ("Công an huyện", "2025-04", "cong-an-xa"),
        ("Công an huyện", "2025-02", ""),
        ("Huyện ủy", "2025-10", "dang-uy-xa"),
        ("Chi cục Thuế khu vực III", "2025-10", "thue-tinh"),
        ("Chi cục Thuế khu vực III", "2025-05", ""),
        ("Hội Nông dân huyện", "2025-10", "hoi-nong-dan-xa"),
        ("Chi cục Thuế huyện", "2025-10", "thue-co-so"),
        ("Huyện đoàn", "2025-10", "doan-thanh-nien-cong-san-ho-chi-minh-xa"),
    ],
)
def test_a_body_that_had_ended_gets_its_successor(text: str, as_of: str, successor: str) -> None:
    (body,) = split(text, as_of).bodies
    assert body.successor == successor
    assert body.text == text


@pytest.mark.parametrize(
    ("text", "key", "level"),
    [
        ("Công an xã Hải Hưng", "cong-an-xa", "commune"),
        ("Công an phường", "cong-an-xa", "commune"),
        ("Công an TP. Hải Phòng", "cong-an-tinh", "province"),
        ("UBND các xã, phường", "uy-ban-nhan-dan-xa", "commune"),
        ("Ủy ban nhân dân cấp tỉnh", "uy-ban-nhan-dan-tinh", "province"),
        ("Sở Tư pháp tỉnh Bà Rịa - Vũng Tàu", "so-tu-phap", "province"),
        ("Phòng Kinh tế xã", "phong-kinh-te", "commune"),
        ("Vụ Ước mơ", "", "central"),
        ("Trưởng phòng Kinh tế", "truong-phong-kinh-te", "commune"),
        ("Tỉnh đoàn", "doan-thanh-nien-cong-san-ho-chi-minh-tinh", "province"),
        ("PCT UBND xã", "pho-chu-tich-uy-ban-nhan-dan-xa", "commune"),
        ("Mặt trận Tổ quốc xã", "uy-ban-mat-tran-to-quoc-viet-nam-xa", "commune"),
    ],
)
def test_a_body_has_the_level_its_words_tell(text: str, key: str, level: str) -> None:
    (body,) = split(text).bodies
    assert (body.key, body.level) == (key, level)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("Công đoàn phường", {"Công đoàn phường": "Công đoàn xã"}, id="no federation"),
        pytest.param(
            "Tổng cục Thuế, Hải quan",
            {"Tổng cục Thuế": "Tổng cục Thuế", "Hải quan": "Tổng cục Hải quan"},
            id="a head that holds another",
        ),
        pytest.param("Y tế xã", {"Y tế xã": "Trạm Y tế"}, id="short for a station"),
        pytest.param(
            "Ban Thường trực UBMTTQ Việt Nam xã",
            {
                "Ban Thường trực UBMTTQ Việt Nam xã": (
                    "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã"
                )
            },
            id="the standing board of the Front",
        ),
        pytest.param(
            "Văn phòng Ủy ban nhân dân xã",
            {"Văn phòng Ủy ban nhân dân xã": OFFICE},
            id="a spelling of the rules, its abbreviations spelt out",
        ),
        pytest.param(
            "Sở DT&TG. Sở Nội vụ",
            {"Sở DT&TG": "Sở Dân tộc và Tôn giáo", "Sở Nội vụ": "Sở Nội vụ"},
            id="a full stop that ends a sentence",
        ),
        pytest.param(
            "Đài PT-TH tỉnh", {"Đài PT-TH tỉnh": "Đài Phát thanh và Truyền hình"}, id="a station"
        ),
        pytest.param(
            "Bộ Tư lệnh Thành phố",
            {"Bộ Tư lệnh Thành phố": "Bộ Tư lệnh thành phố"},
            id="two cities have a high command",
        ),
        pytest.param(
            "Trạm Khuyến nông khu vực",
            {"Trạm Khuyến nông khu vực": "Trạm Khuyến nông"},
            id="a station is no centre",
        ),
        pytest.param(
            "Công ty Điện lực Hải Phòng; Điện lực Tứ Kỳ",
            {
                "Công ty Điện lực Hải Phòng": "Công ty Điện lực Hải Phòng",
                "Điện lực Tứ Kỳ": "Điện lực Tứ Kỳ",
            },
            id="a company is no branch",
        ),
        pytest.param(
            "Trường TH Tân Trào; Hiệu trưởng Trường THCS số 2",
            {
                "Trường TH Tân Trào": "Trường Tiểu học Tân Trào",
                "Hiệu trưởng Trường THCS số 2": "Hiệu trưởng Trường Trung học cơ sở số 2",
            },
            id="a name of its own",
        ),
        pytest.param(
            "Thôn An Bình, An Lạc",
            {"Thôn An Bình": "Thôn An Bình", "An Lạc": "Thôn An Lạc"},
            id="a name of its own behind a shared head",
        ),
        pytest.param("Xã Hải Hưng", {"Xã Hải Hưng": "Xã Hải Hưng"}, id="a place that acts"),
    ],
)
def test_a_body_has_the_name_that_tells_it_from_others(text: str, named: dict[str, str]) -> None:
    assert dict(resolved(text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "nhân dân các thôn", "người dân các xã, phường", "Đơn vị được phân công", "Đơn vị được giao",
        "công chức chuyên môn", "Nhà thầu thi công", "Đơn vị tư vấn giám sát",
    ],
)  # fmt: skip
def test_what_stands_for_no_certain_body_is_one_group(text: str) -> None:
    assert [(body.text, body.collective) for body in split(text).bodies] == [(text, True)]


def test_a_group_by_its_task_ends_before_the_next_body() -> None:
    bodies = split("Đơn vị được giao nhiệm vụ, Phòng Kinh tế").bodies
    assert [(body.text, body.collective) for body in bodies] == [
        ("Đơn vị được giao nhiệm vụ", True),
        ("Phòng Kinh tế", False),
    ]


def test_an_office_without_its_head_is_suggested() -> None:
    assert [(body.key, body.suggestion) for body in split("Văn hóa - Xã hội").bodies] == [
        ("", "Phòng Văn hóa - Xã hội")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trưởng các thôn", "Trưởng các thôn, tổ dân phố"),
        ("Lãnh đạo các sở", "Lãnh đạo các sở, ban, ngành"),
        ("Trưởng phòng Kinh tế", "Trưởng Phòng Kinh tế"),
    ],
)
def test_a_group_behind_a_post_is_written_small(text: str, name: str) -> None:
    (body,) = split(text).bodies
    assert body.name == name


@pytest.mark.parametrize(
    "text", ["Sở Nội vũ", "Phòng Kinh tê", "Trung tâm Phục vụ hành chính cộng"]
)
def test_a_near_miss_is_suggested_and_never_resolved(text: str) -> None:
    (body,) = split(text).bodies
    assert body.key == ""
    assert body.name == text
    assert body.suggestion in {record.name for record in gazetteer().records.values()}


@pytest.mark.parametrize("text", ["Công ty Mua bán nợ", "Bệnh viện Đa khoa tỉnh", "Sở Nội vụ"])
def test_a_name_that_is_no_near_miss_gets_no_suggestion(text: str) -> None:
    assert [body.suggestion for body in split(text).bodies] == [""]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ơ\n- Các cơ quan, đơn vị thuộc xã", ["stray-fragment"]),
        ("Phòng Kinh tế a", ["stray-fragment"]),
        ("nt", ["ditto-agency"]),
        ("Bộ Tài chính đôn đốc", ["agency-instruction"]),
        ("Sở TNMT", ["stale-agency"]),
        ("Sở Nội vũ", ["misspelt-agency"]),
        ("Công ty Mua bán nợ", ["unknown-agency"]),
        ("Công an xã, Công an xã", ["repeated-agency"]),
        ("Phòng Kinh tế; các sở, ngành liên quan", []),
        ("", []),
    ],
)
def test_a_careful_reader_objects_to(text: str, wanted: list[str]) -> None:
    assert codes(text) == wanted


def test_a_stale_body_is_reported_with_all_who_took_over() -> None:
    (found,) = diagnose(split("Sở LĐTB&XH", "2025-10"))
    assert found.details == {
        "text": "Sở LĐTB&XH",
        "name": "Sở Lao động - Thương binh và Xã hội",
        "successor": "Sở Nội vụ, Sở Giáo dục và Đào tạo, Sở Y tế",
        "ended": "2025-03-01",
    }


@pytest.mark.parametrize("text", REAL)
def test_a_real_cell_is_read_without_remainder(text: str) -> None:
    cell = split(text)
    for stretch in filter(None, cell.left_over.split("; ")):
        # What is left over says what the body does; the two others are typing accidents.
        known = Cell(stretch).instruction(0) or stretch in {"nt", "Các Bộ", "ơ"}
        assert known or stretch == "nghiệp và phát triển nông thôn" or "xây dựng" in stretch
    assert cell.bodies or cell.left_over


def check_accounts(text: str) -> None:
    cell = Cell(text)
    pieces = read(cell)
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces)][: len(pieces)]
    assert sum(size(word.text) for word in cell.words) == size(text)
    assert (pieces[-1].end if pieces else 0) == cell.size


def check_offsets(text: str, body: Body) -> None:
    assert body.text == fold(text[body.start : body.end])
    assert body.text


@given(CELLS)
def test_any_text_is_read_and_every_character_accounted_for_once(text: str) -> None:
    cell = split(text)
    check_accounts(text)
    for body in cell.bodies:
        check_offsets(text, body)
    assert list(cell.bodies) == sorted(cell.bodies, key=lambda body: body.start)
    assert split(text) == cell
    diagnose(cell)


@pytest.mark.parametrize(
    "unit",
    [
        "Phòng Kinh tế, Công an xã; ", "(Bộ ", "phối hợp với trình ", "các bộ, ngành, ", "liên quan ",
        "Chủ tịch ", "a b c ", "thuộc xã ", "1. ", "UBND xã Hải Hưng, PA05 - Công an tỉnh; ",
    ],
)  # fmt: skip
def test_the_cost_grows_with_the_length(unit: str) -> None:
    def cost(times: int) -> float:
        begin = time.process_time()
        read(Cell(unit * times))
        return time.process_time() - begin

    cost(10)
    short, long = min(cost(150) for _ in range(3)), min(cost(1_200) for _ in range(2))
    assert long < 24 * short + 0.01  # 8 times the length; a square would cost 64 times
