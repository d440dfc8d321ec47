"""Files that are no sound Word document: one clear sentence each, soon, and nothing read."""

import struct
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from appendix_pipeline import read
from appendix_pipeline.errors import InputError, NoTaskTableError
from drawing import appendix, package, paragraph, tasks, zipped

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
GOOD = appendix(tasks(ROW))


def members() -> dict[str, str]:
    with ZipFile(BytesIO(GOOD)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def changed(name: str, old: str, new: str) -> bytes:
    all_members = members()
    assert old in all_members[name]
    return zipped(all_members | {name: all_members[name].replace(old, new)})


def bomb() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members().items():
            archive.writestr(name, content)
        archive.writestr("word/media/image1.png", b"\0" * (80 << 20))
    return buffer.getvalue()


def twice() -> bytes:
    buffer = BytesIO(GOOD)
    with ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


def utf16() -> bytes:
    all_members = members()
    text = all_members.pop("word/document.xml").replace(
        'encoding="UTF-8"?>', 'encoding="UTF-16"?><!DOCTYPE x>'
    )
    buffer = BytesIO(zipped(all_members))
    with ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", text.encode("utf-16"))
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BILLION = '?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DOCUMENT = "word/document.xml"

BAD = [
    pytest.param(b"", "Tệp rỗng", id="empty"),
    pytest.param(b"PK\x03\x04 not a zip", "Tệp hỏng", id="not a zip"),
    pytest.param(GOOD[: len(GOOD) // 2], "Tệp hỏng", id="cut off"),
    pytest.param(OLE, "Word kiểu cũ", id="a .doc renamed"),
    pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu", id="password"),
    pytest.param(b"{\\rtf1 x}", "RTF", id="rtf"),
    pytest.param(b"%PDF-1.7 x", "PDF", id="pdf"),
    pytest.param(b"<html><body>x</body></html>", "HTML", id="html"),
    pytest.param(zipped({"a.txt": "x"}), "không phải tệp Word", id="another zip"),
    pytest.param(
        changed("[Content_Types].xml", "wordprocessingml", "spreadsheetml"), "không phải tệp Word",
        id="a workbook",
    ),
    pytest.param(changed(DOCUMENT, "?>", BILLION), "DTD", id="entity bomb"),
    pytest.param(
        changed(DOCUMENT, "?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "DTD",
        id="external entity",
    ),
    pytest.param(changed("_rels/.rels", "<Relationships", "<!DOCTYPE x><Relationships"), "DTD",
                 id="document type in relations"),
    pytest.param(utf16(), "DTD", id="document type in UTF-16"),
    pytest.param(changed(DOCUMENT, "</w:body>", ""), "Tệp hỏng", id="malformed xml"),
    pytest.param(
        changed(DOCUMENT, "<w:body>", "<w:body>" + "<w:sdt>" * 3000 + "</w:sdt>" * 3000), "Tệp hỏng",
        id="nested 3,000 deep",
    ),
    pytest.param(
        changed(DOCUMENT, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2000000000"/>'), "Tệp hỏng",
        id="an absurd span",
    ),
    pytest.param(
        changed(DOCUMENT, "<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="99"/></w:trPr>'), "Tệp hỏng",
        id="an absurd gridBefore",
    ),
    pytest.param(bomb(), "quá lớn", id="a member of 80 MiB"),
    pytest.param(
        package("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 400_001 + "</w:tr></w:tbl>"), "quá lớn",
        id="too many cells",
    ),
    pytest.param(zipped(members() | {"../outside": "x"}), "Tệp hỏng", id="a member outside"),
    pytest.param(
        changed("_rels/.rels", 'Target="word/document.xml"',
                'Target="http://127.0.0.1:9/x" TargetMode="External"'), "Tệp hỏng",
        id="main part outside",
    ),
    pytest.param(
        changed("_rels/.rels", "word/document.xml", "word/missing.xml"), "Tệp hỏng",
        id="main part missing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "sentence"), BAD)
def test_a_bad_file_is_refused_in_one_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    path = tmp_path / "tệp.docx"
    path.write_bytes(data)
    start = process_time()
    with pytest.raises(InputError) as refused:
        read(path)
    assert process_time() - start < 2
    assert sentence in refused.value.sentence("vi")
    assert "\n" not in refused.value.sentence("vi")
    assert refused.value.exit_code == 3


def test_a_member_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(twice())
    with pytest.raises(InputError, match="damaged"):
        read(path)


def test_a_header_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    at = data.rindex(b"PK\x01\x02")  # the last entry of the central directory
    data[at + 24 : at + 28] = struct.pack("<I", 5)  # its unpacked size
    path = tmp_path / "x.docx"
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="damaged"):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no-such\.docx: There is no such file"):
        read(tmp_path / "no-such.docx")


def test_a_document_without_task_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(package(paragraph("Chỉ có chữ")))
    with pytest.raises(NoTaskTableError, match="No table of tasks") as refused:
        read(path)
    assert refused.value.exit_code == 4


def test_a_good_file_passes(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(GOOD)
    assert len(read(path).tasks) == 1
