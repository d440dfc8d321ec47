"""Words as they are written: shortened ones written out, letters that changed places put back."""

import re
from functools import cache, lru_cache
from unicodedata import normalize

from appendix_pipeline.rules import load
from appendix_pipeline.text import unaccented

_WORD = re.compile(r"[^\W\d_]{2,}(?:&[^\W\d_]+)?")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:(?:uye|ye|ie|oa|oe|oo|ua|ue|uo|uy|[aeiouy])(?:ng|nh|ch|[cmnpt])"
    r"|uy[au]|uo[iu]|[iy]eu|oa[iyo]|oeo|ua[iy]|[ao]i|ui|[aei]o|[aeiou]u|ay|[iuo]a|[ou]e|uo|u?y|ye"
    r"|[aeiou])"
)
_COUNT = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LEAST = 2  # letters of a part of a shortened word
_LONG = 4  # letters of a syllable of which two may have changed places


def written_out(text: str) -> str:
    """Return `text` with shortened words written out, with marks where it has any, and digits."""
    text = normalize("NFC", text)
    marked = unaccented(text) != text.casefold()
    capital = not text.isupper()

    def each(word: re.Match[str]) -> str:
        found = _spelled(word[0], capital=capital)
        return found if marked or found is word[0] else unaccented(found)

    return _counted().sub(
        lambda found: f"{found[1]} {_COUNT.index(found[2].lower()) + 1}", _WORD.sub(each, text)
    )


@lru_cache(maxsize=65_536)
def shortened(word: str) -> bool:
    """Whether a word is no syllable of Vietnamese: the initials of several."""
    return " " not in word and not _SYLLABLE.fullmatch(word)


@lru_cache(maxsize=65_536)
def _spelled(word: str, *, capital: bool) -> str:
    bare = unaccented(word)
    if capital and word.isupper() and "&" not in word:
        return _meant(_letters(word)) or _meant(bare) or word
    if not shortened(bare):
        return word
    found = _meant(_letters(word)) or _meant(bare)
    if not found and "&" in word:
        return " và ".join(_spelled(each, capital=capital) for each in word.split("&"))
    return found or _put_back(word) or word


def _letters(words: str) -> str:
    """Return words without marks, but "đ" as it is: "SDĐ" is not "SDD"."""
    return "đ".join(unaccented(part) for part in words.casefold().split("đ"))


def _put_back(word: str) -> str:
    """Return the syllable that a word is when two letters change places, or ""."""
    if len(word) < _LONG:
        return ""
    turned = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))
    return next((each for each in turned if not shortened(unaccented(each))), "")


@cache
def _counted() -> re.Pattern[str]:
    things = "|".join(load("alignment")["shortened"]["counted"])
    return re.compile(rf"\b({things}) ({'|'.join(_COUNT)})\b", re.IGNORECASE)


@cache
def _meant(initials: str) -> str:
    """Return what initials stand for, or in parts as long as can be ("pcgdmn"), else ""."""
    known = _initials()
    if initials in known:
        return known[initials]
    for length in range(len(initials) - _LEAST, _LEAST - 1, -1):
        if initials[:length] in known and (rest := _meant(initials[length:])):
            return f"{known[initials[:length]]} {rest}"
    return ""


@cache
def _initials() -> dict[str, str]:
    rules = load("alignment")["shortened"]
    found = dict(rules["as"])
    for words in rules["words"]:
        found.setdefault("".join(each[0] for each in _letters(words).split()), words)
    return {unaccented(short): words for short, words in reversed(found.items())} | found
