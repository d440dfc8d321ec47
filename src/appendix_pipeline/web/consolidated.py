"""The shelf of what `batch` has read: its store is that of the consolidation."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from appendix_pipeline.consolidation.ingest import STORE, ingest
from appendix_pipeline.consolidation.superseding import document_name
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang
from appendix_pipeline.schema import load_dataset
from appendix_pipeline.store.reading import reading
from appendix_pipeline.store.writing import make
from appendix_pipeline.web.desk import Entry, GoneError
from appendix_pipeline.web.inputs import source
from appendix_pipeline.web.reading import Source

_SHORT = 16  # characters of a digest that stand for it


class Consolidated:
    """What `batch` has read into `out`; its inputs lie elsewhere, and are not deleted from here."""

    removable = False

    def __init__(self, out: Path, lang: Lang) -> None:
        self.store = out / STORE
        self._out, self._lang = out, lang
        self._busy, self._stopped = False, False

    def find(self, number: str) -> Entry | None:
        """Return the document of this id, if it is in the store."""
        return next(self._entries(f"WHERE substr(sha256, 1, {_SHORT}) = ?", (number,)), None)

    def entries(self) -> list[Entry]:
        """Return all documents, in the order of their names."""
        return list(self._entries("", ()))

    def _entries(self, where: str, values: tuple[str, ...]) -> Iterator[Entry]:
        with reading(self.store) as connection:
            rows = connection.execute(
                "SELECT sha256, input, size, group_concat(document, ' ') FROM documents"  # noqa: S608
                f" {where} GROUP BY sha256 ORDER BY input",
                values,
            ).fetchall()
        for digest, name, size, documents in rows:
            numbers, appendices = zip(*map(self.address, documents.split()), strict=True)
            yield Entry(numbers[0], name, digest, size, None, "", tuple(sorted(appendices)))

    def read(self, entry: Entry, appendix: int) -> Dataset:
        """Return the dataset that batch wrote."""
        name = document_name(entry.sha256, appendix)
        with reading(self.store) as connection:
            query = "SELECT path FROM documents WHERE document = ?"
            found = connection.execute(query, (name,)).fetchone()
        if not found:
            raise GoneError(name)
        try:
            return _loaded(self._out / found[0])
        except FileNotFoundError as error:  # batch is just putting another in its place
            raise GoneError(name) from error

    def source(self, entry: Entry, appendix: int) -> Source:
        """Return the tables in the input of `entry`, where that still is what batch read."""
        return source(self._out, entry, appendix, self._lang)

    def address(self, document: str) -> tuple[str, int]:
        """Return the id and the number of the appendix which the store calls `document`."""
        number, _, appendix = document.partition("-")
        return number, int(appendix or 1)

    def begin(self) -> None:
        """Have the store there, be it empty."""
        make(self.store)

    def busy(self) -> bool:
        """Tell whether the journal is just being followed."""
        return self._busy

    def sync(self) -> bool:
        """Bring the store to the state of the journal."""
        self._busy = True
        try:
            ingest(self._out, self._lang, lambda: self._stopped)
        finally:
            self._busy = False
        return False

    def follow(self, sha256: str) -> None:
        """Bring the store to the corrections of the file with this content, if it stands here."""
        if self.find(sha256[:_SHORT]):
            ingest(self._out, self._lang)

    def stop(self) -> None:
        """Let a long reading of the journal end."""
        self._stopped = True


def _loaded(path: Path) -> Dataset:
    """Return the dataset at `path`, as it was last written."""
    return _as_written(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=50)
def _as_written(path: Path, _when: int) -> Dataset:
    return load_dataset(path)
