"""Packages that python-docx does not open: strict, macro-enabled, templates."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from appendix_pipeline import read
from drawing import appendix, tasks, zipped

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def rewritten(replacements: dict[str, str], extra: dict[str, str] | None = None) -> bytes:
    with ZipFile(BytesIO(appendix(tasks(ROW)))) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    for old, new in replacements.items():
        members = {name: text.replace(old, new) for name, text in members.items()}
    return zipped(members | (extra or {}))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(rewritten(STRICT), id="strict"),
        pytest.param(
            rewritten({MAIN: "application/vnd.ms-word.document.macroEnabled.main+xml"}), id="docm"
        ),
        pytest.param(rewritten({MAIN: MAIN.replace("document.main", "template.main")}), id="dotx"),
    ],
)
def test_it_is_read_like_a_docx(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    assert [task.content for task in read(path).tasks] == ["Việc một"]


def test_macros_are_reported_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.docm"
    path.write_bytes(rewritten({}, {"word/vbaProject.bin": "x"}))
    assert "macros-ignored" in [each.code for each in read(path).findings]


def test_a_relation_to_outside_is_reported(tmp_path: Path) -> None:
    relation = '<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/></Relationships>'
    path = tmp_path / "x.docx"
    path.write_bytes(rewritten({"</Relationships>": relation}))
    assert "external-relationship" in [each.code for each in read(path).findings]


@pytest.mark.parametrize("target", ["NULL", "../media/missing.png", "#muc", "media/%41.png"])
def test_a_relation_to_nothing_stops_nobody(tmp_path: Path, target: str) -> None:
    dead = '<Relationship Id="dead" Type="http://x/image" Target="{}"/></Relationships>'
    path = tmp_path / "x.docx"
    path.write_bytes(rewritten({"</Relationships>": dead.format(target)}))
    assert [task.content for task in read(path).tasks] == ["Việc một"]
