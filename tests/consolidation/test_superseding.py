"""A corrected file sent again under another name: the one saved last counts, and both are named."""

import os
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import appendix_pipeline
from appendix_pipeline.batches.age import last_saved
from appendix_pipeline.consolidation.consolidate import consolidate
from appendix_pipeline.consolidation.ingest import STORE, ingest
from appendix_pipeline.store.reading import query
from drawing import package, paragraph, tasks
from inbox import QUICK, fill, run

BA_DINH = "phường Ba Đình"
CORE = (
    '<cp:coreProperties xmlns:cp="urn:x" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dcterms:modified>{}</dcterms:modified></cp:coreProperties>"
)
LINE = "(Kèm theo Kế hoạch số {}/KH-UBND ngày 01 tháng {} năm {} của Ủy ban nhân dân {})"


@dataclass(frozen=True)
class Sent:
    """What an appendix says of its plan."""

    number: str = "12"
    month: int = 10
    year: int = 2025
    commune: str = BA_DINH
    heading: str = "PHỤ LỤC"
    title: str = "Nhiệm vụ triển khai Nghị quyết"


def appendix(content: str, sent: Sent = Sent(), saved: str = "") -> bytes:
    line = LINE.format(sent.number, sent.month, sent.year, sent.commune)
    rows = f"1 | {content} | Công an xã | Sở Nội vụ | Tháng 12/2025"
    heading = "".join(map(paragraph, (sent.heading, sent.title, line)))
    data = package(heading + tasks(rows) + "<w:p/>")
    if not saved:
        return data
    buffer = BytesIO(data)
    with ZipFile(buffer, "a") as archive:
        archive.writestr("docProps/core.xml", CORE.format(saved))
    return buffer.getvalue()


def send(folder: Path, name: str, data: bytes, when: float = 0) -> None:
    path = fill(folder, {name: data}) / name
    if when:
        os.utime(path, (when, when))


def asked(out: Path, sql: str) -> list[tuple[object, ...]]:
    with query(out / STORE, sql) as rows:
        return rows.fetchall()


def contents(out: Path) -> list[str]:
    return [str(row[0]) for row in asked(out, "SELECT content FROM tasks ORDER BY content")]


def told(out: Path) -> list[str]:
    sql = "SELECT message FROM all_findings WHERE code = 'supersedes' ORDER BY message"
    return [str(row[0]) for row in asked(out, sql)]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_correction_under_a_new_name_counts_once_and_both_files_are_named(
    inputs: Path, out: Path
) -> None:
    send(inputs, "đợt 1/a.docx", appendix("Cũ", saved="2025-11-01T02:00:00Z"))
    run(inputs, out)
    consolidate(out)
    assert contents(out) == ["Cũ"]
    assert told(out) == []
    send(inputs, "đợt 2/b.docx", appendix("Mới", saved="2025-11-02T02:00:00Z"))
    run(inputs, out)
    made = consolidate(out)
    assert (made.documents, made.tasks, made.superseded) == (1, 1, 1)
    assert contents(out) == ["Mới"]
    (message,) = told(out)
    assert "đợt 1/a.docx" in message
    assert "đợt 2/b.docx" in message
    assert (out / "đợt 1" / "a" / "tasks.json").exists()
    fates = "SELECT input, status, superseded_by FROM files ORDER BY input"
    assert asked(out, fates) == [
        ("đợt 1/a.docx", "done", "đợt 2/b.docx"),
        ("đợt 2/b.docx", "done", None),
    ]


def test_a_copy_of_a_file_is_told_with_the_one_that_counts(inputs: Path, out: Path) -> None:
    copies = "SELECT input, same_as FROM files WHERE same_as IS NOT NULL"
    for name in ("1.docx", "2.docx"):
        send(inputs, name, appendix("Cũ", saved="2025-11-01T02:00:00Z"))
    run(inputs, out)
    ingest(out)
    assert asked(out, copies) == [("2.docx", "1.docx")]
    send(inputs, "3.docx", appendix("Mới", saved="2025-11-02T02:00:00Z"))
    run(inputs, out)
    made = consolidate(out)
    assert (made.documents, made.superseded, made.twice) == (1, 1, 1)
    assert asked(out, copies) == [("2.docx", "3.docx")]


def test_the_older_counts_again_when_the_newer_becomes_another_plan(
    inputs: Path, out: Path
) -> None:
    send(inputs, "a.docx", appendix("Cũ", saved="2025-11-01T02:00:00Z"))
    send(inputs, "b.docx", appendix("Mới", saved="2025-11-02T02:00:00Z"))
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Mới"]
    send(inputs, "b.docx", appendix("Mới", Sent(number="13"), saved="2025-11-03T02:00:00Z"))
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Cũ", "Mới"]
    assert told(out) == []


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        pytest.param(("2025-11-02T02:00:00Z", 10), ("2025-11-01T02:00:00Z", 20), "Một", id="Word"),
        pytest.param(("2025-11-02T08:00:00+07:00", 10), ("2025-11-02T02:00:00Z", 5), "Hai",
                     id="Word, two zones"),
        pytest.param(("2025-11-02T02:00:00Z", 10), ("", 20), "Hai", id="one tells nothing"),
        pytest.param(("", 20), ("", 10), "Một", id="the folder"),
        pytest.param(("", 10), ("", 10), "Hai", id="alike: the last by name"),
    ],
)  # fmt: skip
def test_the_file_saved_last_counts(
    inputs: Path, out: Path, first: tuple[str, float], second: tuple[str, float], counts: str
) -> None:
    send(inputs, "1.docx", appendix("Một", saved=first[0]), first[1])
    send(inputs, "2.docx", appendix("Hai", saved=second[0]), second[1])
    run(inputs, out)
    ingest(out)
    assert contents(out) == [counts]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Sent(number="13"), id="another number"),
        pytest.param(Sent(year=2026), id="another year"),
        pytest.param(Sent(title="Nhiệm vụ khác"), id="another title"),
        pytest.param(Sent(heading="PHỤ LỤC II"), id="another appendix of the plan"),
        pytest.param(Sent(commune="phường Ngọc Hà"), id="another commune"),
    ],
)
def test_what_differs_in_one_thing_is_another_document(
    inputs: Path, out: Path, other: Sent
) -> None:
    send(inputs, "1.docx", appendix("Một"))
    send(inputs, "2.docx", appendix("Hai", other))
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Hai", "Một"]
    assert told(out) == []


def test_without_a_number_the_month_is_part_of_the_plan(inputs: Path, out: Path) -> None:
    same = Sent(number="", title="NHIỆM VỤ triển khai  Nghị quyết")
    send(inputs, "1.docx", appendix("Một", Sent(number="")), 1)
    send(inputs, "2.docx", appendix("Hai", same), 2)
    send(inputs, "3.docx", appendix("Ba", Sent(number="", month=11)), 3)
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Ba", "Hai"]


def test_a_commune_that_is_not_known_beyond_doubt_is_never_taken_for_another(
    inputs: Path, out: Path
) -> None:
    for name in ("Một", "Hai"):
        send(inputs, f"{name}.docx", appendix(name, Sent(commune="xã Hải Hưng")))
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Hai", "Một"]


def test_two_appendices_of_one_file_both_count_and_are_replaced_each_by_its_own(
    inputs: Path, out: Path
) -> None:
    def both(word: str) -> bytes:
        parts = []
        for heading in ("PHỤ LỤC I", "PHỤ LỤC II"):
            line = LINE.format("12", 10, 2025, BA_DINH)
            rows = f"1 | {word} {heading} | Công an xã | Sở Nội vụ | Tháng 12/2025"
            parts += [*map(paragraph, (heading, f"Nhiệm vụ {heading}", line)), tasks(rows)]
        return package("".join(parts) + "<w:p/>")

    send(inputs, "1.docx", both("Cũ"), 1)
    send(inputs, "2.docx", both("Mới"), 2)
    run(inputs, out)
    ingest(out)
    assert contents(out) == ["Mới PHỤ LỤC I", "Mới PHỤ LỤC II"]
    assert len(told(out)) == 2


def test_shards_agree_with_one_run(inputs: Path, out: Path, tmp_path: Path) -> None:
    for number in range(6):
        send(inputs, f"{number}.docx", appendix(f"Việc {number}"), number + 1)
    run(inputs, out)
    ingest(out)
    for part in (2, 1):
        list(appendix_pipeline.batch(inputs, tmp_path / "parts", replace(QUICK, shard=(part, 2))))
    ingest(tmp_path / "parts")
    assert contents(out) == contents(tmp_path / "parts") == ["Việc 5"]
    assert told(out) == told(tmp_path / "parts")


@pytest.mark.parametrize(
    ("members", "moment"),
    [
        ({"docProps/core.xml": CORE.format("2025-11-02T08:00:00+07:00")},
         "2025-11-02T01:00:00+00:00"),
        ({"docProps/core.xml": CORE.format("2025-11-02T08:00:00")}, "2025-11-02T08:00:00+00:00"),
        ({"docProps/core.xml": CORE.format("hôm qua")}, ""),
        ({"docProps/core.xml": "<x/>"}, ""),
        ({"word/document.xml": "<x/>"}, ""),
    ],
)  # fmt: skip
def test_word_tells_when_it_saved(tmp_path: Path, members: dict[str, str], moment: str) -> None:
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert last_saved(tmp_path / "a.docx") == moment


def test_what_is_no_package_tells_nothing(tmp_path: Path) -> None:
    assert last_saved(fill(tmp_path, {"a.doc": b"\xd0\xcf"}) / "a.doc") == ""


def test_properties_that_are_damaged_tell_nothing(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", CORE.format("2026-01-01T00:00:00Z") * 20)
    data = bytearray((tmp_path / "a.docx").read_bytes())
    start = data.index(b"docProps/core.xml") + len("docProps/core.xml")
    data[start : start + 4] = b"\xff" * 4  # a kind of block that deflate does not have
    (tmp_path / "a.docx").write_bytes(data)
    assert last_saved(tmp_path / "a.docx") == ""
