"""Our own DOCX goes through our own reader: what was written is what is read."""

from pathlib import Path

from appendix_pipeline import read, write
from appendix_pipeline.model.dataset import Dataset


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
