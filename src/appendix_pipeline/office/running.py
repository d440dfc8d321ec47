"""A program run on one file in a folder of its own, bounded in time, with all that it starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

_SILENT = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW


def converted(
    data: bytes,
    suffixes: tuple[str, str],
    seconds: float,
    command: Callable[[Path, Path], list[str]],
) -> bytes:
    """Return what a program makes of `data`, the suffixes being those of its format and the other.

    `command` is given where the file lies and where what is made of it is looked for, two files of
    a folder that is there for this run alone.

    Raises:
        TimeoutError: it was not done within `seconds`, and was stopped.
        FileNotFoundError: it wrote nothing.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, made = (Path(folder, f"source{suffix}") for suffix in suffixes)
        source.write_bytes(data)
        _run(command(source, made), seconds)
        # LibreOffice exits with 0 even where it wrote nothing: only the file tells.
        return made.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    """Run a command in silence; it and what it started never outlive this."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 (a program by its path, no shell)
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True,
        creationflags=_SILENT,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    finally:
        if process.poll() is None:  # out of time, or interrupted
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process with those it started: `soffice` is a script that starts the program."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)  # noqa: S603 (a number)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
