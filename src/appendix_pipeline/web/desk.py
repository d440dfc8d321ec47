"""The files that were dropped on the page: kept as they came, listed, deleted in time."""

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePath
from secrets import token_hex
from sqlite3 import Connection
from time import time
from typing import Any

from appendix_pipeline.output import safe_name
from appendix_pipeline.readers import office
from appendix_pipeline.store.desk import opened

_ID = re.compile(r"[0-9a-f]{32}")
_AN_HOUR = 3600
_SUFFIXES = (".docx", ".docm", ".dotx", *office.SUFFIXES)  # no other reaches the disk
_COLUMNS = "id, name, sha256, size, received, error, appendices"


class GoneError(Exception):
    """A file that was on the desk is there no more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: a random id, the name it came with, when, and why it was refused if it was.

    `appendices` are the numbers, from 1, of those that count; there are none as long as it was not
    read. What a batch read was never `received`.
    """

    id: str
    name: str
    sha256: str
    size: int
    received: datetime | None
    error: str
    appendices: tuple[int, ...]


class Desk:
    """Keeps files below `folder`, named by random ids; the names they came with are only text."""

    def __init__(self, folder: Path, keep_days: int) -> None:
        self.folder, self._keep = folder, timedelta(days=keep_days)

    def put(self, name: str, data: bytes) -> Entry:
        """Keep `data` and list it as not read yet."""
        now = datetime.now(UTC)
        digest = sha256(data).hexdigest()
        entry = Entry(token_hex(16), safe_name(name), digest, len(data), now, "", ())
        suffix = PurePath(entry.name).suffix.lower()
        path = self.folder / entry.id / f"source{suffix if suffix in _SUFFIXES else ''}"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        row = (entry.id, entry.name, digest, entry.size, now.isoformat(), "", 0)
        with opened(self.folder) as store:
            store.execute(f"insert into dropped ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        return entry

    def note(self, number: str, *, error: str = "", appendices: int = 0) -> None:
        """Note how the reading of a document ended."""
        with opened(self.folder) as store:
            store.execute(
                "update dropped set error = ?, appendices = ? where id = ?",
                (error, appendices, number),
            )

    def path(self, number: str) -> Path:
        """Return the file of the document of this id.

        Raises:
            GoneError: someone has just deleted it.
        """
        for path in (self.folder / number).glob("source*"):
            return path
        raise GoneError(number)

    def entries(self, number: str = "") -> list[Entry]:
        """Return the documents, the latest first; only that of the id `number` where given."""
        query = (
            f"select {_COLUMNS} from dropped where ? in ('', id) order by received desc, rowid desc"  # noqa: S608
        )
        with opened(self.folder) as store:
            return [_entry(row) for row in store.execute(query, (number,))]

    def size(self) -> int:
        """Return how many bytes lie here: the files, and what the log beside them holds.

        What is made of the files, and grows and shrinks with them, is left out.
        """
        with opened(self.folder) as store:
            (files,) = store.execute("select coalesce(sum(size), 0) from dropped").fetchone()
            return int(files) + _used(store)

    def remove(self, number: str) -> None:
        """Delete a document; what is open in another program is deleted when it is let go."""
        with opened(self.folder) as store:
            store.execute("delete from dropped where id = ?", (number,))
        shutil.rmtree(self.folder / number, ignore_errors=True)

    def expire(self, now: datetime) -> bool:
        """Delete what by `now` has lain longer than it is to be kept; tell whether there was some.

        Folders that no entry names go too: of a process that was killed, or what was open.
        """
        oldest = now - self._keep
        entries = self.entries()
        old = [each for each in entries if each.received and each.received < oldest]
        for each in old:
            self.remove(each.id)
        known = {each.id for each in entries}
        for path in self.folder.iterdir():
            lost = _ID.fullmatch(path.name) and path.name not in known
            if lost and path.stat().st_mtime < time() - _AN_HOUR:
                shutil.rmtree(path, ignore_errors=True)
        return bool(old)


def _used(store: Connection) -> int:
    """Return the bytes of a store that hold something; what was deleted is filled again."""
    pages, free, size = (
        int(store.execute(f"pragma {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _entry(row: tuple[Any, ...]) -> Entry:
    number, name, digest, size, received, error, count = row
    when = datetime.fromisoformat(received)
    return Entry(number, name, digest, size, when, error, tuple(range(1, count + 1)))
