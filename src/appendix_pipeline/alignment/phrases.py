"""The wordings of `rules/alignment.toml`, found in running text: the longest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from appendix_pipeline.rules import load
from appendix_pipeline.text import key, unaccented

ACT = "act"  # the kind of what is done
_SYLLABLE = re.compile(r"[^\W_]+(?:&[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a wording counts as: a word that stays, and what it says of a kind ("act")."""

    word: str = ""
    kind: str = ""
    name: str = ""


def syllables(text: str) -> list[str]:
    """Return the syllables and numbers of `text` in lower case."""
    return _SYLLABLE.findall(normalize("NFC", key(text)))


def phrases(found: list[str]) -> Iterator[Phrase]:
    """Yield the known wordings in a row of syllables, and every other one as a word of its own.

    Marks may be mistyped or left out in wordings of several syllables; one of a single syllable
    says too little without them, unless the whole text has none.
    """
    bare = unaccented(" ".join(found)).split()
    known, longest = _known(marked=bare != found)
    at = 0
    while at < len(found):
        for length in range(min(longest, len(found) - at), 0, -1):
            words = " ".join(bare[at : at + length]) if length > 1 else found[at]
            if words in known:
                yield known[words]
                break
        else:
            length = 1
            yield Phrase(bare[at])
        at += length


@cache
def alone() -> frozenset[tuple[str, str]]:
    """Return what makes a task another one, even where the other says nothing of that kind."""
    return frozenset(
        (each["kind"], each["name"]) for each in load("alignment")["facet"] if each.get("alone")
    )


@cache
def _known(*, marked: bool) -> tuple[dict[str, Phrase], int]:
    """Return every wording with what it counts as, and the number of syllables of the longest.

    Wordings have no marks, save those of one syllable where the text is `marked`.
    """
    rules: dict[str, Any] = load("alignment")
    found = {_folded(words, marked=marked): Phrase() for words in rules["light"]["words"]}
    found |= {
        _folded(words, marked=marked): Phrase(_bare(words)) for words in rules["whole"]["words"]
    }
    for title, kind in (("same", ""), ("acts", ACT)):
        for words in rules[title]["words"]:
            meant = Phrase(_bare(words[0]), kind, _bare(words[0]))
            found |= dict.fromkeys((_folded(each, marked=marked) for each in words), meant)
    for facet in rules["facet"]:
        said = Phrase("", facet["kind"], facet["name"])
        found |= dict.fromkeys((_folded(each, marked=marked) for each in facet["words"]), said)
    return found, max(len(words.split()) for words in found)


def _folded(words: str, *, marked: bool) -> str:
    found = syllables(words)
    return found[0] if marked and len(found) == 1 else _bare(words)


def _bare(words: str) -> str:
    return unaccented(" ".join(syllables(words)))
