"""How alike two tasks are, from 0 to 1: the same for two texts whatever else there is."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from appendix_pipeline.alignment.phrases import ACT, alone
from appendix_pipeline.alignment.signature import Signature, shortened, weight

SAME = 0.62  # from here on two tasks are one
SUGGESTED = 0.5  # from here on a person should look
# What a syllable weighs against one in common: put beside, or in place of another.
_ADDED, _CHANGED = 0.35, 2.0
_NAME = 2  # syllables: what a number, year or legal document weighs
_OTHER_ACT = 0.85  # what is left of it where each does something that the other does not
_NAMED = ("reference", "year", "number")
_LONG = 4  # letters of a syllable in which one may be mistyped


def likeness(one: Signature, two: Signature) -> float:
    """Return how alike two tasks are: 1 where nothing that counts differs, 0 for surely others."""
    share = _share(one, two)
    if not share:
        return 0.0
    mine, other = _unmatched(one, two)
    left, right = _weight(mine, one.says - two.says), _weight(other, two.says - one.says)
    shared = max(_weight(one.words, one.says) + _weight(two.words, two.says) - left - right, 0) / 2
    against = _ADDED * abs(left - right) + _CHANGED * min(left, right)
    total = shared + against
    return round(share * shared / total, 3) if total else float(one.row == two.row)


def _weight(words: Iterable[str], says: Iterable[tuple[str, str]]) -> int:
    return sum(map(weight, words)) + _NAME * sum(kind in _NAMED for kind, _ in says)


def _share(one: Signature, two: Signature) -> float:
    """Return what is left of likeness by what the tasks say: 0 where it cannot be of one task."""
    apart = one.says ^ two.says
    if not apart:
        return 1.0
    if apart & alone():
        return 0.0
    share = 1.0
    for kind in {kind for kind, _ in apart}:
        left, right = ({name for each, name in task.says if each == kind} for task in (one, two))
        if kind == ACT:
            share *= _OTHER_ACT if left - right and right - left else 1.0
        elif left - right and right - left and (kind in _NAMED or not left & right):
            return 0.0
    return share


def _unmatched(one: Signature, two: Signature) -> tuple[set[str], set[str]]:
    """Return the syllables of each that the other has not, not even mistyped or shortened."""
    words = one.words - two.words, two.words - one.words
    left, right = map(_syllables, words)
    # Syllables of a whole are found where it was not seen as one, not in another whole.
    apart = (left & words[1]) | (right & words[0])
    left, right = left - apart, right - apart
    if left and right:
        for mine, others, task in ((left, right, two), (right, left, one)):
            for word in sorted(filter(shortened, mine)):
                if meant := _meant(word, task):
                    mine.discard(word)
                    others.difference_update(meant)
        for word in sorted(left):
            if mistyped := _mistyped(word, right):
                left.discard(word)
                right.discard(mistyped)
    return left, right


def _syllables(words: Iterable[str]) -> set[str]:
    return {each for word in words for each in word.split()}


def _mistyped(word: str, others: Iterable[str]) -> str:
    """Return a syllable that differs by one letter, or "" where there is none."""
    if len(word) < _LONG:
        return ""
    near = (each for each in others if len(each) >= _LONG and abs(len(each) - len(word)) <= 1)
    return min((each for each in near if OSA.distance(word, each) == 1), default="")


def _meant(word: str, other: Signature) -> set[str]:
    """Return the syllables of `other` whose initials make up `word` ("ntm": nông thôn mới)."""
    initials = "".join(each[0] for each in other.row)
    at = initials.find(word)
    return set(other.row[at : at + len(word)]) if at >= 0 else set()
