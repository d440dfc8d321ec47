"""A near miss is a suggestion, never a resolution: "xã Hải Hưng" is not "xã Hải Hùng"."""

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import cache, lru_cache

from appendix_pipeline.normalise.agencies.gazetteer import atoms, gazetteer

_CUTOFF = 0.85
_WORD_CUTOFF = 0.5
_MAX_WORDS = 12


@lru_cache(maxsize=4_096)
def suggestion(text: str) -> str:
    """Return the known name that `text` looks like a slip of, "" for none.

    All words but one agree, and that one nearly does; so at most a few names are compared.
    """
    words = atoms(text)
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


def _alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(pairs) == 1 and SequenceMatcher(None, *pairs[0]).ratio() > _WORD_CUTOFF


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
