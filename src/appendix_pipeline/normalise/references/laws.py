"""Laws, codes, ordinances and the Constitution, which are cited by name."""

import re
from collections.abc import Iterator
from functools import cache

from appendix_pipeline.model.reference import Reference
from appendix_pipeline.normalise.references.following import read_following
from appendix_pipeline.rules import load
from appendix_pipeline.text import key, unaccented

_OPENING = re.compile(
    r"(?<!\w)(?P<kind>Bộ\s+luật|Luật|LUẬT|Pháp\s+lệnh|Hiến\s+pháp)(?!\w)"
    r"(?:\s+sửa\s+đổi,\s+bổ\s+sung\s+(?:một\s+số\s+)?điều\s+của\s+(?:các\s+)?(?:Bộ\s+luật|Luật|Pháp\s+lệnh))?"
)
_WORD = re.compile(r"\s+([^\s,.;:()“”\"]+)(,?)")
_TAIL = re.compile(
    r"(?:\s*\(sửa\s+đổi\))?"
    r"(?:\s*,?\s*(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\w/]))?"
    r"(?:\s*,?\s*(?P<open>\()?(?:Luật\s+)?số\s*:?\s*(?P<number>\d{1,4})\s?/\s?(?P<of>(?:19|20)\d\d)\s?/\s?"
    r"(?P<symbol>(?:QH|UBTVQH)\d{1,2})(?P<close>\))?)?"
)
_NOT_A_LAW = re.compile(r"(?:Đại\s+học|Trường|Khoa|ngành)\s+$")
_MAX_WORDS = 20


def find_laws(text: str) -> Iterator[Reference]:
    """Yield the laws cited by name in `text`, with their year or number where it follows."""
    for opening in _OPENING.finditer(text):
        end = _name_end(text, opening.end())
        constitution = opening["kind"].startswith("Hiến")
        if (end == opening.end() and not constitution) or _NOT_A_LAW.search(
            text[max(0, opening.start() - 12) : opening.start()]
        ):
            continue
        yield _law(text, opening, end)


def _law(text: str, opening: re.Match[str], name_end: int) -> Reference:
    tail = _TAIL.match(text, name_end)
    assert tail
    after = read_following(text, tail.end())
    start = opening.start()
    name = " ".join(text[start:name_end].split())
    kind = " ".join(opening["kind"].split())
    number, year, symbol = tail["number"] or "", tail["of"] or "", tail["symbol"] or ""
    return Reference(
        text[start : after.end], start, after.end, kind[:1] + kind[1:].lower(), number, year,
        symbol, after.date or tail["year"] or "", after.issuer, name,
        f"{number}/{year}/{symbol}" if number else _key(name, tail["year"] or after.date[:4]),
        "impossible-date" if after.impossible else "",
    )  # fmt: skip


def _name_end(text: str, at: int) -> int:
    """Return where the law's name that follows `at` ends: a known name, else by its words.

    The first word has a capital; the name goes on in lower case to a mark or a word that opens
    something else (Nghị định 30/2020/NĐ-CP, Phụ lục II, V.6).
    """
    words: list[re.Match[str]] = []
    place = at
    while len(words) < _MAX_WORDS and (found := _WORD.match(text, place)):
        words.append(found)
        place = found.end()
    if not words or not words[0][1][0].isupper():
        return at
    for size in range(len(words), 0, -1):
        if key("".join(word[0] for word in words[:size]).rstrip(",")) in _names():
            return words[size - 1].end(1)
    end = at
    for word in words:
        if key(word[1]) in _stops() or word[1][0].isdecimal():
            break
        end = word.end(1)
        if word[2]:
            break
    return end


def _key(name: str, year: str) -> str:
    number = _numbers().get((key(name), year))
    words = re.findall("[a-z0-9]+", unaccented(name))
    return number or "-".join([*words, year] if year else words)


@cache
def _numbers() -> dict[tuple[str, str], str]:
    return {
        (key(name), year): number for name, year, number in load("references")["laws"]["numbered"]
    }


@cache
def _names() -> frozenset[str]:
    """Return the known names without "Luật", folded."""
    laws = load("references")["laws"]
    names = [*laws["names"], *(name for name, _, _ in laws["numbered"])]
    return frozenset(key(re.sub("^(?:Bộ luật|Luật|Pháp lệnh) ", "", name)) for name in names)


@cache
def _stops() -> frozenset[str]:
    return frozenset(map(key, load("references")["ends"]["law"]))
