"""What became of each file: a journal that survives any end of a run, and the manifest for all.

The journal (`.batch/journal.jsonl`) gets a line before the outputs of a file are put in place and
one the moment they are there; a line cut by a crash is left out and its file done again. A line of
it is a line of the manifest and, behind that, what is the run's own: the manifest is cut out of it,
in the order of the inputs' names, without times and without paths of the machine. The same inputs
give the same bytes.
"""

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import zip_longest
from os import fstat
from pathlib import Path
from sys import intern
from typing import Any

from appendix_pipeline.batches.item import Done, Failed, Item, Outcome, Output, Summary
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.output import save

MANIFEST = "manifest.jsonl"
JOURNAL = Path(".batch", "journal.jsonl")
Identity = tuple[str, str]
_SPARE = 10  # files for each line that says nothing any more, before the journal is written anew
_OWN = b', "origin": '  # where what is the run's own begins; no text has a bare quote in it


class Journal:
    """The last line of each file that this run and earlier ones left in `out`.

    Lines are kept as they are written and read when they are asked for: there may be 166,050.
    `folders` tells where the outputs of each file are.
    """

    def __init__(self, out: Path) -> None:
        self._out, self._path = out, out / JOURNAL
        self.folders: dict[Identity, str] = {}
        self._lines: dict[Identity, bytes] = {}
        self._count = 0  # lines of the file, those that say nothing any more among them
        self._state: object = None
        self._fresh = False  # a line was appended that the manifest does not have
        self.refresh()

    def get(self, identity: Identity) -> Outcome | None:
        """Return the last outcome of a file; None where there is none that this version reads."""
        try:
            return _outcome(json.loads(self._lines[identity]))
        except (ValueError, KeyError, TypeError):
            return None

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the last outcome of each file, in the order of the manifest."""
        self._sort()
        yield from filter(None, map(self.get, self._lines))

    def refresh(self) -> None:
        """Read the journal anew where another run has written it."""
        state = _state(self._path)
        if state == self._state:
            return
        self._state, self._count = state, 0
        self.folders.clear()
        self._lines.clear()
        if state:
            with self._path.open("rb") as file:
                for line in file:
                    self._take(line.rstrip(b"\n"))

    def append(self, outcome: Outcome) -> None:
        """Write one line at the end; what a crash cut before it is closed first.

        While it is called nobody else may write.

        Raises:
            OSError: it is not there whole, as on a full disk.
        """
        line = line_in_journal(outcome).encode()
        alone = self._state == _state(self._path)
        with self._path.open("ab+") as file:
            torn = b""
            if file.tell():
                file.seek(-1, 2)
                torn = b"" if file.read(1) == b"\n" else b"\n"
            file.write(torn + line + b"\n")
        if alone:
            self._take(line)
            self._state = _state(self._path)
        self._fresh = True

    def publish(self) -> None:
        """Bring the manifest up to date, and the journal to about one line a file.

        What says all that already is not written. While it is called nobody else may write.
        """
        self.refresh()
        self._sort()
        lines = self._lines.values()
        if self._fresh or not _holds(self._out / MANIFEST, map(_public, lines)):
            save({MANIFEST: map(_public, lines)}, self._out)
            self._fresh = False
        if self._count - len(lines) > len(lines) / _SPARE:
            save({JOURNAL.as_posix(): (line + b"\n" for line in lines)}, self._out)
            self._count, self._state = len(lines), _state(self._path)

    def _take(self, line: bytes) -> None:
        self._count += 1
        try:
            told = json.loads(line)
            identity, folder = (intern(told["origin"]), told["input"]), told["folder"]
        except (ValueError, KeyError, TypeError):
            return  # blank, or cut by a crash
        self._lines[identity], self.folders[identity] = line, folder

    def _sort(self) -> None:
        self._lines = dict(sorted(self._lines.items(), key=lambda pair: pair[0][::-1]))


def _state(path: Path) -> object:
    """Return what is other as soon as somebody writes the file; None where there is none."""
    try:
        # Opened: of a path alone a network share may tell what was so some seconds ago.
        with path.open("rb") as file:
            told = fstat(file.fileno())
    except FileNotFoundError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _public(line: bytes) -> bytes:
    """Return the line of the manifest that a line of the journal begins with."""
    return line[: line.rindex(_OWN)] + b"}\n"


def _holds(path: Path, lines: Iterable[bytes]) -> bool:
    with path.open("rb") if path.is_file() else BytesIO() as file:
        return all(one == other for one, other in zip_longest(file, lines))


def line_of(outcome: Outcome) -> dict[str, Any]:
    """Return a line of the manifest (`schemas/manifest.schema.json`)."""
    item = outcome.item
    done = outcome if isinstance(outcome, Done) else None
    return {
        "input": item.name,
        "sha256": item.sha256,
        "size": item.size,
        "status": "done" if done else "failed",
        "folder": item.folder,
        "appendices": to_plain(done.appendices) if done else [],
        "outputs": to_plain(outcome.outputs),
        "error": _error(outcome) if isinstance(outcome, Failed) else None,
    }


def _error(failed: Failed) -> dict[str, Any]:
    return {"reason": failed.reason, "exit_code": failed.exit_code, **failed.message}


def line_in_journal(outcome: Outcome) -> str:
    """Return a line of the journal: what a later run must know, and how long it took."""
    item = outcome.item
    own = {
        "origin": item.origin,
        "key": item.key,
        "stamp": item.stamp,
        "modified": item.modified,
        "saved": outcome.saved if isinstance(outcome, Done) else "",
        "seconds": outcome.seconds,
    }
    return json.dumps(line_of(outcome) | own, ensure_ascii=False)


def _outcome(line: dict[str, Any]) -> Outcome:
    item = Item(
        line["input"], Path(), None, line["origin"], line["sha256"], line["size"], line["key"],
        line["folder"], line["modified"], stamp=line["stamp"],
    )  # fmt: skip
    outputs = tuple(Output(**each) for each in line["outputs"])
    if line["status"] == "done":
        appendices = tuple(Summary(**each) for each in line["appendices"])
        seconds, saved = line["seconds"], line["saved"]
        return Done(item, appendices, outputs, seconds, fresh=False, saved=saved)
    error = line["error"]
    message = {lang: error[lang] for lang in ("vi", "en")}
    return Failed(
        item, error["reason"], error["exit_code"], message, outputs, line["seconds"], fresh=False
    )
