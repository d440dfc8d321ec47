"""What became of each file: a journal that survives any end of a run, and the manifest for all.

The journal (`.batch/journal.jsonl`) gets a line before the outputs of a file are put in place and
one the moment they are there; a line cut by a crash is left out and its file done again. A line of
it is a line of the manifest and, behind that, what is the run's own: the manifest is cut out of it,
in the order of the inputs' names, without times and without paths of the machine, which only the
journal has. The same inputs give the same bytes.
"""

import json
import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from appendix_pipeline.batches.item import OTHER, Done, Failed, Item, Outcome, Output, Summary
from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.output import save

MANIFEST = "manifest.jsonl"
JOURNAL = Path(".batch", "journal.jsonl")
Identity = tuple[str, str]
_SPARE = 10  # files for each line that says nothing any more, before the journal is written anew
_OWN = b', "origin": '  # where what is the run's own begins; no text has a bare quote in it


class Told(NamedTuple):
    """What is asked of every file that is known; `stand_in` is that of its outcome, or ""."""

    folder: str
    sha256: str
    stand_in: str


class Journal:
    """The last line of each file that this run and earlier ones left in `out`.

    Lines are kept as they are written and read when they are asked for: there may be 166,050.
    Only those are taken that have the `sha256` of a content, where that is given.
    """

    def __init__(self, out: Path, sha256: str = "") -> None:
        self._out, self._path, self._only = out, out / JOURNAL, sha256.encode()
        self.told: dict[Identity, Told] = {}
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
        self.told.clear()
        self._lines.clear()
        if state:
            with self._path.open("rb") as file:
                for line in file:
                    if self._only in line:
                        self._take(line.rstrip(b"\n"))

    def append(self, outcome: Outcome) -> None:
        """Write one line at the end; what a crash cut before it is closed first.

        While it is called nobody else may write.

        Raises:
            OSError: it is not there whole, as on a full disk.
        """
        line = _line(outcome)
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

    def forget(self, identities: Iterable[Identity]) -> None:
        """Drop the lines of some files for good. While it is called nobody else may write.

        Where `identities` raises, those are dropped that it gave until then.
        """
        try:
            for identity in identities:
                del self._lines[identity], self.told[identity]
                self._fresh = True
        finally:
            self._rewrite()

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
            self._rewrite()

    def _rewrite(self) -> None:
        lines = self._lines.values()
        save({JOURNAL.as_posix(): (line + b"\n" for line in lines)}, self._out)
        self._count, self._state = len(lines), _state(self._path)

    def _take(self, line: bytes) -> None:
        self._count += 1
        try:
            read = json.loads(line)
            if "stand_in" not in read:  # of a run before that was told
                line = _line(_outcome(read))
            identity = intern(read["origin"]), read["input"]
            told = Told(read["folder"], read["sha256"], read.get("stand_in", ""))
        except (ValueError, KeyError, TypeError):
            return  # blank, or cut by a crash
        self._lines[identity], self.told[identity] = line, told

    def _sort(self) -> None:
        self._lines = dict(sorted(self._lines.items(), key=lambda pair: pair[0][::-1]))


def _state(path: Path) -> object:
    """Return what is other as soon as somebody writes the file; None where there is none."""
    try:
        # Opened: of a path alone a network share may tell what was so some seconds ago.
        with path.open("rb") as file:
            told = os.fstat(file.fileno())
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
        "status": "done" if done else _status(outcome),
        "folder": item.folder,
        "appendices": to_plain(done.appendices) if done else [],
        "outputs": to_plain(outcome.outputs),
        "stand_in": done.stand_in if done else "",
        "error": _error(outcome) if isinstance(outcome, Failed) else None,
    }


def _status(outcome: Outcome) -> str:
    return OTHER if isinstance(outcome, Failed) and outcome.reason == OTHER else "failed"


def _error(failed: Failed) -> dict[str, Any]:
    return {"reason": failed.reason, "exit_code": failed.exit_code, **failed.message}


def private_line(outcome: Outcome) -> dict[str, Any]:
    """Return what a later run must know of an outcome, and how long it took."""
    item = outcome.item
    own = {
        "origin": item.origin,
        "key": item.key,
        "stamp": item.stamp,
        "modified": item.modified,
        "saved": outcome.saved if isinstance(outcome, Done) else "",
        "seconds": outcome.seconds,
    }
    return line_of(outcome) | own


def _line(outcome: Outcome) -> bytes:
    """Return a line of the journal, which stays on this machine: also where the input lies."""
    path, member = _place(outcome.item)
    line = private_line(outcome) | {"path": path, "member": member}
    return json.dumps(line, ensure_ascii=False).encode()


def has_moved(item: Item, before: Item) -> bool:
    """Return whether an input lies elsewhere than it did before."""
    return _place(item) != _place(before)


def _place(item: Item) -> tuple[str, int | None]:
    """Return where an input of this machine lies, as UTF-8 can say it; "" where it is elsewhere."""
    here = item.path != Path() and not item.url
    return os.fsencode(item.path.absolute()).decode(errors="replace") if here else "", item.member


def _outcome(line: dict[str, Any]) -> Outcome:
    item = Item(
        line["input"], Path(line.get("path", "")), line.get("member"), line["origin"],
        line["sha256"], line["size"], line["key"], line["folder"], line["modified"],
        stamp=line["stamp"],
    )  # fmt: skip
    outputs = tuple(Output(**each) for each in line["outputs"])
    if line["status"] == "done":
        appendices = tuple(Summary(**each) for each in line["appendices"])
        return Done(
            item, appendices, outputs, line["seconds"], fresh=False, saved=line["saved"],
            stand_in=line.get("stand_in", ""),  # a run of before this was told left none
        )  # fmt: skip
    error = line["error"]
    message = {lang: error[lang] for lang in ("vi", "en")}
    return Failed(
        item, error["reason"], error["exit_code"], message, outputs, line["seconds"], fresh=False
    )
