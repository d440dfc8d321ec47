"""The files of a run: folders with all below them, globs, zip archives, lists of files."""

import glob
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath

from appendix_pipeline.batches.archive import entries
from appendix_pipeline.batches.item import Item
from appendix_pipeline.batches.storage import Place, Prefix, is_url
from appendix_pipeline.errors import InputError

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
# Word's lock on an open file; what a Mac lays beside each file, and clients that synchronise hide.
_PRIVATE = ("~$", ".")
_LISTS = (".txt", ".lst")


def find(inputs: Iterable[Place], out: Place) -> list[Item]:
    """Return the Word files that `inputs` name, each once, in the order of their names.

    What lies below `out`, hidden files and Word's own lock files ("~$…") are left out. A list
    (.txt, .lst) has one path a line, relative to the list; lines that begin with "#" are left
    out. A listed file that is missing and a broken archive are items too: they fail with their
    reason.

    Raises:
        InputError: an input is missing or matches nothing, or there is no Word file at all.
    """
    found = {
        (item.url or item.path, item.member): item
        for each in inputs
        for item in (_stored(str(each)) if is_url(each) else _named(Path(each), lists=True))
        if not _is_output(item, out)
    }
    if not found:
        raise _nothing(", ".join(map(str, inputs)))
    return sorted(found.values(), key=lambda item: (item.name, item.origin, item.member or 0))


def _is_output(item: Item, out: Place) -> bool:
    if item.url:
        return item.url.startswith(f"{out}/")
    return isinstance(out, Path) and item.path.resolve().is_relative_to(out.resolve())


def _stored(url: str) -> Iterator[Item]:
    origin = _fingerprint(url.rstrip("/"))
    for each in Prefix(url).listing():
        if _is_wanted(PurePosixPath(each.name).name):
            path = Path(PurePosixPath(each.name).name)
            yield Item(
                each.name, path, None, origin, size=each.size, url=each.url, stamp=each.stamp
            )


def _is_wanted(name: str) -> bool:
    return name.lower().endswith((*WORD, ".zip")) and not name.startswith(_PRIVATE)


def _named(path: Path, *, lists: bool) -> Iterator[Item]:
    if path.is_dir():
        for file in below(path):
            yield from items_of(file, path)
    elif lists and path.suffix.lower() in _LISTS and path.is_file():
        yield from _listed(path)
    elif path.is_file():
        yield from items_of(path, path.parent)
    elif glob.has_magic(str(path)):
        yield from _matching(path)
    elif lists:
        raise _nothing(str(path))
    else:
        yield _item(path.name, path, path.parent)


def below(folder: Path, out: Path | None = None) -> Iterator[Path]:
    """Yield the Word files and archives below `folder`, none of those below `out` (resolved)."""
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if Path(top, each).resolve() != out)
        yield from (Path(top, name) for name in sorted(files) if _is_wanted(name))


def _matching(pattern: Path) -> Iterator[Item]:
    fixed = list(pattern.parts)
    while any(map(glob.has_magic, fixed)):
        fixed.pop()
    # Not Path.glob: it takes no pattern with a root.
    matches = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207
    if not matches:
        raise _nothing(str(pattern))
    for each in map(Path, matches):
        if each.is_file() and each.suffix.lower() in (*WORD, ".zip"):
            yield from items_of(each, Path(*fixed))


def _listed(path: Path) -> Iterator[Item]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _nothing(str(path)) from error
    for line in map(str.strip, lines):
        if line and not line.startswith("#"):
            yield from _named(path.parent / line, lists=False)


def items_of(path: Path, root: Path) -> Iterator[Item]:
    """Yield the file at `path`, or what the archive there holds; names are relative to `root`."""
    name = path.relative_to(root).as_posix()
    if path.suffix.lower() != ".zip":
        yield _item(name, path, root)
        return
    within = PurePath(name).with_suffix("").as_posix()
    try:
        for number, entry in entries(path):
            if entry.lower().endswith(WORD) and not PurePath(entry).name.startswith(_PRIVATE):
                yield _item(f"{within}/{entry}", path, root, number)
    except InputError:
        yield _item(name, path, root)


def _item(name: str, path: Path, root: Path, member: int | None = None) -> Item:
    # The folder itself is no part of what is written: only its fingerprint tells it apart.
    return Item(name, path, member, _fingerprint(str(root.resolve())))


def _fingerprint(root: str) -> str:
    return sha256(root.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _nothing(where: str) -> InputError:
    return InputError(
        where,
        {"vi": "Không tìm thấy tệp Word nào.", "en": "No Word file was found."},
        {
            "vi": "Hãy kiểm tra tên tệp, thư mục hoặc mẫu tên.",
            "en": "Check the name of the file, folder or pattern.",
        },
    )
