"""The documents that lie on the desk: the files as they came, and what to call them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePath
from secrets import token_urlsafe
from typing import Any

from appendix_pipeline.output import safe_name
from appendix_pipeline.web.store import opened


@dataclass(frozen=True, slots=True)
class Counts:
    """What one sees of a document from afar: tasks, warnings, waiting and unread deadlines."""

    tasks: int = 0
    warnings: int = 0
    waiting: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: a random id, the name it came with, when, and why it was refused if it was."""

    id: str
    name: str
    sha256: str
    size: int
    received: datetime
    error: str
    counts: Counts


class Desk:
    """Keeps files below `folder`, named by random ids; the names they came with are only text."""

    def __init__(self, folder: Path, keep_days: int) -> None:
        self.folder, self._keep = folder, timedelta(days=keep_days)

    def put(self, name: str, data: bytes) -> tuple[str, Path]:
        """Keep `data` and return its id and the file's path; `enter` lists it."""
        number = token_urlsafe(16)
        path = self.folder / number / f"source{PurePath(safe_name(name)).suffix.lower()}"
        path.parent.mkdir()
        path.write_bytes(data)
        return number, path

    def enter(
        self, number: str, name: str, *, error: str = "", counts: Counts | None = None
    ) -> None:
        """List the document of this id, read or refused."""
        data = self.path(number).read_bytes()
        seen = counts or Counts()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = (number, safe_name(name), sha256(data).hexdigest(), len(data), now, error)
        with opened(self.folder) as store:
            values = (*row, seen.tasks, seen.warnings, seen.waiting, seen.unread)
            store.execute("insert into documents values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def path(self, number: str) -> Path:
        """Return the file of the document of this id, which must be on the desk."""
        (path,) = (self.folder / number).glob("source*")
        return path

    def entries(self, number: str = "") -> list[Entry]:
        """Return the documents, the latest first; only that of the id `number` where given."""
        query = "select * from documents where ? in ('', id) order by received desc, rowid desc"
        with opened(self.folder) as store:
            return [_entry(row) for row in store.execute(query, (number,))]

    def remove(self, number: str) -> None:
        """Delete a document and all that was made of it."""
        if not self.entries(number):
            return
        for each in (self.folder / number).iterdir():
            each.unlink()
        (self.folder / number).rmdir()
        with opened(self.folder) as store:
            store.execute("delete from documents where id = ?", (number,))

    def expire(self, now: datetime) -> None:
        """Delete what has by `now` lain on the desk longer than it is to be kept."""
        oldest = now - self._keep
        for each in self.entries():
            if each.received < oldest:
                self.remove(each.id)


def _entry(row: tuple[Any, ...]) -> Entry:
    number, name, digest, size, received, error, *counts = row
    when = datetime.fromisoformat(received)
    return Entry(number, name, digest, size, when, error, Counts(*counts))
