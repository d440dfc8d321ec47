"""Datasets for the writers' tests, made by hand or from a plain shape: no reader involved."""

import json
from pathlib import Path
from typing import Any

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.model.dataset import (
    ColumnLabel,
    Dataset,
    Footnote,
    Ledger,
    Plan,
    Section,
    Task,
)
from appendix_pipeline.model.deadline import DateItem, Deadline
from appendix_pipeline.model.document import Location, Source
from appendix_pipeline.model.finding import Finding

PLAIN = Path(__file__).parent / "golden" / "hai-hung" / "plain.json"
NOWHERE = Location(table=1, row=1, column=1)


def agencies(text: str) -> Agencies:
    """Return the cell with its bodies cut at semicolons; enough for a writer."""
    bodies = []
    start = 0
    for part in text.split(";"):
        if body := part.strip(" -"):
            at = text.index(body, start)
            bodies.append(Body(body, at, at + len(body), name=body))
            start = at + len(body)
    return Agencies(text, tuple(bodies))


def deadline(raw: str) -> Deadline:
    """Return a month as a month, "Thường xuyên" as ongoing, a blank as a blank."""
    if raw.startswith("Tháng 12/2025"):
        item = DateItem("Tháng 12/2025", (0, 13), "2025-12-01", "2025-12-31", "month", "2025-12")
        return Deadline(
            raw, "month", "in", (item,), "2025-12", "2025-12-01", "2025-12-31", precision="month",
            certainty="explicit",
        )  # fmt: skip
    if raw == "Thường xuyên":
        return Deadline(raw, "ongoing", ongoing=True, certainty="explicit")
    return Deadline(raw, "unparsed" if raw else "blank")


def task(plain: dict[str, Any], footnotes: tuple[str, ...] = ()) -> Task:
    """Return one task of the plain shape as a task."""
    section = plain["section"]
    return Task(
        id=f"{section}.{plain['number']}".lstrip("."),
        section=section,
        number=plain["number"],
        content=plain["content"],
        lead=agencies(plain["lead"]),
        coordinating=agencies(plain["coordinating"]),
        deadline=deadline(plain["deadline_raw"]),
        references=(),
        footnotes=footnotes,
        extras=(),
        where=NOWHERE,
    )


def dataset(plain: dict[str, Any] | None = None) -> Dataset:
    """Return the plain shape (the real appendix unless given) as a dataset."""
    plain = plain or json.loads(PLAIN.read_text("utf-8"))
    plan = Plan(
        heading="PHỤ LỤC",
        title=plain["title"],
        issued_with=plain.get("issued_with", ""),
        kind="Kế hoạch",
        symbol="KH-UBND",
        date="2025-10",
        issuer="Ủy ban nhân dân xã Hải Hưng",
        to_be_filled=("number", "day"),
        declared_total=plain.get("declared_total"),
        declared_total_text="Tổng số: 31 nhiệm vụ./.",
    )
    notes = plain.get("footnotes", [])
    by_task = {note["attached_to"]: note["marker"] for note in notes}
    return Dataset(
        plan=plan,
        columns=(
            ColumnLabel("number", "STT"),
            ColumnLabel("content", "Nội dung"),
            ColumnLabel("lead", "Cơ quan thực hiện / Cơ quan chủ trì"),
            ColumnLabel("coordinating", "Cơ quan thực hiện / Cơ quan, đơn vị phối hợp"),
            ColumnLabel("deadline", "Tiến độ hoàn thành"),
        ),
        sections=tuple(
            Section(each["path"], each["number"], each["title"], each["level"], NOWHERE)
            for each in plain["sections"]
        ),
        tasks=tuple(
            task(each, tuple(filter(None, [by_task.get(f"{each['section']}/{each['number']}.content")])))
            for each in plain["tasks"]
        ),
        footnotes=tuple(
            Footnote(
                note["marker"], note["text"], note["attached_to"],
                offset=_offset(plain, note["attached_to"]), where=NOWHERE,
            )
            for note in notes
        ),
        findings=(
            Finding(
                "missing-deadline", "warning", "Nhiệm vụ IV.2 chưa có thời hạn.",
                "Bổ sung thời hạn.", NOWHERE, "IV.2", "deadline",
            ),
        ),
        ledger=Ledger(100, {"task": 100}),
        source=Source("hai-hung.docx", "0" * 64, 41_469),
        generator="appendix_pipeline test",
    )  # fmt: skip


def _offset(plain: dict[str, Any], attached_to: str) -> int:
    for each in plain["tasks"]:
        if attached_to == f"{each['section']}/{each['number']}.content":
            return len(each["content"].rstrip("."))
    return 0
