"""The files of a run: folders with all below them, globs, zip archives, lists of files."""

import glob
import os
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath

from appendix_pipeline.batches.contents import entries
from appendix_pipeline.batches.item import Item
from appendix_pipeline.batches.storage import Place, Prefix, is_url
from appendix_pipeline.decoding import as_text, decoded
from appendix_pipeline.errors import InputError

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
_LISTS = (".txt", ".lst")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what Notepad calls Unicode
# What programs keep beside the files of a person: Word, macOS, LibreOffice, Windows.
_PRIVATE = (
    "~$", ".", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information",
    "lost+found",
)  # fmt: skip
# What programs call a file that they are still writing.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to convert, what else was sent, and the names of folders that stay closed."""

    items: tuple[Item, ...]
    unread: tuple[Item, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """Return the names of all that is left out, of a folder with "/" behind it."""
        return tuple(sorted((*(item.name for item in self.unread), *self.closed)))


def find(inputs: Iterable[Place], out: Place) -> Found:
    """Return the Word files that `inputs` name, each once, in the order of their names.

    What lies below `out` and what programs keep for themselves ("~$…", "._…") are left out. A list
    (.txt, .lst) has one path a line, relative to the list; lines that begin with "#" are left out.
    A listed file that is missing, a broken archive and one within another are items too: they
    fail with their reason. A folder that cannot be opened is among the others, with "/" behind it.

    Raises:
        InputError: an input is missing or matches nothing, lies below `out`, or there is no Word
            file at all.
    """
    given = list(inputs)
    found: dict[tuple[Path | str, int | None], Item] = {}
    for each in given:
        named = list(_stored(str(each)) if is_url(each) else _named(Path(each), lists=True))
        others = [item for item in named if not _is_output(item, out)]
        if named and not others:
            raise _own(str(each), out)
        found |= {(item.url or _absolute(item.path), item.member): item for item in others}
    if not any(map(_is_word, found.values())):
        raise _nothing(", ".join(map(str, given)))
    return told_apart(found.values())


def _absolute(path: Path) -> Path:
    """Return a path as told from the root; unlike `resolve` it keeps links apart."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def told_apart(items: Iterable[Item]) -> Found:
    """Return the Word files among `items` in the order of their names, and the other names."""
    ordered = sorted(items, key=lambda item: (item.name, item.origin, item.member or 0))
    closed = [item for item in ordered if _is_closed(item)]
    unread = tuple(item for item in ordered if not _is_word(item) and item not in closed)
    names = tuple(f"{item.name}/" for item in closed)
    return Found(tuple(filter(_is_word, ordered)), unread, names)


def is_awaited(path: Path) -> bool:
    """Return whether the name is that of a whole file and not a program's own."""
    name = path.name.lower()
    return not name.endswith(_UNFINISHED) and not name.startswith(_PRIVATE)


def _is_word(item: Item) -> bool:
    return item.name.lower().endswith((*WORD, ".zip"))


def _is_closed(item: Item) -> bool:
    """Return whether it is a folder, which is an item only where it cannot be opened."""
    return not _is_word(item) and not item.apart and is_folder(item.path)


def is_folder(path: Path) -> bool:
    """Return whether there is a folder at `path`.

    `Path.is_dir` raises where a name is too long or a share is out of reach.
    """
    return os.path.isdir(path)  # noqa: PTH112


def _is_output(item: Item, out: Place) -> bool:
    if item.url:
        return item.url.startswith(f"{out}/")
    return isinstance(out, Path) and item.path.resolve().is_relative_to(out.resolve())


def _stored(url: str) -> Iterator[Item]:
    origin = _fingerprint(url.rstrip("/"))
    for each in Prefix(url).listing():
        path = Path(PurePosixPath(each.name).name)
        if not path.name.lower().startswith(_PRIVATE):
            item = Item(
                each.name, path, None, origin, size=each.size, modified=each.modified,
                url=each.url, stamp=each.stamp,
            )  # fmt: skip
            yield from _unpacked(item)


def _named(path: Path, *, lists: bool) -> Iterator[Item]:
    there = os.path.isfile(path)  # noqa: PTH113 (`Path.is_file` raises where a name is too long)
    if is_folder(path):
        for file in below(path):
            yield from items_of(file, path if file != path else path.parent)
    elif lists and there and path.suffix.lower() in _LISTS:
        yield from _listed(path)
    elif there:
        yield from items_of(path, path.parent)
    elif glob.has_magic(str(path)):
        yield from _matching(path)
    elif lists:
        raise _nothing(str(path))
    else:
        yield _item(path.name, path, path.parent)


def below(folder: Path, out: Path | None = None) -> Iterator[Path]:
    """Yield the files below `folder`, none of those below `out` (resolved).

    A folder that cannot be opened is yielded itself.
    """
    closed: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(
            each
            for each in folders
            if not each.lower().startswith(_PRIVATE) and Path(top, each).resolve() != out
        )
        yield from (Path(top, name) for name in sorted(files))
    yield from (Path(each.filename) for each in closed)


def _matching(pattern: Path) -> Iterator[Item]:
    fixed = list(pattern.parts)
    while any(map(glob.has_magic, fixed)):
        fixed.pop()
    # Not Path.glob: it takes no pattern with a root.
    matches = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207
    if not matches:
        raise _nothing(str(pattern))
    for each in map(Path, matches):
        # Not "is a file": one that was removed since fails with its reason.
        if not is_folder(each):
            yield from items_of(each, Path(*fixed))


def _listed(path: Path) -> Iterator[Item]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _nothing(str(path)) from error
    wide = data.startswith(_WIDE)
    text = data.decode("utf-16", "replace") if wide else decoded(data.removeprefix(BOM_UTF8))
    for line in map(str.strip, text.replace("\0", "").splitlines()):
        if line and not line.startswith("#"):
            # "Copy as path" of Windows puts it in quotes.
            yield from _named(path.parent / line.strip('"'), lists=False)


def items_of(path: Path, root: Path) -> Iterator[Item]:
    """Yield the file at `path`, or what the archive there holds; names are relative to `root`."""
    if not path.name.lower().startswith(_PRIVATE):
        yield from _unpacked(_item(path.relative_to(root).as_posix(), path, root))


def _unpacked(item: Item) -> Iterator[Item]:
    """Yield what an archive holds; the item itself where it is none, or a broken one."""
    if not is_archive(item):
        yield item
        return
    within = place_of_entries(item)
    where, times = item.url or item.path.resolve(), Counter[str]()
    try:
        for number, entry in entries(item):
            if not PurePath(entry).name.lower().startswith(_PRIVATE):
                times[entry] += 1
                # It is not what lies beside its archive, unpacked, nor another entry of its name.
                origin = _fingerprint(f"{where}|{times[entry]}")
                name = as_text(f"{within}/{entry}")
                yield replace(
                    item, name=name, member=number, origin=origin, size=0, modified=0,
                    archive=item.identity,
                )  # fmt: skip
    except InputError:
        yield item


def is_archive(item: Item) -> bool:
    """Return whether it is an archive; where one is an item, it could not be read."""
    return item.member is None and item.path.suffix.lower() == ".zip"


def place_of_entries(archive: Item) -> str:
    """Return the folder, by its name, in which the entries of an archive lie."""
    return PurePath(archive.name).with_suffix("").as_posix()


def _item(name: str, path: Path, root: Path) -> Item:
    # The folder itself is no part of what is written: only its fingerprint tells it apart.
    return Item(as_text(name), path, None, _fingerprint(str(root.resolve())))


def _fingerprint(root: str) -> str:
    return sha256(root.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _own(where: str, out: Place) -> InputError:
    return InputError(
        where,
        {
            "vi": f"Mọi tệp Word ở đây đều nằm trong thư mục kết quả {out}.",
            "en": f"All Word files here lie in the folder of the outputs, {out}.",
        },
        {
            "vi": "Hãy chọn thư mục kết quả khác bằng --out.",
            "en": "Choose another folder with --out.",
        },
    )


def _nothing(where: str) -> InputError:
    return InputError(
        where,
        {"vi": "Không tìm thấy tệp Word nào.", "en": "No Word file was found."},
        {
            "vi": "Hãy kiểm tra tên tệp, thư mục hoặc mẫu tên.",
            "en": "Check the name of the file, folder or pattern.",
        },
    )
