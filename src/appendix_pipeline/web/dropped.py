"""The shelf of what was dropped on the page: its store is made by reading the files."""

import logging
from dataclasses import dataclass

from appendix_pipeline.errors import AppendixError
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang
from appendix_pipeline.pipeline import revised
from appendix_pipeline.rules import load
from appendix_pipeline.rules import version as rules_version
from appendix_pipeline.store import log
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.writing import Wanted, drop, keys, make, put, writing
from appendix_pipeline.version import VERSION
from appendix_pipeline.web.desk import Desk, Entry, GoneError
from appendix_pipeline.web.reading import Reading, Source, read

_LOGGER = logging.getLogger(__name__)


class Dropped:
    """What lies on the desk."""

    removable = True

    def __init__(self, desk: Desk, lang: Lang) -> None:
        self.desk, self.store = desk, desk.folder / "appendices.sqlite"
        self._lang = lang
        self._left: set[Entry] = set()
        self._failed: set[str] = set()  # what could not be read anew, until the next start

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it lies on the desk."""
        return next(iter(self.desk.entries(number)), None) if number else None

    def entries(self) -> list[Entry]:
        """Return all documents, the latest first."""
        return self.desk.entries()

    def read(self, entry: Entry, appendix: int) -> Dataset:
        """Return an appendix of a document as read."""
        return self._reading(entry, appendix).dataset

    def source(self, entry: Entry, appendix: int) -> Source:
        """Return the tables that an appendix was read from."""
        return Source(self._reading(entry, appendix).grids)

    def _reading(self, entry: Entry, appendix: int) -> Reading:
        readings = self._readings(entry)
        if appendix > len(readings):  # another version saw more
            raise GoneError(entry.id)
        return readings[appendix - 1]

    def _readings(self, entry: Entry) -> tuple[Reading, ...]:
        return read(self.desk.path(entry.id), entry.name, self._lang)

    def receive(self, entry: Entry) -> str:
        """Read a document that has just come and note how that ended; return why it was refused."""
        refused, count = "", 0
        try:
            count = len(self._readings(entry))
        except Exception as error:  # noqa: BLE001 (whatever it is, the other files are read)
            refused = self._refusal(error, str(load("page")["errors"]["500"][self._lang]))
        self.desk.note(entry.id, error=refused, appendices=count)
        for number in range(1, count + 1):
            self._renew(_name(entry, number))
        return refused

    def remove(self, entry: Entry) -> None:
        """Delete a document."""
        self.desk.remove(entry.id)
        for number in entry.appendices:
            self._renew(_name(entry, number))

    def follow(self, sha256: str) -> None:
        """Bring the store to the corrections of the file with this content, however often it is."""
        for name, each in self._wanted().items():
            if each.entry.sha256 == sha256:
                self._renew(name)

    def _refusal(self, error: Exception, unknown: str) -> str:
        """Return why a file was refused; `unknown` where nobody foresaw it."""
        if isinstance(error, AppendixError):
            return error.on_page(self._lang)
        if isinstance(error, GoneError):
            return str(load("page")["words"]["gone"][self._lang])
        _LOGGER.error("reading a file", exc_info=error)
        return unknown

    def address(self, document: str) -> tuple[str, int]:
        """Return the id and the number of the appendix which the store calls `document`."""
        number, _, appendix = document.partition("-")
        return number, int(appendix)

    def begin(self) -> None:
        """Have the store there, be it empty, and see what a killed process left unread."""
        make(self.store)
        self._left = {each for each in self.entries() if not (each.error or each.appendices)}

    def busy(self) -> bool:
        """Tell whether something was not read yet, or was put into the store as it is no more."""
        return bool(self._left or self._stale())

    def sync(self) -> bool:
        """Take a step: one document; what cannot be read now is left as it was counted."""
        for entry in tuple(self._left)[:1]:
            self.receive(entry)
            self._left.discard(entry)
            return True
        stale = self._stale()
        if stale:
            self._renew(stale[0])
        return bool(stale)

    def stop(self) -> None:
        """Do nothing: a step is short."""

    def _stale(self) -> list[str]:
        """Return the names of what is in the store otherwise than wanted; what is gone first."""
        with reading(self.store) as connection:
            known = keys(connection)
        wanted = self._wanted()
        gone = [name for name in known if name not in wanted]
        changed = [name for name, each in wanted.items() if known.get(name) != each.key]
        return [name for name in gone + changed if name not in self._failed]

    def _renew(self, name: str) -> None:
        """Bring what the store holds of one appendix to what is wanted of it now.

        Nobody waits while it is read: what is wanted is asked again when it is put, and where it
        has changed meanwhile whoever changed it renews it.
        """
        number, _ = self.address(name)
        wanted = self._wanted(number).get(name)
        try:
            dataset = self._dataset(wanted) if wanted else None
        except Exception:  # whatever it is, the others go on
            # It was read once: that it cannot be now may be the machine's fault of the moment.
            _LOGGER.exception("reading %s anew", name)
            self._failed.add(name)
            return
        self._failed.discard(name)
        with writing(self.store) as connection:
            if self._wanted(number).get(name) == wanted:
                drop(connection, name)
                if wanted and dataset:
                    put(connection, name, Wanted(wanted.key), dataset)

    def _dataset(self, wanted: "_Appendix") -> Dataset:
        dataset = self.read(wanted.entry, wanted.number)
        return revised(dataset, wanted.made, self._lang) if wanted.made else dataset

    def _wanted(self, number: str = "") -> dict[str, "_Appendix"]:
        """Return what the store is to hold, by name; only of the document `number` where given."""
        corrections = log.all_standing(self.desk.folder)
        return {
            _name(entry, each): _Appendix(
                entry, each, corrections.get(log.Subject(entry.sha256, each), ())
            )
            for entry in self.desk.entries(number)
            for each in entry.appendices
        }


@dataclass(frozen=True, slots=True)
class _Appendix:
    """An appendix as the store is to hold it: with the corrections that stand."""

    entry: Entry
    number: int
    made: log.Made

    @property
    def key(self) -> str:
        """What changes with all that the store says of it."""
        return reader_key() + log.key(self.made)


def _name(entry: Entry, number: int) -> str:
    """Return what the store calls an appendix on the desk."""
    return f"{entry.id}-{number}"


def reader_key() -> str:
    """Return what tells what this version reads from what another reads."""
    return f"{VERSION} {rules_version()}"
