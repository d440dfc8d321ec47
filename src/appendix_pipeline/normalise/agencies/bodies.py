"""Every way in which a body can begin at a word of a cell, with its cost."""

from collections.abc import Iterator
from typing import NamedTuple

from appendix_pipeline.normalise.agencies.cell import HARD, Cell
from appendix_pipeline.normalise.agencies.entries import Record
from appendix_pipeline.text import key

# Costs, in known bodies: a reading with fewer and surer bodies is better.
KNOWN = 1.0
ELIDED = 2.0
SIBLING = 1.5
HEADED = 3.0
NAMELESS = 5.0
# A spelling of the rules that holds the words is surer than a name and these words.
TAIL = 0.02
BREAK = 2.0
_MAX_UNITS = 6
_COUNTING = frozenset(map(key, ("số", "việt", "nam")))


class Found(NamedTuple):
    """A body that ends before the word `end`: its record and unit where the rules know them."""

    end: int
    cost: float
    record: Record | None = None
    unit: str = ""
    group: bool = False
    post: str = ""

    def to(self, end: int, cost: float = 0.0) -> "Found":
        """Return the same body with its words up to `end`, for `cost` more."""
        return self._replace(end=end, cost=self.cost + cost)


def known(cell: Cell, at: int) -> Iterator[Found]:
    """Yield the bodies of the rules at `at`, with what may follow their names."""
    for end, record, cost in cell.matches("body", at):
        if not cell.inside_head(at):
            cell.heads_seen |= {record.head: at, record.kin: at}
        found = tails(cell, Found(end, KNOWN + cost, record, unit_ending(cell, end)))
        if cell.bare_unit(at, end):
            next(found)
        yield from found


def elided(cell: Cell, at: int) -> Iterator[Found]:
    """Yield bodies whose head stands earlier in the cell: "Sở Nội vụ, Tài chính"."""
    if not cell.listed(at):
        return
    for end, records, cost in cell.matches("elided", at):
        # The head that stands nearest before is the one that is shared.
        seen = {cell.head_seen(record, at): record for record in records}
        if places := [place for place in seen if place < at]:
            found = Found(end, ELIDED + cost, seen[max(places)])
            yield from tails(cell, found)
            if max(places) == max(place for place in cell.heads_seen.values() if place < at):
                yield from _rather(cell, at, found)


def namesakes(cell: Cell, at: int) -> Iterator[Found]:
    """Yield names that share the kind before them: "Thôn An Bình, An Lạc", "TDP 1, 2, 3"."""
    record = cell.names_seen.get(at - 1) if cell.listed(at) else None
    if record and not cell.anchor(at) and not cell.unit_before(at):
        for end, cost in place_name(cell, at):
            cell.names_seen[end] = record
            yield Found(end, SIBLING + cost, record)


def _rather(cell: Cell, at: int, found: Found) -> Iterator[Found]:
    """Yield `found` before a body of any level: "Công an" in "Các Bộ: Tài chính, Công an"."""
    same = any(end == found.end and record.levels for end, record, _ in cell.matches("body", at))
    if same and not cell.matches("unit", found.end):
        yield found._replace(cost=KNOWN - TAIL)


def headed(cell: Cell, at: int) -> Iterator[Found]:
    """Yield bodies that no rule knows but whose first words say that they are one."""
    found = cell.head(at)
    if not found:
        return
    start, head = found
    if not cell.inside_head(at):
        cell.heads_seen[head.words] = at
    record = Record("", "", head.level, head.words)
    if head.inner:
        yield from _inner(cell, Found(start, KNOWN, record))
    if cell.phrase("clauses", start) > start:
        yield Found(cell.clause_end(start), HEADED + 1.0, record)
    for end, cost in cell.free(start, 0.25):
        bare = 4.0 if end == start else 0.0
        group = _of_all_units(cell, start, end)
        body = Found(end, HEADED + cost + bare, record, group=group)
        yield body
        yield from _owners(cell, body)
        yield from _branches(cell, body)


def _inner(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield "Đảng ủy Công an tỉnh": a body within the one that is named after it."""
    for end, _, cost in cell.matches("body", body.end):
        for longer in tails(cell, body.to(end, 0.5 + cost), 1):
            yield longer._replace(unit="")


def _of_all_units(cell: Cell, start: int, end: int) -> bool:
    """Whether a name ends with "các thôn", "các trường học": it stands for one in each."""
    quantified = ((at, cell.phrase("quantifiers", at)) for at in range(max(start, end - 6), end))
    return any(
        opened > at and (end in _noun_ends(cell, opened) or end in dict(unit_list(cell, opened)))
        for at, opened in quantified
    )


def _noun_ends(cell: Cell, at: int) -> set[int]:
    """Return the ends of "thôn", "thôn, trường học" at `at`."""
    ends = set[int]()
    while (end := cell.phrase("nouns", at)) > at:
        ends.add(end)
        at = cell.link(end)
    return ends


def nameless(cell: Cell, at: int) -> Iterator[Found]:
    """Yield acronyms, and words with a capital that stand where a body stands."""
    if cell.acronym(at) and not cell.head(at):
        end = at + 1
        while cell.kind(end) + cell.kind(end + 1) == "&w":
            end += 2
        found = Found(end, HEADED)
        yield from tails(cell, found)
        yield from (found.to(far, cost) for far, cost in place_name(cell, end) if cost < BREAK)
    if cell.upper(at) and not cell.head(at):
        # "Văn hóa - Xã hội": the head is left out, and nothing before it says which.
        yield from (Found(end, NAMELESS + cost) for end, _, cost in cell.matches("elided", at))
        for end, cost in cell.free(at, 0.5):
            if end > at:
                found = Found(end, NAMELESS + cost)
                yield found
                yield from _branches(cell, found)
                return


def tails(cell: Cell, body: Found, depth: int = 2) -> Iterator[Found]:
    """Yield `body` alone, then with the words that say where it stands or whose it is."""
    yield body
    if not depth:
        return
    for kinds in (_numbers, _places, _units, _branches):
        for longer in kinds(cell, body):
            yield from tails(cell, longer, depth - 1)
    yield from _owners(cell, body)


def _numbers(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield `body` with "số 2", "4", "III", "Việt Nam"."""
    end = body.end
    while end < min(cell.size, body.end + 3):
        word = cell.words[end]
        roman = set(word.text) <= set("IVX")
        if word.kind != "w" or not (word.key in _COUNTING or word.text[0].isdecimal() or roman):
            break
        end += 1
    if end > body.end:
        yield body.to(end, TAIL)


def _places(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield `body` with the name of a place, or of its own where it has one."""
    for end, _, cost in cell.matches("places", body.end):
        yield body.to(end, 0.1 + cost)
    for end in cell.communes(body.end):
        yield body.to(end, 0.3)
    named = body.record if body.record and body.record.named else None
    if named or unit_ending(cell, body.end):
        for end, cost in place_name(cell, body.end):
            if named:
                cell.names_seen[end] = named
            yield body.to(end, cost)


def _branches(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield `body` with "- Chi nhánh Thanh Miện"."""
    at = body.end + (cell.kind(body.end) == "-" and not cell.bulleted)
    if (branch := cell.phrase("branches", at)) > at:
        yield from _numbers(cell, body.to(branch, TAIL))
        for start in (branch, *(end for end, _ in unit_list(cell, branch))):
            for end, cost in place_name(cell, start):
                yield body.to(end, TAIL + cost)


def unit_ending(cell: Cell, at: int) -> str:
    """Return the level of government whose word ends at `at`, "" for none."""
    found = (
        match.meaning
        for size in (1, 2, 3)
        if at >= size
        for match in cell.matches("unit", at - size)
        if match.end == at
    )
    return next(found, "")


def _units(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield `body` with "xã Hải Hưng", "các xã, phường", "cấp tỉnh", "các cấp"."""
    at = body.end
    for end, _, _ in cell.matches("levels", at):
        yield body._replace(end=end, group=True)
    for end, unit, _ in cell.matches("every", at):
        yield body._replace(end=end, unit=unit, group=True)
    start = cell.quantifier(at)
    if start > at and (cell.upper(at) or body.unit not in {"", *_units_at(cell, start)}):
        return
    if cell.kind(at) == "n" and cell.bare_unit(at + 1, at + 2) and cell.kind(at + 2) != "w":
        # The line breaks before the unit: "Công an⏎xã".
        start, body = at + 1, body.to(at, BREAK)
        at = start
    for place, (end, unit) in enumerate(unit_list(cell, start)):
        several = start > at or place > 0
        longer = body._replace(
            end=end, unit=unit, group=body.group or several, cost=body.cost + TAIL
        )
        cell.saw_unit(end, longer.record, unit)
        yield longer
        if several:
            ends = cell.free(max(cell.phrase("opening", end), end), 0.1, first=False)
            yield from (longer.to(far, 0.1 + cost) for far, cost in ends if far > end)
        else:
            yield from (longer.to(far, cost) for far, cost in place_name(cell, end))


def _units_at(cell: Cell, at: int) -> Iterator[str]:
    return (match.meaning for match in cell.matches("unit", at))


def unit_list(cell: Cell, at: int) -> Iterator[tuple[int, str]]:
    """Yield the ends of "xã", "xã, phường", "tỉnh/thành phố" at `at`, and the first unit."""
    first = ""
    for _ in range(_MAX_UNITS):
        matches = [match for match in cell.matches("unit", at) if not match.cost]
        if not matches:
            return
        end, unit, _ = matches[-1]
        if first and any(body.end > end for body in cell.matches("body", at)):
            return  # "tỉnh, Tỉnh đoàn": another body begins with the word
        first = first or unit
        yield end, first
        at = cell.link(end)
        if at == end:
            return


def place_name(cell: Cell, at: int) -> Iterator[tuple[int, float]]:
    """Yield the ends of a place's proper name at `at`; a line break may stand before it."""
    cost = 0.0
    if cell.kind(at) == "n":
        at, cost = at + 1, 3.0
    elif cell.kind(at) == "&":
        at += 1
    for end, _, _ in cell.matches("places", at):
        yield end, cost + 0.1
    for place in range(at, min(cell.size, at + 7)):
        word = cell.words[place]
        if word.kind == "-" and place > at:
            cost += 0.5
            continue
        if word.kind != "w" or not (word.text[0].isupper() or word.text[0].isdecimal()):
            return
        cost += 2.0 if cell.anchor(place) == HARD else 0.1
        yield place + 1, cost


def _owners(cell: Cell, body: Found) -> Iterator[Found]:
    """Yield `body` with "thuộc …", with its owner's name, or with " - Bộ …"."""
    at = body.end
    after = cell.phrase("opening", at)
    if after > at:
        yield from (body.to(end, 0.2 + cost) for end, cost in cell.free(after, 0.1) if end > after)
        return
    start = at + 1 if cell.kind(at) == "-" and not cell.bulleted else at
    if _may_own(cell, start, body, dashed=start > at):
        for end, _, cost in cell.matches("body", start):
            for longer in tails(cell, body.to(end, 0.2 + cost), 1):
                yield longer._replace(unit=body.unit)


def _may_own(cell: Cell, at: int, body: Found, *, dashed: bool) -> bool:
    """Whether the body that begins at `at` may be the one that `body` is a part of."""
    record = body.record or Record("", "", "")
    own = cell.rules.head(record.head)
    heads = cell.opening_heads(at)
    if heads & (own.of if own and not record.key else record.of):
        return True
    if record.levels or not cell.parent(at) or (own and own.words in heads):
        return False
    return (dashed and not body.unit) or bool(own and own.owner)
