"""Columns and header rows of the printed table."""

from dataclasses import replace

import pytest

from appendix_pipeline.model.dataset import ColumnLabel
from appendix_pipeline.writers.annex.columns import Column, columns_of, header
from appendix_pipeline.writers.annex.measures import Measures
from samples import dataset


def columns(*labels: tuple[str, str]) -> list[Column]:
    return list(
        columns_of(replace(dataset(), columns=tuple(ColumnLabel(*each) for each in labels)))
    )


def test_columns_keep_the_order_and_labels_of_the_source() -> None:
    assert [column.label for column in columns(("content", "Nhiệm vụ"), ("number", "TT"))] == [
        "Nhiệm vụ", "TT",
    ]  # fmt: skip


def test_number_and_content_stand_even_where_the_source_has_no_such_column() -> None:
    assert [column.label for column in columns(("lead", "Chủ trì"))] == [
        "STT",
        "Nội dung",
        "Chủ trì",
    ]


def test_a_role_that_comes_again_is_an_extra_column() -> None:
    found = columns(
        ("number", "TT"), ("content", "Việc"), ("deadline", "Hạn"), ("deadline", "Hạn mới"),
        ("other", "Ghi chú"), ("other", "Ghi chú"),
    )  # fmt: skip
    assert [(column.extra, column.nth) for column in found] == [
        (False, 0), (False, 0), (False, 0), (True, 0), (True, 0), (True, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "drawn"),
    [
        pytest.param(["TT", "Việc"], [["TT 1x1", "Việc 1x1"]], id="one row"),
        pytest.param(
            ["TT", "Ai / A", "Ai / B", "Hạn"],
            [["TT 1x2", "Ai 2x1", "Hạn 1x2"], ["^", "A 1x1", "B 1x1", "^"]], id="a group",
        ),
        pytest.param(
            ["Ai / A", "Hạn", "Ai / B"],
            [["Ai 1x1", "Hạn 1x2", "Ai 1x1"], ["A 1x1", "^", "B 1x1"]], id="groups apart",
        ),
        pytest.param(
            ["Ai / A / X", "Ai / A / Y", "Ai / B"],
            [["Ai 3x1"], ["A 2x1", "B 1x2"], ["X 1x1", "Y 1x1", "^"]], id="three rows",
        ),
        pytest.param(["Hạn", "Hạn"], [["Hạn 1x1", "Hạn 1x1"]], id="two columns of one name"),
    ],
)  # fmt: skip
def test_labels_become_header_rows(labels: list[str], drawn: list[list[str]]) -> None:
    measures = Measures(12, (3000,) * len(labels))
    rows = header([Column("other", label) for label in labels], measures)
    assert [
        [f"{' '.join(cell.lines)} {cell.columns}x{cell.rows}" if cell.rows else "^" for cell in row]
        for row in rows
    ] == drawn
    assert {sum(cell.width for cell in row) for row in rows} == {3000 * len(labels)}
