"""What is read of any document is what an independent search finds in its accepted view."""

from io import BytesIO
from typing import cast
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from appendix_pipeline.model.document import Source
from appendix_pipeline.readers.docx import read_docx
from appendix_pipeline.validate.ledger import account
from drawing import W, boxed, field, noted, package, paragraph, reference, run

NAMES = {"w": W, "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
# Every text of the file that a reader of the accepted view sees, found by conditions alone.
SHOWN = etree.XPath(
    "//w:t[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::mc:Fallback)]"
    "[not(ancestor::w:r[w:rPr/w:vanish])]"
    "[not(ancestor::w:tr[w:trPr/w:del])]"
    "[not(ancestor::w:tc[w:tcPr/w:vMerge[not(@w:val)]])]",
    namespaces=NAMES,
)
WORDS = st.text("aăđếộƠ 1.;", min_size=1, max_size=6)


def wrapped(name: str, attributes: str = "") -> st.SearchStrategy[str]:
    """Return runs inside an element that is transparent, or is out."""
    return INLINE.map(lambda runs: f"<w:{name} {attributes}>{runs}</w:{name}>")


def both(content: str) -> str:
    """Return content that is drawn in two ways, of which a reader sees one."""
    return (
        "<mc:AlternateContent><mc:Choice Requires='wps'>" + content
        + "</mc:Choice><mc:Fallback>" + content + "</mc:Fallback></mc:AlternateContent>"
    )  # fmt: skip


PLAIN = WORDS.map(run) | WORDS.map(lambda text: run(text, "<w:vanish/>"))
INLINE: st.SearchStrategy[str] = st.deferred(
    lambda: st.lists(
        PLAIN
        | wrapped("ins", "w:id='1'")
        | wrapped("moveTo", "w:id='1'")
        | wrapped("smartTag")
        | wrapped("hyperlink")
        | INLINE.map(lambda runs: f"<w:sdt><w:sdtContent>{runs}</w:sdtContent></w:sdt>")
        | WORDS.map(lambda text: f"<w:del w:id='1'>{run(text)}</w:del>")
        | WORDS.map(lambda text: f"<w:moveFrom w:id='1'>{run(text)}</w:moveFrom>")
        | WORDS.map(lambda text: field("REF x", run(text)))
        | WORDS.map(run).map(both)
        | BLOCKS.map(boxed),
        max_size=3,
    ).map("".join)
)
MARKS = ["", "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"]
PARAGRAPH = st.tuples(st.sampled_from(MARKS), INLINE).map(lambda p: f"<w:p>{p[0]}{p[1]}</w:p>")
CELL_KINDS = ["", "<w:vMerge w:val='restart'/>", "<w:vMerge/>"]


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table of two columns; its first row begins all merges that may go on."""
    rows = []
    merging = {0, 1}  # a text below a cell that is not merged is shown, whatever its cell says
    for index in range(draw(st.integers(1, 3))):
        cells = ""
        for column in range(2):
            goes_on = index and column in merging and draw(st.booleans())
            if index and not goes_on:
                merging.discard(column)
            kind = CELL_KINDS[0] if index else CELL_KINDS[1]
            kind = CELL_KINDS[2] if goes_on else kind
            cells += f"<w:tc><w:tcPr>{kind}</w:tcPr>{draw(BLOCKS)}</w:tc>"
        deleted = "<w:trPr><w:del w:id='1'/></w:trPr>" if index and draw(st.booleans()) else ""
        rows.append(f"<w:tr>{deleted}{cells}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


BLOCKS: st.SearchStrategy[str] = st.deferred(
    lambda: st.lists(PARAGRAPH | tables(), max_size=2).map(lambda each: "".join(each) + "<w:p/>")
)


def shown(data: bytes) -> int:
    """Return how many characters a reader sees, white space not counted."""
    with ZipFile(BytesIO(data)) as archive:
        roots = [
            etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        ]
    found = cast("list[etree._Element]", [each for root in roots for each in SHOWN(root)])  # type: ignore[union-attr]
    return sum(len("".join((each.text or "").split())) for each in found)


@settings(max_examples=60, deadline=None)
@given(BLOCKS, BLOCKS, BLOCKS)
def test_every_text_is_read_once(body: str, header: str, note: str) -> None:
    parts = {
        "header1.xml": header,
        "header2.xml": header,
        "footnotes.xml": noted({1: "<w:p/>" + note, 2: "<w:p/>" + note}),
        "comments.xml": f"<w:comment w:id='1'>{note}</w:comment>",
    }
    data = package(paragraph(reference(1)) + body, parts)
    document = read_docx(data, Source("x", "", 0), lambda _: None)
    assert account(document, ()).total == shown(data)
    places = [each.where for each in document.paragraphs()]
    assert len(places) == len(set(places))
