"""The journal and the manifest cut out of it: right whoever writes beside, cheap where it is long."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from appendix_pipeline.batches import journal
from appendix_pipeline.batches.finding import find
from appendix_pipeline.batches.item import Done, Failed, Item, Output
from appendix_pipeline.batches.journal import JOURNAL, MANIFEST, Journal, line_of
from appendix_pipeline.batches.running import alone, work
from inbox import QUICK, fill, run, small, tree

FILES = {f"{number}.docx": small(f"Việc {number}") for number in range(4)}
KEPT = (MANIFEST, JOURNAL)


def failed(name: str, origin: str = "") -> Failed:
    message = {"vi": 'Lỗi, "origin": x', "en": "Fault"}
    item = Item(name, Path(), None, origin, "ab" * 32, 5, "k", f"folder of {name}", 1.5)
    return Failed(item, "input", 3, message, (Output(f"quarantine/{name}", 5),))


def began(out: Path) -> Journal:
    (out / JOURNAL).parent.mkdir(parents=True, exist_ok=True)
    return Journal(out)


def written(out: Path, name: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / name).read_text("utf-8").splitlines()]


def marks(out: Path, names: Iterable[str | Path] = KEPT) -> list[tuple[int, int]]:
    """Return what is other for a file that was written anew, be it with the same bytes."""
    return [((out / name).stat().st_ino, (out / name).stat().st_mtime_ns) for name in names]


def test_a_line_of_the_manifest_is_what_is_told_of_the_file(tmp_path: Path) -> None:
    # Texts that look like the end of such a line.
    outcomes = [failed('b, "origin": "x", "key": "'), failed("a\\"), failed("a\\", "elsewhere")]
    known = began(tmp_path)
    for each in outcomes:
        known.append(each)
    known.publish()
    assert written(tmp_path, MANIFEST) == [line_of(outcomes[at]) for at in (1, 2, 0)]
    again = [replace(each, fresh=False) for each in outcomes]
    assert [Journal(tmp_path).get(each.item.identity) for each in outcomes] == again
    assert Journal(tmp_path).get(("", "never")) is None


def test_a_run_that_finds_nothing_new_writes_neither_journal_nor_manifest(tmp_path: Path) -> None:
    inputs, out = fill(tmp_path / "vào", FILES), tmp_path / "ra"
    run(inputs, out)
    before = marks(out)
    run(inputs, out)
    assert marks(out) == before


def test_a_manifest_that_a_killed_run_left_behind_is_brought_up_to_date(tmp_path: Path) -> None:
    inputs, out = fill(tmp_path / "vào", FILES), tmp_path / "ra"
    run(inputs, out)
    old = (out / MANIFEST).read_bytes()
    run(fill(inputs, {"0.docx": small("Khác")}), out)
    whole = tree(out)
    (out / MANIFEST).write_bytes(old)
    run(inputs, out)
    assert tree(out) == whole


def test_the_journal_is_written_anew_for_a_line_that_says_nothing_any_more(tmp_path: Path) -> None:
    known = began(tmp_path)
    for name in ("a", "b"):
        known.append(failed(name))
    known.publish()
    before = marks(tmp_path, [JOURNAL])
    known.publish()
    assert marks(tmp_path, [JOURNAL]) == before
    known.append(replace(failed("a"), seconds=7))
    assert len(written(tmp_path, JOURNAL)) == 3
    known.publish()
    assert [line["seconds"] for line in written(tmp_path, JOURNAL)] == [7, 0]
    assert Journal(tmp_path).get(("", "a")) == replace(failed("a"), seconds=7, fresh=False)


def test_two_runs_side_by_side_leave_the_lines_of_both(tmp_path: Path) -> None:
    one, two = began(tmp_path), began(tmp_path)
    one.append(failed("a"))
    two.append(failed("b"))
    one.append(failed("c"))
    two.publish()
    assert [line["input"] for line in written(tmp_path, MANIFEST)] == ["a", "b", "c"]
    one.refresh()
    assert one.get(("", "b")) == replace(failed("b"), fresh=False)
    two.append(failed("d"))
    one.publish()
    assert [line["input"] for line in written(tmp_path, MANIFEST)] == ["a", "b", "c", "d"]


def test_what_is_known_is_read_once_and_not_for_each_file_that_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, out = fill(tmp_path / "vào", FILES), tmp_path / "ra"
    run(inputs, out)
    read: list[bytes] = []
    loads = json.loads

    def noted(line: bytes) -> Any:
        read.append(line)
        return loads(line)

    with alone(out, (1, 1)) as desk:
        monkeypatch.setattr(journal.json, "loads", noted)  # type: ignore[attr-defined]
        for number in (7, 8, 9):
            arrived = find([fill(tmp_path / str(number), {f"{number}.docx": small()})], out)
            assert [type(each) for each in work(arrived, desk, QUICK)] == [Done]
        assert {loads(line)["input"] for line in read} == {"7.docx", "8.docx", "9.docx"}
    assert len(written(out, MANIFEST)) == len(FILES) + 3


def test_lines_from_before_what_printed_it_was_told_say_that_nothing_else_did(
    tmp_path: Path,
) -> None:
    inputs, out = fill(tmp_path / "vào", FILES), tmp_path / "ra"
    run(inputs, out)
    whole = tree(out)
    text = (out / JOURNAL).read_text("utf-8")
    (out / JOURNAL).write_text(text.replace('"stand_in": "", ', ""), "utf-8")
    run(inputs, out)
    assert tree(out) == whole


def test_lines_of_another_version_are_kept_and_not_believed(tmp_path: Path) -> None:
    inputs, out = fill(tmp_path / "vào", FILES), tmp_path / "ra"
    run(inputs, out)
    text = (out / JOURNAL).read_text("utf-8")
    (out / JOURNAL).write_text(text.replace('"symbol"', '"mark"'), "utf-8")
    assert list(Journal(out).outcomes()) == []
    assert len(Journal(out).told) == len(FILES)
