"""Object storage (the extra `storage`): the only module that knows fsspec.

A place is a local `Path`, or a URL as text ("s3://bucket/prefix"). Credentials and endpoints are
those of the environment (`AWS_…`, `FSSPEC_…`). A store has no folders to make, no file is ever
half there, and nothing is renamed: an object is put whole or not at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from appendix_pipeline.errors import DependencyError, InputError

Place = Path | str


def is_url(place: Place) -> bool:
    """Return whether `place` lies in object storage; a `Path` never does."""
    return isinstance(place, str) and "://" in place


def place_of(given: Place) -> Place:
    """Return what was given as a URL without "/" at its end, or as a path."""
    return str(given).rstrip("/") if is_url(given) else Path(given)


def shown(place: Place) -> str:
    """Return a place as it is told, with "/" between its parts."""
    return place.as_posix() if isinstance(place, Path) else place


@dataclass(frozen=True, slots=True)
class Stored:
    """An object: its path below the prefix, URL, bytes, and the store's mark of its content.

    `stamp` is the ETag, "" where a store has none; `modified` are seconds since 1970, or 0.
    """

    name: str
    url: str
    size: int
    stamp: str
    modified: float


class Prefix:
    """All objects below a URL."""

    def __init__(self, url: str) -> None:
        """Reach for the store of `url`.

        Raises:
            DependencyError: fsspec, or its module for this kind of store, is not installed.
        """
        self.url = url
        with _reached(url):
            # Listings are read anew each time: other machines write here too.
            to_fs = import_module("fsspec.core").url_to_fs
            self._store, self._root = to_fs(url, use_listings_cache=False)

    def listing(self) -> Iterator[Stored]:
        """Yield all objects, or the one that the URL itself names."""
        with _reached(self.url):
            found: dict[str, dict[str, Any]] = self._store.find(self._root, detail=True)
        for path, told in found.items():
            name = path.removeprefix(self._root).lstrip("/") or path.rpartition("/")[2]
            url = self._store.unstrip_protocol(path)
            stamp = told.get("ETag") or told.get("etag") or ""
            moment = told.get("LastModified")
            modified = moment.timestamp() if isinstance(moment, datetime) else 0
            yield Stored(name, url, told["size"], str(stamp).strip('"'), modified)

    def get(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of some objects, by name."""
        paths = {self._path(name): name for name in names}
        with _reached(self.url):
            found = self._store.cat(list(paths)) if paths else {}
        # One path alone is answered without its name.
        contents = found if isinstance(found, dict) else dict.fromkeys(paths, found)
        return {paths[path]: content for path, content in contents.items()}

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Put objects by name, each whole, in place of what was there."""
        with _reached(self.url):
            self._store.pipe({self._path(name): content for name, content in contents.items()})

    def remove(self, names: Iterable[str]) -> None:
        """Remove objects; those that are gone already are no error."""
        paths = [self._path(name) for name in names]
        with _reached(self.url), suppress(FileNotFoundError):
            if paths:
                self._store.rm(paths)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def fetch(url: str, limit: int) -> bytes:
    """Return the content of the object at `url`, cut one byte past `limit`.

    Raises:
        InputError: it is gone, or an archive, which is not unpacked there.
        DependencyError: the store cannot be reached.
    """
    if url.lower().endswith(".zip"):
        what = {
            "vi": "Tệp nén trong kho đối tượng không được mở.",
            "en": "Archives in object storage are not unpacked.",
        }
        hint = {
            "vi": "Hãy giải nén rồi tải các tệp bên trong lên.",
            "en": "Unpack it and upload the files in it.",
        }
        raise InputError(url, what, hint)
    with _reached(url):
        store, path = import_module("fsspec.core").url_to_fs(url)
        try:
            with store.open(path, "rb") as file:
                content: bytes = file.read(limit + 1)
        except FileNotFoundError as error:
            what = {"vi": "Không có tệp này.", "en": "There is no such file."}
            hint = {"vi": "Hãy kiểm tra địa chỉ.", "en": "Check the address."}
            raise InputError(url, what, hint) from error
    return content


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Tell in one sentence whatever a library of a store raises: each has errors of its own."""
    try:
        yield
    except InputError:
        raise
    except ImportError as error:
        raise _missing(url) from error
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:300]
        what = {
            "vi": f"Không làm việc được với kho đối tượng ({reason}).",
            "en": f"The object storage cannot be worked with ({reason}).",
        }
        hint = {
            "vi": "Hãy kiểm tra mạng, địa chỉ và quyền truy cập.",
            "en": "Check the network, the address and the credentials.",
        }
        raise DependencyError(url, what, hint) from error


def _missing(url: str) -> DependencyError:
    command = "pip install 'appendix-pipeline[storage]'"
    what = {"vi": "Chưa cài fsspec cho loại kho này.", "en": "No fsspec for this kind of store."}
    return DependencyError(url, what, {"vi": f"Hãy chạy: {command}", "en": command})
