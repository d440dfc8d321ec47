"""The summary is one page, counts what the dataset holds, and says its picture in words."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

import appendix_pipeline
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset, Section
from appendix_pipeline.normalise.corrections import correct
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.summary import write
from samples import NOWHERE, agencies
from signing import items
from variants import ALL


def crowded() -> Dataset:
    """Return a dataset with many sections, leads and words."""
    whole = ALL["31 tasks"]()
    long = "Nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh trên địa bàn xã " * 3
    sections = tuple(Section(str(n), str(n), long, 1, NOWHERE) for n in range(1, 32))
    tasks = tuple(
        replace(task, section=str(n), lead=agencies(f"Ban chỉ đạo số {n} {long}"))
        for n, task in enumerate(whole.tasks, 1)
    )
    plan = replace(whole.plan, title=long * 2)
    return replace(whole, plan=plan, sections=sections, tasks=tasks, footnotes=())


@pytest.mark.parametrize("name", [*(n for n in ALL if n != "hostile text"), "crowded"])
def test_it_is_one_page(name: str) -> None:
    data = write({**ALL, "crowded": crowded}[name](), WriteOptions())
    assert len(pypdfium2.PdfDocument(data)) == 1


def test_it_counts_tasks_sections_and_leads(real: Dataset) -> None:
    page = pypdfium2.PdfDocument(write(real, WriteOptions()))[0]
    text = " ".join(page.get_textpage().get_text_bounded().split())
    assert "31 nhiệm vụ, 9 mục, 5 cơ quan chủ trì." in text
    # Counted in the source: 13 with a month or year only, 5 that wait, 12 "Thường xuyên", 1 blank.
    assert "Có ngày đến hạn: 13; Chờ điều kiện: 5; Thường xuyên: 12; Chưa có hạn: 1." in text
    assert "Phòng Văn hóa - Xã hội 14 4 3 7" in text


def test_the_picture_is_a_figure_with_its_words(real: Dataset) -> None:
    root = PdfFileReader(BytesIO(write(real, WriteOptions()))).root
    figure = _find(root["/StructTreeRoot"]["/K"][0], "/Figure")
    words = str(figure["/Alt"])
    assert words.startswith("Biểu đồ thời hạn của các nhiệm vụ. I. Về thể chế: đến hạn 11/25: 1;")
    assert "VII. Về chuyển đổi số: đến hạn 12/25: 2." in words
    left, bottom, right, top = map(float, figure["/A"]["/BBox"])
    assert 0 < left < right < 842
    assert 0 < bottom < top < 595


def test_what_is_done_is_counted_apart_and_drawn_at_no_day(real: Dataset) -> None:
    # VII: two tasks, both due in December 2025; the summary of the whole has 13 with a day.
    two = [task.id for task in real.tasks if task.section == "VII"]
    made = [Correction(each, "done", "", "2025-11-03", "2025-11-04T09:00") for each in two]
    data = write(correct(real, made), WriteOptions())
    text = " ".join(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded().split())
    assert "Có ngày đến hạn: 11;" in text
    assert "Đã hoàn thành: 2." in text
    words = str(
        _find(PdfFileReader(BytesIO(data)).root["/StructTreeRoot"]["/K"][0], "/Figure")["/Alt"]
    )
    assert "VII. Về chuyển đổi số: đã hoàn thành: 2." in words
    assert len(pypdfium2.PdfDocument(data)) == 1


def _find(element: Any, kind: str) -> Any:
    """Return the first structure element of a kind, or None."""
    if not hasattr(element, "get") or element.get("/S") == kind:
        return element if hasattr(element, "get") else None
    kids = items(element["/K"])
    return next((found for kid in kids if (found := _find(kid, kind)) is not None), None)


def test_the_library_writes_it_by_name(real: Dataset, tmp_path: Path) -> None:
    (summary,) = appendix_pipeline.write(real, tmp_path / "tom-tat.pdf", form="summary")
    assert summary.read_bytes() == write(real, WriteOptions())
    sheets = appendix_pipeline.write(real, tmp_path / "phieu", form="assignments")
    assert {each.parent for each in sheets} == {tmp_path / "phieu"}
    assert len(sheets) == 5
