"""The cheapest reading of a cell as bodies, marks between them, and words left over."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from appendix_pipeline.normalise.agencies.bodies import Found, unit_ending
from appendix_pipeline.normalise.agencies.cell import HARD, Cell
from appendix_pipeline.normalise.agencies.groups import bodies
from appendix_pipeline.normalise.agencies.words import AND

Use = Literal["body", "scope", "mark", "left"]
# Costs, in known bodies: words that say what a body does, and words that nothing explains.
INSTRUCTION = 2.0
STRAY = 6.0
_GOES_ON = 4.0
_WORDY = 0.05
_MAX_STRAY = 60
_UNREACHED = float("inf")


class Piece(NamedTuple):
    """A stretch of the cell's words, `start` to `end`, and what it is."""

    use: Use
    start: int
    end: int
    body: Found | None = None


Step = tuple[float, tuple[Piece, ...]]


def read(cell: Cell) -> list[Piece]:
    """Return the cell cut into pieces, in order, every word in exactly one of them.

    The reading is the cheapest chain of pieces from the first word to the last; every piece
    begins where another ends and none looks far ahead, so the time grows with the cell's length.
    """
    best = [0.0, *[_UNREACHED] * cell.size]
    come: list[tuple[Piece, ...]] = [()] * (cell.size + 1)
    for at in range(cell.size):
        if best[at] == _UNREACHED:
            continue
        for cost, pieces in _steps(cell, at):
            end = pieces[-1].end
            if best[at] + cost < best[end]:
                best[end], come[end] = best[at] + cost, pieces
    return _trace(come, cell.size)


def _trace(come: list[tuple[Piece, ...]], end: int) -> list[Piece]:
    taken: list[Piece] = []
    while end:
        taken += reversed(come[end])
        end = come[end][0].start
    return taken[::-1]


def _steps(cell: Cell, at: int) -> Iterator[Step]:
    for found in bodies(cell, at):
        yield _body(cell, at, found)
    if (end := cell.link(at)) > at:
        yield 0.1, (Piece("mark", at, end),)
    elif cell.kind(at) != "w":
        odd = cell.kind(at) in {"?", "q", "(", ")"}
        yield 1.0 if odd else 0.0, (Piece("mark", at, at + 1),)
    if (end := cell.phrase("roles", at)) > at and cell.kind(end) == ":":
        yield 1.0, (Piece("left", at, end),)
    if cell.instruction(at) > at and cell.partners[at] != at:
        end = _instruction_end(cell, at)
        weak = 0.5 if cell.phrase("weak", at) == cell.instruction(at) else 0.0
        if weak and at and cell.words[at - 1].key == AND:
            weak = _GOES_ON  # "Ban Chỉ đạo phòng, chống tội phạm và xây dựng …" is one name
        yield INSTRUCTION + weak + _WORDY * (end - at), (Piece("left", at, end),)
    if (end := _stray_end(cell, at)) > at:
        yield STRAY + end - at, (Piece("left", at, end),)


def _body(cell: Cell, at: int, found: Found) -> Step:
    bare = (cell.head(at) or (at,))[0] == found.end
    if (found.group or bare) and cell.kind(found.end) == ":":
        # "Các Bộ: Tài chính, Xây dựng", "Sở: Tài chính": a head for the names that follow.
        cell.opened = True
        cell.saw_unit(found.end, found.record, found.unit or unit_ending(cell, found.end))
        return found.cost, (Piece("left", at, found.end),)
    end = _scope_end(cell, found.end)
    scope = (Piece("scope", found.end, end),) if end > found.end else ()
    return found.cost, (Piece("body", at, found.end, found), *scope)


def _scope_end(cell: Cell, at: int) -> int:
    """Return the end of a note in brackets or of "đối với …" at `at`, or `at` for none."""
    bracket = at + (cell.kind(at) == "n")
    if cell.kind(bracket) == "(":
        return cell.closings.get(bracket, cell.size)
    if cell.phrase("scopes", at) > at:
        return cell.clause_end(at, resume=True)
    return at


def _instruction_end(cell: Cell, at: int) -> int:
    """Return where the instruction at `at` ends: with its clause, or before a partner."""
    role = cell.phrase("roles", at)
    if role > at and cell.upper(role) and cell.anchor(role) == HARD:
        return role
    verb = cell.instruction(at)
    # "Bộ Tài chính thực hiện, Bộ Y tế hướng dẫn": a verb alone says all.
    end = cell.clause_end(at, resume=role > at or cell.kind(verb) == ",")
    end = min(end, cell.partners[verb])
    while end > at + 1 and (cell.kind(end - 1) in ",;-" or cell.words[end - 1].key == AND):
        end -= 1
    return end


def _stray_end(cell: Cell, at: int) -> int:
    """Return the end of the words at `at` that nothing explains, or `at` for none."""
    if cell.kind(at) not in {"w", "?", "q"}:
        return at
    end = at + 1
    while end < min(cell.size, at + _MAX_STRAY) and cell.kind(end) in {"w", "?", "q", "(", ")"}:
        if cell.link(end) > end or cell.anchor(end):
            break
        end += 1
    return end
