"""Every citation in a text, in order: by number and symbol, by name, by number alone."""

import re
from collections.abc import Iterator
from dataclasses import replace

from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.references.following import read_following
from appendix_pipeline.normalise.references.kinds import before_number, by_words, no_citation
from appendix_pipeline.normalise.references.laws import find_laws
from appendix_pipeline.normalise.references.symbols import Symbol, symbols
from appendix_pipeline.text import key

_LOOK_BACK = 60
# "số 150, 151/2025/NĐ-CP": numbers that share the symbol of the last.
_MORE = re.compile(r"(?:\d{1,5}\s*(?:,|và)\s*)+$")
_ADJACENT = re.compile(r"\s*(?:,|;|và|và\s+các)?\s*(?:[Ss]ố\s*)?")
# A number without a symbol: "Nghị định 30/2020", "Nghị quyết 57".
_PLAIN = re.compile(
    r"(?<!\w)(?P<kind>Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Chỉ\s+thị|Kết\s+luận"
    r"|(?:Quyết\s+định|Công\s+văn)(?=\s+số|\s+\d+\s+của)|(?:NĐ|NQ|TT|QĐ|Luật)(?=\s+\d+/\d{4}))\s+(?:số\s*:?\s*)?"
    r"(?P<number>\d{2,5})(?:/(?P<year>(?:19|20)\d\d))?(?![\w/%-]|[.,]\d|\s-)"
)
# "các Nghị quyết 57, 59, 66 của Bộ Chính trị": further numbers, none of which counts things.
_LISTED = re.compile(
    r"\s*(?:,|và)\s*(?:số\s+)?(?P<number>\d{2,5})(?=\s*(?:[,;)]|\.(?!\d)|$|và\b|của\b))"
)
# "Nghị định số của Chính phủ", "Quyết định số … ngày": the number was never filled in.
_BLANK = re.compile(
    r"(?<!\w)(?P<kind>Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Chỉ\s+thị|Kết\s+luận|Quyết\s+định"
    r"|Công\s+văn|Kế\s+hoạch)\s+số(?P<number>)\s*:?[\s.…_]*"
    r"(?=\s(?:của\s|ngày[\s.…_\d/]*(?:tháng|\d{4}))|[;,)]|$)"
)
_SIGNS = re.compile(r"\d|/|uật|háp|UẬT|HÁP|\ssố[\s.…_:]")


def find(text: str) -> tuple[Reference, ...]:
    """Return every citation in `text`, in order, none inside another.

    Offsets are into `text`, and `text[start:end]` is the reference's `text`: type, number and
    symbol, date and issuer as far as they stand there. Symbols are read, never rewritten.
    """
    if not _SIGNS.search(text):
        return ()
    taken = bytearray(len(text))
    found: list[Reference] = []
    for reference in (*find_laws(text), *_numbered(text), *_plain(text), *_blank(text)):
        start, end = reference.start, reference.end
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(reference)
    return tuple(sorted(found, key=lambda reference: reference.start))


def _numbered(text: str) -> Iterator[Reference]:
    """Yield citations by number and symbol; those that share a head take its type."""
    before = Reference("", 0, 0)
    for symbol in symbols(text):
        floor = max(0, symbol.start - _LOOK_BACK)
        more = _MORE.search(text[floor : symbol.start])
        first = floor + more.start() if more else symbol.start
        back = before_number().search(text[floor:first])
        typed = back["kind"] if back else ""
        bare = symbol.short or not typed
        if bare and (no_citation(text[floor:first]) or (not typed and symbol.short)):
            continue
        start = first - len(back[0]) if back else symbol.start
        if more and typed:
            yield from _sharing(text, symbol, typed, (start, first))
            start = symbol.start
        shared = _ADJACENT.fullmatch(text[before.end : start]) if before.text else None
        kind = _kind(symbol, typed or (before.kind if shared and not symbol.kind else ""))
        before = _reference(text, symbol, kind, (start, typed))
        yield before


def _kind(symbol: Symbol, typed: str) -> str:
    """Return the type's name: as typed, else what the code stands for, else a letter."""
    if typed:
        kind = by_words()[key(typed)]
        folded = key(typed)
        return next((word for word in kind.words if key(word) == folded), kind.name)
    return symbol.kind.name if symbol.kind else "Luật" if "QH" in symbol.symbol else "Công văn"


def _reference(text: str, symbol: Symbol, kind: str, opening: tuple[int, str]) -> Reference:
    start, typed = opening
    after = read_following(text, symbol.end)
    broken = symbol.broken(by_words()[key(typed)] if typed else None)
    return Reference(
        text[start : after.end], start, after.end, kind, symbol.number, symbol.year,
        symbol.symbol, after.date, after.issuer, after.title, symbol.key(symbol.number),
        broken or ("impossible-date" if after.impossible else ""),
    )  # fmt: skip


def _sharing(text: str, symbol: Symbol, typed: str, places: tuple[int, int]) -> Iterator[Reference]:
    """Yield the numbers before `symbol` that share it: "150" of "số 150, 151/2025/NĐ-CP"."""
    start, first = places
    kind = _kind(symbol, typed)
    for number in re.finditer(r"\d+", text[first : symbol.start]):
        end = first + number.end()
        start = start or first + number.start()
        yield Reference(
            text[start:end], start, end, kind, number[0], symbol.year, symbol.symbol,
            key=symbol.key(number[0]),
        )  # fmt: skip
        start = 0


def _plain(text: str) -> Iterator[Reference]:
    """Yield citations by type and number alone: "Nghị quyết 57, 59 của Bộ Chính trị"."""
    for match in _PLAIN.finditer(text):
        kind = by_words()[key(match["kind"])].name
        yield _alone(text, kind, match.start(), match)
        more = _LISTED.match(text, match.end())
        while more and not match["year"]:
            yield _alone(text, kind, more.start("number"), more)
            more = _LISTED.match(text, more.end())


def _blank(text: str) -> Iterator[Reference]:
    """Yield citations whose number was left out: they have no key."""
    for match in _BLANK.finditer(text):
        found = _alone(text, by_words()[key(match["kind"])].name, match.start(), match)
        yield replace(found, key="")


def _alone(text: str, kind: str, start: int, match: re.Match[str]) -> Reference:
    """Return the citation whose number `match` ends with; a decree's year completes its symbol."""
    after = read_following(text, match.end())
    number, year = match["number"], match.groupdict().get("year") or ""
    whole = f"{number}/{year}/NĐ-CP" if kind == "Nghị định" and year else ""
    return Reference(
        text[start : after.end], start, after.end, kind, number, year, "",
        after.date, after.issuer, after.title,
        whole or "/".join(filter(None, (number, year, kind))), "no-symbol",
    )  # fmt: skip
