"""Many communes in one store: rows as in the tidy tables, taken out whole, sought as typed."""

import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet
import pytest

from appendix_pipeline.errors import InputError, OutputError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.place import Place
from appendix_pipeline.store.parquet import export
from appendix_pipeline.store.reading import count, query, reading, search
from appendix_pipeline.store.tables import STORED
from appendix_pipeline.store.words import match
from appendix_pipeline.store.writing import (
    FileRecord,
    Wanted,
    drop,
    keys,
    make,
    put,
    put_files,
    writing,
)
from appendix_pipeline.tidy import records
from samples import dataset, deadline

HAI_HUNG = Place("explicit", "11257", "Xã Hải Hưng", "31", "Thành phố Hải Phòng")


def with_content(text: str) -> Dataset:
    whole = dataset()
    return replace(
        whole,
        tasks=(replace(whole.tasks[0], content=text, deadline=deadline("Tháng 12/2025")),),
        plan=replace(whole.plan, place=HAI_HUNG),
    )


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "consolidated" / "appendices.sqlite"
    with writing(path) as connection:
        put(connection, "one", Wanted("k1"), with_content("Đầu tư hạ tầng, hòa giải ở cơ sở"))
        put(connection, "two", Wanted("k2"), with_content("Hướng dẫn đấu tư thóc"))
    return path


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with query(path, sql) as cursor:
        return cursor.fetchall()


def found(path: Path, words: str) -> set[str]:
    with search(path, words) as cursor:
        return {str(row[3])[:4] for row in cursor}


def test_every_tidy_table_is_there_row_by_row(tmp_path: Path) -> None:
    whole = dataset()
    with writing(tmp_path / "s.sqlite") as connection:
        put(connection, "one", Wanted("k"), whole)
    for table in STORED:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        wanted = [tuple(record.values()) for record in records(table, whole)]
        assert rows(tmp_path / "s.sqlite", f"SELECT {names} FROM {table.name}") == wanted, (
            table.name
        )


def test_a_task_stands_beside_its_commune(store: Path) -> None:
    sql = "SELECT DISTINCT commune, commune_code, province_code FROM all_tasks"
    assert rows(store, sql) == [("Xã Hải Hưng", "11257", "31")]


@pytest.mark.parametrize(
    ("words", "contents"),
    [
        ("đầu tư", {"Đầu "}),
        ("dau tu", {"Đầu ", "Hướn"}),
        ("đấu tư", {"Hướn"}),
        ("DAU TU", {"Đầu ", "Hướn"}),
        ("hoà giải", {"Đầu "}),
        ("giai hoa", {"Đầu "}),
        ('"giai hoa"', set()),
        ('"hòa giải"', {"Đầu "}),
        ("dau hướng", {"Hướn"}),
        ("hương dan", set()),
    ],
)
def test_marks_count_where_they_are_typed(store: Path, words: str, contents: set[str]) -> None:
    assert found(store, words) == contents


@pytest.mark.parametrize("typed", ['"', "NEAR(", "a OR b*", "exact:x", "' OR 1=1 --", "(", "-x"])
def test_nothing_typed_is_syntax(store: Path, typed: str) -> None:
    if match(typed):
        assert found(store, typed) == set()
    else:
        with pytest.raises(InputError, match="no word"):
            found(store, typed)


def test_a_document_goes_out_with_all_its_rows_and_words(store: Path) -> None:
    with writing(store) as connection:
        drop(connection, "two")
    assert found(store, "dau tu") == {"Đầu "}
    with writing(store) as connection:
        assert keys(connection) == {"one": "k1"}
        drop(connection, "one")
    for table in STORED:
        assert rows(store, f"SELECT count(*) FROM {table.name}") == [(0,)]
    assert found(store, "dau") == set()


def test_what_fails_half_way_leaves_nothing(store: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), writing(store) as connection:  # noqa: PT012
        put(connection, "three", Wanted("k3"), dataset())
        connection.execute("SELECT nothing")
    assert rows(store, "SELECT count(*) FROM documents") == [(2,)]


def test_a_store_of_another_layout_is_made_anew(store: Path) -> None:
    connection = sqlite3.connect(store)
    connection.executescript("DROP TABLE findings; PRAGMA user_version = 99")
    connection.close()
    with writing(store) as connection:
        assert keys(connection) == {}
        put(connection, "one", Wanted("k1"), with_content("Đầu tư"))
    assert found(store, "dau") == {"Đầu "}


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM tasks",
        "UPDATE tasks SET content = ''",
        "DROP TABLE tasks",
        "ATTACH 'other.sqlite' AS other",
        "PRAGMA journal_mode = DELETE",
        "SELECT 1; DELETE FROM tasks",
        "SELECT nothing FROM tasks",
        "",
    ],
)
def test_a_question_changes_nothing(store: Path, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.parent)
    if sql:
        with pytest.raises(InputError, match="cannot be run"):
            rows(store, sql)
    assert rows(store, "SELECT count(*) FROM tasks") == [(2,)]
    assert not (store.parent / "other.sqlite").exists()


def test_what_fails_at_a_later_row_is_told_as_what_fails_at_once(store: Path) -> None:
    # The first row is sound: SQLite meets what is no JSON only when it is asked for the second.
    sql = "SELECT json(value) FROM (SELECT '1' AS value UNION ALL SELECT 'x')"
    with pytest.raises(InputError, match="cannot be run"), query(store, sql) as cursor:  # noqa: PT012
        assert cursor.fetchone() == ("1",)
        cursor.fetchone()


def test_words_can_be_sought_in_sql(store: Path) -> None:
    sql = "SELECT count(*) FROM all_tasks JOIN words ON words.rowid = row WHERE words MATCH 'giai'"
    assert rows(store, sql) == [(1,)]


def test_a_store_that_is_damaged_is_told_in_one_sentence(store: Path) -> None:
    store.write_bytes(b"no database" * 100)
    with pytest.raises(InputError, match="damaged"):
        rows(store, "SELECT 1 FROM tasks")


def test_a_store_that_is_missing_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no consolidated data"):
        rows(tmp_path / "gone.sqlite", "SELECT 1")


def test_readers_see_the_last_whole_state_while_a_writer_works(store: Path) -> None:
    with writing(store) as connection:
        put(connection, "three", Wanted("k3"), dataset())
        assert rows(store, "SELECT count(*) FROM documents") == [(2,)]
    assert rows(store, "SELECT count(*) FROM documents") == [(3,)]


def test_the_fates_of_the_inputs_replace_those_before(store: Path) -> None:
    for status in ("failed", "done"):
        with writing(store) as connection:
            put_files(connection, [FileRecord("a.docx", "0", status, "a")])
    assert rows(store, "SELECT input, status FROM files") == [("a.docx", "done")]


def test_a_search_gives_the_best_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with writing(path) as connection:
        for number in range(5):
            text = "Đầu tư" + " và những việc khác" * number
            put(connection, str(number), Wanted("k"), with_content(text))
    with search(path, "dau tu", 2) as cursor:
        assert [row[3] for row in cursor] == ["Đầu tư", "Đầu tư và những việc khác"]
    assert count(path, "dau tu") == 5
    assert count(path, "thóc") == 0


def test_what_an_agency_has_to_do_in_a_month_is_told_by_an_index_alone(store: Path) -> None:
    asked = "agency = 'x' AND role = 'lead' AND due_end > '2025-12-01'"
    sql = f"SELECT count(*) FROM task_agencies WHERE {asked}"
    with reading(store) as connection:
        (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    assert "COVERING INDEX agencies_name (agency=? AND role=? AND due_end>?)" in plan[3]
    sql = "SELECT DISTINCT a.due_end, t.due_end FROM task_agencies a JOIN tasks t USING (document)"
    assert rows(store, sql) == [("2025-12-31", "2025-12-31")]


def test_parquet_has_the_rows_with_their_types(store: Path, tmp_path: Path) -> None:
    export(store, tmp_path / "pq")
    tasks = pyarrow.parquet.read_table(tmp_path / "pq" / "tasks.parquet").to_pylist()
    assert [each["document"] for each in tasks] == ["one", "two"]
    assert [each["due_end"] for each in tasks] == [date(2025, 12, 31)] * 2
    assert isinstance(tasks[0]["ongoing"], bool)
    agencies = pyarrow.parquet.read_table(tmp_path / "pq" / "task_agencies.parquet").to_pylist()
    assert {each["due_end"] for each in agencies} == {date(2025, 12, 31)}
    assert {path.stem for path in (tmp_path / "pq").iterdir()} == {table.name for table in STORED}


def test_who_waits_too_long_for_another_writer_is_told_and_who_reads_does_not_wait(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appendix_pipeline.store.writing._PATIENCE", 0)
    with writing(store):
        with pytest.raises(OutputError, match="Another command"), writing(store):
            pass
        make(store)
        assert len(rows(store, "SELECT * FROM documents")) == 2


def test_a_store_of_another_layout_is_made_anew_before_anyone_asks(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA user_version=1")
    make(store)
    assert rows(store, "SELECT * FROM documents") == []


def test_what_is_read_together_agrees_whoever_writes_meanwhile(store: Path) -> None:
    with reading(store) as connection:
        assert len(keys(connection)) == 2
        with writing(store) as other:
            drop(other, "one")
        assert len(keys(connection)) == 2


def test_a_store_that_is_damaged_is_one_sentence_and_is_made_anew_when_it_is_gone(
    store: Path,
) -> None:
    store.write_bytes(store.read_bytes()[:100] + b"damaged" * 500)
    with pytest.raises(OutputError, match="Delete it"), writing(store):
        pass
    store.unlink()
    with writing(store) as connection:
        put(connection, "one", Wanted("k1"), with_content("Đầu tư"))
    assert found(store, "dau") == {"Đầu "}


def test_what_is_no_store_at_all_is_made_anew(store: Path) -> None:
    store.write_bytes(b"no database" * 500)
    make(store)
    assert rows(store, "SELECT * FROM documents") == []
    store.write_bytes(b"no database" * 500)
    with writing(store) as connection:
        put(connection, "one", Wanted("k1"), with_content("Đầu tư"))
    assert found(store, "dau") == {"Đầu "}


def test_a_store_that_finds_no_room_tells_to_free_some(store: Path) -> None:
    with pytest.raises(OutputError) as told, writing(store) as connection:  # noqa: PT012
        connection.execute("PRAGMA max_page_count = 1")
        for number in range(200):
            put(connection, str(number), Wanted("k"), dataset())
    assert "ổ đĩa đầy" in told.value.sentence("vi")
    assert "xóa bớt" in told.value.sentence("vi")
    assert rows(store, "SELECT document FROM documents") == [("one",), ("two",)]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_that_is_full_is_one_sentence_and_costs_nothing_that_was_there(store: Path) -> None:
    import resource  # noqa: PLC0415 (not there on Windows)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (store.stat().st_size, before[1]))
        with pytest.raises(OutputError, match="disk is not full"), writing(store) as connection:  # noqa: PT012
            for number in range(200):
                put(connection, str(number), Wanted("k"), dataset())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert rows(store, "SELECT document FROM documents") == [("one",), ("two",)]
