"""Inputs that are no files by themselves: in an archive, in object storage, or in both."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from appendix_pipeline.batches import archive, storage
from appendix_pipeline.batches.item import Item


def content(item: Item, limit: int) -> tuple[bytes, float]:
    """Return the bytes of an item that lies `apart`, and when it was last written.

    The bytes are cut one past `limit`; the time is in seconds since 1970.

    Raises:
        InputError: it is gone, or the archive is damaged or encrypted.
        DependencyError: the store cannot be reached.
    """
    if item.member is None:
        return storage.fetch(item.url, limit), item.modified
    with _source(item) as source:
        return archive.content(source, item.member, limit)


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
