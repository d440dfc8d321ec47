"""A machine corrects blanks, blanks in symbols and stray fragments, says so, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendices import CLEAN
from appendix_pipeline.model.dataset import Dataset, Footnote, Task
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.mending import mend
from appendix_pipeline.normalise.references import find
from appendix_pipeline.options import Options
from appendix_pipeline.pipeline import read_stages
from samples import NOWHERE, dataset

# What slips are made of, so that random texts hold many.
PIECES = [
    "rà soát",
    "2025",
    ",",
    ";",
    ".",
    ":",
    "(",
    ")",
    " ",
    "  ",
    "TT-",
    "1,5",
    "23/2025/TT- BNNMT",
    "Thông tư số ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def of_one(content: str = "", coordinating: str = "", note_at: int | None = None) -> Dataset:
    """Return a dataset of one task with these words, and perhaps a note on its content."""
    found = dataset()
    task: Task = replace(
        found.tasks[0], content=content, references=find(content),
        coordinating=split(coordinating, "2025-10"),
    )  # fmt: skip
    notes = (
        ()
        if note_at is None
        else (Footnote("1", "x", f"{task.section}/1.content", note_at, NOWHERE),)
    )
    return replace(found, tasks=(task,), footnotes=notes)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("rà soát , bổ sung", "rà soát, bổ sung"),
        ("rà soát,bổ sung", "rà soát, bổ sung"),
        ("rà soát ;bổ sung", "rà soát; bổ sung"),
        ("Công khai(nếu có)", "Công khai (nếu có)"),
        ("Công khai ( nếu có )", "Công khai (nếu có)"),
        ("Gồm : một", "Gồm: một"),
        ("Xong .", "Xong."),
        ("theo Thông tư số 23/2025/TT- BNNMT của Bộ", "theo Thông tư số 23/2025/TT-BNNMT của Bộ"),
        ("diện tích 1,5 ha; tỷ lệ 1 : 500", "diện tích 1,5 ha; tỷ lệ 1 : 500"),
        ("theo Nghị định số 151/2025/ND-CP", "theo Nghị định số 151/2025/ND-CP"),
    ],
)  # fmt: skip
def test_blanks_are_put_right(typed: str, mended: str) -> None:
    copy, changes = mend(of_one(typed))
    assert copy.tasks[0].content == mended
    assert [(each.before, each.after) for each in changes] == [(typed, mended)] * (typed != mended)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("ơ\n- Các cơ quan thuộc xã", "- Các cơ quan thuộc xã"),
        ("Công an xã; ơ", "Công an xã;"),
        ("Công an xã; ơ; Trạm Y tế", "Công an xã; Trạm Y tế"),
        ("Công an xã; hộ vay vốn cũ", "Công an xã; hộ vay vốn cũ"),  # words may name a body
        ("nt", "nt"),
        ("Sở TNMT", "Sở TNMT"),
        ("Phòng Kinh tê", "Phòng Kinh tê"),
    ],
)
def test_a_stray_fragment_goes_and_a_name_stays(typed: str, mended: str) -> None:
    copy, _ = mend(of_one(coordinating=typed))
    assert copy.tasks[0].coordinating == split(mended, "2025-10")


def test_a_note_keeps_its_place() -> None:
    before = of_one("Rà soát , bổ sung đất đai", note_at=len("Rà soát , bổ sung"))
    (note,) = mend(before)[0].footnotes
    assert note.offset == len("Rà soát, bổ sung")
    assert mend(of_one("Rà soát đất đai , bổ sung", note_at=16))[1] == ()  # there stood the mark


def test_each_of_several_notes_keeps_its_place() -> None:
    content = "Rà soát , bổ sung , công bố"
    found = of_one(content, note_at=len("Rà soát "))
    (note,) = found.footnotes
    second = replace(note, marker="2", offset=len("Rà soát , bổ sung "))
    assert mend(replace(found, footnotes=(note, second)))[1] == ()


@given(TEXTS)
def test_only_blanks_are_changed_and_only_once(text: str) -> None:
    content = " ".join(text.split())
    copy, changes = mend(of_one(content))
    mended = copy.tasks[0].content
    assert mended.replace(" ", "") == content.replace(" ", "")
    assert bool(changes) == (mended != content)
    again, more = mend(copy)
    assert (again, more) == (copy, ())


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_appendix_is_left_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "clean.docx"
    path.write_bytes(CLEAN[name])
    found = read_stages(path, Options()).datasets[0]
    assert mend(found) == (found, ())


def test_the_real_appendix_is_mended_in_two_places(real: Dataset) -> None:
    copy, changes = mend(real)
    assert [(each.task, each.role, each.code) for each in changes] == [
        ("IV.2", "content", "broken-symbol"), ("VI.8", "coordinating", "stray-fragment"),
    ]  # fmt: skip
    task = next(each for each in copy.tasks if each.id == "VI.8")
    assert task.coordinating.text.splitlines()[0] == "- Các cơ quan, đơn vị thuộc xã;"
    keys = [
        [each.key for task in found.tasks for each in task.references] for found in (copy, real)
    ]
    assert keys[0] == keys[1]
