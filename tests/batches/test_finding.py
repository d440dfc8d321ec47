"""Which files an input stands for, and what they are called."""

import glob
import os
import struct
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo, is_zipfile
from zlib import crc32

import pytest

from appendix_pipeline.batches.archive import content, inside, is_whole
from appendix_pipeline.batches.finding import find
from appendix_pipeline.errors import InputError
from inbox import fill, small


def names(*inputs: str | Path, out: Path) -> list[str]:
    return [item.name for item in find(inputs, out).items]


def test_a_folder_stands_for_all_word_files_below_it(tmp_path: Path) -> None:
    inputs = fill(
        tmp_path / "vào",
        {"b.docx": b"", "xã/A.DOCX": b"", "xã/thôn/c.doc": b"", "~$b.docx": b"", "note.pdf": b""},
    )
    fill(inputs, {"._b.docx": b"", "xã/.~b.docx": b""})
    assert names(inputs, out=tmp_path / "ra") == ["b.docx", "xã/A.DOCX", "xã/thôn/c.doc"]


def test_what_is_no_word_file_is_told_and_what_programs_keep_is_not(tmp_path: Path) -> None:
    files = ("b.docx", "xã/note.pdf", "~$b.docx", "._b.docx", ".DS_Store", "Thumbs.db", "ds.txt")
    inputs = fill(tmp_path / "vào", dict.fromkeys(files, b""))
    with ZipFile(inputs / "gửi.zip", "w") as archive:
        for name in ("a.docx", "__MACOSX/._a.docx", "bảng.xlsx", "trong.zip"):
            archive.writestr(name, b"")
    found = find([inputs, inputs / "xã"], tmp_path / "ra")
    assert [item.name for item in found.items] == ["b.docx", "gửi/a.docx", "gửi/trong.zip"]
    assert found.others == ("ds.txt", "gửi/bảng.xlsx", "note.pdf")


def test_what_lies_in_the_folder_of_outputs_is_no_input(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"b.docx": b"", "output/b/b.docx": b""})
    assert names(inputs, out=inputs / "output") == ["b.docx"]


def test_a_file_named_twice_is_one(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"b.docx": b""})
    assert names(inputs, inputs / "b.docx", str(inputs / "*.docx"), out=tmp_path / "ra") == [
        "b.docx"
    ]


def test_a_glob_keeps_the_folders_after_its_fixed_part(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"xã/1/a.docx": b"", "xã/2/b.docx": b"", "xã/2/c.txt": b""})
    assert names(str(inputs / "*" / "**" / "*.*"), out=tmp_path / "ra") == [
        "xã/1/a.docx",
        "xã/2/b.docx",
    ]


def test_a_list_is_read_from_where_it_lies(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"xã/a.docx": b"", "b.docx": b""})
    lines = "\ufeff# các xã\nb.docx\n\nxã\ngone.docx\n"
    (inputs / "ds.txt").write_text(lines, "utf-8")
    assert names(inputs / "ds.txt", out=tmp_path / "ra") == ["a.docx", "b.docx", "gone.docx"]


def test_the_entries_of_an_archive_have_its_name_for_a_folder(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "gửi.zip", "w") as archive:
        for name in (
            "xã/a.docx",
            "../../b.docx",
            "C:\\c.docx",
            "/d.docx",
            "e.pdf",
            "~$a.docx",
            "__MACOSX/._a.docx",
        ):
            archive.writestr(name, b"")
    assert names(tmp_path, out=tmp_path / "ra") == [
        "gửi/b.docx",
        "gửi/c.docx",
        "gửi/d.docx",
        "gửi/xã/a.docx",
    ]


def test_a_broken_archive_is_an_item_that_will_fail(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"gửi.zip": b"PK\3\4 cut"})
    assert names(inputs, out=tmp_path / "ra") == ["gửi.zip"]


@pytest.mark.parametrize("given", ["gone", "gone/*.docx", "empty"])
def test_an_input_without_a_word_file_is_refused(tmp_path: Path, given: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="No Word file"):
        find([tmp_path / given], tmp_path / "ra")


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("a/b.docx", "a/b.docx"),
        ("../../etc/b.docx", "etc/b.docx"),
        ("/abs/b.docx", "abs/b.docx"),
        ("..\\..\\b.docx", "b.docx"),
        ("C:\\Windows\\b.docx", "Windows/b.docx"),
        ("C:b.docx", "b.docx"),
        ("Phụ lục/Họp 10:30.docx", "Phụ lục/Họp 10:30.docx"),
        ("a/./b.docx", "a/b.docx"),
    ],
)
def test_no_name_of_an_entry_leads_out(name: str, stays: str) -> None:
    assert inside(name) == stays


def test_an_entry_is_read_to_its_limit_and_no_further(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.docx", bytes(10 << 20))
    data, _ = content(tmp_path / "bomb.zip", 0, 1 << 20)
    assert len(data) == (1 << 20) + 1


def test_an_entry_without_a_date_is_read(tmp_path: Path) -> None:
    entry = ZipInfo("a.docx", (2025, 11, 2, 8, 0, 0))
    for month, written in ((11, 1_762_070_400), (0, 0)):
        entry.date_time = (2025, month, 2, 8, 0, 0)
        with ZipFile(tmp_path / "z.zip", "w") as archive:
            archive.writestr(entry, b"x")
        assert content(tmp_path / "z.zip", 0, 9) == (b"x", written)


def test_inputs_within_the_folder_of_outputs_are_told_as_such(tmp_path: Path) -> None:
    inputs = fill(tmp_path / "s", {"xã/b.docx": b""})
    for given in (inputs, inputs / "xã", inputs / "xã" / "b.docx"):
        with pytest.raises(InputError, match="lie in the folder of the outputs"):
            find(iter([given]), inputs)


def test_a_file_removed_while_a_glob_is_looked_up_is_an_item_that_will_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = fill(tmp_path, {"xã/a.docx": b"", "xã/b.docx": b"", "xã/c.docx/d.txt": b""})
    found = sorted(map(str, inputs.glob("xã/*")))
    monkeypatch.setattr(glob, "glob", lambda *_, **__: found)
    (inputs / "xã" / "b.docx").unlink()
    assert names(str(inputs / "*" / "*"), out=tmp_path / "ra") == ["xã/a.docx", "xã/b.docx"]


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = fill(tmp_path / "vào", {"a.docx": b"", "xã Kín/b.docx": b"", "xã Mở/c.docx": b""})
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "xã Kín":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find([inputs, inputs / "xã Kín"], tmp_path / "ra")
    assert [item.name for item in found.items] == ["a.docx", "xã Mở/c.docx"]
    assert found.others == ("xã Kín/",)


def test_no_line_of_a_list_stops_the_run(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {"xã/a.docx": b""})
    lines = (f"{'dài' * 2000}.docx", "a\0b.docx", "xã/a.docx", "~/gone.docx")
    (inputs / "ds.txt").write_text("\n".join(lines), "utf-8")
    found = names(inputs / "ds.txt", out=tmp_path / "ra")
    assert sorted(found) == sorted(["a.docx", "ab.docx", "gone.docx", lines[0]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_may_be_in_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    inputs = fill(tmp_path, {"xã Hòa Bình/a.docx": b""})
    (inputs / "ds.txt").write_bytes("xã Hòa Bình\\a.docx".replace("\\", "/").encode(encoding))
    found = find([inputs / "ds.txt"], tmp_path / "ra").items
    assert [item.path.exists() for item in found] == [True]


def zipped(path: Path, raw: bytes, extra: bytes = b"") -> Path:
    """Write an archive whose one entry is called `raw`, without saying in which encoding."""
    entry = ZipInfo("x" * len(raw))
    entry.extra = extra
    with ZipFile(path, "w") as archive:
        archive.writestr(entry, b"")
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    return path


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        pytest.param("xã Hải Hưng/b.docx".encode(), "xã Hải Hưng/b.docx", id="a Mac"),
        pytest.param(b"x\x61\xde Ha\xd2i H\xfdng\\b.docx", "xã Hải Hưng/b.docx", id="1258"),
        pytest.param("xã Hòa Bình.docx".encode("cp1252"), "xã Hòa Bình.docx", id="1252"),
        pytest.param("Hà Giang.docx".encode("cp437"), "Hà Giang.docx", id="437"),
        pytest.param("../../giấy.docx".encode(), "giấy.docx", id="leads out"),
    ],
)
def test_the_name_of_an_entry_is_read_in_the_encoding_of_who_wrote_it(
    tmp_path: Path, raw: bytes, name: str
) -> None:
    zipped(tmp_path / "z.zip", raw)
    assert names(tmp_path, out=tmp_path / "ra") == [f"z/{name}"]
    assert content(tmp_path / "z.zip", 0, 9)[0] == b""


@pytest.mark.parametrize(
    ("of", "name"), [(b"x? H?i.docx", "xã Hải.docx"), (b"other.docx", "x? H?i.docx")]
)
def test_the_name_beside_the_name_counts_if_it_is_of_this_name(
    tmp_path: Path, of: bytes, name: str
) -> None:
    told = struct.pack("<BL", 1, crc32(of)) + "xã Hải.docx".encode()
    other = struct.pack("<HHL", 0x5455, 4, 0)
    zipped(tmp_path / "z.zip", b"x? H?i.docx", other + struct.pack("<HH", 0x7075, len(told)) + told)
    assert names(tmp_path, out=tmp_path / "ra") == [f"z/{name}"]


def test_an_archive_is_told_from_its_unpacked_folder(tmp_path: Path) -> None:
    """Both give "gửi/a.docx": of one identity, each run would take the one or the other."""
    inputs = fill(tmp_path / "vào", {"gửi/a.docx": b"1"})
    with ZipFile(inputs / "gửi.zip", "w") as archive:
        for name in ("a.docx", "../a.docx"):
            archive.writestr(name, b"2")
    found = find([inputs], tmp_path / "ra").items
    assert [item.name for item in found] == ["gửi/a.docx"] * 3
    assert len({item.identity for item in found}) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes")
def test_a_name_that_is_no_utf_8_is_read_in_its_code_page(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/x\xe3.docx")).write_bytes(b"")
    assert names(tmp_path, out=tmp_path / "ra") == ["xã.docx"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_list_as_windows_writes_it(encoding: str, tmp_path: Path) -> None:
    """Notepad's Unicode, and the quotes that "Copy as path" puts round a name."""
    inputs = fill(tmp_path, {"xã/a.docx": b""})
    (inputs / "ds.txt").write_text(f'"{inputs}/xã/a.docx"\r\n', encoding)
    assert names(inputs / "ds.txt", out=tmp_path / "ra") == ["a.docx"]


def test_a_file_named_by_two_paths_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = fill(tmp_path, {"xã/b.docx": b""})
    monkeypatch.chdir(inputs)
    assert names("xã", inputs / "xã" / "b.docx", out=tmp_path / "ra") == ["b.docx"]


def test_hidden_folders_are_left_out_unless_given(tmp_path: Path) -> None:
    inputs = fill(tmp_path, {".rác/a.docx": b"", "b.docx": b""})
    assert names(inputs, out=tmp_path / "ra") == ["b.docx"]
    assert names(inputs / ".rác", out=tmp_path / "ra") == ["a.docx"]


def test_a_cut_archive_is_not_taken_for_a_package_stored_in_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "z", "w") as archive:
        for name in ("a.docx", "b.docx"):
            archive.writestr(name, small())
    whole = (tmp_path / "z").read_bytes()
    inputs = fill(tmp_path / "vào", {"gửi.zip": whole[: whole.index(b"b.docx")]})
    assert is_zipfile(inputs / "gửi.zip")
    (item,) = find([inputs], tmp_path / "ra").items
    assert item.name == "gửi.zip"
    with pytest.raises(InputError, match="The archive is damaged"):
        content(inputs / "gửi.zip", 0, 9)


def test_an_archive_of_nothing_is_whole(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "z.zip", "w"):
        pass
    assert is_whole(tmp_path / "z.zip")
