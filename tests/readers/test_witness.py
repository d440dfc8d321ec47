"""The second witness: it agrees on sound files, and a loss of ours would be found."""

from dataclasses import replace
from pathlib import Path

import pytest

from appendix_pipeline.model.document import Document, Paragraph, Source
from appendix_pipeline.model.finding import Diagnostic
from appendix_pipeline.options import ReadOptions
from appendix_pipeline.readers import read, witness
from appendix_pipeline.readers.docx import read_docx
from drawing import appendix, paragraph, run, tasks

REAL = Path(__file__).parents[2] / "input" / "hai-hung.docx"
ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"


def noted(data: bytes, document: Document) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    witness.compare(data, document, 10_000, found.append)
    return found


def real() -> tuple[bytes, Document]:
    data = REAL.read_bytes()
    found: list[Diagnostic] = []
    return data, read_docx(data, Source("x", "0", 0), found.append)


def test_it_agrees_on_the_real_appendix() -> None:
    assert noted(*real()) == []


def test_a_word_that_we_lost_is_found() -> None:
    data, document = real()
    title = document.blocks[1]
    assert isinstance(title, Paragraph)
    assert "268/NQ-CP" in title.text
    lost = replace(title, text=title.text.replace("268/NQ-CP", ""))
    blocks = (document.blocks[0], lost, *document.blocks[2:])
    (found,) = noted(data, replace(document, blocks=blocks))
    assert found.details == {"only_witness": "268/NQ-CP", "only_reader": ""}


def test_a_word_that_we_doubled_is_found() -> None:
    data, document = real()
    (found,) = noted(data, replace(document, blocks=(*document.blocks, document.blocks[0])))
    assert found.details == {"only_witness": "", "only_reader": "LỤC PHỤ"}


@pytest.mark.parametrize(
    "options", [ReadOptions(witness_max_elements=100), ReadOptions(witness_max_bytes=100)]
)
def test_a_long_document_is_left_out_and_said(options: ReadOptions) -> None:
    found: list[Diagnostic] = []
    read(REAL, options, found.append)
    assert [each.code for each in found] == ["witness-skipped"]
    assert found[0].details["reason"].endswith(" > 100")


def test_only_elements_that_may_hold_text_count() -> None:
    # The properties of its cells and letters make nineteen twentieths of the real appendix.
    found: list[Diagnostic] = []
    read(REAL, ReadOptions(witness_max_elements=2_000), found.append)
    assert found == []


def test_notes_count_as_well(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    notes = "".join(f"<w:footnote w:id='{n}'>{paragraph('Chú')}</w:footnote>" for n in range(2, 99))
    path.write_bytes(appendix(tasks(ROW), parts={"footnotes.xml": notes}))
    found: list[Diagnostic] = []
    read(path, ReadOptions(witness_max_elements=200), found.append)
    assert "witness-skipped" in {each.code for each in found}


def test_it_agrees_on_a_footnote(tmp_path: Path) -> None:
    xml = paragraph(run("Rà"), "<w:r><w:footnoteReference w:id='2'/></w:r>", run(" soát"))
    notes = f"<w:footnote w:id='2'>{paragraph('Của thành phố.')}</w:footnote>"
    path = tmp_path / "x.docx"
    path.write_bytes(
        appendix(tasks(ROW.replace("Việc một", "X"), {"X": xml}), parts={"footnotes.xml": notes})
    )
    found: list[Diagnostic] = []
    read(path, ReadOptions(), found.append)
    assert found == []


def test_it_is_not_asked_where_word_hides_text(tmp_path: Path) -> None:
    xml = paragraph(run("Rà soát"), run(" ẩn", "<w:vanish/>"))
    path = tmp_path / "x.docx"
    path.write_bytes(appendix(tasks(ROW.replace("Việc một", "X"), {"X": xml})))
    found: list[Diagnostic] = []
    read(path, ReadOptions(), found.append)
    assert [each.code for each in found] == ["hidden-text"]
