"""All documents at once, dropped and from a batch: counted by need, found by words, kept true."""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from time import sleep
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from appendix_pipeline.batches.running import run as run_batch
from appendix_pipeline.consolidation.consolidate import REPORT, consolidate
from appendix_pipeline.consolidation.ingest import DESK, STORE, ingest
from appendix_pipeline.model.correction import Correction
from appendix_pipeline.options import BatchOptions, ServeOptions
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import query
from appendix_pipeline.store.writing import writing
from appendix_pipeline.web import make_app, overview
from appendix_pipeline.web.desk import Desk
from appendix_pipeline.web.dropped import Dropped
from appendix_pipeline.web.overview import Counts
from drawing import HEAD, appendix, package, paragraph, table, tasks
from visitor import REAL, Visitor, of_batch

TODAY = date(2025, 12, 1)


def drawn(*tasks: str) -> bytes:
    """Return an appendix whose tasks are "content | deadline"."""
    lines = [
        f"{number} | {content} | Phòng Kinh tế | Công an xã | {deadline}"
        for number, (content, deadline) in enumerate((each.split(" | ") for each in tasks), 1)
    ]
    return appendix(table(HEAD + "\n".join(lines)))


def filled(folder: Path, files: dict[str, bytes]) -> Dropped:
    shelf = Dropped(Desk(folder, 30), "vi")
    shelf.begin()
    for name, data in files.items():
        assert shelf.receive(shelf.desk.put(name, data)) == ""
    while shelf.sync():
        pass
    return shelf


@pytest.mark.parametrize(
    ("deadline", "need"),
    [
        ("Tháng 11/2025", "overdue"),
        ("30/11/2025", "overdue"),
        ("01/12/2025", "soon"),  # the last day is still in time
        ("31/12/2025", "soon"),
        ("01/01/2026", ""),
        ("Thường xuyên", ""),
        ("Sau khi có hướng dẫn của Bộ Nội vụ", "waiting"),
        ("Trong 30 ngày kể từ ngày có hướng dẫn của Bộ Nội vụ", "waiting"),
        # What waits is neither late nor due, whatever day it names beside.
        ("Tháng 11/2025 (sau khi có hướng dẫn của Bộ Nội vụ)", "waiting"),
    ],
)
def test_a_task_is_counted_by_what_it_needs(tmp_path: Path, deadline: str, need: str) -> None:
    shelf = filled(tmp_path, {"a.docx": drawn(f"Rà soát | {deadline}")})
    (line,) = overview.lines([shelf], TODAY)
    counted = {each: getattr(line.counts, each) for each in ("overdue", "soon", "waiting")}
    assert counted == {each: int(each == need) for each in counted}
    found = [hit.task for hit in overview.hits([shelf], TODAY, need or "overdue", "")]
    assert found == (["1"] if need else [])


def test_what_is_done_is_neither_late_nor_due_and_does_not_wait(tmp_path: Path) -> None:
    days = ("Tháng 11/2025", "31/12/2025", "Sau khi có hướng dẫn của Bộ Nội vụ")
    data = drawn(*(f"Rà soát | {day}" for day in days))
    shelf = filled(tmp_path, {"a.docx": data})
    assert counts(shelf) == (1, 1, 1)
    for task in ("1", "2", "3"):
        made = Correction(task, "done", "", "2025-11-20", "2025-11-21T00:00:00+00:00")
        log.add(tmp_path, log.Subject(sha256(data).hexdigest(), 1), [made], lambda *_: "")
    shelf.sync()
    assert counts(shelf) == (0, 0, 0)
    assert [hit.done for hit in overview.hits([shelf], TODAY, "", "")] == [True] * 3


def counts(shelf: Dropped) -> tuple[int, int, int]:
    """Return how many tasks of the only document are late, soon due, waiting."""
    (line,) = overview.lines([shelf], TODAY)
    return line.counts.overdue, line.counts.soon, line.counts.waiting


def test_a_task_that_a_clerk_says_is_done_is_no_longer_late(office: Visitor) -> None:
    path = of_batch(office)
    late = re.findall(r"#task-([^\"]+)", office.client.get("/tasks?need=overdue").text)
    data = {"token": office.token(), "seen-done": "", "done": "2025-11-20"}
    office.client.post(f"{path}/1/tasks/{late[0]}", data=data)
    page = office.client.get("/tasks?need=overdue").text
    assert re.findall(r"#task-([^\"]+)", page) == late[1:]
    assert "đã hoàn thành" in office.client.get("/tasks").text


def test_a_cell_that_cannot_be_read_is_in_doubt(tmp_path: Path) -> None:
    shelf = filled(tmp_path, {"a.docx": drawn("Rà soát | 12//2025//", "Lập sổ | 01/2030")})
    (line,) = overview.lines([shelf], TODAY)
    assert line.counts == Counts(2, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dau tu", {"đầu tư", "đấu tư"}),
        ("đầu tư", {"đầu tư"}),
        ("ĐẦU", {"đầu tư"}),
        ('"cong dau tu"', {"đầu tư"}),
        ("không có", set()),
        ('"', set()),
        ("*", set()),
        ("", {"đầu tư", "đấu tư"}),
    ],
)
def test_tasks_are_found_with_and_without_diacritics(
    tmp_path: Path, words: str, found: set[str]
) -> None:
    shelf = filled(
        tmp_path,
        {
            "a.docx": drawn("Rà soát công đầu tư | 2026"),
            "b.docx": drawn("Giám sát đấu tư | 2026"),
        },
    )
    hits = overview.hits([shelf], TODAY, "", words)
    assert {hit.content[-6:] for hit in hits} == found


def test_the_board_follows_what_is_corrected_undone_and_deleted(visitor: Visitor) -> None:
    path = visitor.drop_real()

    def missing() -> bool:
        page = visitor.client.get("/tasks", params={"need": "doubt"}).text
        return "#task-IV.2" in page and "#task-V.1" in page

    def doubts() -> int:
        found = re.search(r'data-label="Cần xem">(\d+)<', visitor.client.get("/").text)
        return int(found[1]) if found else 0

    assert missing()
    assert doubts() == 5
    data = {"token": visitor.token(), "seen-lead": "", "lead": "Công an xã"}
    visitor.client.post(f"{path}/1/tasks/V.1", data=data)
    assert doubts() == 4
    assert not missing()
    (number,) = re.findall(r'name="number" value="(\d+)"', visitor.client.get(path).text)
    undone = {"token": visitor.token(), "number": number}
    visitor.client.post(f"{path}/1/undo", data=undone)
    assert doubts() == 5
    visitor.client.post(f"{path}/remove", data={"token": visitor.token()})
    assert "<th scope" not in visitor.client.get("/tasks").text


def test_documents_are_found_by_their_name(visitor: Visitor) -> None:
    visitor.drop(("Kế hoạch đất đai.docx", drawn("Rà soát | 2026")), ("b.docx", b""))
    page = visitor.client.get("/tasks", params={"words": "ke hoach dat"}).text
    assert ">Kế hoạch đất đai.docx</a>" in page


def deadline(batch: Path, task: str) -> object:
    with query(batch / STORE, f"SELECT deadline FROM tasks WHERE task = '{task}'") as rows:
        return rows.fetchone()[0]


def test_what_a_batch_read_is_on_the_board_and_is_not_deleted(office: Visitor) -> None:
    path = of_batch(office)
    page = office.client.get(path).text
    assert page.count('id="task-') == 31
    assert office.client.get(f"{path}/remove").status_code == 404
    data = {"token": office.token()}
    assert office.client.post(f"{path}/remove", data=data).status_code == 404
    assert "hai-hung.docx" in office.client.get("/tasks?words=hai-hung").text


def counted(visitor: Visitor) -> list[tuple[str, str]]:
    """Return the numbers above the board, and those of each line, by their labels."""
    page = visitor.client.get("/").text
    above = re.findall(r"<b>(\d+)</b> ([^<]+)<", page)
    return [(label, number) for number, label in above] + re.findall(
        r'<td class="n[^"]*" data-label="([^"]+)">(\d+)<', page
    )


def test_a_file_of_the_batch_that_is_dropped_too_counts_once(office: Visitor) -> None:
    before, found = counted(office), office.client.get("/tasks?words=dat+dai").text
    path = office.drop_real()
    assert counted(office) == before
    assert office.client.get("/tasks?words=dat+dai").text.count('<th scope="row">') == (
        found.count('<th scope="row">')
    )
    page = office.client.get("/").text
    assert "Có cả trong đợt chuyển hàng loạt (hai-hung.docx)" in page
    assert f"{path}/remove" in page
    with ZipFile(BytesIO(office.client.get("/all/json").content)) as archive:
        assert archive.namelist() == ["hai-hung/tasks.json"]
    office.client.post(f"{path}/remove", data={"token": office.token()})
    assert "Có cả trong" not in office.client.get("/").text
    assert counted(office) == before


def test_a_file_that_was_refused_on_the_page_hides_nothing(office: Visitor, batch: Path) -> None:
    before = counted(office)
    desk = Desk(batch / DESK, 30)
    desk.note(desk.put(REAL.name, REAL.read_bytes()).id, error="Không đọc được.")
    assert counted(office) == before


def test_a_file_dropped_twice_counts_once(visitor: Visitor) -> None:
    visitor.drop_real()
    once, found = counted(visitor), visitor.client.get("/tasks").text
    visitor.drop(("tên khác.docx", REAL.read_bytes()))
    assert counted(visitor) == once
    assert visitor.client.get("/tasks").text.count("#task-") == found.count("#task-") == 31
    page = visitor.client.get("/").text
    assert page.count("Cùng nội dung với một tệp khác") == 1
    assert ">tên khác.docx</a>" in page


def test_a_correction_is_in_the_store_and_in_the_next_report(office: Visitor, batch: Path) -> None:
    path = of_batch(office)
    report = batch / "consolidated" / REPORT
    before = report.read_bytes()
    data = {"token": office.token(), "seen-lead": "", "lead": "Công an xã"}
    office.client.post(f"{path}/1/tasks/V.1", data=data)
    data = {"token": office.token(), "seen-deadline": "", "deadline": "Quý I/2026"}
    office.client.post(f"{path}/1/tasks/IV.2", data=data)
    assert deadline(batch, "IV.2") == "Quý I/2026"
    assert consolidate(batch).written
    assert report.read_bytes() != before
    assert consolidate(batch).written == ()
    # The store made anew from the files has the corrections too.
    (batch / STORE).unlink()
    consolidate(batch)
    assert deadline(batch, "IV.2") == "Quý I/2026"


def test_a_file_dropped_again_has_what_was_corrected_in_the_batch(
    office: Visitor, batch: Path
) -> None:
    data = {"token": office.token(), "seen-deadline": "", "deadline": "Quý I/2026"}
    office.client.post(f"{of_batch(office)}/1/tasks/IV.2", data=data)
    page = office.client.get(office.drop_real()).text
    assert "Quý I/2026" in page[page.index('<tr id="task-IV.2"') :].partition("</tr>")[0]
    assert deadline(batch, "IV.2") == "Quý I/2026"


def several(count: int, content: str = "Rà soát") -> bytes:
    """Return appendices 1 to `count` of one plan of a ward, in one file."""
    issued = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 01 tháng 10 năm 2025 của UBND phường Ba Đình)"
    return package(
        "".join(
            paragraph(f"PHỤ LỤC {number}")
            + paragraph(f"Nhiệm vụ của nhóm {number}")
            + paragraph(issued)
            + tasks(f"1 | {content} {number} | Công an phường | | Tháng 12/2025")
            + "<w:p/>"
            for number in range(1, count + 1)
        )
    )


def of_files(folder: Path, *files: bytes) -> Iterator[Visitor]:
    """Give someone at a page of a batch that read these, each saved after the one before."""
    for number, content in enumerate(files):
        path = folder / "in" / f"{number}.docx"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (number + 1, number + 1))
    options = BatchOptions(engine="serial", formats=("json",))
    list(run_batch([folder / "in"], folder / "out", options))
    consolidate(folder / "out")
    app = make_app(ServeOptions(folder / "out" / DESK, store=folder / "out"))
    with TestClient(app, base_url="http://localhost") as client:
        yield Visitor(client)


@pytest.fixture
def replaced(tmp_path: Path) -> Iterator[Visitor]:
    """Someone at a page where the first of three appendices was sent again in another file."""
    yield from of_files(tmp_path, several(3), several(1, "Lập sổ"))


def test_an_appendix_that_was_replaced_has_no_tab_and_is_not_missed(replaced: Visitor) -> None:
    paths = set(re.findall(r'href="(/documents/\w+)"', replaced.client.get("/").text))
    pages = [replaced.client.get(path).text for path in paths]
    tabs = {tuple(re.findall(r'href="\?appendix=(\d+)"', page)) for page in pages}
    assert tabs == {("2", "3"), ()}
    with ZipFile(BytesIO(replaced.client.get("/all/json").content)) as archive:
        assert len(archive.namelist()) == 3
        assert "KHONG-GHI-DUOC.txt" not in archive.namelist()


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Visitor]:
    """Someone at a page of a file with more appendices than there are digits."""
    yield from of_files(tmp_path, several(11))


def test_each_of_many_appendices_has_its_tab(many: Visitor) -> None:
    tabs = re.findall(r'href="\?appendix=(\d+)"', many.client.get(of_batch(many)).text)
    assert tabs == [str(number) for number in range(1, 12)]


def test_a_dataset_that_batch_is_just_writing_is_said_to_be_gone(
    office: Visitor, batch: Path
) -> None:
    path = of_batch(office)
    (dataset,) = batch.glob("*/tasks.json")
    dataset.unlink()
    assert office.client.get(path).status_code == 404
    with ZipFile(BytesIO(office.client.get("/all/xlsx").content)) as archive:
        assert archive.namelist() == ["KHONG-GHI-DUOC.txt"]


def test_a_document_that_cannot_be_read_anew_stays_and_holds_up_no_other(tmp_path: Path) -> None:
    """It may be the machine's fault of the moment: the next start reads it again."""
    shelf = filled(tmp_path, {"a.docx": drawn("Rà soát | 2026"), "b.docx": drawn("Lập sổ | 2026")})
    (number,) = [each.id for each in shelf.entries() if each.name == "a.docx"]
    shutil.rmtree(tmp_path / number)
    shelf.store.unlink()
    shelf.begin()
    while shelf.sync():
        pass
    told = {line.entry.name: line.entry.error for line in overview.lines([shelf], TODAY)}
    assert told == {"a.docx": "", "b.docx": ""}
    assert [hit.file for hit in overview.hits([shelf], TODAY, "", "")] == ["b.docx"]
    assert [each.appendices for each in shelf.entries()] == [(1,), (1,)]


def test_who_had_to_wait_does_not_put_back_what_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = filled(tmp_path, {"a.docx": drawn("Rà soát | 2026")})
    (entry,) = shelf.entries()
    first = iter([True])

    def after_another(path: Path) -> AbstractContextManager[sqlite3.Connection]:
        if next(first, False):
            rewritten = Correction("1", "content", "Rà soát", "Lập sổ", log.now())
            of = log.Subject(entry.sha256, 1)
            assert log.add(tmp_path, of, [rewritten], lambda *_: "Rà soát") == ()
            shelf.follow(entry.sha256)
        return writing(path)

    monkeypatch.setattr("appendix_pipeline.web.dropped.writing", after_another)
    shelf.follow(entry.sha256)
    assert [hit.content for hit in overview.hits([shelf], TODAY, "", "")] == ["Lập sổ"]


def test_what_comes_does_not_wait_for_what_another_version_has_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = filled(tmp_path, {f"{each}.docx": drawn(f"Việc {each} | 2026") for each in "abc"})
    monkeypatch.setattr("appendix_pipeline.web.dropped.reader_key", lambda: "mới")
    shelf.receive(shelf.desk.put("d.docx", drawn("Việc d | 2026")))

    def told() -> dict[str, str]:
        sql = "SELECT file, key FROM documents"
        with query(shelf.store, sql) as rows:
            return {file.removesuffix(".docx"): key for file, key in rows}

    assert {file for file, key in told().items() if key == "mới"} == {"d"}
    assert len(overview.hits([shelf], TODAY, "", "")) == 4  # what was read before is there
    assert shelf.busy()
    steps = 0
    while shelf.sync():
        steps += 1
    assert steps == 3
    assert set(told().values()) == {"mới"}
    assert not shelf.busy()


def test_the_board_says_that_it_is_counting_anew(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.drop_real()
    said = "Đang tính lại"
    assert said not in visitor.client.get("/").text
    monkeypatch.setattr("appendix_pipeline.web.dropped.reader_key", lambda: "mới")
    assert said in visitor.client.get("/").text


def test_the_page_ends_though_there_is_much_to_count_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LongError(Exception):
        """Nobody waits so long."""

    steps = count()

    def for_ever(_: Dropped) -> bool:
        if next(steps) > 60_000:
            raise LongError
        sleep(0.001)
        return True

    monkeypatch.setattr(Dropped, "sync", for_ever)
    with TestClient(make_app(ServeOptions(tmp_path)), base_url="http://localhost") as client:
        assert client.get("/").status_code == 200
    assert next(steps) < 60_000


def test_a_batch_that_is_being_read_lets_the_page_end(batch: Path) -> None:
    (batch / STORE).unlink()
    ingest(batch, "vi", lambda: True)
    with query(batch / STORE, "SELECT count(*) FROM tasks") as rows:
        assert rows.fetchone() == (0,)  # as it was: nothing
    ingest(batch)
    with query(batch / STORE, "SELECT count(*) FROM tasks") as rows:
        assert rows.fetchone() == (31,)


def test_words_beside_each_other_are_set_apart(visitor: Visitor) -> None:
    visitor.drop_real()
    page = visitor.client.get("/tasks", params={"words": "hai hung"}).text
    shown = re.sub("<[^>]*>", "", page)
    assert re.search(r"hai-hung\.docx\s+Xã Hải Hưng", shown)
    assert re.search(r"31/12/2025\s+Quá hạn\s+Cần xem", shown)


def test_the_board_says_that_it_does_not_know_what_is_done(visitor: Visitor) -> None:
    assert "không tự biết việc nào đã làm xong" not in visitor.client.get("/").text
    visitor.drop_real()
    assert "không tự biết việc nào đã làm xong" in visitor.client.get("/").text
