"""A near miss is a suggestion, never a resolution: "xã Hải Hưng" is not "xã Hải Hùng"."""

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache, lru_cache

from appendix_pipeline.normalise.agencies.gazetteer import atoms, gazetteer
from appendix_pipeline.rules import load
from appendix_pipeline.text import unaccented

_CUTOFF = 0.85
_WORD_CUTOFF = 0.5
_MAX_WORDS = 12
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐƯ]{4,}(?!\w)")
_LONG_ENOUGH = 4


@lru_cache(maxsize=4_096)
def suggestion(text: str) -> str:
    """Return the known name that `text` looks like a slip of, "" for none.

    All words but one agree, and that one nearly does; so at most a few names are compared. Or the
    head is left out: "Kinh tế" is hardly anything but the office of the commune.
    """
    words = atoms(text)
    if mended := _spelt_out(text) or _with_head(words):
        return mended
    return _near(words) or (_near(words[:-1]) if words and words[-1] in _units() else "")


def _with_head(words: tuple[str, ...]) -> str:
    """Return the office of a commune whose name without its head is `words`, "" for none."""
    records = gazetteer().without_head(words)
    offices = (each.name for each in records if each.level == "commune" and not each.until)
    return next(offices, "")


def _near(words: tuple[str, ...]) -> str:
    if not 1 < len(words) <= _MAX_WORDS:
        return ""
    shared = Counter(name for word in set(words) for name in names().get((len(words), word), ()))
    best = ("", _CUTOFF)
    for name, count in shared.items():
        if count < len(set(words)) - 1:
            continue
        ratio = SequenceMatcher(None, " ".join(words), " ".join(_folded(name))).ratio()
        if _alike(words, _folded(name)) and ratio > best[1]:
            best = name, ratio
    return best[0]


def _spelt_out(text: str) -> str:
    """Return `text` with its abbreviations as they should be ("UBDN xã"), "" if all are known."""
    known = _abbreviations()
    mended = _CAPITALS.sub(lambda word: known.get(_letters(word[0]), word[0]), text)
    return mended if mended != text else ""


def _letters(word: str) -> str:
    """Return what two spellings of an abbreviation share: which letters it has, without marks."""
    return "".join(sorted(set(unaccented(word))))


@cache
def _abbreviations() -> dict[str, str]:
    """Return the long abbreviations of the rules by letters that no two of them share."""
    short = [each for each in load("agencies")["abbreviations"] if len(each) >= _LONG_ENOUGH]
    counted = Counter(map(_letters, short))
    return {_letters(each): each for each in short if counted[_letters(each)] == 1}


def _alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(pairs) == 1 and SequenceMatcher(None, *pairs[0]).ratio() > _WORD_CUTOFF


@cache
def _units() -> frozenset[str]:
    units = load("agencies")["units"].values()
    return frozenset(word for unit in units for each in unit["words"] for word in atoms(each))


@cache
def _folded(name: str) -> tuple[str, ...]:
    return atoms(name)


@cache
def names() -> dict[tuple[int, str], list[str]]:
    """Return the known names by their number of words and each of their words."""
    index = defaultdict(list)
    for record in gazetteer().records.values():
        words = _folded(record.name)
        for word in set(words):
            index[len(words), word].append(record.name)
    return index
