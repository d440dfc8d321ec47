"""One picture of many communes: counts that add up, nothing counted twice, nothing guessed."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook

import appendix_pipeline
from appendix_pipeline.consolidation.consolidate import REPORT, WORKBOOK, annexes, consolidate
from appendix_pipeline.consolidation.ingest import STORE, ingest
from appendix_pipeline.store.reading import query
from drawing import package, paragraph, tasks
from inbox import QUICK, fill

HOSTILE = '=HYPERLINK("http://x","y") <script>alert(1)</script>'
KEM = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 01 tháng 10 năm 2025 của Ủy ban nhân dân {})"
BA_DINH, HAI_HUNG = "phường Ba Đình", "xã Hải Hưng, thành phố Hải Phòng"
ONE = """
1 | Rà soát quy chế | Công an xã | Sở Nội vụ | Tháng 12/2025
2 | Xây dựng đề án | Phòng Kinh tế | Sở Nội vụ | Quý I/2026
3 | Tuyên truyền | Công an xã | | Thường xuyên
"""
TWO = f"1 | {HOSTILE} | Công an xã | Sở Nội vụ | Tháng 12/2025"


def appendix(commune: str, rows: str) -> bytes:
    heading = ("PHỤ LỤC", "Nhiệm vụ triển khai Nghị quyết", KEM.format(commune))
    return package("".join(map(paragraph, heading)) + tasks(rows) + "<w:p/>")


FILES = {
    "ba-dinh.docx": appendix(BA_DINH, ONE),
    "again/ba-dinh.docx": appendix(BA_DINH, ONE),
    "hai-hung.docx": appendix(HAI_HUNG, TWO),
    "bad.docx": b"%PDF",
}


def run(inputs: Path, out: Path) -> None:
    assert list(appendix_pipeline.batch(inputs, out, QUICK))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    run(fill(tmp_path / "in", FILES), tmp_path / "out")
    return tmp_path / "out"


def rows(out: Path, name: str) -> list[tuple[object, ...]]:
    sheet = load_workbook(out / "consolidated" / WORKBOOK)[name]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_a_document_that_came_twice_counts_once(out: Path) -> None:
    made = consolidate(out)
    assert (made.documents, made.tasks) == (2, 4)


def test_the_workbook_adds_up_by_commune_agency_and_month(out: Path) -> None:
    consolidate(out)
    assert [row[:7] for row in rows(out, "Theo xã")] == [
        ("Thành phố Hà Nội", "00004", "Phường Ba Đình", 1, 3, 1, 0),
        ("Thành phố Hải Phòng", "11257", "Xã Hải Hưng", 1, 1, 0, 0),
    ]
    agencies = {row[0]: row[2:] for row in rows(out, "Theo cơ quan")}
    assert agencies["Công an xã"] == (3, 0, 2)
    assert agencies["Sở Nội vụ"] == (0, 3, 2)
    assert rows(out, "Theo tháng") == [("12/2025", 2, 2), ("03/2026", 1, 1), ("chưa có ngày", 1, 1)]
    assert [row[2:5] for row in rows(out, "Nhiệm vụ")][-1] == ("1", None, HOSTILE)
    assert [(row[0], row[1]) for row in rows(out, "Tệp lỗi")] == [("bad.docx", "input")]


def test_communes_of_the_official_list_that_sent_nothing_are_named(out: Path) -> None:
    consolidate(out)
    listed = {(row[1], row[2]) for row in rows(out, "Xã chưa gửi")}
    assert ("00008", "Phường Ngọc Hà") in listed
    assert not {code for code, _ in listed} & {"00004", "11257"}
    # Hà Nội has 126 communes, Hải Phòng 114 (Nghị quyết 202/2025/QH15 and its annexes).
    assert len(listed) == 126 + 114 - 2
    consolidate(out, province="Hải Phòng", anew=True)
    assert len(rows(out, "Xã chưa gửi")) == 113


def test_no_text_is_a_formula_or_markup(out: Path) -> None:
    consolidate(out)
    sheet = load_workbook(out / "consolidated" / WORKBOOK)["Nhiệm vụ"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_only_what_changed_is_read_again_and_nothing_written_twice(
    out: Path, tmp_path: Path
) -> None:
    consolidate(out)
    before = {name: (out / "consolidated" / name).read_bytes() for name in (WORKBOOK, REPORT)}
    assert consolidate(out).written == ()
    fill(tmp_path / "in", {"hai-hung.docx": appendix(HAI_HUNG, ONE)})
    run(tmp_path / "in", out)
    (out / "ba-dinh" / "tasks.json").write_text("not read again")
    made = consolidate(out)
    assert (made.documents, made.tasks) == (2, 6)
    assert all((out / "consolidated" / name).read_bytes() != data for name, data in before.items())


def test_a_failure_alone_is_news_too(out: Path, tmp_path: Path) -> None:
    consolidate(out)
    run(fill(tmp_path / "in", {"worse.docx": b""}), out)
    assert consolidate(out).written
    assert [row[0] for row in rows(out, "Tệp lỗi")] == ["bad.docx", "worse.docx"]


def test_the_same_documents_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    consolidate(out)
    one_by_one = tmp_path / "other"
    for name, data in sorted(FILES.items(), reverse=True):
        run(fill(tmp_path / "late", {name: data}), one_by_one)
        ingest(one_by_one)
    consolidate(one_by_one)
    for name in (WORKBOOK, REPORT):
        assert (one_by_one / "consolidated" / name).read_bytes() == (
            out / "consolidated" / name
        ).read_bytes(), name


def test_what_left_the_journal_leaves_the_store(out: Path) -> None:
    ingest(out)
    (out / ".batch" / "journal.jsonl").unlink()
    ingest(out)
    with query(out / STORE, "SELECT count(*) FROM tasks") as counted:
        assert counted.fetchone() == (0,)


def test_a_report_of_nothing_says_so(tmp_path: Path) -> None:
    run(fill(tmp_path / "in", {"bad.docx": b"%PDF"}), tmp_path / "out")
    made = consolidate(tmp_path / "out", "en")
    assert made.documents == 0
    page = (tmp_path / "out" / "consolidated" / REPORT).read_text("utf-8")
    assert "None." in page
    assert "bad.docx" in page


def test_an_agency_has_one_annex_of_its_tasks_in_all_communes(out: Path) -> None:
    consolidate(out)
    gone = fill(out, {"consolidated/agencies/Sở cũ.docx": b""}) / "consolidated/agencies/Sở cũ.docx"
    assert [path.name for path in annexes(out)] == ["Công an xã.docx", "Phòng Kinh tế.docx"]
    assert not gone.exists()
    (again,) = appendix_pipeline.read_all(out / "consolidated" / "agencies" / "Công an xã.docx")
    assert [section.title for section in again.sections] == [
        "Phường Ba Đình, Thành phố Hà Nội",
        "Xã Hải Hưng, Thành phố Hải Phòng",
    ]
    assert [task.content for task in again.tasks] == ["Rà soát quy chế", "Tuyên truyền", HOSTILE]
    assert {task.lead.text for task in again.tasks} == {"Công an xã"}


@pytest.mark.skipif(not which("chromium"), reason="Chromium is not installed")
def test_the_report_opens_in_a_browser_and_draws_its_charts(out: Path, tmp_path: Path) -> None:
    consolidate(out)
    page = (out / "consolidated" / REPORT).as_uri()
    command = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'c'}",
    ]
    done = subprocess.run(
        [*command, "--dump-dom", page],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    # Bars of three months, of two leading agencies; circles where they meet.
    assert done.stdout.count("<rect ") == 3 + 2
    assert done.stdout.count("<circle ") == 2
    assert "Xã Hải Hưng" in done.stdout
