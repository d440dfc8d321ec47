"""The command line's way in: `appendix-pipeline`, or `python -m appendix_pipeline`."""

import atexit
import os
import sys


def main() -> None:
    """Run the command line; text goes out as UTF-8 whatever the console's code page.

    Raises:
        SystemExit: always, with the exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        # Not even cp1258 holds the letters of Vietnamese in NFC.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    from appendix_pipeline.cli import cli  # noqa: PLC0415 (the streams come first)

    cli(prog_name="appendix-pipeline")


def run() -> None:
    """Run the command line as a whole process, and leave at once.

    Taking the interpreter's objects apart one by one at the end costs 50 ms, a fifteenth of a
    conversion; the system takes them back as well. What is to be done at the end is done.
    """
    try:
        main()
    except SystemExit as end:
        atexit._run_exitfuncs()  # noqa: SLF001 (as multiprocessing ends its processes)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 0 if end.code is None else 1)


if __name__ == "__main__":
    run()
