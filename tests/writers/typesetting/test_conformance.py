"""veraPDF finds PDF/A-3a and PDF/UA-1 kept at once: with attachments, signed and unsigned.

And PDF/A-3b where LibreOffice prints in Pango's place.
"""

import shutil

import pypdfium2
import pytest

import verapdf
from appendix_pipeline.office import libreoffice
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers import assignments, pdf, summary, write
from appendix_pipeline.writers.annex import lay_out
from appendix_pipeline.writers.typesetting import typeset
from appendix_pipeline.writers.typesetting.loading import load
from appendix_pipeline.writers.typesetting.paper import own_files
from samples import dataset
from signing import signed
from variants import ALL, one_task

pytestmark = pytest.mark.filterwarnings(
    # pyHanko leaves the font it was given open.
    "ignore:unclosed file.*face.ttf",
    "ignore:.*face.ttf:pytest.PytestUnraisableExceptionWarning",
)
SHAPES = (
    "one task", "31 tasks", "three levels", "40 notes", "no coordinating column",
    "nine more columns", "hostile text",
)  # fmt: skip


def made(name: str, options: WriteOptions) -> bytes:
    (data,) = write("pdf", ALL[name](), "phụ lục", options).values()
    return data


def without_metadata() -> bytes:
    html = pdf.page(lay_out(one_task()))
    return typeset(load(), html, own_files(), lambda document: document.catalog.pop("Metadata"))


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    """An appendix printed by LibreOffice, where it is."""
    (docx,) = write("docx", dataset(), "x").values()
    return {"printed": libreoffice.to_pdf(docx, 120)} if shutil.which("soffice") else {}


@pytest.fixture(scope="module")
def found(
    tmp_path_factory: pytest.TempPathFactory, printed: dict[str, bytes]
) -> dict[str, set[str]]:
    """What veraPDF says of every document, all in one run of it."""
    folder = tmp_path_factory.mktemp("verapdf")
    field = WriteOptions(signature_field=True)
    files = {name: made(name, WriteOptions()) for name in SHAPES}
    files["bare"] = made("one task", WriteOptions(attachments=False))
    files["a field"] = made("one task", field)
    files["31 tasks, signed"] = signed(made("31 tasks", field), folder)
    files["one task, signed"] = signed(files["a field"], folder)
    files["summary"] = summary.write(dataset(), WriteOptions())
    files["assignment"] = next(iter(assignments.write(dataset(), WriteOptions()).values()))
    files["broken"] = without_metadata()
    return verapdf.broken(files | printed, folder, {"printed": ("3b",)})


@verapdf.needed
def test_every_shape_keeps_both_standards(found: dict[str, set[str]]) -> None:
    ours = {name: rules for name, rules in found.items() if name not in ("broken", "printed")}
    assert len(ours) == len(SHAPES) + 6
    assert ours == {name: set() for name in ours}


@verapdf.needed
def test_a_broken_document_is_seen_as_one(found: dict[str, set[str]]) -> None:
    assert {rule.partition(":")[0] for rule in found["broken"]} == {"3a", "ua1"}


@verapdf.needed
@pytest.mark.libreoffice
def test_what_libreoffice_prints_is_pdf_a_3b_with_tags_and_all_tasks(
    found: dict[str, set[str]], printed: dict[str, bytes]
) -> None:
    assert found["printed"] == set()
    document = pypdfium2.PdfDocument(printed["printed"])
    pages = [page.get_textpage().get_text_bounded() for page in document]
    text = "".join("".join(pages).split())
    for task in dataset().tasks:
        assert "".join(task.content.split())[:40] in text
    # The header of the table is on every page.
    assert all("Tiến độ" in page for page in pages)
    assert document.is_tagged()
    assert document.get_metadata_value("Title").startswith("Phụ lục. Nhiệm vụ triển khai")
