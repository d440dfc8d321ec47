"""Files on disk: names that every system takes, and outputs whole or not at all."""

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appendix_pipeline.errors import OutputError
from appendix_pipeline.output import Names, refusal, safe_name, save


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Phụ lục xã Hải Hưng", "Phụ lục xã Hải Hưng"),
        ("KH số 12/KH-UBND", "KH số 12-KH-UBND"),
        ("CON", "_CON"),
        ("nul.docx", "_nul.docx"),
        ("cuối. ", "cuối"),
        ("a\u202eb", "a-b"),
        ("..", "_"),
        ("a:b*c?", "a-b-c-"),
        ("e\u0302\u0323", "ệ"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_any_name_is_one_step_below_the_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\:*?"<>|\0')
    assert len(safe.encode()) <= 255


@given(st.lists(st.sampled_from(["a", "A", "b", "a-2", "con"]), max_size=8))
def test_names_never_meet(names: list[str]) -> None:
    given_out = Names()
    unique = [given_out.take(name) for name in names]
    assert len({each.casefold() for each in unique}) == len(names)


def test_what_a_killed_process_took_away_comes_back(tmp_path: Path) -> None:
    # Killed between two renames: "a" was moved aside, "b" had its new content already.
    (tmp_path / ".a.json.before").write_text("old")
    (tmp_path / ".a.json.part").write_text("new")
    (tmp_path / "b.json").write_text("new")
    (tmp_path / ".b.json.before").write_text("old")
    save({"a.json": b"newer", "b.json": b"newer"}, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "a.json": "newer",
        "b.json": "newer",
    }


def test_a_file_saved_alone_is_there_at_every_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")
    seen, rename = [], Path.replace

    def watched(source: Path, to: Path) -> Path:
        seen.append(target.exists())
        moved = rename(source, to)
        seen.append(target.exists())
        return moved

    monkeypatch.setattr(Path, "replace", watched)
    save({"a.json": b"new"}, tmp_path)
    assert seen == [True, True]


def test_what_was_there_stays_when_a_folder_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old")
    (tmp_path / "old.txt").write_text("a file where a folder is wanted")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OutputError):
        save({"a.json": b"new", "c/d.json": b"new", "old.txt/e.json": b"new"}, tmp_path)
    assert (tmp_path / "a.json").read_text() == "old"
    assert sorted(tmp_path.rglob("*")) == before


def test_what_was_there_stays_when_a_file_is_open_in_excel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text("old")
    (tmp_path / "b.xlsx").write_text("open")
    before = sorted(tmp_path.rglob("*"))
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "b.xlsx":
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match="Close the outputs that are open"):
        save({"a.json": b"new", "c/d.json": b"new", "b.xlsx": b"new"}, tmp_path)
    assert (tmp_path / "a.json").read_text() == "old"
    assert sorted(tmp_path.rglob("*")) == before


def test_who_has_a_full_disk_is_told_to_make_room(tmp_path: Path) -> None:
    told = refusal(tmp_path, OSError(errno.ENOSPC, "full"))
    assert "ổ đĩa đầy" in told.sentence("vi")
    assert "xóa bớt" in told.sentence("vi")
    assert "Free some space" in told.sentence("en")


def test_files_are_written_in_their_folders(tmp_path: Path) -> None:
    paths = save({"a.json": b"1", "csv/b.csv": b"2"}, tmp_path / "new")
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert not list(tmp_path.rglob("*.part"))
