"""The bytes of an input: a file, an entry of an archive, an object in storage."""

import os

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
    if item.url:
        return storage.fetch(item.url, limit), item.modified
    if item.member is not None:
        return archive.content(item.path, item.member, limit)
    with item.path.open("rb") as file:
        return file.read(limit + 1), os.fstat(file.fileno()).st_mtime
