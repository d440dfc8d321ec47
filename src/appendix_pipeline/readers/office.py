"""Older and other formats (.doc, .rtf, .odt) turned into DOCX by LibreOffice, where installed."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from appendix_pipeline.errors import DependencyError
from appendix_pipeline.readers.refusal import refusal, sentences

SUFFIXES = (".doc", ".rtf", ".odt")
# Where its installers for Windows and macOS put it, which is not on the path there.
_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
# What the file links to is not fetched, and its macros do not run.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes, suffix: str, name: str, seconds: float) -> bytes:
    """Return `data`, a file of format `suffix`, as DOCX.

    LibreOffice runs with a profile of its own, so that an open one is not disturbed, and is
    stopped, with all it started, after `seconds`.

    Raises:
        DependencyError: LibreOffice is not installed.
        InputError: LibreOffice cannot read the file, or takes too long.
    """
    program = _program()
    if not program:
        raise DependencyError(name, *sentences("needs-office", suffix=suffix))
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, profile = Path(folder, f"source{suffix}"), Path(folder, "profile")
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        if not _ended(command, seconds):
            raise refusal(name, "office-too-slow", suffix=suffix, limit=seconds)
        try:
            # LibreOffice exits with 0 even where it wrote nothing: only the file tells.
            return source.with_suffix(".docx").read_bytes()
        except FileNotFoundError as error:
            raise refusal(name, "office-failed", suffix=suffix) from error


def _program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(each) for each in _PLACES if each.is_file()), "")


def _ended(command: list[str], seconds: float) -> bool:
    """Run a command; tell whether it ended in time. It and what it started never outlive this."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 (a program by its path, no shell)
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:  # out of time, or interrupted
            _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process with those it started: `soffice` is a script that starts the program."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 (a number)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
