"""Vietnamese text: the only place where it is cleaned, and where it is folded for matching."""

import re
from functools import lru_cache
from unicodedata import is_normalized, normalize

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0302\u0306\u031b"
# A tone typed before the circumflex, breve or horn is another order of the same letter, which
# NFC leaves apart.
_TONE_BEFORE_SHAPE = re.compile(f"([{_TONES}])([{_SHAPES}])")
# Characters without width that copying leaves behind, and the hyphen that must not break.
_INVISIBLE = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)
_INVISIBLE[0x2011] = "-"
_VISIBLE_ONLY = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u2011]")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def clean(text: str) -> str:
    """Return `text` in NFC without invisible characters; what a reader sees stays as it is."""
    if text.isascii():
        return text
    if not is_normalized("NFC", text):
        text = normalize("NFC", _TONE_BEFORE_SHAPE.sub(r"\2\1", normalize("NFD", text)))
    if _VISIBLE_ONLY.search(text):
        text = text.translate(_INVISIBLE)
    return text


def fold(text: str) -> str:
    """Return `text` with every stretch of white space as one blank, none at the ends."""
    return " ".join(text.split())


def size(text: str) -> int:
    """Return how many characters of `text` are not white space: the unit of the ledger."""
    return sum(map(len, text.split()))


def _tone_last(word: re.Match[str]) -> str:
    letters = word[0]
    tones = "".join(each for each in letters if each in _TONES)
    return "".join(each for each in letters if each not in _TONES) + tones if tones else letters


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return what two spellings of the same words have in common, for matching only.

    Case, white space, blanks round dashes, kinds of dash, and where the tone stands
    ("hoà", "hòa") are folded; every other difference stays ("Hưng", "Hùng").
    """
    text = _WORD.sub(_tone_last, normalize("NFD", clean(text).casefold()))
    return _DASHES.sub("-", _SPACES.sub(" ", text)).strip()


def unaccented(text: str) -> str:
    """Return `text` in lower case without any mark, đ as d: for searching, never for identity."""
    plain = normalize("NFD", text.casefold()).replace("đ", "d")
    return re.sub("[\u0300-\u036f]", "", plain)


def plain_digits(text: str) -> str:
    """Return raised digits ("¹") as plain ones ("1")."""
    return text.translate(_RAISED_DIGITS)


def clean_number(text: str) -> str:
    """Return a number as displayed, without closing punctuation and leading zeros: "01." is "1"."""
    text = fold(text).strip("()[] ").rstrip(".:)- ") or fold(text)
    return ".".join(part.lstrip("0") or "0" if part.isdigit() else part for part in text.split("."))
