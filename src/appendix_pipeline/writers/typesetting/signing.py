"""An empty field for the agency's digital signature, where the decree has it shown.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1.d: top right corner of the first page of an
appendix that is a file of its own; no image, the number and the time in letters of 10 pt.
"""

from typing import Any

import pydyf

# Points: two lines of 10 pt inside the top margin, ending at the right margin of 20 mm.
_WIDTH, _HEIGHT, _FROM_TOP, _FROM_RIGHT = 212.0, 30.0, 26.0, 56.7


def add_field(pdf: Any, name: str, spoken: str) -> None:
    """Add an empty signature field to page 1 of a tagged pydyf `pdf`.

    `name` names it to signing programs, `spoken` is what a screen reader says.
    Source: ISO 32000-1, 12.7.4.5; ISO 14289-1, 7.18.1 and 7.18.4.
    """
    first = pdf.page_references[0]
    page = _object(pdf, first)
    _, _, right, top = page["MediaBox"]
    left, bottom = right - _FROM_RIGHT - _WIDTH, top - _FROM_TOP - _HEIGHT
    widget = _added(
        pdf,
        Type="/Annot",
        Subtype="/Widget",
        FT="/Sig",
        T=pydyf.String(name),
        TU=pydyf.String(spoken),
        Rect=pydyf.Array([left, bottom, left + _WIDTH, bottom + _HEIGHT]),
        P=first,
        F=4,  # it is printed
        AP=pydyf.Dictionary({"N": _nothing(pdf)}),
        StructParent=len(pdf.page_references),
    )
    page.setdefault("Annots", pydyf.Array()).append(widget.reference)
    fields = pydyf.Array([widget.reference])
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": fields, "SigFlags": 0})
    _tag(pdf, widget, first)


def _nothing(pdf: Any) -> bytes:
    """Add what is drawn while nobody has signed; PDF/A wants a drawing of every field."""
    box = pydyf.Array([0, 0, _WIDTH, _HEIGHT])
    kind = {"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": pydyf.Dictionary()}
    drawing = pydyf.Stream([], kind)
    pdf.add_object(drawing)
    return bytes(drawing.reference)


def _tag(pdf: Any, widget: Any, page: bytes) -> None:
    """Give `widget` its place in the structure: before all, as it stands on the page.

    The pages of our documents hold no other annotation, so its number in the parent tree is
    the first after those of the pages.
    """
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    (document,) = root["K"]
    item = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page})
    form = _added(pdf, Type="/StructElem", S="/Form", P=document, Pg=page, K=pydyf.Array([item]))
    _object(pdf, document)["K"].insert(0, form.reference)
    _object(pdf, root["ParentTree"])["Nums"] += [widget["StructParent"], form.reference]


def _added(pdf: Any, **entries: Any) -> Any:
    made = pydyf.Dictionary(entries)
    pdf.add_object(made)
    return made


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
