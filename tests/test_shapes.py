"""Shapes of appendices met outside the other tests, drawn small: all that a reader of each sees."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from drawing import HEAD, appendix, boxed, paragraph, raised, run, table
from shown import left_over, notes, rows, sections

ONE, TWO = "1 | Một | A | B | Năm 2026", "2 | Hai | C | D | Năm 2027"
READ = [f"/{ONE}", f"/{TWO}"]


class Shape(NamedTuple):
    """A file, and its tasks, sections and notes."""

    build: Callable[[], bytes]
    tasks: Sequence[str]
    sections: Sequence[str] = ()
    notes: Sequence[str] = ()


def drawn(picture: str, *below: str, **xml: str) -> Callable[[], bytes]:
    """Return an appendix whose table has the usual labels above `picture`."""
    return lambda: appendix(table(HEAD + picture, xml), *below)


def inner(text: str) -> str:
    """Return a table of one cell, as converters put into each cell, and the paragraph below it."""
    return f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl><w:p/>"


SHAPES = {
    "five levels of headings": Shape(
        drawn(
            "A | CHUNG | < | < | <\nI | Về thể chế | < | < | <\n1 | Văn bản | < | < | <\n"
            "1.1 | Nghị quyết | < | < | <\na) | Một | A | B | Năm 2026\nII | Về hạ tầng | < | < | <\n"
            f"{ONE}\nB | RIÊNG | < | < | <\n{ONE}"
        ),
        ["A/I/1/1.1/a | Một | A | B | Năm 2026", f"A/II/{ONE}", f"B/{ONE}"],
        ["A: CHUNG", "A/I: Về thể chế", "A/I/1: Văn bản", "A/I/1/1.1: Nghị quyết",
         "A/II: Về hạ tầng", "B: RIÊNG"],
    ),
    "a parent in its own cells and one that spans": Shape(
        drawn("1 | Nhóm một | | |\n1.1 | Một | A | B | Năm 2026\n2 | Nhóm hai | < | < | <\n"
              "2.1 | Hai | C | D | Năm 2027"),
        ["1/1.1 | Một | A | B | Năm 2026", "2/2.1 | Hai | C | D | Năm 2027"],
        ["1: Nhóm một", "2: Nhóm hai"],
    ),
    "numbers with letters and three steps": Shape(
        drawn("1a | Một | A | B | Năm 2026\n1b | Hai | A | B | Năm 2026\n1.1.1 | Ba | A | B | Năm 2026"),
        [f"/{number} | {task} | A | B | Năm 2026"
         for number, task in (("1a", "Một"), ("1b", "Hai"), ("1.1.1", "Ba"))],
    ),
    "lines of a converter, each a row": Shape(
        drawn(f"1 | Rà soát, sửa đổi, | Văn phòng HĐND và | B | Năm 2026\n"
              f" | bổ sung quy chế | UBND xã | |\n | làm việc | | |\n{TWO}"),
        ["/1 | Rà soát, sửa đổi, bổ sung quy chế làm việc | Văn phòng HĐND và UBND xã | B | Năm 2026",
         READ[1]],
    ),
    "ditto marks of all kinds": Shape(
        drawn(f'{ONE}\n2 | Hai | -"- | " | Nt\n3 | Ba | - nt - | Như trên. | ..nt..'),
        [READ[0], "/2 | Hai | A | B | Năm 2026", "/3 | Ba | A | B | Năm 2026"],
    ),
    "words of the labels in a task": Shape(
        drawn("1 | Nhiệm vụ chuyển tiếp | Cơ quan chủ trì theo phân công | Đơn vị phối hợp | Thời gian theo quy định"),
        ["/1 | Nhiệm vụ chuyển tiếp | Cơ quan chủ trì theo phân công | Đơn vị phối hợp | Thời gian theo quy định"],
    ),
    "merges that end in different rows": Shape(
        drawn("1 | Một | A | B | Năm 2026\n2 | Hai | C | ^ | ^\n3 | Ba | D | ^ | Năm 2027"),
        [READ[0], "/2 | Hai | C | B | Năm 2026", "/3 | Ba | D | B | Năm 2027"],
    ),
    "agencies and deadlines numbered by the line": Shape(
        drawn("1 | Một | 1. Phòng A / 2. Phòng B | (1) Thôn C / (2) Thôn D | - Quý I/2026; / - Quý II/2026"),
        ["/1 | Một | 1. Phòng A 2. Phòng B | (1) Thôn C (2) Thôn D | - Quý I/2026; - Quý II/2026"],
    ),
    "blanks of all widths": Shape(
        drawn("1 | Rà\u2003soát\u3000quy\u202fchế | \u00a0Văn phòng\u2009xã | \u00a0 | Năm\u00a02026"),
        ["/1 | Rà soát quy chế | Văn phòng xã |  | Năm 2026"],
    ),
    "a table in every cell": Shape(
        lambda: appendix(table("a | b | c | d | e\n1 | f | g | h | i", {
            name: inner(text) for name, text in zip("abcdefghi", [*HEAD.strip().split(" | "),
            "Một", "A", "B", "Năm 2026"], strict=True)
        })),
        READ[:1],
    ),
    "the whole table in a text box": Shape(
        lambda: appendix(paragraph(boxed(table(f"{HEAD}{ONE}\n{TWO}"), "<w:p/>"))), READ
    ),
    "a text box inside a cell": Shape(
        drawn("1 | X | A | B | Năm 2026", X=paragraph(run("Một"), boxed(paragraph("(ưu tiên)")))),
        ["/1 | Một (ưu tiên) | A | B | Năm 2026"],
    ),
    "two columns of lead agencies": Shape(
        lambda: appendix(table(
            "TT | Nhiệm vụ | Chủ trì cấp tỉnh | Chủ trì cấp xã | Phối hợp | Thời hạn\n"
            "1 | Một | Sở Nội vụ | Công an xã | B | Năm 2026\n2 | Hai | C | | D | Năm 2027"
        )),
        ["/1 | Một | Sở Nội vụ Công an xã | B | Năm 2026", READ[1]],
    ),
    "a product beside the task under one label": Shape(
        lambda: appendix(table(
            "TT | Nội dung | <        | Thực hiện | <        | Thời hạn\n"
            "^  | Nhiệm vụ | Sản phẩm | Chủ trì   | Phối hợp | ^\n"
            "1  | Một      | Tờ trình | A         | B        | Năm 2026"
        )),
        READ[:1],
    ),
    "notes whose star is followed by a colon": Shape(
        drawn("1 | Một(*) | A | B | Năm 2026\n2 | Hai (**) | C | D | Năm 2027",
              paragraph("(*): Theo Nghị quyết 57."), paragraph("(**): Kinh phí của xã.")),
        READ,
        notes=["* at 1.content: Theo Nghị quyết 57.", "** at 2.content: Kinh phí của xã."],
    ),
    "a note on a number": Shape(
        drawn("N | Một | A | B | Năm 2026", paragraph("(*) Việc ưu tiên."),
              N=paragraph(run("1"), raised("(*)"))),
        READ[:1],
        notes=["* at 1.number: Việc ưu tiên."],
    ),
    "a note in what goes on below the page": Shape(
        lambda: appendix(
            table(HEAD + ONE), paragraph(""),
            table("| X | | |\n" + TWO, {"X": paragraph(run("và tiếp"), raised("1"))}),
            paragraph("____________"), paragraph(raised("1"), run(" Chú")),
        ),
        ["/1 | Một và tiếp | A | B | Năm 2026", READ[1]],
        notes=["1 at 1.content: Chú"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_as_a_reader_sees_it(name: str) -> None:
    shape = SHAPES[name]
    data = shape.build()
    assert rows(data) == list(shape.tasks)
    assert sections(data) == list(shape.sections)
    assert notes(data) == list(shape.notes)
    assert left_over(data) == []
