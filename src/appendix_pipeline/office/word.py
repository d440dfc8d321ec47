"""Word on Windows, asked through PowerShell. Written by its documentation and NEVER RUN so far.

The project is made on Debian: what its tests show is that the script is called with the right
paths and that its outcome is taken. Word itself is not ended when the time is over, since Windows
starts it, and not PowerShell; and Microsoft does not support it where nobody is logged on.
"""

import shutil
import sys
from pathlib import Path

from appendix_pipeline.office.running import converted

_SCRIPT = Path(__file__).with_name("word.ps1")


def find() -> str:
    """Return where PowerShell is, if Word is installed beside it, or ""."""
    return (shutil.which("powershell") or "") if _is_installed() else ""


def _is_installed() -> bool:
    if sys.platform != "win32":
        return False
    import winreg  # noqa: PLC0415 (Windows only)

    try:
        winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID").Close()
    except OSError:
        return False
    return True


def to_pdf(data: bytes, seconds: float) -> bytes:
    """Return a DOCX as PDF/A-1 with tags.

    Raises:
        TimeoutError: it takes longer than `seconds`.
        FileNotFoundError: Word printed nothing.
    """

    def command(source: Path, made: Path) -> list[str]:
        return [
            find(), "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass",
            "-File", str(_SCRIPT), str(source), str(made),
        ]  # fmt: skip

    return converted(data, (".docx", ".pdf"), seconds, command)
