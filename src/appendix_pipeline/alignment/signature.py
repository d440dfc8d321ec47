"""What tells a task from others, taken from its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from appendix_pipeline.alignment.asides import parts
from appendix_pipeline.alignment.phrases import ACT, empty_beside, is_weak, syllables
from appendix_pipeline.alignment.reading import Reading
from appendix_pipeline.alignment.spelling import shortened
from appendix_pipeline.text import fold, unaccented

_KIND = re.compile(r"^(?:xã|phường|đặc khu|tỉnh|thành phố)\s+", re.IGNORECASE)
_ITEM = re.compile(r"^\W*(?:(?:\d+\.)*\d+[.)]|[a-zđ]\))\s*(?=\D)", re.IGNORECASE)  # "1.2. ", "a) "
_LITTLE = 2  # syllables beside the acts: with fewer a task is told from others only by its heading
_FEW = 3  # syllables: beside so few nothing is put beside
_LONGEST = 3  # letters: what a word that is no syllable weighs at most
REFERENCE = "reference"
NAMED = (REFERENCE, "year", "number")


@dataclass(frozen=True, slots=True)
class Signature:
    """A task as it is compared.

    `words` are the words that carry meaning, without marks; `says` is what it says of each
    kind of `rules/alignment.toml`, and the numbers, years and legal documents it names; `lead` are
    the acts it begins with; `aside` is what of `words` and `says` is put beside only, `above`
    what of it stands in the heading; `joined` are things on both sides of an "and"; `row` are all
    its syllables in order.
    """

    words: frozenset[str]
    says: frozenset[tuple[str, str]]
    row: tuple[str, ...]
    lead: frozenset[str] = frozenset()
    aside: frozenset[object] = frozenset()
    above: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()

    @property
    def meaning(self) -> object:
        """What is equal for tasks that say the same; where no word carries meaning, all count."""
        named = any(kind == REFERENCE for kind, _ in self.says)
        words = self.words - (self.aside - self.above)
        return words or named or self.row, self.says, self.lead

    @property
    def order(self) -> tuple[tuple[str, ...], list[str]]:
        """What puts tasks that say the same in an order: their words, then what is put beside."""
        return self.row, sorted(map(str, self.aside))

    @property
    def name(self) -> str:
        """A short name that tasks of another meaning do not have."""
        said = (*sorted(self.words or self.row), *map("=".join, sorted(self.says)))
        return sha256("|".join(said).encode()).hexdigest()[:12]


def read_task(content: str, places: Iterable[str] = (), heading: str = "") -> Signature:
    """Return the signature of a task; `places` are its own commune and province.

    `heading` is the section's title, which counts where the content alone says little.
    """
    places = tuple(places)
    read = _read(_without_places(_ITEM.sub("", fold(content)), places))
    if heading and _little(read):
        above = _read(_without_places(fold(heading), places))
        words = above.words - read.words
        return replace(
            read, words=read.words | words, aside=read.aside | words, above=frozenset(words)
        )
    return read


@lru_cache(maxsize=65_536)
def weight(word: str) -> int:
    """Return how many syllables a word has; one for weak words, for shortened ones ("ntm") more."""
    if is_weak(word):
        return 1
    return min(len(word), _LONGEST) if shortened(word) else word.count(" ") + 1


def _little(task: Signature) -> bool:
    """Whether a task says next to nothing beside what is done, and to whom."""
    if any(kind in NAMED for kind, _ in task.says):
        return False
    done = {unaccented(name) for kind, name in task.says if kind in (ACT, "target")}
    return sum(map(weight, task.words - done)) < _LITTLE


@lru_cache(maxsize=65_536)  # most communes copy most tasks word by word
def _read(text: str) -> Signature:
    found = parts(text)
    main, beside = Reading(found.said, carried=bool(found.named)), Reading(found.beside)
    if not found.named and sum(map(weight, main.words)) < _FEW:  # nothing is put beside nothing
        main, beside = Reading(f"{found.said} {found.beside}"), Reading("")
    named = {(REFERENCE, each) for each in found.named}
    cited = {(REFERENCE, each) for each in found.cited}
    words = {each for each in beside.words if not empty_beside(each)}
    return Signature(
        words=frozenset(main.words | words),
        says=frozenset(main.says | named | cited),
        row=tuple(unaccented(" ".join(syllables(text))).split()),
        lead=frozenset(main.lead),
        aside=frozenset((words - main.words) | (cited - named)),
        joined=frozenset(main.joined),
    )


def _without_places(text: str, places: tuple[str, ...]) -> str:
    marked = unaccented(text) != text.casefold()
    for place in filter(None, places):
        name = _KIND.sub("", place)
        name = re.escape(name if marked else unaccented(name))
        text = re.sub(rf"(?<!\w){name}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
