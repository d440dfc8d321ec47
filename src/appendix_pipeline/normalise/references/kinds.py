"""The kinds of legal document of `rules/references.toml`, ready to look up."""

import re
from dataclasses import dataclass
from functools import cache

from appendix_pipeline.rules import load
from appendix_pipeline.text import key


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of document.

    `words` name it, `short` stands for it before a number, `codes` in a symbol, `slips` are codes
    typed without their marks; `year` says that its number carries the year.
    """

    name: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    codes: tuple[str, ...]
    slips: tuple[str, ...]
    year: bool


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds, in the order of the rules."""
    return tuple(
        Kind(
            each["name"], (each["name"], *each.get("also", ())), tuple(each.get("short", ())),
            tuple(each["codes"]), tuple(each.get("slips", ())), each.get("year", False),
        )
        for each in load("references")["kind"]
    )  # fmt: skip


@cache
def by_code() -> dict[str, tuple[Kind, str, str]]:
    """Return kind, proper code and what is wrong with the typed one, by code as typed."""
    found: dict[str, tuple[Kind, str, str]] = {}
    for kind in kinds():
        for code in kind.codes:
            found.setdefault(code.lower(), (kind, code, "lower-case-symbol"))
            found[code] = kind, code, ""
        for slip in kind.slips:
            found[slip] = found[slip.lower()] = kind, kind.codes[0], "missing-mark"
    return found


@cache
def by_words() -> dict[str, Kind]:
    """Return the kind of each word for one, by the folded word."""
    return {key(word): kind for kind in kinds() for word in (*kind.words, *kind.short)}


@cache
def before_number() -> re.Pattern[str]:
    """Return the pattern of a kind right before a number, with or without "số"."""
    full = sorted((word for kind in kinds() for word in kind.words), key=len, reverse=True)
    short = (word for kind in kinds() for word in kind.short)
    words = "|".join([*(rf"(?i:{word})" for word in full), *short]).replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?P<kind>{words})\s+(?:[Ss]ố\s*:?\s*)?$|(?<!\w)[Ss]ố\s*:?\s*$")


def no_citation(before: str) -> bool:
    """Whether the words `before` a number say that it is none of a document: "Mẫu số"."""
    return bool(_no_citation().search(before))


@cache
def _no_citation() -> re.Pattern[str]:
    words = "|".join(load("references")["ends"]["numbered"]).replace(" ", r"\s+")
    return re.compile(rf"(?i)(?<!\w)(?:{words})\s+(?:số\s*:?\s*)?$")
