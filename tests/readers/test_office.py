"""Older formats go through LibreOffice where it is, and say so where it is not."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

import pytest

from appendix_pipeline import Options, ReadOptions, read
from appendix_pipeline.errors import DependencyError, InputError, NoTaskTableError
from canary import Canary
from drawing import appendix, tasks, zipped
from hostile import GOOD, with_member

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"


@pytest.mark.libreoffice
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_older_format_is_read_through_libreoffice(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "x.docx").write_bytes(appendix(tasks(ROW)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", tmp_path, tmp_path / "x.docx"],
        check=True, capture_output=True,
    )  # fmt: skip
    (task,) = read(tmp_path / f"x.{suffix}").tasks
    assert (task.content, task.lead.text, task.deadline.raw) == (
        "Việc một",
        "Phòng A",
        "Tháng 12/2025",
    )


def test_the_file_itself_is_named_and_not_what_was_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = appendix(tasks(ROW))
    monkeypatch.setattr("appendix_pipeline.readers.office.to_docx", lambda *_: made)
    given = b"{\\rtf1 x}"
    (tmp_path / "x.rtf").write_bytes(given)
    source = read(tmp_path / "x.rtf").source
    assert (source.name, source.sha256, source.size) == (
        "x.rtf", sha256(given).hexdigest(), len(given),
    )  # fmt: skip


def test_without_libreoffice_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(DependencyError) as refused:
        read(tmp_path / "x.rtf")
    assert "cần có LibreOffice" in refused.value.sentence("vi")
    assert refused.value.exit_code == 6


def test_a_conversion_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match=r"takes too long .* \(over 0.2 seconds\)"):
        read(tmp_path / "x.rtf", Options(ReadOptions(office_seconds=0.2)))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_what_the_conversion_started_ends_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n/bin/sleep 60 & echo $! > {tmp_path}/child\nwait\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError):
        read(tmp_path / "x.rtf", Options(ReadOptions(office_seconds=0.5)))
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "status")
    until = monotonic() + 10  # the system takes its time to end a process
    while child.exists() and "zombie" not in child.read_text() and monotonic() < until:
        sleep(0.01)
    assert not child.exists() or "zombie" in child.read_text()


def test_libreoffice_that_writes_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.odt").write_bytes(GOOD)
    with pytest.raises(InputError, match=r"cannot read this \.odt file"):
        read(tmp_path / "x.odt")


@pytest.mark.libreoffice
def test_libreoffice_fetches_nothing_that_the_file_links_to(tmp_path: Path) -> None:
    with Canary() as canary:
        rtf = rf'{{\rtf1 {{\field{{\*\fldinst INCLUDEPICTURE "{canary.url}/a.png" \d}}}}}}'
        (tmp_path / "x.rtf").write_text(rtf)
        with pytest.raises(NoTaskTableError):
            read(tmp_path / "x.rtf")
        (tmp_path / "x.odt").write_bytes(linked_odt(canary.url))
        with pytest.raises(NoTaskTableError):
            read(tmp_path / "x.odt")
    assert canary.fetched == []


def test_a_word_file_under_an_old_name_needs_no_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.doc").write_bytes(appendix(tasks(ROW)))
    assert len(read(tmp_path / "x.doc").tasks) == 1


def test_a_bomb_is_refused_before_libreoffice_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.odt").write_bytes(with_member("content.xml", bytes(130 << 20)))
    with pytest.raises(InputError, match="too large when unpacked"):
        read(tmp_path / "x.odt")


def linked_odt(url: str) -> bytes:
    """Return an OpenDocument text with a picture that stands elsewhere."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in [("office", "office"), ("text", "text"), ("draw", "drawing"),
                          ("svg", "svg-compatible")]
    )  # fmt: skip
    picture = (
        '<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{url}/x.png" xlink:type="simple"/></draw:frame>'
    )
    body = f"<office:body><office:text><text:p>{picture}</text:p></office:text></office:body>"
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped({
        "mimetype": kind,
        "content.xml": f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink"'
                       f' office:version="1.2">{body}</office:document-content>',
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def test_an_old_file_that_is_called_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"{\\rtf1 x}")
    with pytest.raises(InputError, match="This is an RTF file"):
        read(tmp_path / "x.docx")
