"""Word's own notes: their marks as displayed (ISO/IEC 29500-1, 17.11)."""

import pytest

from drawing import HEAD, appendix, field, noted, paragraph, raised, reference, run, table
from shown import notes, rows

PICTURE = f"{HEAD}1 | X | A | B | C\n2 | Y | A | B | C"


def document(one: str, two: str = "", **parts: str) -> bytes:
    """Return an appendix of two tasks with these cells."""
    xml = {"X": one, "Y": two or paragraph("Hai")}
    return appendix(table(PICTURE, xml), parts={f"{k}.xml": v for k, v in parts.items()})


def test_notes_count_in_the_order_of_their_marks() -> None:
    one, two = (paragraph(run("Việc"), reference(note)) for note in (5, 2))
    data = document(one, two, footnotes=noted({2: "hai", 5: "một"}))
    assert notes(data) == ["1 at 1.content: một", "2 at 2.content: hai"]


def test_endnotes_count_apart_in_roman() -> None:
    one = paragraph(run("Việc"), reference(2), reference(2, "endnote"))
    parts = {"footnotes": noted({2: "chân"}), "endnotes": noted({2: "cuối"}, "endnote")}
    assert sorted(notes(document(one, **parts))) == ["1 at 1.content: chân", "i at 1.content: cuối"]


def test_the_settings_may_give_another_format() -> None:
    settings = "<w:footnotePr><w:numFmt w:val='lowerLetter'/></w:footnotePr>"
    one = paragraph(run("Việc"), reference(2))
    data = document(one, footnotes=noted({2: "chân"}), settings=settings)
    assert notes(data) == ["a at 1.content: chân"]


def test_the_settings_may_say_where_the_count_begins() -> None:
    settings = "<w:footnotePr><w:numStart w:val='5'/></w:footnotePr>"
    one, two = (paragraph(run("Việc"), reference(note)) for note in (2, 3))
    data = document(one, two, footnotes=noted({2: "một", 3: "hai"}), settings=settings)
    assert notes(data) == ["5 at 1.content: một", "6 at 2.content: hai"]


@pytest.mark.parametrize(
    "text", [paragraph(raised("*"), run(" chân")), paragraph("* chân"), paragraph("chân")]
)
def test_a_mark_typed_by_hand_is_the_marker_and_no_text(text: str) -> None:
    mark = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>*</w:t></w:r>"
    one, two = paragraph(run("Một"), mark, run(" xong")), paragraph(run("Hai"), reference(3))
    data = document(one, two, footnotes=noted({2: text, 3: "khác"}))
    assert rows(data)[0] == "/1 | Một xong | A | B | C"
    assert notes(data) == ["* at 1.content: chân", "1 at 2.content: khác"]


def test_a_note_may_be_referred_to_again_by_a_field() -> None:
    marked = "<w:bookmarkStart w:id='0' w:name='_Ref1'/>{}<w:bookmarkEnd w:id='0'/>"
    one = paragraph(run("Một"), marked.format(reference(2)))
    two = paragraph(run("Hai"), field("NOTEREF _Ref1 \\h", raised("1")))
    data = document(one, two, footnotes=noted({2: "chân"}))
    assert notes(data) == ["1 at 1.content: chân", "1 at 2.content: chân"]
    assert rows(data)[1] == "/2 | Hai | A | B | C"


def test_a_table_in_a_note_is_its_text() -> None:
    text = paragraph("chân") + table("a | b") + "<w:p/>"
    data = document(paragraph(run("Một"), reference(2)), footnotes=noted({2: text}))
    assert notes(data) == ["1 at 1.content: chân a b"]
