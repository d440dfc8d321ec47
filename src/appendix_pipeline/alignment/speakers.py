"""Tasks that speak for all that are much like them, found by the words they have."""

from collections import Counter, defaultdict

from appendix_pipeline.alignment.likeness import SUGGESTED, likeness
from appendix_pipeline.alignment.signature import REFERENCE, Signature, weight

_SOUGHT, _COMPARED = 6, 8  # the rarest words of a task, and the speakers that share most of them
_COMMON = 3_000  # a word of more speakers than these is sought only where no other is shared


class Speakers:
    """Speakers by number, as they come."""

    def __init__(self) -> None:
        self._speakers: list[Signature] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, task: Signature) -> None:
        """Let a task speak; speakers are numbered from 0."""
        for word in _sought(task):
            self._by_word[word].append(len(self._speakers))
        self._speakers.append(task)

    def like(self, task: Signature) -> list[tuple[float, int]]:
        """Return the speakers a task may be the same as, with how like they are, the best first."""
        found = ((likeness(task, self._speakers[each]), each) for each in self._near(task))
        likely = ((score, each) for score, each in found if score >= SUGGESTED)
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


def _sought(task: Signature) -> frozenset[str]:
    """Return what a task is found by: words and legal documents, else the whole of its words."""
    named = {f"{kind} {name}" for kind, name in task.says if kind == REFERENCE}
    return task.words | named or frozenset({" ".join(task.row)})
