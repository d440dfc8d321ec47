"""What WeasyPrint's tags lack for PDF/UA-1: headers of cells, places of pictures, and its mark.

WeasyPrint counts the second header row's cells from the first column although cells of the
first row reach down into it, and knows a header that spans columns in its first one only.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

_POINTS = 0.75  # in a CSS pixel
# Marks PDF/UA-1 beside PDF/A-3; PDF/A wants the properties of other schemas described.
# Source: ISO 14289-1, 5; ISO 19005-3, 6.6.2.3.3.
_PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description></rdf:RDF>"""


def finish(document: Any, pdf: Any) -> None:
    """Mend the tables' tags of a pydyf `pdf` and mark it as PDF/UA-1: a WeasyPrint finisher."""
    del document
    for number, table in enumerate(_elements(pdf, "/Table")):
        _name_headers(pdf, table, number)
    for figure in _elements(pdf, "/Figure"):
        _place(pdf, figure)
    metadata = pdf.objects[_index(pdf.catalog["Metadata"])]
    metadata.stream = [part.replace(b"</rdf:RDF>", _PDFUA) for part in metadata.stream]


def _place(pdf: Any, figure: Any) -> None:
    """Give the place of a picture in points from the bottom left; it has CSS pixels from the top.

    Source: ISO 32000-1, 14.8.5.4.3 (BBox).
    """
    top = pdf.objects[_index(figure["Pg"])]["MediaBox"][3]
    left, above, right, below = (each * _POINTS for each in figure["A"]["BBox"])
    figure["A"]["BBox"][:] = [left, top - below, right, top - above]


def _elements(pdf: Any, kind: str) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, dict) and each.get("S") == kind]


def _index(reference: bytes) -> int:
    return int(reference.split()[0])


def _name_headers(pdf: Any, table: Any, number: int) -> None:
    """Give each header cell an ID and a scope, and each data cell the IDs above it."""
    above: defaultdict[int, list[Any]] = defaultdict(list)
    for row, column, cell in _cells(pdf, table):
        attributes = cell["A"]
        columns = range(column, column + attributes.get("ColSpan", 1))
        if cell["S"] == "/TH":
            attributes["Scope"] = "/Column"
            cell["ID"] = f"(h{number}-{row}-{column})"
            for each in columns:
                above[each].append(cell["ID"])
        else:
            named = dict.fromkeys(header for each in columns for header in above[each])
            attributes["Headers"] = type(table["K"])(named)


def _cells(pdf: Any, table: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield (row, column, cell) of a table's cells on its layout grid."""
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(_descend(pdf, table, "/TR")):
        column = 0
        for cell in _descend(pdf, element, "/TH", "/TD"):
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            across = cell["A"].get("ColSpan", 1)
            for below in range(cell["A"].get("RowSpan", 1)):
                taken.update((row + below, column + each) for each in range(across))


def _descend(pdf: Any, element: Any, *kinds: str) -> Iterator[Any]:
    """Yield the nearest structure elements of these kinds below `element`, in order."""
    for kid in element["K"]:
        if isinstance(kid, bytes):
            below = pdf.objects[_index(kid)]
            if below.get("S") in kinds:
                yield below
            elif "K" in below:
                yield from _descend(pdf, below, *kinds)
