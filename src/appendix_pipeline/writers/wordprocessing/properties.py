"""The properties of a document: title, subject, generator, language, and no person."""

from html import escape

_LONGEST = 255
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{}'
    "<dc:language>vi-VN</dc:language></cp:coreProperties>"
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>appendix_pipeline</Application>{}</Properties>'
)


def properties(title: str, subject: str, generator: str, organisation: str) -> dict[str, bytes]:
    """Return the parts that describe a document."""
    core = {"title": title, "subject": subject, "description": generator}
    inside = "".join(
        f"<dc:{name}>{escape(text[:_LONGEST], quote=False)}</dc:{name}>"
        for name, text in core.items()
        if text
    )
    company = (
        f"<Company>{escape(organisation[:_LONGEST], quote=False)}</Company>" if organisation else ""
    )
    return {
        "docProps/core.xml": _CORE.format(inside).encode(),
        "docProps/app.xml": _APP.format(company).encode(),
    }
