"""A run over many files: every fate told, nothing done twice, nothing lost."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
from filelock import FileLock

import appendix_pipeline
from appendix_pipeline.batches import running
from appendix_pipeline.batches.finding import find
from appendix_pipeline.batches.item import Done, Failed, Item, Outcome
from appendix_pipeline.batches.job import no_word_file
from appendix_pipeline.batches.journal import JOURNAL, Journal
from appendix_pipeline.batches.publishing import publish
from appendix_pipeline.errors import OutputError
from appendix_pipeline.options import Limits, Options, ReadOptions, WriteOptions
from drawing import HEADING, package, paragraph, tasks
from inbox import QUICK, fill, small, tree

SCHEMA = Path(__file__).parents[2] / "schemas" / "manifest.schema.json"
MIXED = {
    "a.docx": small("Một"),
    "xã/b.docx": small("Hai"),
    "xã/bad.docx": b"%PDF-1.7",
    "letter.docx": package(paragraph("Kính gửi các xã")),
    "empty.docx": b"",
}
RETRY = replace(QUICK, retry_failed=True)


def run(inputs: Path, out: Path, options: appendix_pipeline.BatchOptions = QUICK) -> list[Outcome]:
    return list(appendix_pipeline.batch(inputs, out, options))


def fresh(outcomes: list[Outcome]) -> list[str]:
    return sorted(each.item.name for each in outcomes if each.fresh)


def manifest(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return fill(tmp_path / "in", MIXED)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_each_file_has_one_outcome_with_its_reason(inputs: Path, out: Path) -> None:
    told = {
        each.item.name: each.reason if isinstance(each, Failed) else "done"
        for each in run(inputs, out)
    }
    assert told == {
        "a.docx": "done",
        "xã/b.docx": "done",
        "xã/bad.docx": "input",
        "letter.docx": "no_task_table",
        "empty.docx": "input",
    }


def test_outputs_keep_the_tree_of_the_inputs_and_failures_lie_apart(
    inputs: Path, out: Path
) -> None:
    run(inputs, out)
    assert set(tree(out)) == {
        "a/tasks.json",
        "xã/b/tasks.json",
        "manifest.jsonl",
        "quarantine/xã/bad/bad.docx",
        "quarantine/xã/bad/reason.txt",
        "quarantine/letter/letter.docx",
        "quarantine/letter/reason.txt",
        "quarantine/empty/empty.docx",
        "quarantine/empty/reason.txt",
    }
    reason = (out / "quarantine/xã/bad/reason.txt").read_text("utf-8")
    assert "Đây là tệp PDF, không phải tệp Word." in reason
    assert (out / "quarantine/xã/bad/bad.docx").read_bytes() == MIXED["xã/bad.docx"]


def test_the_manifest_tells_every_fate_and_keeps_its_schema(inputs: Path, out: Path) -> None:
    run(inputs, out)
    validator = jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    lines = manifest(out)
    assert [line["input"] for line in lines] == sorted(MIXED)
    assert all(validator.is_valid(line) for line in lines)
    (appendix,) = lines[0]["appendices"]
    # The name occurs in two provinces, and the file names none.
    assert (appendix["tasks"], appendix["place"], appendix["commune_code"]) == (1, "ambiguous", "")
    given = replace(
        QUICK, each=replace(QUICK.each, normalise=replace(QUICK.each.normalise, province="31"))
    )
    done = next(each for each in run(inputs, out, given) if isinstance(each, Done))
    assert done.appendices[0].commune_code == "11257"


def test_what_is_no_word_file_has_a_line_and_is_no_outcome(inputs: Path, out: Path) -> None:
    fill(inputs, {"xã/bản quét.pdf": b"%PDF"})
    for part in (2, 1):
        told = run(inputs, out, replace(QUICK, shard=(part, 2)))
        assert "xã/bản quét.pdf" not in {each.item.name for each in told}
        # One shard tells it for all.
        assert [line["status"] for line in manifest(out)].count("other") == 2 - part
    validator = jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    (line,) = (line for line in manifest(out) if line["input"] == "xã/bản quét.pdf")
    assert validator.is_valid(line)
    assert (line["status"], line["error"]["reason"]) == ("other", "other")
    assert (line["folder"], line["outputs"]) == ("", [])
    assert not (out / "quarantine" / "xã" / "bản quét").exists()


def test_a_second_run_does_only_what_is_new_or_changed(inputs: Path, out: Path) -> None:
    assert len(fresh(run(inputs, out))) == 5
    before = tree(out)
    assert fresh(run(inputs, out)) == []
    assert tree(out) == before
    fill(inputs, {"a.docx": small("Khác"), "new.docx": small("Mới")})
    assert fresh(run(inputs, out)) == ["a.docx", "new.docx"]
    assert "Khác" in (out / "a" / "tasks.json").read_text("utf-8")


def test_other_options_are_other_work(inputs: Path, out: Path) -> None:
    run(inputs, out)
    english = replace(QUICK, each=Options(QUICK.each.read, WriteOptions("en")))
    assert len(fresh(run(inputs, out, english))) == 5


def test_an_output_that_is_gone_or_cut_is_made_again(inputs: Path, out: Path) -> None:
    run(inputs, out)
    before = tree(out)
    (out / "a" / "tasks.json").unlink()
    (out / "xã" / "b" / "tasks.json").write_bytes(b"{")
    assert fresh(run(inputs, out)) == ["a.docx", "xã/b.docx"]
    assert tree(out) == before


def test_failed_files_are_tried_again_when_asked_or_mended(inputs: Path, out: Path) -> None:
    run(inputs, out)
    assert fresh(run(inputs, out, RETRY)) == ["empty.docx", "letter.docx", "xã/bad.docx"]
    fill(inputs, {"xã/bad.docx": small("Đã sửa")})
    assert fresh(run(inputs, out)) == ["xã/bad.docx"]
    assert (out / "xã" / "bad" / "tasks.json").exists()
    assert not (out / "quarantine" / "xã").exists()


def test_a_file_that_fails_now_leaves_no_outputs_of_before(inputs: Path, out: Path) -> None:
    run(inputs, out)
    fill(inputs, {"a.docx": b"{\\rtf"})
    run(inputs, out)
    assert not (out / "a").exists()
    assert (out / "quarantine" / "a" / "reason.txt").exists()


def test_names_that_meet_stay_apart_whatever_was_done_before(tmp_path: Path) -> None:
    names = ("A.docx", "a.docx", "a-2.docx", "a/x.docx", "con.docx")
    files = {name: small(name) for name in names}
    whole = fill(tmp_path / "in", files)
    run(whole, tmp_path / "once")
    folders = {line["folder"] for line in manifest(tmp_path / "once")}
    assert len({str(each).casefold() for each in folders}) == len(files)
    assert "_con" in folders
    stopped = appendix_pipeline.batch(whole, tmp_path / "twice", QUICK)
    for _ in range(3):
        next(stopped)
    stopped.close()  # type: ignore[attr-defined]
    run(whole, tmp_path / "twice")
    assert tree(tmp_path / "twice") == tree(tmp_path / "once")


@pytest.mark.parametrize("name", ["quarantine", "consolidated", "Desk"])
def test_no_file_takes_a_folder_of_the_run_or_of_the_page(tmp_path: Path, name: str) -> None:
    run(fill(tmp_path / "in", {f"{name}.docx": small()}), tmp_path / "out")
    assert (tmp_path / "out" / f"{name}-2" / "tasks.json").exists()
    assert not (tmp_path / "out" / name).exists()


def test_equal_names_of_two_folders_do_not_overwrite_each_other(tmp_path: Path) -> None:
    one = fill(tmp_path / "1", {"kh.docx": small("Một")})
    two = fill(tmp_path / "2", {"kh.docx": small("Hai")})
    run(one, tmp_path / "out")
    run(two, tmp_path / "out")
    paths = ("kh/tasks.json", "kh-2/tasks.json")
    texts = [(tmp_path / "out" / path).read_text("utf-8") for path in paths]
    assert ["Một" in texts[0], "Hai" in texts[1]] == [True, True]
    assert fresh(run(one, tmp_path / "out")) == fresh(run(two, tmp_path / "out")) == []


def test_a_journal_cut_in_a_line_costs_that_file_only(inputs: Path, out: Path) -> None:
    run(inputs, out)
    before = tree(out)
    journal = out / ".batch" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    (out / "manifest.jsonl").unlink()
    assert fresh(run(inputs, out)) == ["xã/bad.docx"]
    assert tree(out) == before


def test_shards_together_are_the_whole(inputs: Path, out: Path, tmp_path: Path) -> None:
    run(inputs, tmp_path / "whole")
    done = [fresh(run(inputs, out, replace(QUICK, shard=(part, 3)))) for part in (3, 1, 2)]
    assert sorted(name for part in done for name in part) == sorted(MIXED)
    assert tree(out) == tree(tmp_path / "whole")


def test_a_second_run_on_the_folder_is_refused_in_one_sentence(inputs: Path, out: Path) -> None:
    (out / ".batch").mkdir(parents=True)
    with FileLock(out / ".batch" / "run-1-of-1.lock"):
        with pytest.raises(OutputError, match="Another run works on this folder"):
            run(inputs, out)
        assert len(run(inputs, out, replace(QUICK, shard=(1, 2)))) < 5


def test_a_zip_gives_what_its_files_give(inputs: Path, out: Path, tmp_path: Path) -> None:
    (tmp_path / "zipped").mkdir()
    with ZipFile(tmp_path / "zipped" / "gửi.zip", "w") as archive:
        for name, data in MIXED.items():
            archive.writestr(name, data)
    run(inputs, out)
    run(tmp_path / "zipped", tmp_path / "other")
    assert (tmp_path / "other/gửi/a/tasks.json").read_bytes() == (out / "a/tasks.json").read_bytes()
    assert (tmp_path / "other/quarantine/gửi/xã/bad/bad.docx").read_bytes() == b"%PDF-1.7"


def test_all_appendices_of_a_file_are_one_word_file_where_asked_for(
    out: Path, tmp_path: Path
) -> None:
    def part(number: str) -> str:
        heading = (f"PHỤ LỤC {number}", f"Nhiệm vụ {number}", HEADING[2])
        rows = f"1 | Việc {number} | Công an xã | Sở Nội vụ | Tháng 12/2025"
        return "".join(map(paragraph, heading)) + tasks(rows)

    inputs = fill(tmp_path / "two", {"a.docx": package(f"{part('I')}{part('II')}<w:p/>")})
    asked = replace(QUICK, formats=("docx",), together=True)
    (done,) = run(inputs, out, asked)
    assert isinstance(done, Done)
    assert set(tree(out)) == {"a/a.docx", "a/a/tasks.json", "a/a-2/tasks.json", "manifest.jsonl"}
    assert [each.folder for each in done.appendices] == ["a/a", "a/a-2"]
    assert len(appendix_pipeline.read_all(out / "a" / "a.docx")) == 2
    assert len(fresh(run(inputs, out, replace(asked, together=False)))) == 1


def test_an_output_that_cannot_be_written_stays_and_is_tried_again(inputs: Path, out: Path) -> None:
    fill(out, {"a/tasks.json/in-the-way": b""})
    outcomes = {each.item.name: each for each in run(inputs, out)}
    failed = outcomes["a.docx"]
    assert isinstance(failed, Failed)
    assert (failed.reason, failed.exit_code) == ("output", 5)
    assert isinstance(outcomes["xã/b.docx"], Done)
    (out / "a/tasks.json/in-the-way").unlink()
    (out / "a/tasks.json").rmdir()
    assert fresh(run(inputs, out)) == ["a.docx"]


class Killed(BaseException):
    """What no code of ours catches, as it knows nothing of its end when it is killed."""


@pytest.mark.parametrize("changed", [False, True], ids=["new", "changed"])
def test_outputs_that_a_killed_run_left_are_named_even_if_their_input_is_gone(
    inputs: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *, changed: bool
) -> None:
    both = replace(QUICK, formats=("json", "csv"))
    if changed:
        run(inputs, out, both)
        fill(inputs, {"a.docx": small("Khác")})

    def killed(outcome: Outcome, *args: Any) -> Outcome:
        publish(outcome, *args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(running, "publish", killed)
        patch.setattr(Journal, "publish", lambda _: None)
        with pytest.raises(Killed):
            run(inputs, out)
    (inputs / "a.docx").rename(inputs / "b.docx")
    run(inputs, out)
    named = {each["path"] for line in manifest(out) for each in line["outputs"]}
    assert set(tree(out)) - {"manifest.jsonl"} <= named
    line = manifest(out)[0]
    assert (line["input"], line["status"]) == ("a.docx", "failed")
    assert "Lần chạy trước dừng" in line["error"]["vi"]
    (inputs / "b.docx").rename(inputs / "a.docx")
    run(inputs, out)
    assert manifest(out)[0]["status"] == "done"
    assert {path for path in tree(out) if path.startswith("a/")} == {"a/tasks.json"}


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond `size` bytes."""
    import resource  # noqa: PLC0415 (not there on Windows)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_copy_for_which_the_disk_has_no_room_is_made_by_the_next_run(
    tmp_path: Path, out: Path
) -> None:
    inputs = fill(tmp_path / "in", {"bad.docx": b"%PDF" * 4000})
    with files_up_to(8000):
        (failed,) = run(inputs, out)
    assert isinstance(failed, Failed)
    assert failed.reason == "output"
    assert fresh(run(inputs, out)) == ["bad.docx"]
    assert (out / "quarantine" / "bad" / "bad.docx").read_bytes() == b"%PDF" * 4000
    assert fresh(run(inputs, out)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_line_that_a_full_disk_takes_in_part_is_no_line(out: Path) -> None:
    failed = Failed(Item("a.docx", Path("a.docx")), "input", 3, {"vi": "Hỏng.", "en": "Broken."})
    (out / ".batch").mkdir(parents=True)
    known = Journal(out)
    known.append(failed)
    size = (out / JOURNAL).stat().st_size
    with files_up_to(size + 20), pytest.raises(OSError, match="too large"):
        known.append(replace(failed, item=Item("b.docx", Path("b.docx"))))
    known.append(replace(failed, item=Item("c.docx", Path("c.docx"))))
    for each in (known, Journal(out)):
        each.publish()
        assert [name for _, name in each.told] == ["a.docx", "c.docx"]


def test_names_that_differ_only_in_how_a_mac_writes_them_stay_apart(
    tmp_path: Path, out: Path
) -> None:
    mac = unicodedata.normalize("NFD", "xã")
    whole = fill(tmp_path / "in", {"xã.docx": small("Một"), f"{mac}/csv.docx": small("Hai")})
    run(whole, out)
    folders = sorted(line["folder"] for line in manifest(out))
    assert folders == ["xã-2", "xã/csv"]


def test_a_file_with_a_long_name_keeps_its_ending(tmp_path: Path, out: Path) -> None:
    name = f"{'Phụ lục kèm theo Kế hoạch của Ủy ban nhân dân xã ' * 3}.docx"
    with ZipFile(tmp_path / "gửi.zip", "w") as archive:
        archive.writestr(name, b"%PDF-1.7")
        archive.writestr(f"{'𝔛' * 200}.docx", small())
    bad, done = sorted(run(tmp_path, out), key=lambda each: isinstance(each, Done))
    assert isinstance(bad, Failed)
    assert isinstance(done, Done)
    copy, _ = sorted(each.path for each in bad.outputs)
    assert copy.endswith(".docx")
    assert (out / copy).read_bytes() == b"%PDF-1.7"
    told = json.loads((out / done.outputs[0].path).read_text("utf-8"))
    assert told["source"]["name"].endswith(".docx")


def test_a_folder_that_moved_keeps_what_was_done(inputs: Path, out: Path, tmp_path: Path) -> None:
    """A share under another letter, a folder renamed: the same names with the same content."""
    run(inputs, out)
    before = tree(out)
    moved = inputs.rename(tmp_path / "moved")
    failed = sorted(set(MIXED) - {"a.docx", "xã/b.docx"})
    assert fresh(run(moved, out)) == []
    assert tree(out) == before
    assert fresh(run(moved, out, RETRY)) == failed


def test_what_goes_away_after_it_was_found_is_tried_again(inputs: Path, out: Path) -> None:
    """A share that drops out on the way: its files are no bad files."""
    outcomes = appendix_pipeline.batch(inputs, out, QUICK)
    told = [next(outcomes)]
    away = inputs.rename(inputs.with_name("away"))
    told += list(outcomes)
    assert [type(each) for each in told] == [Done] + 4 * [Failed]
    away.rename(inputs)
    assert fresh(run(inputs, out)) == sorted(set(MIXED) - {"a.docx"})
    assert {line["status"] for line in manifest(out) if line["input"] == "xã/b.docx"} == {"done"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(out: Path, tmp_path: Path) -> None:
    inputs = fill(tmp_path / "in", {"a.docx": small()})
    os.mkfifo(inputs / "ống.docx")
    told = {each.item.name: type(each) for each in run(inputs, out)}
    assert told == {"a.docx": Done, "ống.docx": Failed}


def test_what_is_too_large_is_not_read_to_be_told_apart(inputs: Path, out: Path) -> None:
    """A film under the name of a Word file: hashing it alone would take minutes."""
    fill(inputs, {"phim.docx": bytes((1 << 20) + 1)})
    small_ones = replace(QUICK, each=Options(ReadOptions(witness=False, limits=Limits(file=1))))
    (film,) = (each for each in run(inputs, out, small_ones) if each.item.name == "phim.docx")
    assert isinstance(film, Failed)
    assert film.item.sha256 == ""
    assert "quá lớn" in film.message["vi"]


def test_a_pdf_that_another_program_printed_is_made_anew_once_pango_is_there(
    tmp_path: Path, out: Path, with_printer: pytest.MonkeyPatch
) -> None:
    inputs = fill(tmp_path / "in", {"a.docx": small("Một")})
    options = replace(QUICK, formats=("pdf",))
    assert fresh(run(inputs, out, options)) == ["a.docx"]
    assert (out / "a" / "a.pdf").read_bytes().startswith(b"%PDF of PK")
    (line,) = manifest(out)
    assert line["stand_in"] == "LibreOffice"
    assert jsonschema_rs.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).is_valid(line)
    assert fresh(run(inputs, out, options)) == []
    with_printer.undo()
    assert fresh(run(inputs, out, options)) == ["a.docx"]
    assert manifest(out)[0]["stand_in"] == ""
    assert b"%PDF-1.7" in (out / "a" / "a.pdf").read_bytes()[:10]


def test_a_pdf_of_pangos_stays_where_pango_is_missing(
    tmp_path: Path, out: Path, request: pytest.FixtureRequest
) -> None:
    inputs = fill(tmp_path / "in", {"a.docx": small("Một")})
    options = replace(QUICK, formats=("pdf",))
    run(inputs, out, options)
    request.getfixturevalue("with_printer")
    assert fresh(run(inputs, out, options)) == []


def test_what_was_taken_out_of_the_inputs_goes_when_asked(inputs: Path, out: Path) -> None:
    """A wrong document that was withdrawn: its tasks must not count for ever."""
    fill(inputs, {"kept.pdf": b"%PDF", "gone.pdf": b"%PDF"})
    run(inputs, out)
    (inputs / "a.docx").unlink()
    (inputs / "xã" / "bad.docx").unlink()
    (inputs / "gone.pdf").unlink()
    before = tree(out)
    assert fresh(run(inputs, out)) == []
    assert tree(out) == before
    pruned = replace(QUICK, prune=True)
    assert fresh(run(inputs, out, pruned)) == []
    left = {*MIXED, "kept.pdf"} - {"a.docx", "xã/bad.docx"}
    assert [line["input"] for line in manifest(out)] == sorted(left)
    assert not (out / "a").exists()
    assert not (out / "quarantine" / "xã").exists()
    assert (out / "xã" / "b" / "tasks.json").exists()
    fill(inputs, {"a.docx": MIXED["a.docx"]})
    assert fresh(run(inputs, out, pruned)) == ["a.docx"]
    assert (out / "a" / "tasks.json").exists()


def sent(path: Path, *names: str) -> bytes:
    """Write an archive of appendices and return its bytes up to the last, which it stores."""
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, small(name))
    whole = path.read_bytes()
    return whole[: whole.index(names[-1].encode())]


def test_what_lies_in_an_archive_that_cannot_be_read_is_not_known_to_be_gone(
    tmp_path: Path, out: Path
) -> None:
    inputs = fill(tmp_path / "in", {"a.docx": small()})
    cut = sent(inputs / "gui.zip", "b.docx", "c.docx")
    run(inputs, out)
    before = tree(out)
    fill(inputs, {"gui.zip": cut})
    (inputs / "a.docx").rename(inputs / "d.docx")
    assert fresh(run(inputs, out, replace(QUICK, prune=True))) == ["d.docx", "gui.zip"]
    after = tree(out)
    assert all(after[name] == data for name, data in before.items() if name.startswith("gui/"))
    assert "a/tasks.json" not in after


@pytest.mark.parametrize("how", [Killed, PermissionError])
def test_what_is_taken_back_in_part_is_told_as_it_is(
    inputs: Path, out: Path, monkeypatch: pytest.MonkeyPatch, how: type[BaseException]
) -> None:
    """The second of two files that went is open in Excel, or the run is killed over it."""
    run(inputs, out)
    for name in ("a.docx", "xã/b.docx"):
        (inputs / name).unlink()
    replace_file = Path.replace

    def moved(self: Path, target: Path) -> Path:
        if self == out / "xã" / "b" / "tasks.json":
            if how is Killed:
                self.unlink()
            raise how(str(self))
        return replace_file(self, target)

    def lines() -> dict[str, str]:
        Journal(out).publish()  # of a killed run the journal alone is there
        return {line["input"]: line["status"] for line in manifest(out)}

    pruned = replace(QUICK, prune=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", moved)
        with pytest.raises(Killed if how is Killed else OutputError):
            run(inputs, out, pruned)
    told = lines()
    assert "a.docx" not in told
    assert not (out / "a").exists()
    assert told["xã/b.docx"] == ("failed" if how is Killed else "done")
    run(inputs, out, pruned)
    assert {"a.docx", "xã/b.docx"}.isdisjoint(lines())
    assert not (out / "xã").exists()


def test_a_run_killed_before_it_forgets_has_no_line_of_what_is_gone(
    inputs: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(inputs, out)
    (inputs / "a.docx").unlink()

    def killed(_: Journal) -> None:
        raise Killed

    monkeypatch.setattr(Journal, "_rewrite", killed)
    with pytest.raises(Killed):
        run(inputs, out, replace(QUICK, prune=True))
    assert not (out / "a").exists()
    told = {each.item.name: type(each) for each in Journal(out).outcomes()}
    assert told["a.docx"] is Failed


def test_an_archive_that_was_mended_is_no_failure_any_more(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = fill(tmp_path / "in", {"a.docx": small(), "thư.pdf": b"%PDF"})
    cut = sent(inputs / "gui.zip", "b.docx", "c.docx")
    whole = (inputs / "gui.zip").read_bytes()
    fill(inputs, {"gui.zip": cut})
    run(inputs, out)
    # As a version told it that took the package in it for the archive.
    (archived,) = (each for each in Journal(out).outcomes() if each.item.name == "gui.zip")
    fill(inputs, {"gui.zip": whole})
    (entry, _) = (item for item in find([inputs], out).items if item.name.startswith("gui/"))
    known = Journal(out)
    known.append(no_word_file(replace(entry, name="gui/word/document.xml")))
    known.publish()
    assert [path for path in tree(out) if path.startswith("quarantine/")]
    assert isinstance(archived, Failed)
    replace_file = Path.replace

    def moved(self: Path, target: Path) -> Path:
        if self.is_relative_to(out / "quarantine"):
            raise PermissionError(str(self))  # a clerk has it open
        return replace_file(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", moved)
        assert fresh(run(inputs, out)) == ["gui/b.docx", "gui/c.docx"]
    assert [line["input"] for line in manifest(out) if line["status"] == "failed"] == ["gui.zip"]
    assert fresh(run(inputs, out)) == []
    told = {line["input"]: line["status"] for line in manifest(out)}
    done = dict.fromkeys(("a.docx", "gui/b.docx", "gui/c.docx"), "done")
    assert told == {**done, "thư.pdf": "other"}
    assert not [path for path in tree(out) if path.startswith("quarantine/")]
    before = (out / JOURNAL).read_bytes()
    assert fresh(run(inputs, out)) == []
    assert (out / JOURNAL).read_bytes() == before


@pytest.mark.parametrize("prune", [False, True])
def test_what_has_no_hash_moves_with_its_folder(
    inputs: Path, out: Path, tmp_path: Path, *, prune: bool
) -> None:
    fill(inputs, {"thư.pdf": b"%PDF", "xã/phim.docx": bytes((1 << 20) + 1)})
    each = Options(ReadOptions(witness=False, limits=Limits(file=1)))
    run(inputs, out, replace(QUICK, each=each))
    before, lines = tree(out), manifest(out)
    moved = inputs.rename(tmp_path / "moved")
    for _ in range(2):
        run(moved, out, replace(QUICK, each=each, prune=prune))
        assert (tree(out), manifest(out)) == (before, lines)


def test_an_equal_name_without_a_hash_in_another_folder_is_another_file(
    out: Path, tmp_path: Path
) -> None:
    for name in ("một", "hai"):
        run(fill(tmp_path / name, {"a.docx": small(name), "thư.pdf": b"%PDF"}), out)
    assert [line["input"] for line in manifest(out)] == ["a.docx"] * 2 + ["thư.pdf"] * 2
