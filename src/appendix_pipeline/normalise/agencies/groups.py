"""Open groups ("các sở, ngành liên quan") and persons by post, which may be groups too."""

from collections.abc import Iterator

from appendix_pipeline.normalise.agencies.bodies import (
    HEADED,
    KNOWN,
    Found,
    elided,
    headed,
    known,
    nameless,
    namesakes,
    place_name,
    tails,
    unit_list,
)
from appendix_pipeline.normalise.agencies.cell import Cell
from appendix_pipeline.normalise.agencies.territory import listed
from appendix_pipeline.normalise.agencies.words import AND

GROUP = 1.0
# A group whose last noun is an organisation by itself: "các cơ quan Đảng, Mặt trận Tổ quốc".
_ALONE = 1.5
_MAX_NOUNS = 12
_MAX_CLOSINGS = 3


def bodies(cell: Cell, at: int) -> Iterator[Found]:
    """Yield every reading of the words from `at` on as one body."""
    if cell.kind(at) != "w" or cell.words[at].key == AND:
        return
    for readings in (known, elided, namesakes, listed, groups, posts, headed, nameless):
        yield from readings(cell, at)


def posts(cell: Cell, at: int) -> Iterator[Found]:
    """Yield persons named by their post: the post and a body, or the post and free words."""
    start = cell.phrase("quantifiers", at)
    several = start > at
    for end, post, _ in cell.matches("posts", start if several else _named(cell, at)):
        for found in (*known(cell, end), *groups(cell, end), *headed(cell, end)):
            group = several or found.group
            person = found._replace(post=post, group=group, cost=found.cost + 0.1)
            yield person
            if cell.phrase("duties", person.end) > person.end:
                yield person.to(cell.clause_end(person.end, resume=True), 0.2)
        for far, cost in cell.free(end, 0.25):
            yield Found(far, HEADED + cost, group=several)
        if cell.phrase("duties", end) > end:
            yield Found(cell.clause_end(end, resume=True), HEADED, group=several)


def _named(cell: Cell, at: int) -> int:
    """Return where the post of a person begins: behind "đồng chí", "Ông Nguyễn Văn An -"."""
    start = end = cell.phrase("honorifics", at)
    while start > at and cell.kind(end) == "w" and cell.upper(end):
        end += 1
    return end + 1 if end > start and cell.kind(end) in {"-", ","} else start


def groups(cell: Cell, at: int) -> Iterator[Found]:
    """Yield the open groups that begin at `at`.

    A quantifier, two nouns, or a noun that is a class of bodies make a group; one other noun
    ("đơn vị") needs a word that closes the group ("liên quan"), or a clause that says
    whose task it is ("được phân công").
    """
    start = cell.quantifier(at)
    if start == at and cell.bare_unit(at, at + 1) and cell.follows_word(at):
        return  # "Ban Chỉ huy Quân sự xã, Trạm Y tế": the unit belongs to what stands before
    counted, last = 0, start
    for counted, end in enumerate(_nouns(cell, start), 1):
        group = Found(end, GROUP, group=True)
        if start > at or counted > 1 or cell.phrase("classes", start) == end:
            yield from _limited(cell, group.to(end, _ALONE * _is_kin(cell, last, end)))
            yield from _free(cell, group)
        elif not _is_kin(cell, start, end):
            yield from _closed(cell, group)
            if cell.phrase("duties", end) > end:
                yield group.to(cell.clause_end(end, resume=True), 0.2)
        last = cell.link(end)
    yield from _several(cell, at, start)
    if start > at and not counted:
        yield from _free(cell, Found(start, GROUP + 1.0, group=True))


def _is_kin(cell: Cell, at: int, end: int) -> bool:
    """Whether the noun from `at` to `end` is an organisation by itself: "Mặt trận Tổ quốc"."""
    return any(found.end == end and found.meaning.kin for found in cell.matches("body", at))


def _several(cell: Cell, at: int, start: int) -> Iterator[Found]:
    """Yield the first of several bodies under one head: "Các Sở Nội vụ, Tài chính"."""
    for end, record, cost in cell.matches("body", start) if start > at else ():
        others = cell.matches("elided", cell.link(end)) if cell.link(end) > end else ()
        if any(record.head == other.head for match in others for other in match.meaning):
            cell.heads_seen[record.head] = start
            yield Found(end, KNOWN + cost, record)


def _nouns(cell: Cell, at: int) -> Iterator[int]:
    """Yield the ends of the nouns of a group, one after another."""
    for _ in range(_MAX_NOUNS):
        at = cell.unbroken(at)
        end = cell.phrase("nouns", at)
        # "hội nông dân", "Ban Công tác Mặt trận": a name that goes on past the noun is that name.
        head = cell.head(at)
        named = cell.phrase("body", at) > end or (head and head[0] > end)
        compound = cell.phrase("compounds", at) > at  # "xã hội" is no commune
        if end == at or named or compound or (cell.upper(at) and cell.upper(end) and at > 0):
            return
        yield end
        at = end
        while (after := cell.link(at)) > at:
            at = after
        if cell.instruction(at) > at or (at == end and not _goes_on(cell, at)):
            return


def _goes_on(cell: Cell, at: int) -> bool:
    """Whether a noun at `at` is one more although nothing links it: "các địa phương đơn vị".

    "Mặt trận Tổ quốc xã" and "Ban nhân dân ấp" have one noun each.
    """
    return not (cell.upper(at) or cell.is_unit(at) or cell.phrase("classes", at) > at)


def _free(cell: Cell, group: Found) -> Iterator[Found]:
    for end, cost in cell.free(group.end, 0.2, first=False):
        if end > group.end:
            yield group.to(end, 0.2 + cost)


def _limited(cell: Cell, group: Found) -> Iterator[Found]:
    """Yield `group` alone and with the words that limit it: "xã", "thuộc …", "được giao …"."""
    yield group
    yield from _closed(cell, group)
    if (end := cell.phrase("limits", group.end)) > group.end:
        yield group.to(end)
    if cell.phrase("clauses", group.end) > group.end:
        yield group.to(cell.clause_end(group.end), 0.2)
    yield from _opened(cell, group, group.end)
    # "người dân xã", "nhân dân các thôn"
    for end, _ in unit_list(cell, cell.quantifier(group.end)):
        yield from _at_place(cell, group.to(end))


def _closed(cell: Cell, group: Found) -> Iterator[Found]:
    """Yield `group` with "liên quan", "khác của Quốc hội", "thuộc xã có liên quan"."""
    for _ in range(_MAX_CLOSINGS):
        start = cell.unbroken(group.end)
        end = cell.phrase("closing", start)
        if end == start:
            return
        opening = cell.phrase("opening", start) == end
        yield from _opened(cell, group, group.end)
        group = group.to(end)
        if not opening:
            yield group
            yield from _opened(cell, group, end)


def _opened(cell: Cell, group: Found, at: int) -> Iterator[Found]:
    """Yield `group` with "thuộc", "của", "trên địa bàn" at `at` and what follows."""
    at = cell.unbroken(at)
    start = cell.phrase("opening", at)
    if start == at:
        return
    for end, _ in unit_list(cell, start):
        yield from _at_place(cell, group.to(end, 0.05))
    for end, _, cost in cell.matches("body", start):
        for longer in tails(cell, group.to(end, 0.05 + cost), 1):
            yield from _at_place(cell, longer._replace(unit="", group=True))
    for end, cost in cell.free(start, 0.1):
        if end > start:
            yield group.to(end, 0.2 + cost)


def _at_place(cell: Cell, group: Found) -> Iterator[Found]:
    yield group
    closed = cell.phrase("closing", group.end)
    if closed > group.end:
        yield group.to(closed)
    for end, cost in place_name(cell, group.end):
        yield group.to(end, cost)
