"""LibreOffice without a window: no network, no macros, a profile of its own."""

import shutil
from pathlib import Path

from appendix_pipeline.office.running import converted

# Where its installers for Windows and macOS put it, which is not on the path there.
_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_COMMON = "/org.openoffice.Office.Common/"
# What the file links to is not fetched, and its macros do not run. A PDF is PDF/A-3b and tagged.
# No PDFUACompliance: LibreOffice 7.4 keeps no PDF/UA-1 with it (links of notes are not tagged), and
# breaks PDF/A-3b by a mark that it does not describe (veraPDF: 6.6.2.3.1).
_SETTINGS = (
    (f"{_COMMON}Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    (f"{_COMMON}Filter/PDF/Export", "SelectPdfVersion", "3"),
    (f"{_COMMON}Filter/PDF/Export", "UseTaggedPDF", "true"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{}</oor:items>\n'
)
_SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def find() -> str:
    """Return where LibreOffice is, or ""."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(each) for each in _PLACES if each.is_file()), "")


def to_docx(data: bytes, suffix: str, seconds: float) -> bytes:
    """Return `data`, a file of format `suffix`, as DOCX.

    Raises:
        TimeoutError: it takes longer than `seconds`.
        FileNotFoundError: LibreOffice cannot read it.
    """
    return _turned(data, (suffix, ".docx"), seconds)


def to_pdf(data: bytes, seconds: float) -> bytes:
    """Return a DOCX as PDF/A-3b with tags.

    Raises:
        TimeoutError: it takes longer than `seconds`.
        FileNotFoundError: LibreOffice cannot print it.
    """
    return _turned(data, (".docx", ".pdf"), seconds)


def _turned(data: bytes, suffixes: tuple[str, str], seconds: float) -> bytes:
    def command(source: Path, made: Path) -> list[str]:
        # A profile of its own, so that a LibreOffice that is open is not disturbed.
        profile = source.with_name("profile")
        (profile / "user").mkdir(parents=True)
        settings = "".join(_SETTING.format(*each) for each in _SETTINGS)
        (profile / "user" / "registrymodifications.xcu").write_text(
            _PROFILE.format(settings), "utf-8"
        )
        return [
            find(), f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", made.suffix[1:], "--outdir", str(made.parent), str(source),
        ]  # fmt: skip

    return converted(data, suffixes, seconds, command)
