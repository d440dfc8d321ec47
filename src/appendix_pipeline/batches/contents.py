"""The bytes of an input: a file, an entry of an archive, an object in storage."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from appendix_pipeline.batches import archive, storage
from appendix_pipeline.batches.item import Item


def content(item: Item, limit: int) -> tuple[bytes, float]:
    """Return the bytes of an item, and when it was last written.

    The bytes are cut one past `limit`; the time is in seconds since 1970.

    Raises:
        OSError: the file is gone, or cannot be read.
        InputError: it is gone, or the archive is damaged or encrypted.
        DependencyError: the store cannot be reached.
    """
    if item.member is not None:
        with _source(item) as source:
            return archive.content(source, item.member, limit)
    if item.url:
        return storage.fetch(item.url, limit), item.modified
    with item.path.open("rb") as file:
        return file.read(limit + 1), os.fstat(file.fileno()).st_mtime


def entries(item: Item) -> Iterator[tuple[int, str]]:
    """Yield number and name of each file in the archive that an item is.

    Raises:
        InputError: it is no archive, or has too many entries.
        DependencyError: the store cannot be reached.
    """
    with _source(item) as source:
        yield from archive.entries(source)


def _source(item: Item) -> AbstractContextManager[archive.Source]:
    return storage.opened(item.url) if item.url else nullcontext(item.path)
