"""Any table that can be drawn is read as drawn; a table split at any row is the same table."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from appendix_pipeline import Options, ReadOptions, read
from appendix_pipeline.model.document import Grid, Location, Paragraph
from appendix_pipeline.readers.grid import MalformedTableError, read_grid
from appendix_pipeline.readers.seen import Seen
from drawing import W, appendix, cell, paragraph, table, tasks

Extent = tuple[int, int, int, int]
QUICK = Options(ReadOptions(witness=False))


def grid(xml: str) -> Grid:
    root = etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')

    def text(tc: object, where: Location) -> tuple[Paragraph, ...]:
        return (Paragraph("".join(tc.itertext()), where),)  # type: ignore[attr-defined]

    return read_grid(root[0], 1, Seen(), text)


def extents(found: Grid) -> set[Extent]:
    return {(each.top, each.left, each.bottom, each.right) for each in found.cells}


COLUMNS = 5
CUTS = st.sets(st.integers(1, COLUMNS - 1)).map(
    lambda cuts: list(pairwise(sorted({0, COLUMNS, *cuts})))
)


@given(st.lists(st.tuples(st.integers(1, 3), CUTS), min_size=1, max_size=4))
def test_a_table_is_read_as_drawn(bands: list[tuple[int, list[tuple[int, int]]]]) -> None:
    drawn: set[Extent] = set()
    rows: list[list[str]] = []
    for height, cuts in bands:
        top = len(rows)
        rows += [["^"] * COLUMNS for _ in range(height)]
        for left, right in cuts:
            drawn.add((top, left, top + height, right))
            for row in range(top, top + height):
                rows[row][left] = "^" if row > top else f"r{top}c{left}"
                rows[row][left + 1 : right] = ["<"] * (right - left - 1)
    found = grid(table("\n".join(" | ".join(row) for row in rows)))
    assert extents(found) == drawn
    assert (found.rows, found.columns) == (len(rows), COLUMNS)
    for each in found.cells:
        assert each.text == f"r{each.top}c{each.left}"


TEXT = st.text("aăâbcđêgh iôơuư", min_size=1, max_size=12).map(str.strip).filter(bool)
TASK = st.tuples(
    TEXT, st.sampled_from(["Phòng A", "Phòng B"]), TEXT, st.sampled_from(["Năm 2026", "Quý I/2026"])
)


@settings(max_examples=30, deadline=None)
@given(st.lists(TASK, min_size=2, max_size=6), st.data())
def test_a_table_split_at_any_row_is_the_same_table(
    rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    lines = [f"{number} | {' | '.join(row)}" for number, row in enumerate(rows, 1)]
    at = data.draw(st.integers(1, len(lines) - 1))
    whole = appendix(tasks("\n".join(lines)))
    split = appendix(tasks("\n".join(lines[:at])), paragraph("2"), tasks("\n".join(lines[at:])))
    with TemporaryDirectory() as folder:
        found = []
        for name, content in (("whole.docx", whole), ("split.docx", split)):
            path = Path(folder, name)
            path.write_bytes(content)
            tasks_read = read(path, QUICK).tasks
            found.append(
                [(t.id, t.content, t.lead, t.coordinating, t.deadline) for t in tasks_read]
            )
    assert found[0] == found[1]
    assert len(found[0]) == len(rows)


CASES = [
    pytest.param(
        f"<w:tr>{cell('a')}{cell('b')}</w:tr>", {(0, 0, 1, 1), (0, 1, 1, 2)}, id="no tblGrid"
    ),
    pytest.param(
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("a")}</w:tr>', {(0, 1, 1, 2)},
        id="gridBefore",
    ),
    pytest.param(
        f"<w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}</w:tr>",
        {(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1)}, id="a row with too few cells",
    ),
    pytest.param(
        f"<w:tr>{cell('a', '<w:vMerge w:val=' + chr(34) + 'restart' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge w:val=' + chr(34) + 'continue' + chr(34) + '/>')}</w:tr>",
        {(0, 0, 2, 1)}, id="vMerge with its value",
    ),
    pytest.param(
        f"<w:tr>{cell('a')}</w:tr><w:tr>{cell('', '<w:vMerge/>')}</w:tr>",
        {(0, 0, 2, 1)}, id="a continuation of a cell that did not announce it",
    ),
    pytest.param(
        f"<w:tr>{cell('a')}</w:tr><w:tr>{cell('b', '<w:vMerge/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}</w:tr>",
        {(0, 0, 1, 1), (1, 0, 3, 1)}, id="a text of its own goes on with nothing",
    ),
    pytest.param(
        f"<w:tr>{cell('a', '<w:cellMerge w:vMerge=' + chr(34) + 'rest' + chr(34) + '/>')}</w:tr>"
        f"<w:tr>{cell('', '<w:cellMerge w:vMerge=' + chr(34) + 'cont' + chr(34) + '/>')}</w:tr>",
        {(0, 0, 2, 1)}, id="a tracked merge",
    ),
    pytest.param(
        f"<w:tr>{cell('a', '<w:vMerge/>')}</w:tr>", {(0, 0, 1, 1)},
        id="a continuation of nothing is a cell",
    ),
    pytest.param(
        "<w:tr>" + cell("a", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("b")
        + "</w:tr>", {(0, 0, 1, 2), (0, 2, 1, 3)}, id="legacy hMerge",
    ),
    pytest.param(
        f"<w:sdt><w:sdtContent><w:tr>{cell('a')}</w:tr></w:sdtContent></w:sdt>", {(0, 0, 1, 1)},
        id="a row in a content control",
    ),
    pytest.param(
        f"<w:customXml><w:tr>{cell('a')}</w:tr></w:customXml>", {(0, 0, 1, 1)},
        id="a row in custom XML",
    ),
    pytest.param(
        f"<w:tr>{cell('a')}</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('b')}</w:tr>",
        {(0, 0, 1, 1)}, id="a deleted row",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), CASES)
def test_a_table_is_read_whatever_draws_it(rows: str, expected: set[Extent]) -> None:
    assert extents(grid(f"<w:tbl>{rows}</w:tbl>")) == expected


@pytest.mark.parametrize("value", ["65", "2147483648", "2000000000", "9" * 400])
@pytest.mark.parametrize("name", ["gridSpan", "gridBefore"])
def test_an_absurd_span_is_refused(name: str, value: str) -> None:
    properties = f'<w:{name} w:val="{value}"/>'
    row = (
        cell("a", properties) if name == "gridSpan" else f"<w:trPr>{properties}</w:trPr>{cell('a')}"
    )
    with pytest.raises(MalformedTableError):
        grid(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")


@pytest.mark.parametrize("value", ["-1", "0", "x", ""])
def test_a_span_that_says_nothing_is_one(value: str) -> None:
    xml = "<w:tbl><w:tr>" + cell("a", f'<w:gridSpan w:val="{value}"/>') + "</w:tr></w:tbl>"
    assert extents(grid(xml)) == {(0, 0, 1, 1)}
