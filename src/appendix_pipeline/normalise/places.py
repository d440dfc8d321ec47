"""The commune of an appendix, resolved to its official code in `rules/units-2025.csv`."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from appendix_pipeline.model.place import Commune, Place, Status
from appendix_pipeline.text import clean, fold, key

_VALID_FROM = "2025-07-01"
_COMMUNE = re.compile(r"(?<!\w)(?i:(xã|phường|đặc khu))\s+(?!hội\b)")
_PROVINCE_WORD = re.compile(r"(?i)^(?:tỉnh|thành phố|tp)\s*\.?\s+")
_WORD = re.compile(r"[^\s,;.()]+")
_KIND = re.compile(r"(?i)(xã|phường|đặc khu)\s+")
_MAX_WORDS = 6


def resolve_commune(
    issuer: str, texts: Iterable[str], province: str = "", as_of: str = ""
) -> Place:
    """Return the commune that `issuer` ("Ủy ban nhân dân xã Hải Hưng") names.

    `texts` are searched for the province where several have a commune of that name; `province`
    is the operator's word for it, a name or a two-digit code; `as_of` is the document's date, an
    ISO 8601 prefix: before 2025-07-01 the register holds nothing.
    """
    issuer = clean(issuer)
    candidates, around = ((), "") if _before_register(as_of) else _named(issuer)
    chosen = [each for each in candidates if not province or _is(each, province)]
    if not chosen:
        return Place("unknown", candidates=candidates)
    if len(candidates) == 1:
        return _place("explicit", candidates[0], fold(issuer))
    found = _mentioned(candidates, [around])
    if len(found) == 1:
        return _place("explicit", found[0][0], fold(issuer))
    found = [] if found else _mentioned(candidates, texts)
    if len(found) == 1 and found[0][0] in chosen:
        return _place("inferred_from_text", *found[0])
    if len(chosen) == 1:
        return _place("given", chosen[0], province)
    return Place("ambiguous", name=candidates[0].name, candidates=candidates)


def _place(status: Status, commune: Commune, evidence: str) -> Place:
    return Place(
        status, commune.code, commune.name, commune.province_code, commune.province, evidence
    )


def _before_register(as_of: str) -> bool:
    """Whether even the last day of the prefix `as_of` is before the register begins."""
    return bool(as_of) and as_of + "-12-31"[len(as_of) - 4 :] < _VALID_FROM


def _named(issuer: str) -> tuple[tuple[Commune, ...], str]:
    """Return the communes with the longest name after "xã", and the words round that name."""
    for opening in reversed(list(_COMMUNE.finditer(issuer))):
        kind = " ".join(opening[1].casefold().split())
        ends = [word.end() for word in _WORD.finditer(issuer, opening.end())][:_MAX_WORDS]
        for end in reversed(ends):
            if found := _called(kind, issuer[opening.end() : end]):
                return found, f"{issuer[: opening.start()]};{issuer[end:]}"
    return (), ""


def _called(kind: str, name: str) -> tuple[Commune, ...]:
    """Return the communes of one kind called `name`; tone placement and case are folded."""
    # The fold is dear, so only names that can be the same are folded.
    alike = _register().get((kind, name[:1].casefold(), len(name.split())), ())
    folded = _plain(name)
    return tuple(commune for commune, bare in alike if _plain(bare) == folded)


def _plain(name: str) -> str:
    return key(name.replace("’", "'"))


def _mentioned(candidates: Iterable[Commune], texts: Iterable[str]) -> list[tuple[Commune, str]]:
    """Return the candidates whose province is named in `texts`, each with the first text."""
    found: dict[Commune, str] = {}
    for text in texts:
        folded = key(text)
        for commune in candidates:
            name = re.escape(key(_PROVINCE_WORD.sub("", commune.province)))
            if commune not in found and re.search(rf"(?<!\w){name}(?![\w\u0300-\u036f])", folded):
                found[commune] = fold(text)
    return list(found.items())


def _is(commune: Commune, province: str) -> bool:
    """Whether the commune lies in `province`, a code or a name with or without its kind."""
    bare = _PROVINCE_WORD.sub("", clean(province).strip())
    return bare == commune.province_code or key(bare) == key(
        _PROVINCE_WORD.sub("", commune.province)
    )


@cache
def _register() -> dict[tuple[str, str, int], list[tuple[Commune, str]]]:
    """Return the communes and their bare names by kind, first letter and number of words."""
    path = files("appendix_pipeline.rules").joinpath("units-2025.csv")
    register: dict[tuple[str, str, int], list[tuple[Commune, str]]] = {}
    # The kind is read from the name: in four rows of the register its own column contradicts it.
    for code, name, _, province_code, province, *_ in csv.reader(
        path.read_text("utf-8").splitlines()[1:]
    ):
        kind = _KIND.match(name)
        bare = name[kind.end() :] if kind else name
        place = kind[1].casefold() if kind else "", bare[:1].casefold(), len(bare.split())
        register.setdefault(place, []).append((Commune(code, name, province_code, province), bare))
    return register
