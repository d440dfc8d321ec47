"""Outputs on disk: named safely, and there whole or not at all."""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from appendix_pipeline.errors import OutputError

_LONGEST = 80
_AT_ONCE = 1 << 20  # bytes; of many small pieces
_MOST_BYTES = 200  # Linux takes 255, with all that is put before and behind
_REASONS = {
    errno.EACCES: "không có quyền ghi, hoặc tệp đang mở",
    errno.EPERM: "không có quyền ghi, hoặc tệp đang mở",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đầy",
    errno.EDQUOT: "hết hạn mức ổ đĩa",
    errno.ENOENT: "không có thư mục",
    errno.ENOTDIR: "có tệp trùng tên với thư mục cần tạo",
    errno.EEXIST: "có tệp trùng tên với thư mục cần tạo",
    errno.EISDIR: "có thư mục trùng tên với tệp cần ghi",
    errno.ENAMETOOLONG: "tên quá dài",
}
# Characters that Windows refuses, control characters, those that turn the direction of text, and
# halves of characters.
_UNSAFE = re.compile(
    '[<>:"/\\\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]'
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Return `name` as a file or folder name that Windows, macOS and Linux take alike."""
    safe = _UNSAFE.sub("-", normalize("NFC", name)).strip(" .")[:_LONGEST]
    safe = safe.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")
    return f"_{safe}" if not safe or _RESERVED.match(safe) else safe


def safe_file_name(name: str) -> str:
    """Return the name of a file made safe; however long it is, its ending stays."""
    path = PurePosixPath(name)
    return safe_name(path.stem) + path.suffix


def safe_path(path: str) -> str:
    """Return a path with "/" between its parts, each made safe."""
    return "/".join(map(safe_name, path.split("/")))


class Names:
    """The names given out so far, so that no output takes another's place."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """Return `name` made safe, with "-2", "-3" where it was given out before.

        Case is folded, since on Windows "A" and "a" are one file.
        """
        return self._free(safe_name(name))

    def take_path(self, path: str) -> str:
        """Return a path with "/" between its parts, each made safe, told apart like a name."""
        return self._free(safe_path(path))

    def reserve(self, path: str) -> None:
        """Give `path` to nobody from here on."""
        self._taken.add(path.casefold())

    def _free(self, name: str) -> str:
        candidate, count = name, 1
        while candidate.casefold() in self._taken:
            count += 1
            candidate = f"{name}-{count}"
        self._taken.add(candidate.casefold())
        return candidate


def save(files: Mapping[str, bytes | Iterable[bytes]], folder: Path) -> list[Path]:
    """Write `files` (path below `folder` -> content, or its pieces) and return their paths.

    All are written aside first and then renamed. Where one cannot be written (a full disk, a
    file open in Excel), those renamed before it are put back: what was there stays. A file that
    is saved alone is there at every moment, the old or the new; of several, one that a killed
    process took away comes back with the next call.

    Raises:
        OutputError: the folder or a file cannot be written.
    """
    targets = [folder / name for name in files]
    made: list[Path] = []
    moved: list[Path] = []
    new: list[Path] = []
    try:
        for target, content in zip(targets, files.values(), strict=True):
            made += _make_folder(target.parent)
            _settle(target)
            with _aside(target).open("wb", _AT_ONCE) as file:
                file.writelines((content,) if isinstance(content, bytes) else content)
        for target in targets:
            if len(targets) > 1 and target.exists():
                target.replace(_before(target))
                moved.append(target)
            _aside(target).replace(target)
            new.append(target)
    except OSError as error:
        for target in new:
            target.unlink()
        for target in moved:
            _before(target).replace(target)
        _clear(targets, made)
        raise refusal(folder, error) from error
    for target in moved:
        _before(target).unlink()
    return targets


def _settle(target: Path) -> None:
    """Put back, or away, what a process left here that was killed while it saved."""
    if target.exists():
        _before(target).unlink(missing_ok=True)
    elif _before(target).exists():
        _before(target).replace(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _before(target: Path) -> Path:
    return target.with_name(f".{target.name}.before")


def _make_folder(folder: Path) -> list[Path]:
    """Make `folder` and its parents; return those that were not there, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _clear(targets: list[Path], made: list[Path]) -> None:
    for target in targets:
        if target.parent.is_dir():
            _aside(target).unlink(missing_ok=True)
    for folder in reversed(made):
        if not any(folder.iterdir()):
            folder.rmdir()


def refusal(folder: Path, error: OSError) -> OutputError:
    """Return what the user is told when a file below `folder` could not be written."""
    reason = os.strerror(error.errno) if error.errno else str(error)
    vietnamese = _REASONS.get(error.errno or 0, reason)
    return OutputError(
        str(error.filename or folder),
        {
            "vi": f"Không ghi được kết quả ({vietnamese}).",
            "en": f"The outputs cannot be written ({reason}).",
        },
        _ROOM if error.errno in _NO_ROOM else _CLOSE,
    )


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_ROOM = {
    "vi": "Hãy xóa bớt cho có chỗ, hoặc chọn thư mục ở ổ đĩa khác bằng --out.",
    "en": "Free some space, or choose a folder on another disk with --out.",
}
_CLOSE = {
    "vi": "Hãy đóng các tệp kết quả đang mở, hoặc chọn thư mục khác bằng --out.",
    "en": "Close the outputs that are open, or choose another folder with --out.",
}
