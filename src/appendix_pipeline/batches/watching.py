"""An inbox: what arrives in a folder goes through the same work as a batch, once it is whole.

The folder is looked at again and again, since a network share tells nobody of what another machine
writes there, and since a notice of the system comes before a file is complete anyway. What was
taken is remembered by the journal alone: a watch that is started again hashes the inbox once and
goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol

from appendix_pipeline.batches.archive import is_whole
from appendix_pipeline.batches.finding import (
    below,
    is_awaited,
    is_folder,
    items_of,
    told_apart,
)
from appendix_pipeline.batches.item import Failed, Outcome
from appendix_pipeline.batches.planning import Plan
from appendix_pipeline.batches.running import Desk, alone, work
from appendix_pipeline.batches.storage import Place
from appendix_pipeline.errors import DependencyError, InputError, OutputError
from appendix_pipeline.options import BatchOptions

_PACKAGES = (".docx", ".docm", ".dotx", ".odt", ".zip")
# A package without its end may be one that is still coming, or no package: it is given longer.
_PATIENCE = 10
_RETRY = (
    60.0  # seconds until what the machine could not do (an output open in Excel) is tried again
)


class Listener(Protocol):
    """Who is told what happens besides the outcomes."""

    def left_out(self, names: tuple[str, ...]) -> None:
        """Some files have arrived that are no Word files."""

    def planned(self, plan: Plan) -> None:
        """Some files have arrived."""

    def quiet(self) -> None:
        """All that arrived is done, and nothing more is coming."""

    def refused(self, error: OutputError | DependencyError) -> None:
        """What comes when all is done could not be written; it is tried after the next file."""

    def away(self) -> None:
        """The inbox cannot be reached; it is looked for on and on."""


class Told(Listener):
    """Who wants to be told nothing but that all is `quiet`."""

    def __init__(self, quiet: Callable[[], object] | None) -> None:
        self._quiet = quiet

    def planned(self, plan: Plan) -> None:
        """Hear nothing."""

    def left_out(self, names: tuple[str, ...]) -> None:
        """Hear nothing."""

    def refused(self, error: OutputError | DependencyError) -> None:
        """Hear nothing: it is tried again."""

    def away(self) -> None:
        """Hear nothing."""

    def quiet(self) -> None:
        """Tell it."""
        if self._quiet:
            self._quiet()


@dataclass(slots=True)
class _Seen:
    """A file with its size and time of change, since when they are the same; whether it is done."""

    stamp: tuple[int, int]
    since: float
    taken: bool = False


class Inbox:
    """What lies in `folder` outside `out`, and what of it has come to rest."""

    def __init__(self, folder: Path, out: Place, settle: float) -> None:
        """`settle` is for how many seconds a file must not change to be taken."""
        self._folder, self._settle = folder, settle
        self._out = out.resolve() if isinstance(out, Path) else None
        self._seen: dict[Path, _Seen] = {}

    def settled(self, now: float) -> list[Path]:
        """Look at the folder at `now` (seconds) and return what can be taken, each change once."""
        before, self._seen = self._seen, {}
        for path in filter(is_awaited, below(self._folder, self._out)):
            stamp = _stamp(path)
            if stamp is None or path == self._folder:
                continue
            seen = before.get(path)
            same = seen is not None and seen.stamp == stamp
            self._seen[path] = seen if seen and same else _Seen(stamp, now)
        found = [path for path, seen in self._seen.items() if self._rests(path, seen, now)]
        for path in found:
            self._seen[path].taken = True
        return found

    def again(self, path: Path, when: float) -> None:
        """Give `path` out once more after `when` (seconds), or when it changes."""
        if path in self._seen:
            self._seen[path] = _Seen(self._seen[path].stamp, when)

    def waits(self, now: float) -> bool:
        """Return whether a file is coming in at `now`."""
        return any(not seen.taken and seen.since <= now for seen in self._seen.values())

    def _rests(self, path: Path, seen: _Seen, now: float) -> bool:
        rested = now - seen.since
        if seen.taken or rested < self._settle:
            return False
        whole = path.suffix.lower() not in _PACKAGES or is_whole(path)
        return whole or rested >= _PATIENCE * self._settle


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None  # gone since
    return told.st_size, told.st_mtime_ns


def watch(
    folder: Path, out: Place, options: BatchOptions, settle: float, listener: Listener
) -> Iterator[Outcome]:
    """Convert what lies in `folder` and what arrives there, and yield an outcome for each file.

    It ends only by what its caller raises or closes. The manifest tells what was done whenever
    nothing more is coming, and when it ends.

    Raises:
        InputError: there is no such folder, or it lies below `out`.
        OutputError: `out` cannot be written, or another run works on it.
        DependencyError: the object storage cannot be reached.
    """
    _refuse(folder, out)
    inbox, pending, reached = Inbox(folder, out, settle), False, True
    with alone(out, options.shard) as desk:
        while True:
            was, reached = reached, is_folder(folder)
            if was and not reached:
                listener.away()
            found = inbox.settled(monotonic()) if reached else []
            arrived = told_apart(item for path in found for item in items_of(path, folder))
            if arrived.others:
                listener.left_out(arrived.others)
            if arrived.items or arrived.unread:
                for outcome in work(arrived, desk, options, listener.planned):
                    if isinstance(outcome, Failed) and outcome.passing:
                        inbox.again(outcome.item.path, monotonic() + _RETRY)
                    yield outcome
                pending = True
            elif pending and reached and not inbox.waits(monotonic()):
                _finish(desk, listener)
                pending = False
            sleep(settle / 2)


def _finish(desk: Desk, listener: Listener) -> None:
    try:
        desk.publish()
        listener.quiet()
    except (DependencyError, OutputError) as error:
        listener.refused(error)


def _refuse(folder: Path, out: Place) -> None:
    if not is_folder(folder):
        what = {"vi": "Không có thư mục này.", "en": "There is no such folder."}
        hint = {"vi": "Hãy kiểm tra tên thư mục.", "en": "Check the name of the folder."}
        raise InputError(str(folder), what, hint)
    if isinstance(out, Path) and folder.resolve().is_relative_to(out.resolve()):
        what = {
            "vi": "Thư mục vào nằm trong thư mục kết quả.",
            "en": "The inbox lies in the folder of outputs.",
        }
        hint = {"vi": "Hãy chọn --out ở chỗ khác.", "en": "Choose --out elsewhere."}
        raise InputError(str(folder), what, hint)
