"""Entries of zip archives, read within bounds; their names are never used as paths."""

import re
import struct
from calendar import timegm
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import crc32

from appendix_pipeline.decoding import decoded
from appendix_pipeline.errors import BROKEN_PACKAGE, InputError

MAX_ENTRIES = 20_000
Source = Path | IO[bytes]  # each has a `name`
_UTF_8 = 0x800  # the flag of an entry whose name is said to be UTF-8
_HEAD = struct.Struct("<HH")  # of an extra field: its kind and size
_DRIVE = re.compile(r"^[A-Za-z]:")
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8


def entries(source: Source) -> Iterator[tuple[int, str]]:
    """Yield number and name of each file in an archive; names hold no ".." and no root.

    Raises:
        InputError: it is no archive, or has more than `MAX_ENTRIES` entries.
    """
    with _opened(source) as archive:
        infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        what = {
            "vi": f"Tệp nén có hơn {MAX_ENTRIES} mục.",
            "en": f"The archive has more than {MAX_ENTRIES} entries.",
        }
        hint = {"vi": "Hãy chia nhỏ tệp nén.", "en": "Divide it into several."}
        raise InputError(source.name, what, hint)
    for number, info in enumerate(infos):
        if not info.is_dir():
            yield number, inside(_name(info))


def is_whole(path: Path) -> bool:
    """Return whether there is an archive at `path` that has its end."""
    try:
        with _opened(path):
            return True
    except InputError:
        return False


@contextmanager
def _opened(source: Source) -> Iterator[ZipFile]:
    """Open an archive.

    One that was cut may end in a whole package that was stored in it, and whose directory zipfile
    takes for that of the archive: there are bytes before its first entry.
    """
    try:
        with ZipFile(source) as archive:
            starts = (each.header_offset for each in archive.infolist())
            if min(starts, default=archive.start_dir):
                raise BadZipFile(source.name)
            yield archive
    except (*BROKEN_PACKAGE, IndexError) as error:
        raise _refused(source.name) from error


def _name(info: ZipInfo) -> str:
    """Return the name of an entry, which zipfile takes for code page 437 where nothing is said."""
    name = info.orig_filename
    if not info.flag_bits & _UTF_8:
        raw = name.encode("cp437")
        name = _unicode_path(info.extra, raw) or decoded(raw)
    return name.partition("\0")[0]


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name that the extra fields tell for the entry called `raw`, or ""."""
    while len(extra) >= _HEAD.size:
        kind, size = _HEAD.unpack_from(extra)
        field, extra = extra[_HEAD.size :][:size], extra[_HEAD.size + size :]
        # Of another name where a program changed that and left the field.
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<L", crc32(raw)):
            return field[5:].decode(errors="replace")
    return ""


def inside(name: str) -> str:
    """Return the name of an entry as a relative path that stays where it is put."""
    # A drive leads out; any other ":" is a Mac's, in a name like "Họp 10:30.docx".
    parts = PurePosixPath(_DRIVE.sub("", name.replace("\\", "/"))).parts
    return "/".join(each for each in parts if each not in {"..", "/", "."})


def content(source: Source, number: int, limit: int) -> tuple[bytes, float]:
    """Return an entry's bytes, and when it was last written in seconds since 1970.

    The bytes are cut one past `limit`, whatever its header promises. An archive tells the local
    time of an unknown place: it is taken for UTC, so that every machine reads it alike.

    Raises:
        InputError: it is damaged, encrypted, or packed in a way that zipfile does not know.
    """
    with _opened(source) as archive:
        info = archive.infolist()[number]
        with archive.open(info) as entry:
            return entry.read(limit + 1), _written(info)


def _written(info: ZipInfo) -> float:
    try:
        return timegm(info.date_time)
    except ValueError:
        return 0  # an archive may have no date, or a month 15


def _refused(name: str) -> InputError:
    return InputError(
        name,
        {
            "vi": "Tệp nén hỏng, có mật khẩu hoặc nén theo cách lạ.",
            "en": "The archive is damaged, has a password, or is packed in an unknown way.",
        },
        {
            "vi": "Hãy giải nén rồi đưa các tệp bên trong.",
            "en": "Unpack it and give the files in it.",
        },
    )
