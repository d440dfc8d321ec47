"""Text that does not tell its encoding: names in archives and folders, lists of files.

Windows programs write names in the code page of their machine: for Vietnamese 1258, where tones
stand behind their letter, else 1252, or 437 as DOS did. Macs write UTF-8 without saying so.
"""

import os
import re
from itertools import product
from unicodedata import normalize

# Likeliest first; 437 has a character for every byte.
_CODE_PAGES = ("cp1258", "cp1252", "cp437")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = {normalize("NFC", "".join(each)) for each in product("aăâeêioôơuưy", _TONES)}
_LETTERS = _VOWELS | {each.upper() for each in _VOWELS} | {"đ", "Đ"}
# What no Vietnamese syllable has: an ă at its end ("xă" is "xã" in 1252), ư behind qu.
_NO_SYLLABLE = re.compile(r"[ăĂ](?![^\W\d_])|[qQ][uU][ưƯ]")


def decoded(raw: bytes) -> str:
    """Return the text of `raw`: UTF-8 if it can be, else what looks most like Vietnamese."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return min(_readings(raw), key=_oddness)


def as_text(name: str) -> str:
    """Return the name of a file as text, also where its folder keeps it in an old encoding."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return decoded(os.fsencode(name))
    return name


def _readings(raw: bytes) -> list[str]:
    found = []
    for page in _CODE_PAGES:
        try:
            found.append(normalize("NFC", raw.decode(page)))
        except UnicodeDecodeError:
            continue
    return found


def _oddness(text: str) -> int:
    odd = sum(not each.isascii() and each not in _LETTERS for each in text)
    return odd + len(_NO_SYLLABLE.findall(text))
