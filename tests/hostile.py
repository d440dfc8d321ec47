"""Files made to harm a reader, each built here in readable form: what it is, how it must end.

`HOSTILE` are refused, with words of the sentence that says why, in Vietnamese and in English;
`HARMLESS` look alike and are read. `build` makes the bytes when they are wanted.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from drawing import appendix, boxed, noted, paragraph, reference, run, tasks, zipped

ROW = "1 | Việc một | Phòng A | Phòng B | Tháng 12/2025"
GOOD = appendix(tasks(ROW))
DOCUMENT, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
DOCUMENT_RELS = "word/_rels/document.xml.rels"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f"<!ENTITY {two} '{10 * ('&' + one + ';')}'>"
    for one, two in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
FETCH = '<!DOCTYPE x [<!ENTITY a SYSTEM "{}">]>'
Build = Callable[[], bytes]


class Refused(NamedTuple):
    """A file, words of the sentence in both languages, and the exit code."""

    build: Build
    vi: str
    en: str
    code: int = 3


def members(data: bytes = GOOD) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def changed(name: str, old: str, new: str, count: int = -1) -> bytes:
    """Return the good file with `old` replaced in one of its parts."""
    every = members()
    assert old in every[name]
    return zipped(every | {name: every[name].replace(old, new, count)})


def without(name: str) -> bytes:
    every = members()
    del every[name]
    return zipped(every)


def archive(
    contents: Mapping[str, bytes | str], extra: Mapping[str, bytes], method: int = ZIP_DEFLATED
) -> bytes:
    """Return a zip of text members and, after them, others compressed by `method`."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in contents.items():
            made.writestr(name, content)
        for name, content in extra.items():
            made.writestr(name, content, method)
    return buffer.getvalue()


def with_member(name: str, content: bytes, method: int = ZIP_DEFLATED) -> bytes:
    """Return the good file with one more member, or another one of this name."""
    return archive({n: c for n, c in members().items() if n != name}, {name: content}, method)


def with_body(body: str, parts: dict[str, str] | None = None) -> bytes:
    return appendix(body, tasks(ROW), parts=parts)


def with_words(size: int) -> bytes:
    """Return the good file with a text of `size` bytes in its first cell."""
    document = members()[DOCUMENT].encode().replace(b"STT", b"a" * size)
    return archive({n: c for n, c in members().items() if n != DOCUMENT}, {DOCUMENT: document})


def nested(opening: str, closing: str, times: int = 100_000) -> bytes:
    return with_body(opening * times + paragraph("x") + closing * times)


# --- the container ---------------------------------------------------------------------------


def bomb_in_bomb() -> bytes:
    inner = archive({}, {"zeros": bytes(20 << 20)})
    for _ in range(5):
        inner = archive({}, {f"{i}.zip": inner for i in range(16)}, ZIP_STORED)
        inner = archive({}, {"all.zip": inner})
    return inner


def overlapping() -> bytes:
    """Return a zip whose 300 directory entries of other names lie in one and the same member."""
    data = archive(members(), {"word/media/0000": bytes(200_000)})
    first, last = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    entry = data[last : data.rindex(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"0000", b"%04d" % i) for i in range(300))
    count, size = len(members()) + 300, last - first + len(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, first, 0)
    return data[:last] + entries + end


def twice() -> bytes:
    other = "word/documenu.xml"
    return zipped(members() | {other: "<x/>"}).replace(other.encode(), DOCUMENT.encode())


def lying(offset: int, size: int) -> bytes:
    """Return the good file whose directory lies about the last member's size."""
    data = bytearray(GOOD)
    at = data.rindex(b"PK\x01\x02")
    data[at + offset : at + offset + 4] = struct.pack("<L", size)
    return bytes(data)


def lying64() -> bytes:
    """Return a zip whose last member has a zip64 size of 2^60 bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in members().items():
            made.writestr(name, content)
        info = ZipInfo("word/media/a")
        info.extra = struct.pack("<HHQQ", 1, 16, 1 << 60, 100)
        made.writestr(info, b"x" * 100)
    data = bytearray(buffer.getvalue())
    at = data.rindex(b"PK\x01\x02")
    data[at + 20 : at + 28] = b"\xff" * 8
    return bytes(data)


def locked() -> bytes:
    data = bytearray(GOOD)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(start)
        data[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
    return bytes(data)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TOO_LARGE, DAMAGED, NO_WORD = (
    ("quá lớn", "too large"),
    ("hỏng", "damaged"),
    ("không phải tệp Word", "not a Word file"),
)
DTD = ("DTD", "DTD")

CONTAINERS = {
    "an empty file": Refused(lambda: b"", "Tệp rỗng", "is empty"),
    "one byte": Refused(lambda: b"P", *DAMAGED),
    "no zip behind its mark": Refused(lambda: b"PK\x03\x04 not a zip", *DAMAGED),
    "only an end of directory": Refused(lambda: b"PK\x05\x06" + bytes(18), *NO_WORD),
    "a zip of other things": Refused(lambda: zipped({"a.txt": "x"}), *NO_WORD),
    "a zip bomb of one member": Refused(lambda: with_member("word/media/a", bytes(300 << 20)), *TOO_LARGE),
    "a zip bomb of many members": Refused(
        lambda: archive(members(), {f"word/media/{i}": bytes(4 << 20) for i in range(40)}), *TOO_LARGE
    ),
    "a zip bomb in zip bombs": Refused(bomb_in_bomb, *NO_WORD),
    "overlapping entries": Refused(overlapping, *DAMAGED),
    "a member twice": Refused(twice, *DAMAGED),
    "100,000 members": Refused(
        lambda: zipped(members() | {f"word/{i}": "" for i in range(20_000)}), *TOO_LARGE
    ),
    "a member outside": Refused(lambda: zipped(members() | {"../outside": "x"}), *DAMAGED),
    "a member at the root": Refused(lambda: zipped(members() | {"/etc/x": "x"}), *DAMAGED),
    "a member of Windows": Refused(lambda: zipped(members() | {"C:\\x": "x"}), *DAMAGED),
    "an unpacked size that lies": Refused(lambda: lying(24, 5), *DAMAGED),
    "a packed size that lies": Refused(lambda: lying(20, 1 << 30), *DAMAGED),
    "a checksum that lies": Refused(lambda: lying(16, 7), *DAMAGED),
    "a zip64 size that lies": Refused(lying64, *TOO_LARGE),
    "a locked zip": Refused(locked, "mật khẩu", "password"),
    "a member packed by LZMA": Refused(
        lambda: with_member(DOCUMENT, members()[DOCUMENT].encode(), ZIP_LZMA), *DAMAGED
    ),
    "an old .doc": Refused(lambda: OLE, "Word kiểu cũ", "old Word file"),
    "a locked document": Refused(
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu", "password"
    ),
    "an RTF": Refused(lambda: b"{\\rtf1 x}", "RTF", "RTF"),
    "a PDF": Refused(lambda: b"%PDF-1.7 x", "PDF", "PDF"),
    "a web page": Refused(lambda: b"\xef\xbb\xbf <!DOCTYPE html><html></html>", "HTML", "web page"),
    "a workbook": Refused(
        lambda: changed(TYPES, "wordprocessingml.document.main", "spreadsheetml.sheet.main"), "Excel", "Excel"
    ),
    "a presentation": Refused(
        lambda: changed(TYPES, "wordprocessingml.document.main", "presentationml.presentation.main"),
        "PowerPoint", "PowerPoint",
    ),
    "an OpenDocument": Refused(
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "OpenDocument", "OpenDocument",
    ),
    **{
        f"cut off at {part} of 8": Refused(lambda part=part: GOOD[: len(GOOD) * part // 8], *DAMAGED)  # type: ignore[misc]
        for part in range(1, 8)
    },
}  # fmt: skip

# --- the parts -------------------------------------------------------------------------------


def in_utf16(text: str) -> bytes:
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def with_type(part: str) -> bytes:
    """Return a file with a document type in one of its parts."""
    every = members(appendix(tasks(ROW), parts={"styles.xml": "", "footnotes.xml": ""}))
    head, mark, tail = every[part].rpartition('encoding="UTF-8"?>')
    return zipped(every | {part: f"{head}{mark}{FETCH.format('file:///etc/hostname')}{tail}"})


PARTS = {
    "a billion laughs": Refused(lambda: changed(DOCUMENT, "?>", f"?>{LAUGHS}"), *DTD),
    "an external entity": Refused(
        lambda: changed(DOCUMENT, "?>", f"?>{FETCH.format('file:///etc/hostname')}"), *DTD
    ),
    "a parameter entity": Refused(
        lambda: changed(DOCUMENT, "?>", '?><!DOCTYPE x [<!ENTITY % a SYSTEM "http://x/"> %a;]>'), *DTD
    ),
    **{
        f"a document type in {part}": Refused(lambda part=part: with_type(part), *DTD)  # type: ignore[misc]
        for part in (RELS, TYPES, DOCUMENT_RELS, "word/styles.xml", "word/footnotes.xml")
    },
    "a document type in UTF-16": Refused(
        lambda: with_member(DOCUMENT, in_utf16(members()[DOCUMENT].replace("?>", f"?>{LAUGHS}"))), *DTD
    ),
    "a document type in UTF-7": Refused(
        lambda: with_member(
            DOCUMENT,
            b"<?xml version='1.0' encoding='UTF-7'?>"
            + f"<!DOCTYPE x>{members()[DOCUMENT].partition('?>')[2]}".encode("utf-7"),
        ),
        *DAMAGED,
    ),
    "a document type in EBCDIC": Refused(
        lambda: with_member(
            DOCUMENT, "<?xml version='1.0' encoding='cp037'?><!DOCTYPE x><x/>".encode("cp037")
        ),
        *DAMAGED,
    ),
    "letters that are no UTF-8": Refused(
        lambda: with_member(DOCUMENT, members()[DOCUMENT].encode().replace(b"M\xe1", b"M")
                            .replace("Việc".encode(), b"\xff\xfe\xc3")), *DAMAGED
    ),
    "a letter of zero": Refused(
        lambda: with_member(DOCUMENT, members()[DOCUMENT].encode().replace(b"STT", b"S\0T")), *DAMAGED
    ),
    "a tag that does not close": Refused(lambda: changed(DOCUMENT, "</w:body>", ""), *DAMAGED),
    "a document of nothing": Refused(lambda: with_member(DOCUMENT, b""), *DAMAGED),
    "a document of noise": Refused(lambda: with_member(DOCUMENT, zlib.compress(bytes(99))), *DAMAGED),
    "another root": Refused(lambda: with_member(DOCUMENT, b"<html/>"), *DAMAGED),
    "no body": Refused(
        lambda: with_member(DOCUMENT, f'<w:document xmlns:w="{W}"/>'.encode()), *DAMAGED
    ),
    "no content types": Refused(lambda: without(TYPES), *NO_WORD),
    "no relations": Refused(lambda: without(RELS), *DAMAGED),
    "no document": Refused(lambda: without(DOCUMENT), *DAMAGED),
    "relations that are no XML": Refused(lambda: with_member(RELS, b"<Relationships"), *DAMAGED),
    "content types that are no XML": Refused(
        lambda: with_member(TYPES, b"wordprocessingml<"), *DAMAGED
    ),
    "a document of the type of a picture": Refused(
        lambda: changed(TYPES, "application/vnd.openxmlformats-officedocument.wordprocessingml."
                        'document.main+xml"', 'image/png" x="wordprocessingml"'), *DAMAGED
    ),
    "main part outside": Refused(
        lambda: changed(RELS, 'Target="word/document.xml"',
                        'Target="http://127.0.0.1:9/x" TargetMode="External"'), *DAMAGED
    ),
    "main part missing": Refused(lambda: changed(RELS, "word/document.xml", "word/x.xml"), *DAMAGED),
    "main part above the root": Refused(
        lambda: changed(RELS, "word/document.xml", "../../../etc/hostname"), *DAMAGED
    ),
    "notes that are no XML": Refused(
        lambda: zipped(members(with_body("", {"footnotes.xml": ""})) | {"word/footnotes.xml": "<w:x"}),
        *DAMAGED,
    ),
    "styles that are no XML": Refused(
        lambda: zipped(members(with_body("", {"styles.xml": ""})) | {"word/styles.xml": "<w:x"}),
        *DAMAGED,
    ),
}  # fmt: skip

# --- the markup ------------------------------------------------------------------------------

CELL = "<w:tc><w:p/></w:tc>"
MERGED = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
ALTERNATIVES = ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>")


def rows(cells: str, count: int) -> str:
    return f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * count}</w:tbl>"


def spanned(value: str, name: str = "gridSpan") -> bytes:
    cell = f'<w:tc><w:tcPr><w:{name} w:val="{value}"/></w:tcPr><w:p/></w:tc>'
    row = f'<w:tr><w:trPr><w:{name} w:val="{value}"/></w:trPr>{CELL}</w:tr>'
    return with_body(
        f"<w:tbl>{f'<w:tr>{cell}{CELL}</w:tr>' if name == 'gridSpan' else row}</w:tbl>"
    )


def merged_over(count: int, content: str) -> bytes:
    """Return an appendix with one lead merged over that many tasks."""
    below = "\n".join(["1 | Việc | ^ | B | Năm 2026"] * (count - 1))
    return appendix(tasks(f"1 | Việc | X | B | Năm 2026\n{below}", {"X": content}))


DEEP = ("lồng nhau quá sâu", "nested too deep")
WIDE = ("gộp", "merged")
MUCH = ("quá nhiều", "too many")

MARKUP = {
    "tables nested 100,000 deep": Refused(
        lambda: nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"), *DEEP
    ),
    "controls nested 100,000 deep": Refused(
        lambda: nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), *DEEP
    ),
    "runs nested 100,000 deep": Refused(lambda: nested("<w:p><w:r>", "</w:r></w:p>"), *DEEP),
    "nested 3,000 deep": Refused(lambda: nested("<w:sdt>", "</w:sdt>", 3_000), *DEEP),
    "a span of two thousand million": Refused(lambda: spanned("2000000000"), *WIDE),
    "a span of a thousand digits": Refused(lambda: spanned("9" * 1_000), *WIDE),
    "a span of 65": Refused(lambda: spanned("65"), *WIDE),
    "2,000 million columns before": Refused(lambda: spanned("2000000000", "gridBefore"), *WIDE),
    "a million cells": Refused(lambda: with_body(rows(CELL * 10, 100_000)), *MUCH),
    "a million empty cells": Refused(lambda: with_body(rows("<w:tc/>" * 10, 100_000)), *MUCH),
    "a million rows": Refused(lambda: with_body(f"<w:tbl>{'<w:tr/>' * 1_000_000}</w:tbl>"), *MUCH),
    "a million paragraphs": Refused(lambda: with_body("<w:p/>" * 1_000_000), *MUCH),
    "a row of 50,000 cells": Refused(lambda: with_body(rows(CELL * 50_000, 1)), *WIDE),
    "a million comments": Refused(lambda: with_body("<!---->" * 1_000_000), *MUCH),
    "a million instructions": Refused(lambda: with_body("<?x y?>" * 1_000_000), *MUCH),
    "a text of 100 MB": Refused(lambda: with_words(100 << 20), *TOO_LARGE),
    "a text of 20 MB": Refused(lambda: with_words(20 << 20), "quá dài", "too long"),
    "a cell of 2 MB": Refused(
        lambda: appendix(tasks(ROW.replace("Việc", "a b " * 500_000))), "quá dài", "too long"
    ),
    "a long cell merged over 1,000 rows": Refused(
        lambda: merged_over(1_000, paragraph("Phòng A; " * 1_000)), "gộp", "Merged"
    ),
    "a cell of 10,000 paragraphs merged over 10,000 rows": Refused(
        lambda: merged_over(10_000, paragraph("A") * 10_000), "gộp", "Merged"
    ),
    "a paragraph of 2 MB": Refused(
        lambda: with_body(paragraph("a b " * 500_000)), "quá dài", "too long"
    ),
    "an attribute of 20 MB": Refused(
        lambda: with_member(DOCUMENT, f"<w:p x='{'a' * (20 << 20)}'/>".encode()), *DAMAGED
    ),
}  # fmt: skip
HOSTILE = CONTAINERS | PARTS | MARKUP


# --- what looks alike, and is read -----------------------------------------------------------


def external(url: str) -> bytes:
    """Return a file whose relations name a template, a picture and an object elsewhere."""
    kinds = ("attachedTemplate", "image", "oleObject", "subDocument", "frame", "settings")
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="e{i}" Type="{space}/{kind}" Target="{url}/{kind}" TargetMode="External"/>'
        for i, kind in enumerate(kinds)
    )
    return changed(DOCUMENT_RELS, "</Relationships>", f"{relations}</Relationships>")


def based_on(count: int, *, circle: bool = False) -> bytes:
    """Return styles each based on the next one, the last hidden, or based on the first."""
    styles = "".join(
        f'<w:style w:type="character" w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>'
        for i in range(count)
    )
    last = '<w:basedOn w:val="s0"/>' if circle else "<w:rPr><w:vanish/></w:rPr>"
    styles += f'<w:style w:type="character" w:styleId="s{count}">{last}</w:style>'
    return with_body("", {"styles.xml": styles})


def lists(count: int, start: str = "1", fmt: str = "decimal") -> bytes:
    """Return lists that each name a style of another list, in a circle."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="%1."/></w:lvl>'
    made = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{level}<w:numStyleLink w:val="n{(i + 1) % count}"/>'
        f'<w:styleLink w:val="n{i}"/></w:abstractNum>'
        for i in range(count)
    ) + "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(count)
    )
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr></w:p>'
    )
    return with_body(numbered * 200, {"numbering.xml": made, "styles.xml": ""})


def note_references(count: int) -> bytes:
    """Return second references to notes, each by a bookmark of its own."""
    marks = "".join(
        f'<w:p><w:bookmarkStart w:id="{i}" w:name="b{i}"/>{reference(1)}</w:p>'
        for i in range(count)
    )
    code = "<w:r><w:instrText> NOTEREF b{} </w:instrText></w:r>".format
    return with_body(marks + f"<w:p>{''.join(map(code, range(count)))}</w:p>",
                     {"footnotes.xml": noted({1: "Một", 2: "Hai"})})  # fmt: skip


def open_fields(count: int) -> bytes:
    mark = "<w:fldChar w:fldCharType='{}'/>".format
    inside = f"<w:r>{mark('begin')}{mark('separate')}</w:r>" * count + run("x") * count
    ends = f"<w:r>{mark('end')}</w:r>" * count
    return with_body(f"<w:p>{inside}{ends}</w:p>")


def deleted_marks(count: int) -> bytes:
    deleted = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    return with_body(f"<w:p>{deleted}{run('x ')}</w:p>" * count)


def noted_tasks(count: int) -> bytes:
    """Return an appendix whose tasks refer to that many notes of Word's own, a hundred each."""
    marks = {f"Việc {i}": paragraph("Việc", *map(reference, range(i, i + 100)))
             for i in range(1, count, 100)}  # fmt: skip
    picture = "\n".join(f"1 | {each} | A | B | Năm 2026" for each in marks)
    notes = noted(dict.fromkeys(range(1, count + 1), "Chú"))
    return appendix(tasks(picture, marks), parts={"footnotes.xml": notes})


def typed_notes(count: int, mark: Callable[[int], str]) -> bytes:
    """Return an appendix with that many notes typed below its table, to which a hundred tasks refer."""
    texts = [" ".join(f"việc {mark(i)};" for i in range(at, at + count // 100))
             for at in range(0, count, count // 100)]  # fmt: skip
    picture = "\n".join(f"1 | {each} | A | B | Năm 2026" for each in texts)
    return appendix(tasks(picture), *(paragraph(f"{mark(i)} Chú") for i in range(count)))


HARMLESS: dict[str, Build] = {
    "10,000 notes, all referred to": lambda: noted_tasks(10_000),
    "8,000 typed notes, all referred to": lambda: typed_notes(8_000, lambda i: f"({i % 1_000})"),
    "8,000 typed notes of one marker": lambda: typed_notes(8_000, lambda _: "*"),
    "10,000 notes in one cell": lambda: appendix(
        tasks("1 | X | Phòng A | Phòng B | Tháng 12/2025", {"X": paragraph(*map(reference, range(1, 10_001)))}),
        parts={"footnotes.xml": noted(dict.fromkeys(range(1, 10001), "Chú"))},
    ),
    "10,000 marks in one cell": lambda: appendix(
        tasks(ROW.replace("Việc một", "v * " * 10_000)), paragraph("* Chú")
    ),
    "bombs in a part that nobody opens": lambda: with_member("word/embeddings/a.zip", bomb_in_bomb()),
    "notes that refer to each other": lambda: with_body(
        paragraph(run("x"), reference(1)),
        {"footnotes.xml": noted({1: f"<w:p>{reference(2)}</w:p>", 2: f"<w:p>{reference(1)}</w:p>"})},
    ),
    "a note that refers to itself": lambda: with_body(
        paragraph(run("x"), reference(1)), {"footnotes.xml": noted({1: f"<w:p>{reference(1)}</w:p>"})}
    ),
    "styles based on each other in a circle": lambda: based_on(5_000, circle=True),
    "5,000 styles based on each other": lambda: based_on(5_000),
    "lists that name each other in a circle": lambda: lists(3_000),
    "a list from 2,000 million in letters": lambda: lists(1, "2000000000", "lowerLetter"),
    "a list from 2,000 million in Roman numerals": lambda: lists(1, "2000000000", "upperRoman"),
    "a list from a number of 5,000 digits": lambda: lists(1, "9" * 5_000),
    "a list from a raised two": lambda: lists(1, "²"),
    "a span of a raised two": lambda: spanned("²"),
    "a span of less than nothing": lambda: spanned("-1"),
    "a span in words": lambda: spanned("hai"),
    "10,000 second references": lambda: note_references(10_000),
    "10,000 open fields": lambda: open_fields(10_000),
    "10,000 deleted paragraph marks": lambda: deleted_marks(10_000),
    "10,000 rows of one merged cell": lambda: with_body(rows(MERGED, 10_000)),
    "15,000 rows of five cells": lambda: with_body(rows(CELL * 5, 15_000)),
    "200,000 rows without a cell": lambda: with_body(rows("", 200_000)),
    "3,000 rows of 64 cells": lambda: with_body(rows("<w:tc/>" * 64, 3_000)),
    "20,000 text boxes in one paragraph": lambda: with_body(f"<w:p>{boxed('<w:p/>') * 20_000}</w:p>"),
    "200,000 paragraphs": lambda: with_body("<w:p/>" * 200_000),
    "60 paragraphs of 88,000 signs": lambda: with_body(paragraph("Việc 😀 " * 12_500) * 60),
    "90,000 runs in one paragraph": lambda: with_body(f"<w:p>{run('x') * 90_000}</w:p>"),
    "200 appendices": lambda: with_body((paragraph("PHỤ LỤC") + tasks(ROW)) * 200),
    "20,000 tables": lambda: with_body(rows(CELL * 2, 1) * 20_000),
    "20,000 comments": lambda: with_body("", {
        "comments.xml": "".join(
            f"<w:comment w:id='{i}'>{paragraph('x')}</w:comment>" for i in range(20_000)
        )
    }),
    "one of 60 alternatives in each other": lambda: with_body(
        f"<w:p>{ALTERNATIVES[0] * 60}{run('x')}{ALTERNATIVES[1] * 60}</w:p>"
    ),
    "tables nested 50 deep": lambda: nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 50),
    "controls nested 100 deep": lambda: nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 100),
    "20,000 name spaces": lambda: with_body(
        "<w:p " + " ".join(f"xmlns:n{i}='urn:{i}'" for i in range(20_000)) + "/>"
    ),
    "20,000 attributes": lambda: with_body(
        "<w:p " + " ".join(f"a{i}='1'" for i in range(20_000)) + "/>"
    ),
    "properties that open in comments only": lambda: with_body(
        "<w:p/>" + "<!-- <w:rPr> -->" * 5_000 + "<w:rPr />" * 20_000
    ),
    "text in UTF-16": lambda: with_member(DOCUMENT, in_utf16(members()[DOCUMENT])),
    "20,000 relations": lambda: changed(
        DOCUMENT_RELS, "</Relationships>",
        "".join(f'<Relationship Id="h{i}" Type="x/hyperlink" Target="http://127.0.0.1:9/{i}" '
                'TargetMode="External"/>' for i in range(20_000)) + "</Relationships>",
    ),
    "words that go on for ever": lambda: appendix(tasks(
        f"1 | {'Việc ' * 4_000} | {'Phòng A; ' * 4_000} | {'B, ' * 8_000} | {'tháng 12/2025; ' * 2_000}"
    )),
    "figures that go on for ever": lambda: appendix(tasks(
        f"1 | {'1' * 20_000} | {'1.' * 10_000} | {'(' * 20_000} | {'12/' * 8_000}"
    )),
}  # fmt: skip
