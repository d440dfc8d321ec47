"""The same from Python: what is promised there does what the commands do."""

from pathlib import Path

import pytest

import appendix_pipeline
from appendix_pipeline.errors import InputError
from inbox import QUICK, fill, small


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", {"a.docx": small("Rà soát quy chế"), "b.docx": b"%PDF"})


def test_a_batch_is_consolidated_and_asked(inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    outcomes = list(appendix_pipeline.batch(inputs, out, QUICK))
    assert [type(each) for each in outcomes] == [appendix_pipeline.Done, appendix_pipeline.Failed]
    made = appendix_pipeline.consolidate(out, annexes=True)
    assert (made.documents, made.tasks) == (1, 1)
    folder = out / "consolidated"
    annex = folder / "agencies" / "Công an xã.docx"
    assert made.written == (folder / "tong-hop.xlsx", folder / "tong-hop.html", annex)
    assert annex.exists()
    sql = "SELECT commune, content FROM all_tasks"
    assert list(appendix_pipeline.query(out, sql)) == [
        {"commune": "Xã Hải Hưng", "content": "Rà soát quy chế"}
    ]
    (found,) = appendix_pipeline.search(str(out), "quy che")
    assert found["input"] == "a.docx"


def test_an_inbox_is_watched_until_one_stops_asking(inputs: Path, tmp_path: Path) -> None:
    out, names, tasks = tmp_path / "out", [], []

    def quiet() -> None:
        tasks.append(appendix_pipeline.consolidate(out).tasks)
        fill(inputs, {f"c{len(tasks)}.docx": small(f"Việc {len(tasks)}")})

    for outcome in appendix_pipeline.watch(inputs, out, QUICK, 0.05, quiet):
        names.append(outcome.item.name)
        if "c2.docx" in names:
            break
    assert sorted(names) == ["a.docx", "b.docx", "c1.docx", "c2.docx"]
    assert tasks == [1, 2]


def test_what_no_batch_made_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="batch never ran"):
        appendix_pipeline.consolidate(tmp_path)
    with pytest.raises(InputError, match="no consolidated data"):
        next(appendix_pipeline.query(tmp_path, "SELECT 1"))


def test_a_province_that_does_not_exist_is_refused_before_anything_is_made(
    inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    list(appendix_pipeline.batch(inputs, out, QUICK))
    with pytest.raises(InputError, match="Mars: There is no province of this name or code"):
        appendix_pipeline.consolidate(out, province="Mars")
    assert not (out / "consolidated").exists()


@pytest.mark.parametrize("name", appendix_pipeline.__all__)
def test_what_is_promised_is_there_and_told_of(name: str) -> None:
    assert getattr(appendix_pipeline, name).__doc__
