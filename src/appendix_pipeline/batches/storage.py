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
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from appendix_pipeline.errors import DependencyError, InputError

Place = Path | str
_PIECE = 1 << 18  # bytes brought at a time where a file is read here and there
_WHOLE = 1 << 24  # where all of it is read


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
        InputError: it is gone.
        DependencyError: the store cannot be reached.
    """
    with opened(url) as file:
        return file.read(limit + 1)


def opened(url: str) -> BufferedReader:
    """Return the object at `url` as a file, of which only what is read is brought, in pieces.

    Raises:
        InputError: it is gone.
        DependencyError: the store cannot be reached, now or later when the file is read.
    """
    return BufferedReader(_Object(url), _PIECE)


@contextmanager
def local_copy(place: Place, name: Path) -> Iterator[Path]:
    """Give the file `name` below `place`, or a copy of it where that lies in object storage.

    Raises:
        InputError: it is gone from the store.
        DependencyError: the store cannot be reached.
    """
    if not is_url(place):
        yield Path(place) / name
        return
    with TemporaryDirectory(prefix="appendix-") as folder:
        copy = Path(folder, name.name)
        with opened(f"{place}/{name.as_posix()}") as source, copy.open("wb") as target:
            copyfileobj(source, target, _WHOLE)
        yield copy


class _Object(RawIOBase):
    """An object read by ranges; what goes wrong is told as the store's fault at every moment."""

    def __init__(self, url: str) -> None:
        self._url, self._at, self.name = url, 0, url.rpartition("/")[2]
        with _reached(url):
            self._store, self._path = import_module("fsspec.core").url_to_fs(url)
            try:
                self._size: int = self._store.size(self._path)
            except FileNotFoundError as error:
                what = {"vi": "Không có tệp này.", "en": "There is no such file."}
                hint = {"vi": "Hãy kiểm tra địa chỉ.", "en": "Check the address."}
                raise InputError(url, what, hint) from error

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._at = offset + {SEEK_SET: 0, SEEK_CUR: self._at, SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        with _reached(self._url):
            content = self._store.cat_file(self._path, start=self._at, end=end)
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)


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
