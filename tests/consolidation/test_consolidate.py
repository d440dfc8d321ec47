"""One picture of many communes: counts that add up, nothing counted twice, nothing guessed."""

import errno
import re
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from shutil import which

import pytest
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

import appendix_pipeline
from appendix_pipeline.consolidation import annexes as annexes_module
from appendix_pipeline.consolidation import ingest as module
from appendix_pipeline.consolidation.consolidate import REPORT, WORKBOOK, annexes, consolidate
from appendix_pipeline.consolidation.ingest import DESK, STORE, ingest
from appendix_pipeline.consolidation.months import columns
from appendix_pipeline.errors import OutputError
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.output import save
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import query
from appendix_pipeline.store.writing import writing
from drawing import package, paragraph, tasks
from inbox import fill, rows, run

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


@pytest.fixture
def out(tmp_path: Path) -> Path:
    run(fill(tmp_path / "in", FILES), tmp_path / "out")
    return tmp_path / "out"


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
    assert [(row[0], row[1]) for row in rows(out, "Tệp lỗi")] == [
        ("bad.docx", "không đọc được tệp")
    ]


def test_a_printed_page_tells_its_sheet_and_number_and_the_widest_sheet_is_on_a3(out: Path) -> None:
    consolidate(out)
    book = load_workbook(out / "consolidated" / WORKBOOK)
    footers = [footer for sheet in book if (footer := sheet.oddFooter)]
    assert [each.center.text for each in footers] == ["&A – &P/&N"] * len(book.sheetnames)
    # ECMA-376, pageSetup: 8 is A3, 9 is A4.
    papers = {sheet.title: sheet.page_setup.paperSize for sheet in book}
    assert papers == dict.fromkeys(papers, 9) | {"Nhiệm vụ": 8}
    assert {sheet.page_setup.orientation for sheet in book} == {"landscape"}


def test_communes_of_the_official_list_that_sent_nothing_are_named(out: Path) -> None:
    consolidate(out)
    listed = {(row[1], row[2]) for row in rows(out, "Xã chưa gửi")}
    assert ("00008", "Phường Ngọc Hà") in listed
    assert not {code for code, _ in listed} & {"00004", "11257"}
    # Hà Nội has 126 communes, Hải Phòng 114 (Nghị quyết 202/2025/QH15 and its annexes).
    assert len(listed) == 126 + 114 - 2
    consolidate(out, province="Hải Phòng", anew=True)
    assert len(rows(out, "Xã chưa gửi")) == 113


def test_a_commune_whose_file_failed_is_not_among_those_that_sent_nothing(
    out: Path, tmp_path: Path
) -> None:
    files = {
        "0012 phường Ngọc Hà (cut).docx": b"PK",
        "gui/phuong-giang-vo.docx": b"",
        # Of two names the longer: there is a Xã Thanh Hà in the province, no Xã Thanh.
        "xã Thanh Hà/a.docx": b"%PDF",
        # A word of one syllable without its kind is no name of a commune.
        "giấy mời.docx": b"%PDF",
    }
    run(fill(tmp_path / "more", files), out)
    consolidate(out)
    states = {row[2]: row[3:] for row in rows(out, "Xã chưa gửi")}
    unusable = "đã gửi tệp chưa dùng được (theo tên)"
    assert {name: told for name, told in states.items() if told[0] != "chưa gửi"} == {
        "Phường Ngọc Hà": (unusable, "0012 phường Ngọc Hà (cut).docx"),
        "Phường Giảng Võ": (unusable, "gui/phuong-giang-vo.docx"),
        "Xã Thanh Hà": (unusable, "xã Thanh Hà/a.docx"),
    }
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    assert f"<b>{126 + 114 - 2 - 3}</b>xã, phường chưa gửi" in page
    assert "<b>3</b>xã, phường gửi tệp chưa dùng được" in page


def test_what_is_no_word_file_is_told_and_its_commune_is_not_taken_for_silent(
    out: Path, tmp_path: Path
) -> None:
    sent = {"phường Ngọc Hà.pdf": b"%PDF", "phường Giảng Võ/theo dõi.xlsx": b"PK"}
    fill(tmp_path / "in", sent)
    run(tmp_path / "in", out)
    manifest = (out / "manifest.jsonl").read_bytes()
    consolidate(out)
    states = {row[2]: row[3:] for row in rows(out, "Xã chưa gửi")}
    unusable = "đã gửi tệp chưa dùng được (theo tên)"
    assert states["Phường Ngọc Hà"] == (unusable, "phường Ngọc Hà.pdf")
    assert states["Phường Giảng Võ"] == (unusable, "phường Giảng Võ/theo dõi.xlsx")
    failed = {row[0]: row[1:] for row in rows(out, "Tệp lỗi")}
    assert set(failed) == {"bad.docx", *sent}
    assert failed["phường Ngọc Hà.pdf"][0] == "không phải tệp Word"
    assert "xin bản Word" in str(failed["phường Ngọc Hà.pdf"][1])
    assert {row[0] for row in rows(out, "Tệp") if row[1] == "không phải tệp Word"} == set(sent)
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    assert "6 tệp đã nhận: 2 được tổng hợp" in page
    assert "2 không phải tệp Word" in page
    run(tmp_path / "in", out)
    assert (out / "manifest.jsonl").read_bytes() == manifest
    assert consolidate(out).written == ()


def test_a_document_whose_commune_is_not_told_apart_is_named_beside_those_it_may_be_of(
    tmp_path: Path,
) -> None:
    # Xã Hải Hưng is in Hải Phòng and in Ninh Bình: this file names no province.
    other = tmp_path / "other"
    run(fill(tmp_path / "more", {"x/hh.docx": appendix("xã Hải Hưng", ONE)}), other)
    consolidate(other, province="Hải Phòng")
    states = {row[2]: row[3:] for row in rows(other, "Xã chưa gửi")}
    assert states["Xã Hải Hưng"] == ("đã gửi tệp chưa dùng được (theo tên)", "x/hh.docx")


def test_every_file_has_its_fate_and_the_totals_add_up(out: Path, tmp_path: Path) -> None:
    newer = appendix(BA_DINH, "1 | Rà soát quy chế | Công an xã | | Tháng 12/2025")
    run(fill(tmp_path / "late", {"z/sửa.docx": newer}), out)
    made = consolidate(out)
    assert (made.superseded, made.twice) == (1, 1)
    files = {row[0]: row[1:] for row in rows(out, "Tệp")}
    copy = "gửi trùng, giống hệt tệp khác; tệp bên được tính"
    assert files == {
        "again/ba-dinh.docx": ("đã có tệp gửi sau thay", "z/sửa.docx", None, 0, 0),
        "ba-dinh.docx": (copy, "z/sửa.docx", None, 0, 0),
        "bad.docx": ("lỗi (xem “Tệp lỗi”)", None, None, 0, 0),
        "hai-hung.docx": ("được tổng hợp", None, "Xã Hải Hưng", 1, 1),
        "z/sửa.docx": ("được tổng hợp", None, "Phường Ba Đình", 1, 1),
    }
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    told = "5 tệp đã nhận: 2 được tổng hợp · 1 gửi trùng (giống hệt tệp khác)"
    assert f"{told} · 1 đã có tệp gửi sau thay · 1 lỗi" in page


def test_the_figures_of_a_province_are_of_that_province(out: Path) -> None:
    consolidate(out, province="31")
    page = (out / "consolidated" / REPORT).read_text("utf-8")
    assert "<b>1</b>xã, phường đã gửi (Thành phố Hải Phòng)" in page
    assert "<b>113</b>xã, phường chưa gửi (Thành phố Hải Phòng)" in page


def test_months_stand_one_after_another_and_those_far_off_together() -> None:
    counts = {"2015-03": 1, "2025-10": 40, "2026-01": 2, "2026-12": 30, "2030-12": 7, "2045-06": 3}
    shown = columns(counts, "vi")
    assert [each.name for each in shown[:3]] == ["trước 10/2025", "10/2025", "11/2025"]
    assert [each.name for each in shown[-2:]] == ["12/2026", "sau 12/2026"]
    assert len(shown) == 1 + 15 + 1
    assert {month: sum(month in each for each in shown) for month in counts} == dict.fromkeys(
        counts, 1
    )
    assert columns({}, "vi") == ()


def test_the_file_of_a_row_is_named_with_its_folder(out: Path) -> None:
    consolidate(out)
    assert {row[-1] for row in rows(out, "Nhiệm vụ")} == {"again/ba-dinh.docx", "hai-hung.docx"}


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


def test_what_could_not_be_written_is_written_by_the_next_run(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consolidate(out)
    run(fill(tmp_path / "in", {"hai-hung.docx": appendix(HAI_HUNG, ONE)}), out)

    def open_in_excel(source: Path, target: Path) -> Path:
        if source.name == WORKBOOK:
            raise PermissionError(13, "open", str(source))
        return rename(source, target)

    rename = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", open_in_excel)
        with pytest.raises(OutputError):
            consolidate(out)
    assert consolidate(out).written
    assert len(rows(out, "Nhiệm vụ")) == 6
    assert consolidate(out).written == ()


def test_a_disk_that_is_full_of_temporary_files_is_one_sentence(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("appendix_pipeline.consolidation.workbook.pack", full)
    with pytest.raises(OutputError, match="Free some space"):
        consolidate(out)


def test_another_language_is_another_workbook(out: Path) -> None:
    consolidate(out)
    assert consolidate(out, "en").written
    assert "Tasks" in load_workbook(out / "consolidated" / WORKBOOK).sheetnames


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
    assert [path.name for path in annexes(out)] == ["Công an xã.docx", "Phòng Kinh tế.docx"]
    (again,) = appendix_pipeline.read_all(out / "consolidated" / "agencies" / "Công an xã.docx")
    assert [section.title for section in again.sections] == [
        "Phường Ba Đình, Thành phố Hà Nội",
        "Xã Hải Hưng, Thành phố Hải Phòng",
    ]
    assert [task.content for task in again.tasks] == ["Rà soát quy chế", "Tuyên truyền", HOSTILE]
    assert {task.lead.text for task in again.tasks} == {"Công an xã"}


def test_annexes_of_before_go_and_what_a_clerk_laid_beside_them_stays(
    out: Path, tmp_path: Path
) -> None:
    consolidate(out)
    annexes(out)
    folder = out / "consolidated" / "agencies"
    fill(folder, {"Công an xã bản đã sửa.docx": b"by hand"})
    only_police = "1 | Tuyên truyền | Công an xã | | Thường xuyên"
    run(fill(tmp_path / "in", dict.fromkeys(FILES, appendix(BA_DINH, only_police))), out)
    consolidate(out)
    annexes(out)
    assert sorted(path.name for path in folder.iterdir()) == [
        "Công an xã bản đã sửa.docx", "Công an xã.docx",
    ]  # fmt: skip


def test_an_annex_takes_no_file_of_its_name_that_a_clerk_laid_there(out: Path) -> None:
    consolidate(out)
    own = fill(out / "consolidated" / "agencies", {"công an xã.docx": b"by hand"})
    names = ["Công an xã-2.docx", "Phòng Kinh tế.docx"]
    assert [path.name for path in annexes(out)] == names
    assert [path.name for path in annexes(out)] == names
    assert (own / "công an xã.docx").read_bytes() == b"by hand"
    (own / "công an xã.docx").unlink()
    assert [path.name for path in annexes(out)] == ["Công an xã.docx", "Phòng Kinh tế.docx"]
    assert len(list(own.iterdir())) == 2


def test_annexes_of_a_run_that_was_broken_off_are_taken_for_no_clerks_files(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    consolidate(out)
    monkeypatch.setattr(annexes_module, "save", breaking_off(at="Phòng Kinh tế.docx"))
    with pytest.raises(KeyboardInterrupt):
        annexes(out)
    monkeypatch.undo()
    assert [path.name for path in annexes(out)] == ["Công an xã.docx", "Phòng Kinh tế.docx"]


def breaking_off(at: str) -> Callable[[Mapping[str, bytes], Path], list[Path]]:
    def saving(files: Mapping[str, bytes], folder: Path) -> list[Path]:
        if at in files:
            raise KeyboardInterrupt
        return save(files, folder)

    return saving


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
    # Bars from 12/2025 to 03/2026, of tasks without a day, of two leading agencies.
    assert done.stdout.count("<rect ") == 4 + 1 + 2
    # Công an xã leads one task of each commune due in December, Phòng Kinh tế one in March.
    _, *heat = re.findall(r"<tr><th>(.*?)</th>(.*?)</tr>", done.stdout)
    assert [(name, re.findall(r">(\d*)</td>", cells)) for name, cells in heat] == [
        ("Công an xã", ["2", "", "", ""]), ("Phòng Kinh tế", ["", "", "", "1"]),
    ]  # fmt: skip
    assert "Xã Hải Hưng" in done.stdout


@pytest.mark.skipif(not which("chromium"), reason="Chromium is not installed")
def test_the_report_is_as_wide_as_a_phone_and_says_each_heading_once(out: Path) -> None:
    consolidate(out)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 375, "height": 800})
        page.goto((out / "consolidated" / REPORT).as_uri())
        for summary in page.locator("details:not([open]) > summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        headings = page.locator("h2").all_inner_texts()
        assert len(headings) == len(set(headings)) == 12
        page.emulate_media(media="print")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
        # On paper all is there, closed or not, and no drawing is wider than the sheet.
        assert page.locator("td", has_text="Phường Ba Đình").first.is_visible()
        assert page.evaluate("document.querySelector('svg').clientWidth") <= 375
        browser.close()


def asked(out: Path, sql: str) -> list[tuple[object, ...]]:
    with query(out / STORE, sql) as cursor:
        return cursor.fetchall()


@pytest.mark.parametrize("left", [None, b"", b"{", b"\xff", b"[]"], ids=str)
def test_a_dataset_that_is_lost_or_damaged_costs_its_own_document_alone(
    out: Path, tmp_path: Path, left: bytes | None
) -> None:
    path = out / "hai-hung" / "tasks.json"
    whole = path.read_bytes()
    path.unlink() if left is None else path.write_bytes(left)
    made = consolidate(out)
    assert (made.documents, made.tasks, made.lost) == (1, 3, ("hai-hung.docx",))
    told = {row[0]: row for row in rows(out, "Tệp lỗi")}
    assert set(told) == {"bad.docx", "hai-hung.docx"}
    assert told["hai-hung.docx"][1] == "mất hoặc hỏng kết quả"
    assert "hai-hung/tasks.json" in str(told["hai-hung.docx"][2])
    assert consolidate(out).lost == ("hai-hung.docx",)
    run(tmp_path / "in", out)
    assert path.read_bytes() == whole
    made = consolidate(out)
    assert (made.documents, made.tasks, made.lost) == (2, 4, ())
    assert [row[0] for row in rows(out, "Tệp lỗi")] == ["bad.docx"]


def test_what_was_read_before_its_dataset_was_lost_stays_until_it_changes(
    out: Path, tmp_path: Path
) -> None:
    consolidate(out)
    (out / "hai-hung" / "tasks.json").unlink()
    assert consolidate(out).lost == ()
    run(fill(tmp_path / "in", {"hai-hung.docx": appendix(HAI_HUNG, ONE)}), out)
    (out / "hai-hung" / "tasks.json").unlink()
    made = consolidate(out)
    assert (made.documents, made.tasks, made.lost) == (1, 3, ("hai-hung.docx",))


def test_others_write_while_datasets_are_read_and_nothing_stale_is_put(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = log.Subject(sha256(FILES["hai-hung.docx"]).hexdigest(), 1)
    read = list[str]()

    def meanwhile(path: Path) -> Dataset:
        read.append(path.parent.name)
        dataset = load_dataset(path)
        with writing(out / STORE):
            pass
        if read == ["ba-dinh", "hai-hung"]:
            # Of what has just been read and is not yet in the store.
            made = Correction("1", "deadline", "Tháng 12/2025", "Quý I/2026", log.now())
            log.add(out / DESK, of, [made], lambda *_: made.before)
        return dataset

    monkeypatch.setattr("appendix_pipeline.store.writing._PATIENCE", 0)
    monkeypatch.setattr(module, "load_dataset", meanwhile)
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    ingest(out)
    assert read == ["ba-dinh", "hai-hung", "hai-hung"]
    sql = "SELECT deadline FROM all_tasks WHERE commune = 'Xã Hải Hưng'"
    assert asked(out, sql) == [("Quý I/2026",)]


def test_a_store_filled_in_pieces_is_one_filled_at_once(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = [
        f"SELECT * FROM {name} ORDER BY document" for name in ("documents", "tasks", "findings")
    ]
    ingest(out)
    before = [asked(out, sql) for sql in everything]
    (out / STORE).unlink()
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    ingest(out)
    assert [asked(out, sql) for sql in everything] == before
