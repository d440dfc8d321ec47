"""Older and other formats (.doc, .rtf, .odt) turned into DOCX by LibreOffice, where installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from appendix_pipeline.errors import DependencyError, InputError

SUFFIXES = (".doc", ".rtf", ".odt")


def to_docx(data: bytes, suffix: str, name: str, seconds: float) -> bytes:
    """Return `data`, a file of format `suffix`, as DOCX.

    LibreOffice runs with a profile of its own, so that an open one is not disturbed, and is
    stopped after `seconds`.

    Raises:
        DependencyError: LibreOffice is not installed.
        InputError: LibreOffice cannot read the file, or takes too long.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise DependencyError(
            name,
            {
                "vi": f"Để đọc tệp {suffix} cần có LibreOffice trên máy.",
                "en": f"LibreOffice is needed to read a {suffix} file.",
            },
            {
                "vi": "Hãy cài LibreOffice, hoặc mở bằng Word và lưu thành .docx.",
                "en": "Install LibreOffice, or open the file in Word and save it as .docx.",
            },
        )
    with TemporaryDirectory() as folder:
        source = Path(folder, f"source{suffix}")
        source.write_bytes(data)
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", str(Path(folder, "out")), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603
            # LibreOffice exits with 0 even where it wrote nothing: only the file tells.
            return Path(folder, "out", "source.docx").read_bytes()
        except (subprocess.TimeoutExpired, FileNotFoundError) as error:
            raise _unreadable(name, suffix) from error


def _unreadable(name: str, suffix: str) -> InputError:
    return InputError(
        name,
        {
            "vi": f"LibreOffice không đọc được tệp {suffix} này.",
            "en": f"LibreOffice cannot read this {suffix} file.",
        },
        {
            "vi": "Hãy mở bằng Word và lưu thành .docx rồi chuyển lại.",
            "en": "Open it in Word, save it as .docx and convert that.",
        },
    )
