"""The files of a run: folders with all below them, globs, zip archives, lists of files."""

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath, PurePosixPath

from appendix_pipeline.batches.archive import entries
from appendix_pipeline.batches.item import Item
from appendix_pipeline.batches.storage import Place, Prefix, is_url
from appendix_pipeline.errors import InputError

WORD = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
_LISTS = (".txt", ".lst")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what Notepad calls Unicode
# What programs keep beside the files of a person: Word, macOS, LibreOffice, Windows.
_PRIVATE = ("~$", ".", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Found:
    """The files to convert, and the names of those among them that are no Word files."""

    items: tuple[Item, ...]
    others: tuple[str, ...] = ()


def find(inputs: Iterable[Place], out: Place) -> Found:
    """Return the Word files that `inputs` name, each once, in the order of their names.

    What lies below `out` and what programs keep for themselves ("~$…", "._…") are left out. A list
    (.txt, .lst) has one path a line, relative to the list; lines that begin with "#" are left out.
    A listed file that is missing, a broken archive and one within another are items too: they
    fail with their reason.

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
    others = tuple(item.name for item in ordered if not _is_word(item))
    return Found(tuple(filter(_is_word, ordered)), others)


def is_awaited(path: Path) -> bool:
    """Return whether the name is that of a Word file or an archive, and not a program's own."""
    name = path.name.lower()
    return name.endswith((*WORD, ".zip")) and not name.startswith(_PRIVATE)


def _is_word(item: Item) -> bool:
    return item.name.lower().endswith((*WORD, ".zip"))


def _is_output(item: Item, out: Place) -> bool:
    if item.url:
        return item.url.startswith(f"{out}/")
    return isinstance(out, Path) and item.path.resolve().is_relative_to(out.resolve())


def _stored(url: str) -> Iterator[Item]:
    origin = _fingerprint(url.rstrip("/"))
    for each in Prefix(url).listing():
        path = Path(PurePosixPath(each.name).name)
        if not path.name.lower().startswith(_PRIVATE):
            yield Item(
                each.name, path, None, origin, size=each.size, modified=each.modified,
                url=each.url, stamp=each.stamp,
            )  # fmt: skip


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
    """Yield the files below `folder`, none of those below `out` (resolved)."""
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and Path(top, each).resolve() != out
        )
        yield from (Path(top, name) for name in sorted(files))


def _matching(pattern: Path) -> Iterator[Item]:
    fixed = list(pattern.parts)
    while any(map(glob.has_magic, fixed)):
        fixed.pop()
    # Not Path.glob: it takes no pattern with a root.
    matches = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207
    if not matches:
        raise _nothing(str(pattern))
    for each in map(Path, matches):
        if each.is_file():
            yield from items_of(each, Path(*fixed))


def _listed(path: Path) -> Iterator[Item]:
    try:
        data = path.read_bytes()
        text = data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _nothing(str(path)) from error
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#"):
            # "Copy as path" of Windows puts it in quotes.
            yield from _named(path.parent / line.strip('"'), lists=False)


def items_of(path: Path, root: Path) -> Iterator[Item]:
    """Yield the file at `path`, or what the archive there holds; names are relative to `root`."""
    name = path.relative_to(root).as_posix()
    if path.name.lower().startswith(_PRIVATE):
        return
    if path.suffix.lower() != ".zip":
        yield _item(name, path, root)
        return
    within = PurePath(name).with_suffix("").as_posix()
    times = Counter[str]()
    try:
        for number, entry in entries(path):
            if not PurePath(entry).name.lower().startswith(_PRIVATE):
                times[entry] += 1
                yield _item(f"{within}/{entry}", path, root, number, times[entry])
    except InputError:
        yield _item(name, path, root)


def _item(name: str, path: Path, root: Path, member: int | None = None, times: int = 0) -> Item:
    # The folder itself is no part of what is written: only its fingerprint tells it apart. An
    # entry is not what lies beside its archive, unpacked, nor another entry of its name.
    origin = root.resolve() if member is None else f"{path.resolve()}|{times}"
    # A name that is no UTF-8 is told by the numbers of its bytes.
    told = os.fsencode(name).decode("utf-8", "backslashreplace")
    return Item(told, path, member, _fingerprint(str(origin)))


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
