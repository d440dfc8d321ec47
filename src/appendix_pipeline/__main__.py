"""The command line's way in: `appendix-pipeline`, or `python -m appendix_pipeline`."""

import sys


def main() -> None:
    """Run the command line; text goes out as UTF-8 whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        # Not even cp1258 holds the letters of Vietnamese in NFC.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from appendix_pipeline.cli import cli  # noqa: PLC0415 (the streams come first)

    cli(prog_name="appendix-pipeline")


if __name__ == "__main__":
    main()
