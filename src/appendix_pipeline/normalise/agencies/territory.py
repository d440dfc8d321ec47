"""Provinces and communes as bodies, and named behind a body that each of them has."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from appendix_pipeline.normalise.agencies.bodies import ELIDED, Found
from appendix_pipeline.normalise.agencies.cell import Cell
from appendix_pipeline.normalise.agencies.entries import Record
from appendix_pipeline.normalise.agencies.gazetteer import atoms
from appendix_pipeline.rules import load
from appendix_pipeline.rules.register import commune_names
from appendix_pipeline.text import key

_PROVINCE = "tinh"


def listed(cell: Cell, at: int) -> Iterator[Found]:
    """Yield places that share the body before them: "UBND các xã: Hải Hưng, Thanh Miện"."""
    seen = cell.unit_before(at) if cell.listed(at) else None
    if not seen:
        return
    record, unit = seen
    for end in _place_ends(cell, at, unit):
        yield Found(end, ELIDED, record or of_unit(unit), unit)


def of_unit(unit: str) -> Record:
    """Return a place of one kind as a body: "xã Hải Hưng" is "Xã"."""
    table = load("agencies")["units"][unit]
    return Record(unit, table["words"][0].capitalize(), table["level"])


def place(text: str) -> Record | None:
    """Return the record of `text` if it is a province or a commune of the register, named so."""
    words = atoms(text)
    named = text[:1].upper() + text[1:]
    if words in _provinces():
        return replace(of_unit(_PROVINCE), name=named)
    for size in (1, 2):
        kind, name = " ".join(words[:size]), " ".join(words[size:])
        if kind in _kinds() and name in commune_names():
            return replace(of_unit("xa"), name=named)
    return None


@cache
def _provinces() -> frozenset[tuple[str, ...]]:
    return frozenset(map(atoms, load("agencies")["places"]["places"]))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(key, load("agencies")["units"]["xa"]["words"]))


def _place_ends(cell: Cell, at: int, unit: str) -> Iterator[int]:
    if unit == _PROVINCE:
        yield from (match.end for match in cell.matches("places", at))
    elif unit == "xa":
        yield from cell.communes(at)
