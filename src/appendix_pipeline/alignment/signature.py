"""What tells a task from others, taken from its words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from appendix_pipeline.alignment.phrases import phrases, syllables
from appendix_pipeline.normalise.references import find
from appendix_pipeline.text import fold, unaccented

_YEARS = re.compile(
    r"(?<![\d/])((?:19|20)\d\d)(?:\s*(?:[-–—]|đến|den)\s*(?:năm\s+|nam\s+)?((?:19|20)\d\d))?(?!\d)"
)
_ROMAN = re.compile(r"(?<!\w)[IVX]+(?!\w)")  # "đợt I", "khóa XVI"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_KIND = re.compile(r"^(?:xã|phường|đặc khu|tỉnh|thành phố)\s+", re.IGNORECASE)
_FEW = 5  # syllables: so short a task is told from others only by the heading above it


@dataclass(frozen=True, slots=True)
class Signature:
    """A task as it is compared.

    `words` are the words that carry meaning, without marks; `says` is what it says of each
    kind of `rules/alignment.toml`, and the numbers, years and legal documents it names; `row` are
    all its syllables in order.
    """

    words: frozenset[str]
    says: frozenset[tuple[str, str]]
    row: tuple[str, ...]

    @property
    def meaning(self) -> object:
        """What is equal for tasks that say the same; where no word carries meaning, all count."""
        return self.words or self.row, self.says

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
    read = _read(_without_places(fold(content), places))
    if heading and sum(map(weight, read.words)) < _FEW:
        above = _read(_without_places(fold(heading), places))
        return Signature(read.words | above.words, read.says, read.row)
    return read


@lru_cache(maxsize=65_536)
def weight(word: str) -> int:
    """Return how many syllables a word has, a shortened one ("ntm") as many as it has letters."""
    return len(word) if shortened(word) else word.count(" ") + 1


@lru_cache(maxsize=65_536)
def shortened(word: str) -> bool:
    """Whether a word is no syllable of Vietnamese: the initials of several."""
    return " " not in word and not _SYLLABLE.fullmatch(word)


@lru_cache(maxsize=65_536)  # most communes copy most tasks word by word
def _read(text: str) -> Signature:
    text, says = _without_named(text)
    row = syllables(text)
    words = set()
    for phrase in phrases(row):
        if phrase.kind:
            says.add((phrase.kind, phrase.name))
        if phrase.word.isdigit():
            says.add(("number", phrase.word.lstrip("0")))
        elif phrase.word:
            words.add(phrase.word)
    bare = tuple(unaccented(" ".join(row)).split())
    return Signature(frozenset(words), frozenset(says), bare)


def _without_named(text: str) -> tuple[str, set[tuple[str, str]]]:
    """Return `text` without the legal documents, years and ordinals in it, and those."""
    says: set[tuple[str, str]] = set()
    for reference in reversed(find(text)):
        says.add(("reference", reference.number or reference.key))
        text = f"{text[: reference.start]} {text[reference.end :]}"
    for years in _YEARS.finditer(text):
        says.add(("year", "-".join(filter(None, years.groups()))))
    says |= {("number", _arabic(each[0])) for each in _ROMAN.finditer(text)}
    return _ROMAN.sub(" ", _YEARS.sub(" ", text)), says


def _arabic(roman: str) -> str:
    """Return a Roman numeral in the digits of today: a lesser one before a greater is taken off."""
    values = [_ROMAN_DIGITS[each] for each in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))


def _without_places(text: str, places: tuple[str, ...]) -> str:
    marked = unaccented(text) != text.casefold()
    for place in filter(None, places):
        name = _KIND.sub("", place)
        name = re.escape(name if marked else unaccented(name))
        text = re.sub(rf"(?<!\w){name}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text
