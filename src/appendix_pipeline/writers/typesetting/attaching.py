"""Files that travel inside a PDF, as PDF/A-3 wants them: associated, typed, without a clock.

WeasyPrint's own attachments carry the time of the run, are listed twice and take their type
from the machine, so they would differ from run to run and from office to office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import md5
from typing import Any, Literal

import pydyf


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF; `relation` is what it is to the pages (ISO 19005-3, annex E)."""

    name: str
    content: bytes
    media_type: str
    relation: Literal["Source", "Data", "Alternative", "Supplement"]
    description: str


def attach(pdf: Any, attachments: Iterable[Attachment]) -> None:
    """Put `attachments` into a pydyf `pdf` as associated files of the whole document.

    Source: ISO 19005-3:2012, 6.8; ISO 32000-1, 7.11.4.
    """
    listed = [(each.name, _specification(pdf, each)) for each in attachments]
    if not listed:
        return
    names = pydyf.Array()
    for name, reference in sorted(listed):
        names += [pydyf.String(name), reference]
    tree = pydyf.Dictionary({"EmbeddedFiles": pydyf.Dictionary({"Names": names})})
    pdf.catalog.setdefault("Names", pydyf.Dictionary()).update(tree)
    pdf.catalog["AF"] = pydyf.Array([reference for _, reference in listed])


def _specification(pdf: Any, attachment: Attachment) -> bytes:
    """Add one file to `pdf` and return the reference of its specification."""
    checksum = md5(attachment.content, usedforsecurity=False).hexdigest()
    stream = pydyf.Stream(
        [attachment.content],
        pydyf.Dictionary(
            {
                "Type": "/EmbeddedFile",
                "Subtype": f"/{attachment.media_type.replace('/', '#2f')}",
                "Params": pydyf.Dictionary(
                    {"CheckSum": f"<{checksum}>", "Size": len(attachment.content)}
                ),
            }
        ),
        compress=True,
    )
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": f"/{attachment.relation}",
            "Desc": pydyf.String(attachment.description),
        }
    )
    pdf.add_object(specification)
    return bytes(specification.reference)
