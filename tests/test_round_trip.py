"""What was written is what is read: our own DOCX through our own reader, our own JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from appendix_pipeline import InputError, read, write
from appendix_pipeline.model.dataset import Dataset
from strategies import OUTLINES, of_words


def test_the_real_appendix_written_and_read_again_is_the_same(
    real: Dataset, tmp_path: Path
) -> None:
    write(real, tmp_path / "annex.docx")
    again = read(tmp_path / "annex.docx")
    assert [(s.path, s.number, s.title, s.level) for s in again.sections] == [
        (s.path, s.number, s.title, s.level) for s in real.sections
    ]
    assert len(again.tasks) == len(real.tasks) == 31
    for one, two in zip(real.tasks, again.tasks, strict=True):
        assert (two.id, two.number, two.content) == (one.id, one.number, one.content)
        assert (two.lead, two.coordinating) == (one.lead, one.coordinating)
        assert two.deadline == one.deadline
        assert (two.references, two.footnotes) == (one.references, one.footnotes)
    assert [(n.marker, n.text, n.attached_to, n.offset) for n in again.footnotes] == [
        (n.marker, n.text, n.attached_to, n.offset) for n in real.footnotes
    ]
    assert again.plan.title == real.plan.title
    assert again.plan.date == real.plan.date
    assert again.plan.declared_total == 31
    assert again.ledger.left_over == ()


def test_it_shows_no_finding_that_the_source_did_not(real: Dataset, tmp_path: Path) -> None:
    write(real, tmp_path / "annex.docx")
    again = read(tmp_path / "annex.docx")
    assert [(f.code, f.task) for f in again.findings] == [(f.code, f.task) for f in real.findings]


def test_the_dataset_written_as_json_and_read_again_is_equal(real: Dataset, tmp_path: Path) -> None:
    write(real, tmp_path / "tasks.json")
    assert read(tmp_path / "tasks.json") == real


def test_an_edited_dataset_is_what_is_printed(real: Dataset, tmp_path: Path) -> None:
    (path,) = write(real, tmp_path / "tasks.json")
    data = json.loads(path.read_text("utf-8"))
    data["tasks"][0]["content"] = "Nội dung đã sửa"
    path.write_text(json.dumps(data), "utf-8")
    write(read(path), tmp_path / "annex.docx")
    assert read(tmp_path / "annex.docx").tasks[0].content == "Nội dung đã sửa"


@pytest.mark.parametrize("text", ["", "[1", '{"tasks": []}', "null"])
def test_a_json_file_that_is_no_dataset_is_refused_in_one_sentence(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(InputError):
        read(tmp_path / "x.json")


def told(dataset: Dataset) -> list[object]:
    """Return what every format carries of a dataset."""
    sections = [(each.path, each.number, each.title) for each in dataset.sections]
    tasks = [
        (each.id, each.content, each.lead, each.coordinating, each.deadline, each.references)
        for each in dataset.tasks
    ]
    return [*sections, *tasks]


@settings(
    max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(outline=OUTLINES)
def test_any_words_go_round_through_every_format(
    real: Dataset, tmp_path: Path, outline: Any
) -> None:
    made = of_words(real, outline)
    for name in ("t.docx", "t.xlsx", "t.json", "t"):
        write(made, tmp_path / name)
        path = tmp_path / name if "." in name else tmp_path / name / "tasks.csv"
        again = read(path)
        assert told(again) == told(made), name
        assert "value-against-words" not in {each.code for each in again.findings}
