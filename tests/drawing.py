"""A picture language for Word files: tables drawn as text, packages made from their XML.

    STT | Nội dung   | Cơ quan thực hiện | <        | Tiến độ
    ^   | ^          | Cơ quan chủ trì   | Phối hợp | ^
    I   | Về thể chế | <                 | <        | <

`^` goes on with the cell above, `<` with the cell to the left; `/` breaks a paragraph in a cell.
"""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# Labels of one row for all columns.
HEAD = "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n"
HEADER = """
STT | Nội dung | Cơ quan thực hiện | <                | Tiến độ hoàn thành
^   | ^        | Cơ quan chủ trì   | Cơ quan phối hợp | ^
"""


def run(text: str, properties: str = "") -> str:
    """Return a run; `properties` is the XML inside its `w:rPr`."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raised(text: str) -> str:
    """Return a superscript run."""
    return run(text, '<w:vertAlign w:val="superscript"/>')


def paragraph(*content: str) -> str:
    """Return a paragraph; content that is no XML becomes a run."""
    return (
        f"<w:p>{''.join(each if each.startswith('<w:') else run(each) for each in content)}</w:p>"
    )


def field(code: str, *result: str) -> str:
    """Return the runs of a field with this code and these runs as its result."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    coded = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + coded + mark("separate") + "".join(result) + mark("end")


def numbered(level: int, text: str = "", list_id: int = 5) -> str:
    """Return a paragraph numbered by a level of a list of `numbering.xml`."""
    num = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{num}</w:pPr>{run(text) if text else ''}</w:p>"


def styled(name: str, *content: str) -> str:
    """Return a paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{"".join(content)}</w:p>'


def boxed(*blocks: str) -> str:
    """Return a run with a text box."""
    inner = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"


def reference(note: int, kind: str = "footnote") -> str:
    """Return a run that refers to a note of Word's own."""
    return f"<w:r><w:{kind}Reference w:id='{note}'/></w:r>"


def noted(texts: dict[int, str], kind: str = "footnote") -> str:
    """Return the content of `footnotes.xml`, or that of `endnotes.xml`, by id."""
    separator = f"<w:{kind} w:type='separator' w:id='-1'><w:p/></w:{kind}>"
    return separator + "".join(
        f"<w:{kind} w:id='{note}'>{text if text.startswith('<w:') else paragraph(text)}</w:{kind}>"
        for note, text in texts.items()
    )


def cell(text: str, properties: str = "") -> str:
    """Return a cell with one paragraph for each part between slashes."""
    tcpr = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    inner = text if text.startswith("<w:") else "".join(map(paragraph, text.split(" / ")))
    return f"<w:tc>{tcpr}{inner}</w:tc>"


def slots(picture: str) -> list[list[str]]:
    """Return the texts of a picture by row and column."""
    return [[each.strip() for each in line.split("|")] for line in picture.strip().splitlines()]


def table(picture: str, xml: dict[str, str] | None = None) -> str:
    """Return a drawn table as `w:tbl`; `xml` gives the paragraphs of cells named in the picture."""
    rows = slots(picture)
    made = []
    for top, row in enumerate(rows):
        cells = []
        left = 0
        while left < len(row):
            right = left + 1
            while right < len(row) and row[right] == "<":
                right += 1
            below = top + 1 < len(rows) and rows[top + 1][left : left + 1] == ["^"]
            properties = f'<w:gridSpan w:val="{right - left}"/>' if right - left > 1 else ""
            if row[left] == "^":
                properties += "<w:vMerge/>"
            elif below:
                properties += '<w:vMerge w:val="restart"/>'
            text = "" if row[left] == "^" else row[left]
            cells.append(cell((xml or {}).get(text, text), properties))
            left = right
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1500"/>' * max(map(len, rows))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def tasks(picture: str, xml: dict[str, str] | None = None) -> str:
    """Return a table of tasks: the usual header over the rows of `picture`."""
    return table(HEADER.strip() + "\n" + picture.strip(), xml)


def package(body: str, parts: dict[str, str] | None = None) -> bytes:
    """Return a DOCX with this body; `parts` are further parts of word/ by name."""
    parts = parts or {}
    kinds = {name: name.removesuffix(".xml").rstrip("0123456789") for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="p{i}" Type="{R}/{kind}" Target="{name}"/>'
        for i, (name, kind) in enumerate(kinds.items())
    )
    members = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
            f"{overrides}</Types>"
        ),
        "_rels/.rels": _relationships(
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
    } | {f"word/{name}": _part(kinds[name], content) for name, content in parts.items()}
    return zipped(members)


def _relationships(inner: str) -> str:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{inner}</Relationships>'


def _part(root: str, inner: str) -> str:
    name = {"header": "hdr", "footer": "ftr"}.get(root, root)
    spaces = (
        f'xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {spaces}>{inner}</w:{name}>'


def zipped(members: dict[str, str]) -> bytes:
    """Return a zip of these members."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


HEADING: Sequence[str] = (
    "PHỤ LỤC",
    "Nhiệm vụ triển khai Nghị quyết",
    "(Kèm theo Kế hoạch số /KH-UBND ngày tháng 10 năm 2025 của Ủy ban nhân dân xã Hải Hưng)",
)


def appendix(*blocks: str, parts: dict[str, str] | None = None) -> bytes:
    """Return a DOCX of the usual heading and these blocks; Word ends with a paragraph."""
    return package("".join(map(paragraph, HEADING)) + "".join(blocks) + "<w:p/>", parts)
