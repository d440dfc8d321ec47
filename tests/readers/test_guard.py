"""What the guard counts and refuses; tests/hostile.py has the files made to harm."""

from dataclasses import replace
from pathlib import Path

import pytest

from appendix_pipeline import read
from appendix_pipeline.errors import InputError, NoTaskTableError
from appendix_pipeline.options import Limits
from appendix_pipeline.readers.guard import check
from drawing import appendix, package, paragraph, tasks
from hostile import DOCUMENT, GOOD, in_utf16, members, with_body, with_member

REAL = Path(__file__).parents[2] / "input" / "hai-hung.docx"


def test_it_counts_the_cells_of_the_real_appendix() -> None:
    weight = check(REAL.read_bytes(), "x", Limits())
    assert weight.cells == 236  # as python-docx finds w:tc elements
    assert weight.light


def test_it_counts_elements_comments_and_instructions() -> None:
    plain = check(GOOD, "x", Limits())
    more = check(with_body("<w:p/><!-- x --><?y z?>" + paragraph("x")), "x", Limits())
    assert more.elements - plain.elements == 6  # w:p twice, w:r, w:t, and what stands aside
    assert more.asides - plain.asides == 2


def test_what_is_written_in_utf16_is_counted_the_same() -> None:
    wide = with_member(DOCUMENT, in_utf16(members()[DOCUMENT]))
    one, two = check(GOOD, "x", Limits()), check(wide, "x", Limits())
    assert (one.cells, one.elements) == (two.cells, two.elements)


@pytest.mark.parametrize(
    ("limits", "option"),
    [
        pytest.param(Limits(cells=5), "--max-cells", id="cells"),
        pytest.param(Limits(elements=1), "--max-elements", id="elements"),
    ],
)
def test_a_limit_is_an_option_that_the_sentence_names(limits: Limits, option: str) -> None:
    rows = "\n".join(f"{i} | a | b | c | d" for i in range(9))
    data = appendix(tasks(rows), paragraph("x") * 1_000)
    with pytest.raises(InputError, match=option) as refused:
        check(data, "x", limits)
    assert refused.value.exit_code == 3
    assert check(data, "x", replace(limits, cells=500, elements=5_000)).cells == 54


def test_elements_are_allowed_in_proportion_to_the_cells() -> None:
    rows = "\n".join(f"{i} | a | b | c | d" for i in range(200))
    assert check(appendix(tasks(rows)), "x", Limits(elements=1)).elements > 4_000


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no-such\.docx: There is no such file"):
        read(tmp_path / "no-such.docx")


def test_a_document_without_task_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(package(paragraph("Chỉ có chữ")))
    with pytest.raises(NoTaskTableError, match="No table of tasks") as refused:
        read(path)
    assert refused.value.exit_code == 4
