"""The look of an office, read from a small TOML file (docs/theme.md) into a frozen record."""

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from appendix_pipeline.errors import InputError, Sentence
from appendix_pipeline.options import Margins, Sizes, Theme
from appendix_pipeline.rules import decree30, load

_ANY = "*"


def load_theme(path: str | Path) -> Theme:
    """Return the theme in the file at `path`; its templates are read from beside it.

    Raises:
        InputError: the file or a template cannot be read, or says what no appendix may look like.
    """
    path = Path(path)
    said = _read(path)
    for table, key, value in _entries(path, said):
        _check(path, f"{table}.{key}", _record(path, table, key), value)
    office, templates = said.get("organisation", {}), said.get("templates", {})
    html, docx = (_beside(path, templates[key]) if key in templates else b"" for key in _FILES)
    return Theme(
        organisation=office.get("name", ""),
        parent=office.get("parent", ""),
        letterhead=office.get("letterhead", False),
        orientation=said.get("page", {}).get("orientation", "auto"),
        margins=Margins(**said.get("margins", {})),
        sizes=Sizes(**said.get("sizes", {})),
        columns=said.get("columns", {}),
        html_template=_text(path, html),
        docx_template=docx,
    )


_FILES = ("html", "docx")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise _refused(path, {"vi": "Không mở được tệp.", "en": "It cannot be opened."}) from error
    except ValueError as error:
        fault = {"vi": f"Không phải tệp TOML ({error}).", "en": f"It is no TOML ({error})."}
        raise _refused(path, fault) from error


def _entries(path: Path, said: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for table, content in said.items():
        if table not in load("theme") or not isinstance(content, dict):
            raise _unknown(path, table, load("theme"))
        yield from ((table, key, value) for key, value in content.items())


def _record(path: Path, table: str, key: str) -> Mapping[str, Any]:
    """Return what may be said under a key; any role of a column is one."""
    known = load("theme")[table]
    if _ANY in known and key in load("labels")["task"] | _roles():
        key = _ANY
    if key not in known:
        options = [*load("labels")["task"], *_roles()] if _ANY in known else known
        raise _unknown(path, f"{table}.{key}", [f"{table}.{each}" for each in options])
    return known[key]  # type: ignore[no-any-return]


def _roles() -> dict[str, Any]:
    return {role["name"]: role for role in load("columns")["role"]}


def _check(path: Path, name: str, record: Mapping[str, Any], value: Any) -> None:
    """Refuse a value that is of another kind than its key has, or out of its range.

    Raises:
        InputError: it is.
    """
    if "one_of" in record:
        if value not in record["one_of"]:
            words = ", ".join(record["one_of"])
            raise _bad(path, name, value, {"vi": f"một trong: {words}", "en": f"one of {words}"})
    elif "yes_or_no" in record:
        if not isinstance(value, bool):
            raise _bad(path, name, value, {"vi": "true hoặc false", "en": "true or false"})
    elif "text" in record or "file" in record:
        if not isinstance(value, str) or not value.strip():
            raise _bad(path, name, value, {"vi": "chữ trong ngoặc kép", "en": "text in quotes"})
    else:
        _check_number(path, name, record, value)


def _check_number(path: Path, name: str, record: Mapping[str, Any], value: Any) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if "rule" in record:
        rule = decree30.rules()[record["rule"]]
        if not number or not rule.allows(float(value)):
            said = {lang: f"{decree30.allowed(rule, lang)} ({rule.source})" for lang in _LANGS}
            raise _bad(path, name, value, said)
    elif not number or not record["least"] <= value <= record["most"]:
        said = {
            lang: f"{record['least']}–{decree30.in_words(record['most'], record['unit'], lang)}"
            for lang in _LANGS
        }
        raise _bad(path, name, value, said)


_LANGS = ("vi", "en")


def _beside(path: Path, name: str) -> bytes:
    """Return the content of a file that stands beside the theme, or below.

    Raises:
        InputError: it cannot be read, or stands elsewhere.
    """
    file = (path.parent / name).resolve()
    try:
        if file.is_relative_to(path.parent.resolve()):
            return file.read_bytes()
    except OSError:
        pass
    fault = {
        "vi": f"Không đọc được mẫu “{name}” trong thư mục của tệp này.",
        "en": f"The template {name!r} cannot be read in the folder of this file.",
    }
    raise _refused(path, fault)


def _text(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = {"vi": "Mẫu html không phải UTF-8.", "en": "The html template is not UTF-8."}
        raise _refused(path, fault) from error


def _unknown(path: Path, name: str, known: Mapping[str, Any] | list[str]) -> InputError:
    near = get_close_matches(name, known, 1) or [", ".join(known)]
    return _refused(
        path,
        {
            "vi": f"Không có mục “{name}” (có: {near[0]}).",
            "en": f"There is no key {name!r} (there is: {near[0]}).",
        },
    )


def _bad(path: Path, name: str, value: Any, allowed: Sentence) -> InputError:
    return _refused(
        path,
        {
            "vi": f"{name} = {value!r} không được; cho phép: {allowed['vi']}.",
            "en": f"{name} = {value!r} is not possible; allowed: {allowed['en']}.",
        },
    )


def _refused(path: Path, what: Sentence) -> InputError:
    hint = {"vi": "Hãy sửa tệp giao diện (docs/theme.md).", "en": "Mend the theme (docs/theme.md)."}
    return InputError(path.name, what, hint)
