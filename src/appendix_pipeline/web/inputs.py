"""The inputs of a batch, looked at again where they lie: only to show them as they were drawn."""

import logging
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from appendix_pipeline.batches.contents import content
from appendix_pipeline.batches.item import Item
from appendix_pipeline.batches.journal import Journal
from appendix_pipeline.errors import AppendixError
from appendix_pipeline.options import Lang
from appendix_pipeline.output import safe_name
from appendix_pipeline.web.desk import Entry
from appendix_pipeline.web.reading import Reading, Source, read_now

_LOGGER = logging.getLogger(__name__)


class _LackingError(Exception):
    """An input cannot be shown; the argument is why, a key of [words]."""


def source(out: Path, entry: Entry, appendix: int, lang: Lang) -> Source:
    """Return the tables of an appendix from the input that the batch in `out` read.

    Where none of its inputs is there, is the same by its bytes, and can be read, it is said why.
    """
    lacking = "source_gone"
    for item in _inputs(out, entry.sha256):
        try:
            readings = _read(item, _written(item), lang)
            return Source(readings[appendix - 1].grids)
        except _LackingError as error:
            lacking = str(error)
        except Exception as error:
            # Batch could read it; an index error says that another version saw more appendices.
            _LOGGER.warning("reading an input again", exc_info=error)
            lacking = "source_unread"
    return Source((), lacking)


def _inputs(out: Path, digest: str) -> Iterator[Item]:
    """Yield the inputs on this machine that had this content."""
    for outcome in Journal(out, digest).outcomes():
        if outcome.item.sha256 == digest and outcome.item.path.is_absolute():
            yield outcome.item


@lru_cache(maxsize=20)
def _read(item: Item, _when: int, lang: Lang) -> tuple[Reading, ...]:
    """Return the appendices of an input, read as a dropped file is, from a copy of its bytes.

    The copy is what was compared, whoever writes the input meanwhile.
    """
    try:
        data, _ = content(item, item.size)
    except (OSError, AppendixError) as error:
        raise _LackingError("source_gone") from error
    if sha256(data).hexdigest() != item.sha256:
        raise _LackingError("source_changed")
    name = safe_name(PurePosixPath(item.name).name)
    with TemporaryDirectory(prefix="appendix-") as folder:
        copy = Path(folder, name)
        copy.write_bytes(data)
        return read_now(copy, name, lang)


def _written(item: Item) -> int:
    """Return when the file of an input was last written, in nanoseconds."""
    if not item.path.is_file():
        raise _LackingError("source_gone")
    return item.path.stat().st_mtime_ns
