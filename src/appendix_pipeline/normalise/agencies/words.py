"""An agency cell as words and marks, with their places in the text."""

import re
from typing import NamedTuple

from appendix_pipeline.text import key

# A word may carry marks that NFC leaves apart; "Đ/c" and "P.KT" are cut into their parts.
WORD = re.compile(r"\w[\w\u0300-\u036f]*%?")
_AND_SO_ON = r"(?<!\w)v\.\s?v(?!\w)"
_PIECE = re.compile(rf"\n|{_AND_SO_ON}|{WORD.pattern}|[^\w\s]")
# What a punctuation mark counts as; brackets, dashes and bullets come in several shapes.
_MARKS = dict(zip("\n,;():/&.", "n,;():/&.", strict=True))
_MARKS |= {"[": "(", "]": ")"} | dict.fromkeys("-–—−‐", "-") | dict.fromkeys("•●▪·*+", "*")
_MARKS |= dict.fromkeys('"“”', "q")
# The one word that names are typed with or without, as `Word.key` has it.
AND = key("và")
# "P.KT", "TP. Hải Phòng": a full stop after a short capital word shortens it, if a word follows;
# the one of "Sở DT&TG." ends a sentence.
_SHORT = re.compile(r"(?<![\w&])(?:[A-ZĐ]{1,2}|Tp|tp)$"), re.compile(r"\.[^\S\n]*\w")
# A dash that joins two abbreviations into one name: "GDNN-GDTX".
_JOINED = re.compile(r"(?<!\w)[A-ZĐƯ]{2,9}$"), re.compile(r"-[A-ZĐƯ]{2,}(?!\w)")
# "đ/c" is one abbreviation.
_COMRADE = re.compile(r"(?<!\w)[Đđ]/[Cc](?!\w)")
_LETTERS = "abcdđeghiklmnop"
_MAX_DIGITS = 2
_NOT_BEGUN = "not begun"
_STARTS = frozenset("n;:.*#")


class Word(NamedTuple):
    """A word ("w"), an enumeration mark ("#"), a bullet ("*"), or a punctuation mark by its sign.

    A quotation mark is "q", what nothing knows "?".

    `key` is the word folded for matching, `start` and `end` its half-open place in the text.
    "." is the end of a sentence and "&" a mark inside a name ("P.KT", "KH&CN").
    """

    kind: str
    text: str
    start: int
    end: int
    key: str


def cut(text: str) -> list[Word]:
    """Return the words and marks of `text` in order; only white space is left out."""
    pieces = [(found[0], found.start(), found.end()) for found in _PIECE.finditer(text)]
    words: list[Word] = []
    counted = _NOT_BEGUN
    at = 0
    while at < len(pieces):
        piece, start, end = pieces[at]
        before = words[-1].kind if words else "n"
        taken = _enumerator(text, pieces[at : at + 3], "" if before in _STARTS else counted)
        if taken:
            counted = pieces[at + taken - 2][0].lower()
            end = pieces[at + taken - 1][2]
            words.append(Word("#", text[start:end], start, end, ""))
        else:
            kind = _kind(text, piece, start, before)
            words.append(Word(kind, piece, start, end, key(piece) if kind == "w" else ""))
        at += taken or 1
    return words


def _kind(text: str, piece: str, start: int, before: str) -> str:
    kind = "." if piece.startswith("v.") else _MARKS.get(piece, "?")
    if kind == "-" and before in _STARTS:
        return "*"
    before_it = text[max(0, start - 10) : start]
    if kind == "-" and _JOINED[1].match(text, start) and _JOINED[0].search(before_it):
        return "&"
    if kind == "/" and _COMRADE.match(text, max(0, start - 1)):
        return "&"
    if kind == "." and _SHORT[1].match(text, start) and _SHORT[0].search(before_it):
        return "&"
    if kind == "?" and (piece[0].isalnum() or piece[0] == "_"):
        return "w"
    return kind


def _enumerator(text: str, pieces: list[tuple[str, int, int]], counted: str) -> int:
    """Return how many of the three `pieces` count an item ("2.", "(2)", "b)", "1/"), 0 for none.

    Within a sentence the count must follow `counted`, the one before; "" allows any.
    """
    signs = [piece[0] for piece in pieces]
    opened = signs[0] == "("
    count, close = [*signs[opened : opened + 2], "", ""][:2]
    # "1/" counts where a line begins so and a blank follows: "13/13 thôn" is a share.
    begun = counted != _NOT_BEGUN
    slash = close == "/" and begun and not opened and text[pieces[1][2] :][:1].isspace()
    dash = close == "-" and not counted and not opened and pieces[0][2] == pieces[1][1]
    if close != ")" and (opened or (close != "." and not slash and not dash)):
        return 0
    number = count.isdecimal() and len(count) <= _MAX_DIGITS
    letter = (len(count) == 1 and count.isalpha()) or set(count) <= set("iv")
    if not number and not (close == ")" and letter):
        return 0
    after = pieces[opened + 1][2]
    if close == "." and text[after : after + 1].isdecimal():
        return 0
    return opened + 2 if counted in ("", _before(count)) else 0


def _before(count: str) -> str:
    if count.isdecimal():
        return str(int(count) - 1)
    at = _LETTERS.find(count.lower())
    return _LETTERS[at - 1] if at > 0 else "-"


def is_acronym(word: Word) -> bool:
    """Whether `word` is typed as abbreviations are ("VTV", "C06"); a Roman number is none."""
    capital, rest = word.text[:1].isupper(), word.text[1:]
    typed = rest[:1].isupper() or rest.isdecimal()
    return word.kind == "w" and capital and typed and not set(word.text) <= set("IVX")
