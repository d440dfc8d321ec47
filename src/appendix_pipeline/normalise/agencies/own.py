"""The user's own bodies: read from a file, known in the whole process until told otherwise."""

import json
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

from appendix_pipeline.errors import InputError
from appendix_pipeline.model.agency import Body, Level
from appendix_pipeline.normalise.agencies import suggest
from appendix_pipeline.normalise.agencies.gazetteer import OWN, gazetteer
from appendix_pipeline.normalise.agencies.resolve import split
from appendix_pipeline.normalise.agencies.review import diagnose

_FIELDS = {"written", "name", "level"}
_LEVELS = ", ".join(filter(None, get_args(Level)))
_HEAD = """\
# Cơ quan chưa có trong danh mục. Với mỗi cơ quan: sửa `name` thành tên chính thức, hoặc tên đã có
# trong danh mục nếu đây chỉ là cách viết khác; điền `level`: {levels}.
# Tên mới mà chưa điền `level` thì vẫn được coi là chưa biết.
# Sau đó dùng với tùy chọn --agencies.
"""


def know(path: Path | None) -> str:
    """Have the bodies of the file at `path` known, and no others of a user's; None for none.

    Returns the first 12 hex digits of the file's SHA-256, "" for no file.

    Raises:
        InputError: the file is missing, no TOML, or not in the form that `unknown` gives.
    """
    content = _read(path) if path else b""
    bodies = _bodies(path, content) if path else []
    if bodies != OWN:
        OWN[:] = bodies
        for cached in (gazetteer, split, diagnose, suggest.suggestion, suggest.names):
            cached.cache_clear()
    return sha256(content).hexdigest()[:12] if path else ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = {"vi": "Không đọc được tệp cơ quan.", "en": "The file of agencies cannot be read."}
        hint = {"vi": "Kiểm tra tên và đường dẫn của tệp.", "en": "Check its name and folder."}
        raise InputError(str(path), what, hint) from error


def _bodies(path: Path, content: bytes) -> list[dict[str, str]]:
    try:
        bodies: Any = tomllib.loads(_decoded(content)).get("body", [])
    except ValueError as error:
        raise _refused(path, str(error)) from error
    for number, body in enumerate(bodies if isinstance(bodies, list) else [bodies], 1):
        if not _fits(body):
            raise _refused(path, f"[[body]] {number}")
    return list(bodies)


def _decoded(content: bytes) -> str:
    """Return the text; Windows PowerShell writes what one sends to a file in UTF-16."""
    wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8-sig").replace("\r\n", "\n")


def _fits(body: Any) -> bool:
    texts = isinstance(body, dict) and body.keys() == _FIELDS and all(map(_is_text, body.values()))
    return bool(texts and body["name"].strip() and body["level"] in get_args(Level))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _refused(path: Path, fault: str) -> InputError:
    what = {
        "vi": f"Tệp cơ quan không đúng dạng ({fault}).",
        "en": f"The file of agencies is not in its form ({fault}).",
    }
    hint = {
        "vi": f"Mỗi [[body]] có written, name và level ({_LEVELS}); xem lệnh `agencies --unknown`.",
        "en": f"Each [[body]] has written, name and level ({_LEVELS}); see `agencies --unknown`.",
    }
    return InputError(str(path), what, hint)


def unknown(met: Iterable[tuple[str, Body]]) -> str:
    """Return the bodies no list knows, of pairs of a place and a body, as a file to fill in."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place, body in met:
        if not body.key and not body.collective:
            places[body.text, body.suggestion].append(place)
    parts = [_HEAD.format(levels=_LEVELS)]
    for (text, suggestion), found in sorted(places.items()):
        near = f" (gần giống: {suggestion})" if suggestion else ""
        written = json.dumps(text, ensure_ascii=False).replace("\x7f", "")
        parts.append(
            f"# {len(found)} lần: {', '.join(found[:3])}{near}\n"
            f'[[body]]\nwritten = {written}\nname = {written}\nlevel = ""\n'
        )
    return "\n".join(parts)
