"""The appendix as a Word document after the decree, from the template `templates/official/`."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, Twips

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import WriteOptions
from appendix_pipeline.writers._docx_table import paragraph, runs, table
from appendix_pipeline.writers.annex import Annex, lay_out, measure_columns
from appendix_pipeline.writers.annex.lines import Line, capitals, plain

PATH = "{stem}.docx"

# The short rule under the heading: underlined no-break spaces, 3 cm at 14 pt, and no text.
_RULE = "\xa0" * 24
_LONGEST_PROPERTY = 255
# The style whose size all styles of the table take over.
_TABLE_STYLE = "Bảng - Chữ"
# The first moment a ZIP archive can name: the same dataset gives the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(dataset: Dataset, options: WriteOptions) -> bytes:
    """Return the appendix as DOCX; it is Vietnamese whatever the language.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1; Phụ lục III, mẫu 2.1 and 2.2.
    """
    del options
    annex = lay_out(dataset)
    document = Document(BytesIO(_template(annex.notes)))
    section = document.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    measures = measure_columns(annex, room // Twips(1))
    document.styles[_TABLE_STYLE].font.size = Pt(measures.size)
    body = "".join((*_head(annex), table(annex, measures), *_foot(annex)))
    last = document.element.body.sectPr
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        last.addprevious(element)
    _describe(document, annex)
    return _saved(document)


def _head(annex: Annex) -> Iterator[str]:
    yield paragraph("AnnexNumber", runs((annex.heading,)))
    yield paragraph("AnnexTitle", "<w:r><w:br/></w:r>".join(map(_title, annex.title)))
    if annex.issued_with:
        yield paragraph("AnnexIssued", runs((annex.issued_with,)))
    yield paragraph("AnnexRule", runs((_RULE,)))


def _title(line: Line) -> str:
    """Return a line whose style shows capitals: the text itself stays as the source has it."""
    xml = ""
    for piece in line:
        if isinstance(piece, int):
            xml += runs((piece,))
            continue
        for text, raised in capitals(piece):
            xml += runs((text,), "" if raised else "AsTyped")
    return xml


def _foot(annex: Annex) -> Iterator[str]:
    yield paragraph("AnnexTotal", runs((annex.total,)))
    for note in annex.loose:
        yield paragraph("FootnoteText", runs((note,)))


def _describe(document: WordDocument, annex: Annex) -> None:
    properties = document.core_properties
    properties.title = f"{annex.heading}. {plain(annex.title)}"[:_LONGEST_PROPERTY]
    properties.subject = " ".join(annex.issued_with.split()).strip("()")[:_LONGEST_PROPERTY]
    properties.comments = annex.generator[:_LONGEST_PROPERTY]


def _template(notes: tuple[str, ...]) -> bytes:
    """Return the template as a package, with the text of the notes."""
    made = "".join(_footnote(number, note) for number, note in enumerate(notes, 1))
    package = BytesIO()
    with ZipFile(package, "w") as archive:
        for name, content in _parts().items():
            archive.writestr(name, content.replace("</w:footnotes>", f"{made}</w:footnotes>"))
    return package.getvalue()


def _footnote(number: int, text: str) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    inside = paragraph("FootnoteText", mark + runs((f" {text}",)))
    return f'<w:footnote w:id="{number}">{inside}</w:footnote>'


@cache
def _parts() -> dict[str, str]:
    """Return the files of the template by their path in the package."""
    found: dict[str, str] = {}

    def walk(folder: Traversable, path: str) -> None:
        for each in sorted(folder.iterdir(), key=lambda each: each.name):
            if each.is_dir():
                walk(each, f"{path}{each.name}/")
            else:
                found[f"{path}{each.name}"] = each.read_text("utf-8")

    walk(files(__package__).joinpath("templates", "official"), "")
    return found


def _saved(document: WordDocument) -> bytes:
    """Return the package as python-docx saves it, without the time of day."""
    made, fixed = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
