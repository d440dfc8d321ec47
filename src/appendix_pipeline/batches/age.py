"""When a file was last saved: what tells a corrected file from the one that it replaces."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from appendix_pipeline.errors import BROKEN_PACKAGE

_PROPERTIES, _MOST = "docProps/core.xml", 1 << 16
_MODIFIED = re.compile(rb"<dcterms:modified\b[^>]*>\s*([^<]{4,40}?)\s*</")


def last_saved(path: Path) -> str:
    """Return when Word last saved the file at `path` by its own word (ISO 8601, UTC), or ""."""
    try:
        with ZipFile(path) as package, package.open(_PROPERTIES) as properties:
            found = _MODIFIED.search(properties.read(_MOST))
        moment = datetime.fromisoformat(found[1].decode()) if found else None
    except BROKEN_PACKAGE:
        return ""  # no DOCX, or one without properties
    if not moment:
        return ""
    in_utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return in_utc.isoformat(timespec="seconds")
