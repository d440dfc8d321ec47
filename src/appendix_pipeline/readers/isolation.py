"""A heavy file parsed in a process of its own, bounded in CPU time, clock time and memory.

What the guard finds light is parsed where one is: its size bounds the cost, and a process costs
more than that. The process is a new interpreter, not a fork: a fork of a process with threads may
hang, and Windows has none. Windows has no limits of this kind either: there only the clock counts.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from copyreg import dispatch_table
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any, cast

from appendix_pipeline import collector
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.document import Cell, Document, Location, Mark, Paragraph, Source
from appendix_pipeline.model.finding import Diagnostic, Sink
from appendix_pipeline.options import Limits
from appendix_pipeline.readers.docx import parse
from appendix_pipeline.readers.refusal import refusal

_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from appendix_pipeline.readers.isolation import work; work(*map(int, sys.argv[2:]))"
)
_PACKAGES = Path(__file__).parents[2]
# A busy machine gives a process less than its time.
_CLOCK_PER_CPU = 3
_SILENT = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW
_OUT_OF_TIME, _OUT_OF_MEMORY = -24, 12  # SIGXCPU; a code of our own
# What a document has many of, and how to make one anew: half the time of pickle's own way.
_MANY: dict[type, tuple[str, ...]] = {
    Cell: ("top", "left", "bottom", "right", "paragraphs", "where"),
    Paragraph: ("text", "where", "marks", "number"),
    Location: ("part", "table", "row", "column", "paragraph"),
    Mark: ("kind", "start", "end", "note"),
}


def parse_apart(data: bytes, source: Source, limits: Limits, note: Sink) -> Document:
    """Return what `parse` does, from a process that ends at the limits.

    Raises:
        InputError: the file cannot be read, or not within the limits.
    """
    command = [sys.executable, "-P", "-c", _PROGRAM, str(_PACKAGES)]
    command += [str(limits.seconds), str(limits.memory << 20)]
    try:
        ended = subprocess.run(  # noqa: S603 (our own interpreter and program)
            command, input=pickle.dumps((data, source)), capture_output=True, check=False,
            timeout=limits.seconds * _CLOCK_PER_CPU, creationflags=_SILENT,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _too_slow(source, limits) from error
    if ended.returncode == _OUT_OF_TIME:
        raise _too_slow(source, limits)
    if ended.returncode == _OUT_OF_MEMORY or ended.returncode < 0:
        # The libraries below Python may end the process themselves where memory fails them.
        raise refusal(source.name, "too-much-memory", limit=limits.memory, option="--max-memory")
    if ended.returncode:
        raise RuntimeError(ended.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    refused, document, noted = pickle.loads(ended.stdout)  # noqa: S301 (from our own process)
    if refused:
        # An error with an __init__ of its own would not come out of pickle.
        raise InputError(*refused)
    for each in noted:
        note(each)
    return cast("Document", document)


def _too_slow(source: Source, limits: Limits) -> InputError:
    return refusal(source.name, "too-slow", limit=limits.seconds, option="--max-seconds")


def work(seconds: int, memory: int) -> None:
    """Parse the file on standard input, write to standard output what came of it, and end.

    Raises:
        SystemExit: the file takes too much memory.
    """
    _bound(seconds, memory)
    with collector.held():
        _answer()
    sys.stdout.buffer.flush()
    os._exit(0)  # taking a heavy document apart one by one takes as long as packing it


def _answer() -> None:
    noted: list[Diagnostic] = []
    try:
        data, source = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 (from our own process)
        result: Any = (None, parse(data, source, noted.append), noted)
    except InputError as error:
        result = ((error.where, error.what, error.hint), None, noted)
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY)
    buffer = BytesIO()
    pickler = pickle.Pickler(buffer, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = dispatch_table | {each: _reducer(each) for each in _MANY}
    pickler.dump(result)
    sys.stdout.buffer.write(buffer.getbuffer())


def _bound(seconds: int, memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # Windows, and systems without these limits
        import resource  # noqa: PLC0415 (not on Windows)

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _reducer(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*_MANY[kind])
    return lambda each: (kind, values(each))
