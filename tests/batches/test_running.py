"""A run over many files: every fate told, nothing done twice, nothing lost."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest
from filelock import FileLock

import appendix_pipeline
from appendix_pipeline.batches.item import Done, Failed, Outcome
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
