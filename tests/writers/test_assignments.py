"""Each body has a sheet with what it leads and what it joins in."""

import json
from collections import Counter
from dataclasses import replace

import pypdfium2

from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.normalise.agencies import split
from appendix_pipeline.normalise.corrections import correct
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


def lines_of(data: bytes) -> list[str]:
    text: str = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    return [" ".join(line.split()) for line in text.splitlines()]


def test_its_heading_breaks_in_balance_and_never_within_a_date(real: Dataset) -> None:
    lines = lines_of(write(real, WriteOptions())["Phòng Kinh tế.pdf"])
    issued = next(at for at, line in enumerate(lines) if line.startswith("(Kèm theo"))
    assert lines[issued : issued + 2] == [
        "(Kèm theo Kế hoạch số /KH-UBND",
        "ngày tháng 10 năm 2025 của Ủy ban nhân dân xã Hải Hưng)",
    ]


def test_bodies_stand_on_the_lines_of_the_source(real: Dataset) -> None:
    culture = {sheet.name: sheet for sheet in sheets(real)}["Phòng Văn hóa - Xã hội"]
    partners = {item.place: item.partners for item in culture.leads}
    assert partners["VI.9"] == (
        ("- Các cơ quan, đơn vị thuộc xã;",),
        ("- Các sở, ngành liên quan",),
    )
    page = lines_of(write(real, WriteOptions())["Phòng Văn hóa - Xã hội.pdf"])
    assert any(line.startswith("- Các sở, ngành") for line in page)


def test_what_is_done_is_said_with_its_day(real: Dataset) -> None:
    first = next(task for task in real.tasks if task.lead.text == "Phòng Kinh tế")
    assert "Đã hoàn thành" not in text_of(write(real, WriteOptions())["Phòng Kinh tế.pdf"])
    done = correct(real, [Correction(first.id, "done", "", "2025-11-03", "2025-11-04T09:00")])
    page = text_of(write(done, WriteOptions())["Phòng Kinh tế.pdf"])
    assert page.count("Đã hoàn thành ngày 03/11/2025") == 1


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
