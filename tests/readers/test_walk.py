"""Parts of a Word file from top to bottom: frames, boxes, running headers, what stands in them."""

import pytest

from drawing import HEAD, HEADING, appendix, boxed, cell, noted, package, paragraph, run, table
from shown import codes, datasets, left_over, plain, rows, sections

TASK = "1 | Một | A | B | Năm 2026"
TABLE = table(HEAD + TASK)


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def within(tag: str, before: str, after: str) -> str:
    """Return the table with something round each element of a kind."""
    opening, closing = f"<w:{tag}>", f"</w:{tag}>"
    return TABLE.replace(opening, before + opening).replace(closing, closing + after)


def frame(*rows_: list[str]) -> str:
    """Return a table of cells given as text or as XML."""
    made = ("".join(cell(each) for each in row) for row in rows_)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


WRAPPED = {
    "a content control": control(TABLE),
    "two content controls": control(control(TABLE)),
    "a text box": f"<w:p>{boxed(TABLE, '<w:p/>')}</w:p>",
    "alternate content": "<mc:AlternateContent><mc:Choice Requires='w15'>" + TABLE
    + "</mc:Choice><mc:Fallback>" + TABLE + "</mc:Fallback></mc:AlternateContent>",
    "one cell": frame([paragraph("Khung") + TABLE + "<w:p/>"]),
    "two cells of a frame": frame([paragraph("Khung")], [TABLE + "<w:p/>"]),
    "a letterhead, the table and the signatures": frame(
        ["UBND XÃ", "CỘNG HÒA"], [paragraph("Khung") + TABLE + "<w:p/>", ""], ["Nơi nhận", "CHỦ TỊCH"]
    ),
    "frames in a frame": frame([frame([TABLE + "<w:p/>"]) + "<w:p/>"]),
    "rows in content controls": within("tr", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "cells in content controls": within("tc", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "rows in custom XML": within("tr", "<w:customXml>", "</w:customXml>"),
}  # fmt: skip


@pytest.mark.parametrize("xml", WRAPPED.values(), ids=WRAPPED)
def test_a_task_table_is_found_whatever_is_round_it(xml: str) -> None:
    assert rows(appendix(xml)) == [f"/{TASK}"]


def test_a_table_in_a_task_is_its_text() -> None:
    inner = paragraph("Một") + table("a | b\nc | d") + paragraph("hết")
    picture = f"{HEAD}1 | X | A | B | Năm 2026\n2 | Hai | C | D | Năm 2027"
    read = rows(appendix(table(picture, {"X": inner})))
    assert read[0] == "/1 | Một a b c d hết | A | B | Năm 2026"


def test_the_title_may_be_joined_by_a_deleted_mark() -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("Nhiệm ") + "</w:p>"
    blocks = paragraph("PHỤ LỤC") + deleted + paragraph("vụ") + paragraph(HEADING[2]) + TABLE
    assert plain(package(blocks))["title"] == "Nhiệm vụ"


def test_several_running_headers_are_counted_each_once() -> None:
    parts = {
        "header1.xml": table("UBND | XÃ") + paragraph("Trang"),
        "header2.xml": paragraph("Trang") + "<w:p>" + boxed(paragraph("Hộp")) + "</w:p>",
        "footer1.xml": paragraph("Mật"),
        "footer2.xml": paragraph("Mật"),
        "footnotes.xml": noted({2: "Chú"}),
    }
    (only,) = datasets(appendix(TABLE, parts=parts))
    assert only.ledger.uses["margin"] == len("UBNDXÃTrangTrangHộpMậtMật")
    assert only.ledger.left_over == ()


CHANGED = [
    pytest.param("<w:trPr><w:del w:id='1'/></w:trPr>", [], id="a deleted row is out"),
    pytest.param(
        "<w:trPr><w:ins w:id='1'/></w:trPr>", ["/2 | Hai | C | D | Năm 2027"],
        id="an inserted row is in",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "expected"), CHANGED)
def test_tracked_rows_are_read_as_accepted(properties: str, expected: list[str]) -> None:
    xml = table(f"{HEAD}{TASK}\n2 | Hai | C | D | Năm 2027")
    at = xml.rindex("<w:tr>") + len("<w:tr>")
    data = appendix(xml[:at] + properties + xml[at:])
    assert rows(data) == [f"/{TASK}", *expected]
    assert "tracked-changes" in codes(data)


def test_a_deleted_cell_is_out() -> None:
    deleted = cell("bỏ", "<w:cellDel w:id='1'/>")
    data = appendix(TABLE.replace(cell("Một"), cell("Một") + deleted))
    assert rows(data) == [f"/{TASK}"]
    assert "tracked-changes" in codes(data)


def test_what_merged_cells_go_on_with_is_hidden() -> None:
    merged = [cell("ẩn", "<w:hMerge/>") for _ in range(3)]
    row = cell("I") + cell("Mục", "<w:hMerge w:val='restart'/>") + "".join(merged)
    data = appendix(TABLE.replace("</w:tbl>", f"<w:tr>{row}</w:tr></w:tbl>"))
    assert sections(data) == ["I: Mục"]
    assert "hidden-text" in codes(data)
    assert left_over(data) == []
