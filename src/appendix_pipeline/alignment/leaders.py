"""Tasks that others follow, found by the words they have."""

from collections import Counter, defaultdict

from appendix_pipeline.alignment.likeness import SUGGESTED, likeness
from appendix_pipeline.alignment.signature import Signature, weight

_SOUGHT, _COMPARED = 6, 8  # the rarest words of a task, and the speakers that share most of them
_COMMON = 3_000  # a word of more speakers than these is sought only where no other is shared
_FAR, _MOST = 0.9, 8  # a follower less alike than this speaks for its leader too, so many at most


class Leaders:
    """Leaders by number; for each speak itself and the followers that are far from it."""

    def __init__(self) -> None:
        self._leading: list[Signature] = []
        self._speakers: list[tuple[Signature, int]] = []
        self._of: Counter[int] = Counter()
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, task: Signature) -> None:
        """Make a task a leader; leaders are numbered from 0 as they come."""
        self._leading.append(task)
        self._speak(task, len(self._leading) - 1)

    def follow(self, task: Signature, leader: int, score: float) -> None:
        """Let a follower speak for its leader, if it says something of its own."""
        if score < _FAR and self._of[leader] < _MOST:
            self._speak(task, leader)

    def like(self, task: Signature) -> list[tuple[float, int]]:
        """Return the leaders a task may be the same as, with how like they are, the best first.

        A task is like a leader through any that speaks for it, but must be no stranger to itself.
        """
        found: dict[int, float] = {}
        for speaker in self._near(task):
            signature, leader = self._speakers[speaker]
            score = likeness(task, signature)
            if score >= SUGGESTED and leader not in found:
                itself = self._leading[leader]
                known = score if signature is itself else likeness(task, itself)
                found[leader] = score if known >= SUGGESTED else 0.0
            elif found.get(leader):
                found[leader] = max(score, found[leader])
        likely = ((score, leader) for leader, score in found.items() if score)
        return sorted(likely, key=lambda pair: (-pair[0], pair[1]))

    def _near(self, task: Signature) -> list[int]:
        """Return the speakers that share most of the rarest words."""
        known = sorted(word for word in _sought(task) if word in self._by_word)
        shared: Counter[int] = Counter()
        for word in sorted(known, key=lambda word: len(self._by_word[word]))[:_SOUGHT]:
            speakers = self._by_word[word]
            if shared and len(speakers) > _COMMON:
                break
            syllables = weight(word)
            for speaker in speakers:
                shared[speaker] += syllables
        return [speaker for speaker, _ in shared.most_common(_COMPARED)]

    def _speak(self, task: Signature, leader: int) -> None:
        self._of[leader] += 1
        for word in _sought(task):
            self._by_word[word].append(len(self._speakers))
        self._speakers.append((task, leader))


def _sought(task: Signature) -> frozenset[str]:
    """Return the words a task is found by; one that has none is found by the whole of its words."""
    return task.words or frozenset({" ".join(task.row)})
