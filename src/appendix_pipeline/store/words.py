"""Searching with and without diacritics: a word with marks is sought as typed, others without.

SQLite's own folding (`remove_diacritics`) leaves đ as it is, so folding is done here.
"""

import re
from unicodedata import normalize

from appendix_pipeline.text import key, unaccented

_PIECE = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def exact(text: str) -> str:
    """Return `text` for the column that keeps marks: in lower case, tone placement folded."""
    return normalize("NFC", key(text))


def match(query: str) -> str:
    """Return an FTS5 expression for what a person types; "" where no word is in it.

    All words must occur; words in double quotes stand together, in this order. Nothing typed is
    read as FTS5's own syntax.
    """
    return " AND ".join(
        f'{column} : "{words}"'
        for piece in _PIECE.finditer(query)
        for column, words in _terms(piece)
    )


def _terms(piece: re.Match[str]) -> list[tuple[str, str]]:
    words = _WORD.findall(normalize("NFC", piece[1] if piece[2] is None else piece[2]))
    return [_term(" ".join(words))] if words else []


def _term(words: str) -> tuple[str, str]:
    bare = unaccented(words)
    return ("plain", bare) if bare == words.casefold() else ("exact", exact(words))
