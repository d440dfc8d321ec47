"""From the reading of a cell to values: which body each piece names."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from appendix_pipeline.model.agency import Agencies, Body
from appendix_pipeline.normalise.agencies.bodies import Found
from appendix_pipeline.normalise.agencies.cell import Cell
from appendix_pipeline.normalise.agencies.entries import Record
from appendix_pipeline.normalise.agencies.gazetteer import Gazetteer, slug
from appendix_pipeline.normalise.agencies.reading import Piece, read
from appendix_pipeline.normalise.agencies.suggest import suggestion
from appendix_pipeline.normalise.agencies.territory import place
from appendix_pipeline.normalise.agencies.words import AND
from appendix_pipeline.rules import load
from appendix_pipeline.text import fold, key


@lru_cache(maxsize=8_192)
def split(text: str, as_of: str = "") -> Agencies:
    """Return the bodies that the cell `text` names, and the words that name none.

    A line break separates bodies as ";" does. `as_of` is the date of the plan, an ISO 8601
    prefix: a body that had ended by then gets its successor.
    """
    cell = Cell(text)
    pieces = _with_shared_units(cell, read(cell))
    bodies = [
        _body(cell, piece, _scope(cell, after), as_of)
        for piece, after in zip_longest(pieces, pieces[1:])
        if piece.use == "body"
    ]
    return Agencies(text, tuple(bodies), _left_over(cell, pieces))


def _with_shared_units(cell: Cell, pieces: list[Piece]) -> list[Piece]:
    """Return `pieces` with the unit that stands once for several: "Công an, Quân sự xã"."""
    units = load("agencies")["units"]
    for at in range(len(pieces) - 3, -1, -1):
        first, mark, last = (piece.body for piece in pieces[at : at + 3])
        if not (first and last) or mark or first.unit or first.group or last.group:
            continue
        listed = cell.words[pieces[at + 1].start]
        levelled = first.record and first.record.levels
        shared = last.unit and units[last.unit].get("shared")
        if levelled and shared and (listed.kind == "," or listed.key == AND):
            pieces[at] = pieces[at]._replace(body=first._replace(unit=last.unit))
    return pieces


def _span(cell: Cell, piece: Piece) -> tuple[int, int]:
    return cell.words[piece.start].start, cell.words[piece.end - 1].end


def _scope(cell: Cell, piece: Piece | None) -> str:
    """Return the words of a note in brackets or of "đối với …", without the brackets."""
    if not piece or piece.use != "scope":
        return ""
    start, end = _span(cell, piece)
    words = fold(cell.text[start:end])
    if words[0] in "([":
        return words[1:-1].strip() if words[-1] in ")]" else words[1:].strip()
    return words.rstrip(" .;,")


def _left_over(cell: Cell, pieces: list[Piece]) -> str:
    """Return the words that name no body; stretches with a body between them join by ";"."""
    stretches: list[list[int]] = []
    going = False
    for piece in pieces:
        start, end = _span(cell, piece)
        if piece.use == "left" and going:
            stretches[-1][1] = end
        elif piece.use == "left":
            stretches.append([start, end])
            going = True
        elif piece.use != "mark" or cell.words[piece.start].kind in "#n*.;":
            going = False
    if not stretches and all(piece.use == "mark" for piece in pieces):
        return fold(cell.text)
    return "; ".join(fold(cell.text[start:end]).rstrip(" .,;:") for start, end in stretches)


def _body(cell: Cell, piece: Piece, scope: str, as_of: str) -> Body:
    start, end = _span(cell, piece)
    text = fold(cell.text[start:end])
    found = piece.body or Found(piece.end, 0.0)
    record = _record(cell.rules, found, text)
    if not record.key:
        hint = "" if found.group else suggestion(text)
        return Body(text, start, end, "", text, record.level, found.group, scope, "", hint)
    successor = _successor(record, as_of)
    if found.post:
        # A kind of group begins with "Các", which stands here in the middle.
        named = record.name if found.record else record.name[0].lower() + record.name[1:]
        record = Record(f"{slug(found.post)}-{record.key}", f"{found.post} {named}", record.level)
    name = " ".join(filter(None, (record.name, _own_name(cell, piece))))
    return Body(text, start, end, record.key, name, record.level, found.group, scope, successor)


def _own_name(cell: Cell, piece: Piece) -> str:
    """Return what tells a school or a village from others of its kind: "Tân Trào", "số 2"."""
    found = piece.body
    if not (found and found.record and found.record.named) or found.group:
        return ""
    start = max(_kind_ends(cell, piece, found.record), default=piece.start)
    while start < piece.end and cell.kind(start) != "w":
        start += 1  # "TP. Đà Nẵng"
    if start == piece.end or (found.unit and cell.bare_unit(start, piece.end)):
        return ""
    return fold(cell.text[cell.words[start].start : cell.words[piece.end - 1].end])


def _kind_ends(cell: Cell, piece: Piece, record: Record) -> Iterator[int]:
    """Yield where a spelling of `record`, whole or without its head, ends within `piece`."""
    for at in range(piece.start, piece.end):
        for kind in ("body", "elided"):
            for end, meaning, _ in cell.matches(kind, at):
                if end <= piece.end and record in (meaning if kind == "elided" else (meaning,)):
                    yield end


def _record(rules: Gazetteer, found: Found, text: str) -> Record:
    """Return the body or the kind of group that was found; its key is "" for an unknown one."""
    record = found.record
    if record and record.key:
        return rules.records.get(f"{record.key}-{found.unit}", record)
    if found.group and not record:
        return _kind(rules, key(text).removeprefix(key(found.post)))
    return (not found.group and place(text)) or record or Record("", "", "")


def _kind(rules: Gazetteer, text: str) -> Record:
    words = f" {text.replace(',', ' ').replace('/', ' ')} "
    words = " ".join(words.split()).join("  ")
    kinds = (kind for kind, pattern in rules.group_kinds if pattern.search(words))
    return next(kinds, Record("", "", ""))


def _successor(record: Record, as_of: str) -> str:
    """Return the body that took over from one that had ended on the first day of `as_of`."""
    ended = as_of and record.until and record.until <= (as_of + "-01-01")[:10]
    return record.successors[0] if ended and record.successors else ""
