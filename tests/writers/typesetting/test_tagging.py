"""The headers of a table with merged header cells are named rightly in the tags."""

from typing import Any

import pydyf
import pytest

from appendix_pipeline.writers.typesetting.tagging import finish


def build(*rows: str) -> tuple[pydyf.PDF, dict[str, Any]]:
    """Return a PDF whose tags are a table drawn as "kind name columns x rows"; and its cells."""
    pdf = pydyf.PDF()
    cells: dict[str, Any] = {}

    def add(kind: str, kids: list[Any], **more: Any) -> Any:
        element = pydyf.Dictionary({"S": f"/{kind}", "K": pydyf.Array(kids), **more})
        pdf.add_object(element)
        return element.reference

    drawn = []
    for row in rows:
        made = []
        for cell in row.split("|"):
            kind, name, size = cell.split()
            columns, height = map(int, size.split("x"))
            attributes = pydyf.Dictionary({"O": "/Table"})
            if columns > 1:
                attributes["ColSpan"] = columns
            if height > 1:
                attributes["RowSpan"] = height
            made.append(add(kind, [], A=attributes))
            cells[name] = pdf.objects[-1]
        drawn.append(add("TR", made))
    add("Table", [add("THead", drawn[:2]), add("TBody", drawn[2:])])
    metadata = pydyf.Stream([b"<rdf:RDF></rdf:RDF>"], compress=False)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    finish(None, pdf)
    return pdf, cells


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return build(
        "TH stt 1x2 | TH content 1x2 | TH who 2x1 | TH due 1x2",
        "TH lead 1x1 | TH support 1x1",
        "TD I 1x1 | TD section 4x1",
        "TD a 1x1 | TD b 1x1 | TD c 1x1 | TD d 1x1 | TD e 1x1",
    )[1]


@pytest.mark.parametrize(
    ("cell", "headers"),
    [
        ("a", ["stt"]),
        ("b", ["content"]),
        ("c", ["who", "lead"]),
        ("d", ["who", "support"]),
        ("e", ["due"]),
        ("section", ["content", "who", "lead", "support", "due"]),
    ],
)
def test_a_cell_names_all_headers_above_it(
    table: dict[str, Any], cell: str, headers: list[str]
) -> None:
    assert list(table[cell]["A"]["Headers"]) == [table[header]["ID"] for header in headers]


def test_every_header_has_an_id_of_its_own_and_a_scope(table: dict[str, Any]) -> None:
    headers = [cell for cell in table.values() if cell["S"] == "/TH"]
    assert len({cell["ID"] for cell in headers}) == len(headers) == 6
    assert {cell["A"]["Scope"] for cell in headers} == {"/Column"}


def test_the_file_says_that_it_is_pdf_ua() -> None:
    pdf, _ = build("TH a 1x1")
    (stream,) = [each for each in pdf.objects if isinstance(each, pydyf.Stream)]
    (xml,) = stream.stream
    assert xml.count(b"<pdfuaid:part>1</pdfuaid:part>") == 1
    assert xml.count(b"</rdf:RDF>") == 1
