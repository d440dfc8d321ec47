"""How alike two tasks are, from 0 to 1: the same for two texts whatever else there is."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from appendix_pipeline.alignment.phrases import ACT, is_weak, known_as
from appendix_pipeline.alignment.reading import COUNTED
from appendix_pipeline.alignment.signature import NAMED, Signature, weight
from appendix_pipeline.alignment.spelling import shortened
from appendix_pipeline.rules import load

SAME = 0.58  # from here on two tasks are one
SUGGESTED = 0.5  # from here on a person should look
# What a syllable weighs against one in common: put beside, or in place of another.
_ADDED, _CHANGED = 0.3, 1.5
_NAME = 2  # syllables: what a number, year or legal document weighs
_OTHER_ACT = 4  # syllables: what it weighs that one begins with an act that the other has not
_JOINED = 0.55  # how alike two tasks are at most of which one is the other and another thing
_MORE = 2  # syllables: the least that is another thing
_LONG = 4  # letters of a syllable in which one may be mistyped


def likeness(one: Signature, two: Signature) -> float:
    """Return how alike two tasks are: 1 where nothing that counts differs, 0 for surely others."""
    most = _most(one, two)
    if not most:
        return 0.0
    mine, other = _unmatched(one, two)
    if _joins(one, mine, other) or _joins(two, other, mine):
        most = min(most, _JOINED)
    says = one.says - two.says, two.says - one.says
    left, right = _weight(mine, says[0]), _weight(other, says[1])
    shared = max(_weight(one.words, one.says) + _weight(two.words, two.says) - left - right, 0) / 2
    added = left - _beside(mine, says[0], one) - right + _beside(other, says[1], two)
    total = shared + _ADDED * abs(added) + _CHANGED * min(left, right)
    if one.lead != two.lead and (_begins_otherwise(one, two) or _begins_otherwise(two, one)):
        total += _OTHER_ACT
    return round(min(most, shared / total), 3) if total else float(one.row == two.row)


def _joins(task: Signature, mine: set[str], other: set[str]) -> bool:
    """Whether a task is all that the other is and another thing, joined to it by "và"."""
    more = any(set(each.split()) <= mine and not is_weak(each) for each in task.joined)
    return more and not other and len(mine) >= _MORE


def contradict(one: Signature, two: Signature) -> bool:
    """Whether two tasks are others by what they say, whatever their words."""
    return not _most(one, two)


def _weight(words: Iterable[str], says: Iterable[tuple[str, str]]) -> int:
    return sum(map(weight, words)) + _NAME * sum(kind in NAMED for kind, _ in says)


def _beside(words: set[str], says: frozenset[tuple[str, str]], task: Signature) -> int:
    """Return what words and says weigh that a task has only in what is put beside."""
    if not task.aside:
        return 0
    beside = {each for each in task.aside if isinstance(each, str)}
    alone = beside | (_syllables(beside) - _syllables(task.words - beside))
    return _weight(words & alone, says & task.aside)


def _most(one: Signature, two: Signature) -> float:
    """Return how alike tasks can be at most by what they say: 0 where they cannot be one."""
    most = 1.0
    for kind in {kind for kind, _ in one.says ^ two.says}:
        left, right = _said(one, kind), _said(two, kind)
        if kind in NAMED:
            if left - right and right - left:
                return 0.0
        elif kind == COUNTED:
            if _part(left, right):
                return 0.0
        elif kind != ACT:
            most = min(most, _difference(load("alignment")["kind"][kind], left, right))
    return most


def _said(task: Signature, kind: str) -> set[str]:
    return {name for each, name in task.says if each == kind}


def _begins_otherwise(one: Signature, two: Signature) -> bool:
    """Whether one begins with an act that the other, which does something else, has not at all.

    What only prepares the act of the other is none.
    """
    if one.lead <= known_as("acts", "preparing") and two.lead and two.lead <= _said(one, ACT):
        return False
    done = _said(two, ACT)
    return bool(
        one.lead and (done or one.lead <= known_as("acts", "about")) and not one.lead & done
    )


def _difference(rule: dict[str, float], left: set[str], right: set[str]) -> float:
    """Return how alike tasks can be that say something else of one kind."""
    if not (left and right):
        return rule.get("alone", 1.0)
    return rule.get("part" if left & right else "apart", 1.0)


def _part(left: set[str], right: set[str]) -> bool:
    """Whether one counts more of a thing than the other: "lớp 1", "lớp 1 và lớp 6"."""
    more, both = (
        {each.rpartition(" ")[0] for each in found} for found in (left ^ right, left & right)
    )
    return bool(more & both)


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
    """Return a syllable that differs by a letter too few, too many or turned round, or ""."""
    if len(word) < _LONG:
        return ""
    return min((each for each in others if len(each) >= _LONG and _slip(word, each)), default="")


def _slip(one: str, two: str) -> bool:
    """Whether one is the other mistyped; another letter in place is mostly another word."""
    if one[0] != two[0] or abs(len(one) - len(two)) > 1 or OSA.distance(one, two) != 1:
        return False
    return len(one) != len(two) or sorted(one) == sorted(two) or shortened(one) or shortened(two)


def _meant(word: str, other: Signature) -> set[str]:
    """Return the syllables of `other` whose initials make up `word` ("ntm": nông thôn mới)."""
    initials = "".join(each[0] for each in other.row)
    at = initials.find(word)
    return set(other.row[at : at + len(word)]) if at >= 0 else set()
