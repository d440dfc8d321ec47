"""The wordings of `rules/alignment.toml`, found in running text: the longest first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import eq, itemgetter
from typing import Any
from unicodedata import normalize

from appendix_pipeline.rules import load
from appendix_pipeline.text import key, unaccented

ACT, CARRY_OUT, AND = "act", "carry out", "and"  # kinds that are no facet
_WEAK = "_"  # joins the syllables of a weak word, which weigh as one
_SYLLABLE = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_LONG_I = re.compile(
    r"(?<![^\W_])[hklmst][yýỳỷỹỵ](?![^\W_])"
)  # "lý", "kỹ" are written with "i" as well
_ALIKE = re.compile(r"\b(?:x|tr)")
_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a wording counts as: a word that stays, and what it says of a kind ("act")."""

    word: str = ""
    kind: str = ""
    name: str = ""


# The syllables of a wording, and what it counts as.
_Wording = tuple[list[str], Phrase]


def syllables(text: str) -> list[str]:
    """Return the syllables and numbers of `text` in lower case."""
    plain = _LONG_I.sub(lambda found: found[0].translate(_I), normalize("NFC", key(text)))
    return _SYLLABLE.findall(plain)


def phrases(found: list[str]) -> Iterator[Phrase]:
    """Yield the known wordings in a row of syllables, and every other one as a word of its own.

    Marks may be mistyped or left out in wordings of several syllables; one of a single syllable
    says too little without them, unless the whole text has none.
    """
    bare = unaccented(" ".join(found)).split()
    sound = _sounded(" ".join(bare)).split()
    known, longest = _known(marked=bare != found)
    at = 0
    while at < len(found):
        for length in range(min(longest, len(found) - at), 0, -1):
            words = " ".join(sound[at : at + length]) if length > 1 else found[at]
            if meant := _meant(found[at : at + length], known.get(words, ())):
                yield meant
                break
        else:
            length = 1
            yield Phrase(bare[at])
        at += length


def _meant(found: list[str], wordings: Iterable[_Wording]) -> Phrase | None:
    """Return what syllables mean by the wording that has most of their marks, one of them at least.

    So "vụ đông của xã" closes nothing ("đóng cửa").
    """
    right = ((sum(map(eq, found, spelt)), meant) for spelt, meant in wordings)
    marks, meant = max(right, key=itemgetter(0), default=(0, None))
    return meant if marks else None


def is_weak(word: str) -> bool:
    """Whether a word weighs as one syllable, however many it has."""
    return _WEAK in word


def empty_beside(word: str) -> bool:
    """Whether a word says nothing in a clause put beside a task."""
    return word.replace(_WEAK, " ") in known_as("aside", "empty")


@cache
def counted_as(word: str) -> str:
    """Return the kind of which a text says something where it counts such things, or ""."""
    kinds = load("alignment")["kind"].items()
    return next((kind for kind, rule in kinds if word in map(_bare, rule.get("counted", ()))), "")


@cache
def known_as(title: str, field: str) -> frozenset[str]:
    """Return the words of `[title] field` of the rules, as phrases name them."""
    return frozenset(map(_bare, load("alignment")[title][field]))


@cache
def _known(*, marked: bool) -> tuple[dict[str, list[_Wording]], int]:
    """Return what may be meant by each wording, and how many syllables the longest has.

    Wordings have no marks, save those of one syllable where the text is `marked`.
    """
    rules: dict[str, Any] = load("alignment")
    found: dict[str, list[_Wording]] = defaultdict(list)

    def take(words: list[str], meant: Phrase) -> None:
        for each in words:
            spelt = syllables(each) if marked else _bare(each).split()
            found[_folded(each, marked=marked)].append((spelt, meant))

    take(rules["acts"]["carry"], Phrase("", CARRY_OUT))
    take(rules["light"]["and"], Phrase("", AND))
    take(rules["light"]["words"], Phrase())
    for each in rules["whole"]["words"]:
        take([each], Phrase(_bare(each)))
    for each in rules["weak"]["words"]:
        take(each, Phrase(_joined(each[0])))
    for title, kind in (("same", ""), ("acts", ACT)):
        for words in rules[title]["words"]:
            take(words, Phrase(_bare(words[0]), kind, _bare(words[0])))
    for facet in rules["facet"]:
        named = _joined if facet.get("weak") else _bare
        word = named(facet["name"]) if rules["kind"][facet["kind"]].get("counts") else ""
        take(facet["words"], Phrase(word, facet["kind"], facet["name"]))
    return found, max(len(words.split()) for words in found)


def _folded(words: str, *, marked: bool) -> str:
    found = syllables(words)
    if len(found) == 1:
        return found[0] if marked else _bare(words)
    return _sounded(_bare(words))


def _joined(words: str) -> str:
    return _bare(words).replace(" ", _WEAK)


def _sounded(words: str) -> str:
    """Return words with the beginnings that many mistake for each other as one."""
    return _ALIKE.sub(lambda found: "s" if found[0] == "x" else "ch", words)


def _bare(words: str) -> str:
    return unaccented(" ".join(syllables(words)))
