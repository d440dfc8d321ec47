"""Each body has a sheet with what it leads and what it joins in."""

import json
from collections import Counter
from dataclasses import replace

import pypdfium2

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers.assignments import write
from appendix_pipeline.writers.digest.sheets import sheets
from samples import PLAIN

RAW = json.loads(PLAIN.read_text("utf-8"))["tasks"]


def text_of(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_every_lead_has_a_sheet_and_no_open_group_or_ministry(real: Dataset) -> None:
    assert set(write(real, WriteOptions())) == {
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân.pdf", "Phòng Văn hóa - Xã hội.pdf",
        "Trung tâm Phục vụ hành chính công.pdf", "Phòng Kinh tế.pdf",
        "Trung tâm Văn hóa, Thể thao và Truyền thông.pdf",
    }  # fmt: skip


def test_a_sheet_lists_what_the_body_leads_and_joins(real: Dataset) -> None:
    by_name = {sheet.name: sheet for sheet in sheets(real)}
    counted = Counter(task["lead"] for task in RAW)
    economy = by_name["Phòng Kinh tế"]
    assert len(economy.leads) == counted["Phòng Kinh tế"] == 10
    joined = [task for task in RAW if "Phòng Kinh tế" in task["coordinating"]]
    assert [item.content for item in economy.joins] == [task["content"] for task in joined]
    assert [item.place for item in economy.joins] == ["VI.5"]


def test_the_page_names_the_body_the_plan_and_the_totals(real: Dataset) -> None:
    text = text_of(write(real, WriteOptions())["Phòng Kinh tế.pdf"])
    assert text.startswith("ỦY BAN NHÂN DÂN XÃ HẢI HƯNG PHIẾU GIAO VIỆC Giao: Phòng Kinh tế")
    assert "Chủ trì (10 nhiệm vụ)" in text
    assert "Phối hợp (1 nhiệm vụ)" in text
    assert "Tổng số: 11 nhiệm vụ, trong 31 nhiệm vụ của phụ lục." in text
    assert "NGƯỜI NHẬN VIỆC" in text


def test_two_schools_have_a_sheet_each(real: Dataset) -> None:
    first, second, *others = real.tasks
    schools = replace(
        real,
        tasks=(
            replace(first, lead=split("Trường TH Tân Trào")),
            replace(second, lead=split("Trường Tiểu học An Bình")),
            *others,
        ),
    )
    named = {sheet.name for sheet in sheets(schools)} - {sheet.name for sheet in sheets(real)}
    assert named == {"Trường Tiểu học Tân Trào", "Trường Tiểu học An Bình"}
