"""How alike two tasks are, from 0 to 1: the same for two texts whatever else there is."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from appendix_pipeline.alignment.phrases import alone
from appendix_pipeline.alignment.signature import Signature, weight

SAME = 0.65  # from here on two tasks are one
SUGGESTED = 0.5  # from here on a person should look
# What a syllable weighs against one in common: put in place of another, or put beside.
_CHANGED, _ADDED = 2.0, 0.35
_NAME = 2  # syllables: what a number, year or legal document weighs
_NAMED = ("reference", "year", "number")
_LONG = 4  # letters of a syllable in which one may be mistyped
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)


def likeness(one: Signature, two: Signature) -> float:
    """Return how alike two tasks are: 1 where nothing that counts differs, 0 for surely others."""
    if not _compatible(one, two):
        return 0.0
    left, right = _unmatched(one, two)
    left += _NAME * _names(one.says - two.says)
    right += _NAME * _names(two.says - one.says)
    both = _weight(one) + _weight(two)
    shared = (both - left - right) / 2
    total = shared + _CHANGED * min(left, right) + _ADDED * abs(left - right)
    return round(shared / total, 3) if total else float(one.row == two.row)


def _weight(task: Signature) -> int:
    return sum(map(weight, task.words)) + _NAME * _names(task.says)


def _names(says: frozenset[tuple[str, str]]) -> int:
    return sum(kind in _NAMED for kind, _ in says)


def _compatible(one: Signature, two: Signature) -> bool:
    """Whether what the tasks say can be said of one task."""
    apart = one.says ^ two.says
    if not apart:
        return True
    if apart & alone():
        return False
    for kind in {kind for kind, _ in apart}:
        left, right = ({name for each, name in task.says if each == kind} for task in (one, two))
        if kind in _NAMED:
            if left - right and right - left:
                return False
        elif left and right and not left & right:
            return False
    return True


def _unmatched(one: Signature, two: Signature) -> tuple[int, int]:
    """Return how many syllables of each have none in the other, mistyped and shortened ones aside."""
    left, right = _syllables(one.words - two.words), _syllables(two.words - one.words)
    left, right = left - right, right - left
    if left and right:
        for mine, other, task in ((left, right, two), (right, left, one)):
            for word in sorted(mine):
                meant = _shortened(word, task)
                if meant:
                    mine.discard(word)
                    other -= meant
        for word in sorted(left):
            meant = _mistyped(word, right)
            if meant:
                left.discard(word)
                right -= meant
    return len(left), len(right)


def _syllables(words: Iterable[str]) -> set[str]:
    return {each for word in words for each in word.split()}


def _mistyped(word: str, others: set[str]) -> set[str]:
    if len(word) < _LONG:
        return set()
    close = [
        each for each in others if len(each) >= _LONG and OSA.distance(word, each, score_cutoff=1) == 1
    ]
    return {min(close)} if close else set()


def _shortened(word: str, other: Signature) -> set[str]:
    """Return the syllables of `other` whose initials make up `word` ("ntm": nông thôn mới)."""
    if _SYLLABLE.fullmatch(word):
        return set()
    initials = "".join(each[0] for each in other.row)
    at = initials.find(word)
    return set(other.row[at : at + len(word)]) if at >= 0 else set()
