"""Footnotes: typed below the table or in it, and which of Word's own belong to the appendix."""

import pytest

from drawing import (
    HEAD,
    HEADING,
    appendix,
    noted,
    package,
    paragraph,
    raised,
    reference,
    run,
    table,
)
from shown import codes, datasets, left_over, notes, plain, rows

ONE = "1 | X | A | B | Năm 2026"
READ = "/1 | Một | A | B | Năm 2026"


def typed(cell: str, *below: str) -> bytes:
    """Return an appendix with one task of this content and these paragraphs below its table."""
    return appendix(table(HEAD + ONE, {"X": cell}), *below)


TYPED = [
    pytest.param(paragraph(run("Một"), raised(mark)), paragraph(raised(mark), run(" Ghi chú")), id=f"raised {mark}")
    for mark in ("1", "(1)", "[1]", "*", "1)", "a")
] + [
    pytest.param(paragraph(run("Một"), raised("1")), paragraph("1 Ghi chú"), id="its text begins with a number not raised"),
    pytest.param(paragraph(run("Một"), raised("1")), paragraph("(1) Ghi chú"), id="its text begins with a number in brackets"),
    pytest.param(paragraph("Một (1)"), paragraph("(1) Ghi chú"), id="in brackets, not raised"),
    pytest.param(paragraph("Một*"), paragraph("* Ghi chú"), id="a star, not raised"),
    pytest.param(paragraph("Một¹"), paragraph("¹ Ghi chú"), id="a raised character"),
    pytest.param(
        paragraph(run("Một"), run("1", '<w:position w:val="6"/>')),
        paragraph(run("1", '<w:position w:val="6"/>'), run(" Ghi chú")), id="raised by its position",
    ),
    pytest.param(paragraph("Một (*)"), paragraph("Ghi chú: (*) Ghi chú"), id="its text begins with its kind"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "below"), TYPED)
def test_a_typed_note_is_placed_and_its_mark_is_no_text(cell: str, below: str) -> None:
    data = typed(cell, below)
    (marker, place, text) = notes(data)[0].replace(" at ", ": ").split(": ")
    assert (marker.strip("()[]"), place, text) == (marker, "1.content", "Ghi chú")
    assert rows(data) == [READ]
    assert left_over(data) == []


def test_a_line_that_heads_the_notes_is_theirs() -> None:
    data = typed(paragraph("Một (1)"), paragraph("Ghi chú:"), paragraph("(1) Chú"))
    assert (notes(data), left_over(data)) == (["1 at 1.content: Chú"], [])
    assert left_over(typed(paragraph("Một"), paragraph("Ghi chú:"))) == ["Ghi chú:"]


def test_a_raised_character_behind_a_unit_is_a_power() -> None:
    data = typed(paragraph("Xây 20 km² đường²"), paragraph("² Chú"))
    assert rows(data) == ["/1 | Xây 20 km² đường | A | B | Năm 2026"]


def test_a_mark_may_stand_before_a_point() -> None:
    data = typed(paragraph(run("Một"), raised("1"), run(".")), paragraph(raised("1"), run(" Chú")))
    assert rows(data) == ["/1 | Một. | A | B | Năm 2026"]


def test_a_raised_number_without_a_note_is_text() -> None:
    data = typed(paragraph(run("Xây 100 m"), raised("2"), run(" nhà")))
    assert rows(data) == ["/1 | Xây 100 m2 nhà | A | B | Năm 2026"]


def test_a_power_is_no_mark_though_a_note_has_its_number() -> None:
    xml = {"X": paragraph(run("Xây 100 m"), raised("2")), "Y": paragraph(run("Hai"), raised("2"))}
    picture = f"{HEAD}{ONE}\n2 | Y | C | D | Năm 2027"
    data = appendix(table(picture, xml), paragraph(raised("2"), run(" Chú")))
    assert rows(data)[0] == "/1 | Xây 100 m2 | A | B | Năm 2026"
    assert notes(data) == ["2 at 2.content: Chú"]


def test_an_enumeration_in_brackets_is_no_mark() -> None:
    row = "1 | Một | (1) Phòng A; (2) Phòng B | C | Năm 2026"
    data = appendix(table(HEAD + row), paragraph("(1) Ghi chú"))
    assert rows(data) == [f"/{row}"]
    assert (notes(data), left_over(data)) == (["1 at : Ghi chú"], [])


@pytest.mark.parametrize(
    "text",
    [paragraph(raised("1"), run(" Một")) + paragraph(raised("2"), run(" Hai")), ""],
    ids=["two in the last row", "two below"],
)
def test_notes_may_stand_in_the_last_row_or_below(text: str) -> None:
    xml = {"X": paragraph(run("Một"), raised("1"), run(" và"), raised("2")), "N": text}
    last = "\nN | < | < | < | <" if text else ""
    below = (
        [] if text else [paragraph(raised("1"), run(" Một")), paragraph(raised("2"), run(" Hai"))]
    )
    data = appendix(table(f"{HEAD}{ONE}{last}", xml), *below)
    assert rows(data) == ["/1 | Một và | A | B | Năm 2026"]
    assert notes(data) == ["1 at 1.content: Một", "2 at 1.content: Hai"]


def test_a_starred_note_in_the_last_row_is_a_note() -> None:
    data = appendix(table(f"{HEAD}1 | Một (*) | A | B | Năm 2026\n(*) Ghi chú | < | < | < | <"))
    assert (rows(data), notes(data)) == ([READ], ["* at 1.content: Ghi chú"])


def test_a_raised_mark_in_brackets_behind_a_blank_is_one_reference() -> None:
    data = typed(paragraph(run("Một "), raised("(1)"), run(".")), paragraph("(1) Chú"))
    assert rows(data) == ["/1 | Một. | A | B | Năm 2026"]
    assert notes(data) == ["1 at 1.content: Chú"]


def test_the_longer_of_two_marks_is_meant() -> None:
    data = typed(paragraph("Một¹² và**"), *map(paragraph, ("¹ Một", "¹² Hai", "* Ba", "** Bốn")))
    assert notes(data)[0] == "12 at 1.content: Hai"
    assert notes(data)[1] == "** at 1.content: Bốn"


def test_a_note_knows_where_in_the_folded_words_its_mark_stood() -> None:
    cell = (
        paragraph(" Một (1)")
        + paragraph(" Hai ")
        + paragraph(run(" Ba"), raised("2"), run(" và Bốn "))
        + paragraph(raised("3"))
    )
    (data,) = datasets(typed(cell, *(paragraph(f"({i}) Chú") for i in (1, 2, 3))))
    assert data.tasks[0].content == "Một Hai Ba và Bốn"
    assert [data.tasks[0].content[: each.offset] for each in data.footnotes] == [
        "Một",
        "Một Hai Ba",
        "Một Hai Ba và Bốn",
    ]


def test_one_note_may_be_referred_to_twice() -> None:
    xml = {each: paragraph(run("Việc"), raised("1")) for each in "XY"}
    picture = f"{HEAD}{ONE}\n2 | Y | A | B | Năm 2026"
    data = appendix(table(picture, xml), paragraph(raised("1"), run(" Chú")))
    assert notes(data) == ["1 at 1.content: Chú", "1 at 2.content: Chú"]


def test_of_notes_with_one_marker_each_page_has_its_own() -> None:
    xml = {each: paragraph(run("Việc"), raised("1")) for each in "XY"}
    data = appendix(
        table(HEAD + ONE, xml), paragraph(raised("1"), run(" Trang một")),
        table(f"{HEAD}2 | Y | A | B | Năm 2026", xml), paragraph(raised("1"), run(" Trang hai")),
    )  # fmt: skip
    assert notes(data) == ["1 at 1.content: Trang một", "1 at 2.content: Trang hai"]


def test_a_note_that_nothing_refers_to_is_kept_and_said() -> None:
    data = typed(paragraph("Một"), paragraph(raised("1"), run(" Chú")))
    assert notes(data) == ["1 at : Chú"]
    assert "footnote-without-reference" in codes(data)


PLACES = [
    pytest.param(f"{HEAD}1 | Một | X | B | C", "1.lead", id="an agency"),
    pytest.param(f"{HEAD}1 | Một | A | B | X", "1.deadline", id="a deadline"),
    pytest.param(f"{HEAD}I | X | < | < | <\n1 | Một | A | B | C", "I.title", id="a section"),
    pytest.param(
        "TT | Nhiệm vụ | Chủ trì | Ghi chú\n1 | Một | A | X", "1.note", id="another column"
    ),
]


@pytest.mark.parametrize(("picture", "place"), PLACES)
def test_a_note_of_words_own_hangs_where_its_mark_stands(picture: str, place: str) -> None:
    xml = {"X": paragraph(run("Chữ"), reference(2))}
    data = appendix(table(picture, xml), parts={"footnotes.xml": noted({2: "Chú"})})
    assert notes(data) == [f"1 at {place}: Chú"]


def test_a_note_may_hang_on_the_title() -> None:
    title = paragraph(run("Nhiệm vụ"), reference(2))
    blocks = paragraph(HEADING[0]) + title + paragraph(HEADING[2]) + table(HEAD + ONE)
    data = package(blocks, {"footnotes.xml": noted({2: "Chú"})})
    assert (plain(data)["title"], notes(data)) == ("Nhiệm vụ", ["1 at title: Chú"])


def test_notes_of_the_body_of_the_plan_are_not_the_appendixs() -> None:
    body = paragraph(run("Thân kế hoạch"), reference(1))
    own = table(HEAD + ONE, {"X": paragraph(run("Một"), reference(2))})
    parts = {"footnotes.xml": noted({1: "Của thân", 2: "Của bảng"})}
    data = package(body + "".join(map(paragraph, HEADING)) + own, parts)
    assert notes(data) == ["2 at 1.content: Của bảng"]
    assert left_over(data) == []


def test_each_appendix_of_a_file_has_its_own_notes() -> None:
    def one(heading: str, note: int) -> str:
        xml = {"X": paragraph(run("Một"), reference(note))}
        return paragraph(heading) + paragraph("Nhiệm vụ") + table(HEAD + ONE, xml)

    parts = {"footnotes.xml": noted({1: "Một", 2: "Hai"})}
    found = datasets(package(one("Phụ lục I", 1) + one("Phụ lục II", 2), parts))
    assert [[each.text for each in dataset.footnotes] for dataset in found] == [["Một"], ["Hai"]]


def test_a_note_may_hang_on_a_label() -> None:
    xml = {
        "L": paragraph(run("Chủ trì"), raised("1")),
        "R": paragraph(run("Nhiệm vụ"), reference(1)),
    }
    picture = "TT | R | L | Thời hạn\n1 | Một | A | Năm 2026"
    own = {"footnotes.xml": noted({1: "Hai"})}
    data = appendix(table(picture, xml), paragraph(raised("1"), run(" Chú")), parts=own)
    assert notes(data) == ["1 at header.content: Hai", "1 at header.lead: Chú"]


def test_a_mark_typed_twice_as_libreoffice_writes_it_is_no_text() -> None:
    mark = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='1'/><w:t>*</w:t></w:r>"
    text = paragraph(run("*"), raised("*"), run(" Chú"))
    data = appendix(
        table(HEAD + ONE, {"X": paragraph(run("Một"), mark, run("*"))}),
        parts={"footnotes.xml": noted({1: text})},
    )
    assert (rows(data), notes(data)) == ([READ], ["* at 1.content: Chú"])
