"""The bytes of an input that is no file by itself: in an archive, or in object storage."""

from appendix_pipeline.batches import archive, storage
from appendix_pipeline.batches.item import Item


def content(item: Item, limit: int) -> bytes:
    """Return the bytes of an item that lies `apart`, cut one byte past `limit`.

    Raises:
        InputError: it is gone, or the archive is damaged or encrypted.
        DependencyError: the store cannot be reached.
    """
    if item.url:
        return storage.fetch(item.url, limit)
    return archive.content(item.path, item.member or 0, limit)
