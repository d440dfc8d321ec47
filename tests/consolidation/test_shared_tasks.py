"""Tasks that communes have in common: who left one out, gave it another lead, a later day."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from appendix_pipeline.alignment import SAME, Group, Named, groups
from appendix_pipeline.consolidation import aligning as module
from appendix_pipeline.consolidation import questions
from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.consolidate import REPORT, WORKBOOK, consolidate
from appendix_pipeline.consolidation.ingest import DESK, STORE, ingest
from appendix_pipeline.consolidation.report import report
from appendix_pipeline.consolidation.workbook import workbook
from appendix_pipeline.model.correction import Correction, Field
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import query, reading
from drawing import package, paragraph, tasks
from inbox import fill, rows, run

HEADING = ("PHỤ LỤC", "Nhiệm vụ triển khai Nghị quyết")
ISSUED = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 01 tháng 10 năm 2025 của Ủy ban nhân dân {})"
COMMUNES = {
    "hai-hung": "xã Hải Hưng, thành phố Hải Phòng",
    "an-lao": "xã An Lão, thành phố Hải Phòng",
    "vinh-bao": "xã Vĩnh Bảo, thành phố Hải Phòng",
    "le-chan": "phường Lê Chân, thành phố Hải Phòng",
    "ba-dinh": "phường Ba Đình, thành phố Hà Nội",
}
# The same two bodies under several names; "VP HĐND và UBND" is "Văn phòng HĐND-UBND".
ROWS = {
    "hai-hung": """
1 | Rà soát, thống kê hộ nghèo năm 2025 | Văn phòng HĐND-UBND | | Tháng 11/2025
2 | Kiểm tra an toàn thực phẩm tại các chợ | Phòng Kinh tế | | Tháng 12/2025
""",
    "an-lao": """
1 | Tổ chức rà soát hộ nghèo năm 2025 | VP HĐND và UBND | | Tháng 11/2025
2 | Kiểm tra ATTP tại các chợ trên địa bàn | Công an xã | | Quý I/2026
""",
    "vinh-bao": """
1 | Thống kê, rà soát hộ nghèo năm 2025 | Phòng Kinh tế | | Tháng 12/2025
2 | Nạo vét kênh mương nội đồng | Phòng Kinh tế | | Tháng 12/2025
""",
    "le-chan": "1 | Xây dựng tuyến phố văn minh đô thị | Phòng Kinh tế | | Tháng 12/2025",
    "ba-dinh": "1 | Chỉnh trang tuyến phố đi bộ | Phòng Kinh tế | | Tháng 12/2025",
}
TITLES = (
    "content", "with", "without", "perhaps", "lead", "other lead", "due", "later", "lowest",
)  # fmt: skip
HAI_PHONG = "Thành phố Hải Phòng"
OFFICE = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"


def appendix(name: str, lines: str) -> bytes:
    heading = (*HEADING, ISSUED.format(COMMUNES[name]))
    return package("".join(map(paragraph, heading)) + tasks(lines) + "<w:p/>")


FILES = {f"{name}.docx": appendix(name, lines) for name, lines in ROWS.items()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    run(fill(tmp_path / "in", FILES), tmp_path / "out")
    return tmp_path / "out"


def asked(out: Path, sql: str) -> list[tuple[object, ...]]:
    with query(out / STORE, sql) as cursor:
        return cursor.fetchall()


def test_a_common_task_tells_who_has_it_who_does_it_otherwise_and_who_does_not(out: Path) -> None:
    consolidate(out)
    poverty, food = (dict(zip(TITLES, row, strict=True)) for row in rows(out, "Nhiệm vụ chung"))
    assert (poverty["with"], poverty["without"]) == (3, 1)
    assert (poverty["lead"], poverty["other lead"], poverty["later"]) == (OFFICE, 1, 1)
    assert str(poverty["due"]).startswith("2025-11-30")
    # Two communes, two leads: neither is the usual one.
    assert (food["with"], food["without"], food["lead"]) == (2, 2, None)
    assert (food["other lead"], food["later"]) == (2, 1)


def test_every_deviation_is_a_row_with_what_the_commune_says_and_what_most_say(out: Path) -> None:
    consolidate(out)
    told = [(row[1], *row[2:]) for row in rows(out, "Khác biệt")]
    # Ba Đình lies in another province, which has none of these tasks. Communes go by their code.
    assert told == [
        (HAI_PHONG, "Phường Lê Chân", "chưa giao", None, None),
        (HAI_PHONG, "Xã Vĩnh Bảo", "cơ quan khác chủ trì", "Phòng Kinh tế", OFFICE),
        (HAI_PHONG, "Xã Vĩnh Bảo", "hạn muộn hơn", "31/12/2025", "30/11/2025"),
        (HAI_PHONG, "Phường Lê Chân", "chưa giao", None, None),
        (HAI_PHONG, "Xã Vĩnh Bảo", "chưa giao", None, None),
        (HAI_PHONG, "Xã Hải Hưng", "cơ quan khác chủ trì", "Phòng Kinh tế", None),
        (HAI_PHONG, "Xã An Lão", "cơ quan khác chủ trì", "Công an xã", None),
        (HAI_PHONG, "Xã An Lão", "hạn muộn hơn", "31/03/2026", "31/12/2025"),
    ]


def test_where_most_leave_a_task_out_they_are_counted_and_not_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appendix_pipeline.consolidation.shared_tasks._FEW", 1)
    names = {**COMMUNES, "ngo-quyen": "phường Ngô Quyền, thành phố Hải Phòng"}
    monkeypatch.setitem(COMMUNES, "ngo-quyen", names["ngo-quyen"])
    food = ROWS["hai-hung"].strip().splitlines()[1]
    other = "1 | Xây dựng tuyến phố văn minh đô thị | Phòng Kinh tế | | Tháng 12/2025"
    lines = dict.fromkeys(names, other) | {"hai-hung": food, "an-lao": food, "ba-dinh": ""}
    files = {f"{name}.docx": appendix(name, text) for name, text in lines.items() if text}
    run(fill(tmp_path / "in", files), tmp_path / "out")
    consolidate(tmp_path / "out")
    told = [row[1:4] for row in rows(tmp_path / "out", "Khác biệt") if "ATTP" not in str(row[0])]
    # Three communes have the street, two the food: of the food the three are only counted.
    assert (None, "3 xã, phường (đa số)", "chưa giao") in told
    assert [row[1] for row in told if row[0]] == ["Xã Hải Hưng", "Xã An Lão"]


def test_every_match_stands_in_the_workbook_with_its_words_and_score(out: Path) -> None:
    consolidate(out)
    matched = rows(out, "Đối chiếu")
    assert [row[2] for row in matched].count("Xã Hải Hưng") == 2
    assert len(matched) == 3 + 2
    assert all(isinstance(row[8], int | float) and SAME <= row[8] <= 1 for row in matched)
    assert {str(row[9]) for row in matched} <= set(FILES)


def test_the_report_shows_the_common_tasks(out: Path) -> None:
    consolidate(out)
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    assert "<h2>Nhiệm vụ chung (2)</h2>" in page
    assert "<b>2</b>nhiệm vụ chung của nhiều xã" in page
    assert "<h2>Khác biệt (8)</h2>" in page
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    at = cells.index("hạn muộn hơn")
    assert cells[at - 1 : at + 3] == ["Xã Vĩnh Bảo", "hạn muộn hơn", "31/12/2025", "30/11/2025"]


def test_the_common_tasks_are_worked_out_once_for_workbook_and_report(out: Path) -> None:
    consolidate(out)
    told: list[str] = []
    with reading(out / STORE) as store:
        store.set_trace_callback(told.append)
        whole = Asked(store, "vi")
        made = {WORKBOOK: workbook(whole), REPORT: report(whole)}
    assert sum(questions.ALIGNED.strip() in statement for statement in told) == 1
    assert made == {name: (out / "consolidated" / name).read_bytes() for name in made}


def test_what_is_aligned_can_be_asked_for(out: Path) -> None:
    consolidate(out)
    found = asked(
        out,
        "SELECT commune, count(*) OVER (PARTITION BY aligned) FROM all_aligned"
        " WHERE match = 'same' ORDER BY 2 DESC, commune_code",
    )
    assert [count for _, count in found] == [3, 3, 3, 2, 2]
    assert asked(out, "SELECT count(*) FROM aligned_tasks WHERE leads") == [(2,)]


def test_communes_that_come_later_give_what_all_at_once_give(out: Path, tmp_path: Path) -> None:
    consolidate(out)
    late = tmp_path / "late"
    for name in reversed(FILES):
        run(fill(tmp_path / "later", {name: FILES[name]}), late)
        consolidate(late)
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    assert asked(out, everything) == asked(late, everything)


def test_a_task_left_by_all_but_one_is_common_no_more(out: Path, tmp_path: Path) -> None:
    consolidate(out)
    changed = appendix("hai-hung", ROWS["hai-hung"].strip().splitlines()[0])
    run(fill(tmp_path / "in", {"hai-hung.docx": changed}), out)
    consolidate(out)
    assert asked(out, "SELECT DISTINCT count(*) FROM aligned_tasks GROUP BY aligned") == [(3,)]


def test_a_correction_taken_back_before_the_next_run_leaves_the_common_tasks(out: Path) -> None:
    consolidate(out)
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    before = asked(out, everything)
    made = correct(out, "content", "Rà soát, thống kê hộ nghèo năm 2025", "Nạo vét kênh mương")
    ingest(out)
    assert log.undo(out / DESK, made, 1)
    ingest(out)
    consolidate(out)
    assert asked(out, everything) == before
    assert consolidate(out).written == ()


def test_a_store_made_anew_has_the_common_tasks_again(out: Path) -> None:
    consolidate(out)
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    before = asked(out, everything)
    (out / STORE).unlink()
    consolidate(out)
    assert asked(out, everything) == before


def correct(out: Path, field: Field, before: str, after: str) -> log.Subject:
    """Log a correction of the first task of Hải Hưng; return of what."""
    ((digest,),) = asked(out, "SELECT sha256 FROM documents WHERE commune = 'Xã Hải Hưng'")
    of = log.Subject(str(digest), 1)
    made = Correction("1", field, before, after, log.now())
    assert log.add(out / DESK, of, [made], lambda *_: before) == ()
    return of


DUE: tuple[Field, str, str] = ("deadline", "Tháng 11/2025", "Quý I/2026")
ALIGNED = "SELECT count(*), max(due_end) FROM all_aligned WHERE commune = 'Xã Hải Hưng'"


def test_a_document_stays_aligned_when_its_deadlines_are_corrected(out: Path) -> None:
    consolidate(out)
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    before = asked(out, everything)
    correct(out, *DUE)
    ingest(out)
    assert asked(out, everything) == before
    assert asked(out, ALIGNED) == [(2, "2026-03-31")]
    correct(out, "content", "Rà soát, thống kê hộ nghèo năm 2025", "Nạo vét kênh mương")
    ingest(out)
    assert asked(out, ALIGNED) == [(0, None)]


@pytest.mark.parametrize(
    ("correction", "times"),
    [
        pytest.param(DUE, 1, id="nothing that is compared"),
        pytest.param(
            ("content", "Rà soát, thống kê hộ nghèo năm 2025", "Nạo vét kênh mương"), 2, id="words"
        ),
    ],
)
def test_who_corrects_while_tasks_are_compared_does_not_wait(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    correction: tuple[Field, str, str],
    times: int,
) -> None:
    compared = list[int]()

    def meanwhile(tasks: Iterable[Named]) -> list[Group]:
        found = groups(tasks)
        compared.append(len(found))
        if len(compared) == 1:
            correct(out, *correction)
            ingest(out)
        return found

    monkeypatch.setattr("appendix_pipeline.store.writing._PATIENCE", 0)
    monkeypatch.setattr(module, "groups", meanwhile)
    consolidate(out)
    assert len(compared) == times
    stale = "SELECT count(*) FROM aligned_tasks LEFT JOIN tasks t USING (document, task)"
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    assert asked(out, f"{stale} WHERE t.task IS NULL") == [(0,)]
    before = asked(out, everything)
    (out / STORE).unlink()
    consolidate(out)
    assert asked(out, everything) == before


def test_tasks_are_aligned_at_last_whoever_corrects_them(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["Rà soát, thống kê hộ nghèo năm 2025", "Nạo vét kênh", "Đắp đê"]

    def meanwhile(tasks: Iterable[Named]) -> list[Group]:
        found = groups(tasks)
        if len(words) > 1:
            correct(out, "content", words.pop(0), words[0])
            ingest(out)
        return found

    monkeypatch.setattr(module, "groups", meanwhile)
    consolidate(out)
    assert len(words) == 1
    everything = "SELECT * FROM aligned_tasks ORDER BY aligned, document, task"
    before = asked(out, everything)
    (out / STORE).unlink()
    consolidate(out)
    assert asked(out, everything) == before
