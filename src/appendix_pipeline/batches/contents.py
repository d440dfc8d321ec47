"""The bytes of an input that is no file by itself: in an archive, or in object storage."""

from appendix_pipeline.batches import archive, storage
from appendix_pipeline.batches.item import Item


def content(item: Item, limit: int) -> tuple[bytes, float]:
    """Return the bytes of an item that lies `apart`, and when it was last written.

    The bytes are cut one past `limit`; the time is in seconds since 1970.

    Raises:
        InputError: it is gone, or the archive is damaged or encrypted.
        DependencyError: the store cannot be reached.
    """
    if item.url:
        return storage.fetch(item.url, limit), item.modified
    return archive.content(item.path, item.member or 0, limit)
