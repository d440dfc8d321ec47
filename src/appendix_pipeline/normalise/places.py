"""The commune of an appendix, resolved to its official code in `rules/units-2025.csv`."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from appendix_pipeline.model.dataset import Plan
from appendix_pipeline.model.place import Commune, Place, Status
from appendix_pipeline.rules.register import register
from appendix_pipeline.text import clean, fold, key

if TYPE_CHECKING:  # who only looks up a commune does without the reading of tasks
    from appendix_pipeline.normalise.tasks import Tasks

_VALID_FROM = "2025-07-01"
_COMMUNE = re.compile(r"(?<!\w)(?i:(xã|phường|đặc khu))\s+(?!hội\b)")
_PROVINCE_WORD = re.compile(r"(?i)^(?:tỉnh|thành phố|tp)\s*\.?\s+")
_WORD = re.compile(r"[^\s,;.()]+")
_MAX_WORDS = 6
# Letters that two spellings of one name have in the same place.
_CONSONANTS = frozenset("bcdfghjklmnpqrstvxđ ")


def locate(plan: Plan, read: "Tasks", province: str = "") -> Place:
    """Return the commune that issued `plan`; its province may be named anywhere in the appendix."""
    return resolve_commune(_issuer(plan), _texts(plan, read), province, plan.date)


def _issuer(plan: Plan) -> str:
    """Return the issuer with what follows it in "(Kèm theo …)", where its province may stand."""
    return plan.issued_with[plan.issued_with.find(plan.issuer) :] if plan.issuer else ""


def _texts(plan: Plan, read: "Tasks") -> Iterator[str]:
    yield plan.title
    yield from (section.title for section in read.sections)
    for task in read.tasks:
        yield from (task.content, task.lead.text, task.coordinating.text, task.deadline.raw)
        yield from (extra.text for extra in task.extras)
    yield from (note.text for note in read.footnotes)


def province_code(text: str) -> str:
    """Return the two-digit code of the province that `text` names, by code or name; "" for none."""
    found = {row[3]: row[4] for row in csv.reader(register().splitlines()[1:])}
    return next((code for code, name in found.items() if _same_province(code, name, text)), "")


def communes() -> tuple[Commune, ...]:
    """Return all communes of the register, by code within their province."""
    rows = csv.reader(register().splitlines()[1:])
    found = (Commune(code, name, province, whole) for code, name, _, province, whole, *_ in rows)
    return tuple(sorted(found, key=lambda each: (each.province_code, each.code)))


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
    # Reading all 3,321 rows takes 9 ms, and the fold is dear: so only rows that look alike are
    # read. The kind is read from the name, since in four rows its own column contradicts it.
    alike = "".join(each if each in _CONSONANTS else "[^,]" for each in name.casefold())
    field = re.compile(f",{kind[0].upper()}{kind[1:]} (?i:{alike}),")
    folded, text = _plain(name), register()
    rows = csv.reader(_line(text, found.start()) for found in field.finditer(text))
    return tuple(
        Commune(code, whole, province_code, province)
        for code, whole, _, province_code, province, *_ in rows
        if _plain(whole[len(kind) + 1 :]) == folded
    )


def _line(text: str, place: int) -> str:
    """Return the line of `text` in which `place` lies."""
    return text[text.rfind("\n", 0, place) + 1 : text.find("\n", place)]


def _plain(name: str) -> str:
    return key(name.replace("’", "'"))


def _mentioned(candidates: Iterable[Commune], texts: Iterable[str]) -> list[tuple[Commune, str]]:
    """Return the candidates whose province is named in `texts`, each with the first text."""
    found: dict[Commune, str] = {}
    names = {each: _PROVINCE_WORD.sub("", each.province) for each in candidates}
    for text in texts:
        lowered = text.casefold()
        for commune, name in names.items():
            # The fold is dear, and no first word of a province's name is spelt in two ways.
            if commune in found or name.split()[0].casefold() not in lowered:
                continue
            if re.search(rf"(?<!\w){re.escape(key(name))}(?![\w\u0300-\u036f])", key(text)):
                found[commune] = fold(text)
    return list(found.items())


def _is(commune: Commune, province: str) -> bool:
    """Whether the commune lies in `province`, a code or a name with or without its kind."""
    return _same_province(commune.province_code, commune.province, province)


def _same_province(code: str, name: str, text: str) -> bool:
    bare = _PROVINCE_WORD.sub("", clean(text).strip())
    return bare == code or key(bare) == key(_PROVINCE_WORD.sub("", name))
