"""The bodies and wordings of `rules/agencies.toml`, indexed so that words can be looked up."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from appendix_pipeline.normalise.agencies.entries import Head, Record
from appendix_pipeline.normalise.agencies.words import AND, WORD, Word
from appendix_pipeline.rules import load
from appendix_pipeline.text import key, unaccented

# A trie of folded words; the empty word holds what the words up to there mean, by kind.
Trie = dict[str, Any]
Table = dict[str, Any]
Words = tuple[str, ...]
Meanings = dict[str, tuple[Words, ...]]  # of an abbreviation
_END = ""
# Marks that a name is typed with or without ("VH-XH", "KH&CN", "VH, TT và DL"), and the cost of
# reading over one: a line break inside a name is possible, but needs a reason.
_LINKS = {",": 0.1, "-": 0.0, "&": 0.0, "/": 0.3, "*": 0.3, "n": 2.0}
# A comma within a name that the rules never write with one: "Đảng ủy, UBND" is two bodies.
_ODD_COMMA = 1.2
_MAX_LINK_COST = 3.0
# The user's own bodies, each `{written, name, level}`; only `own.py` changes them.
OWN: list[Table] = []


class Match(NamedTuple):
    """A wording of the rules that ends before the word `end`, and the cost of reading it so."""

    end: int
    meaning: Any
    cost: float


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The rules, ready to look up: bodies by key, all wordings in one trie, kinds of groups.

    `overridden` are the spellings that the user's own bodies took, each with the name it had.
    """

    records: dict[str, Record]
    trie: Trie
    abbreviations: Meanings
    group_kinds: tuple[tuple[Record, re.Pattern[str]], ...]
    overridden: dict[tuple[str, ...], str]

    def matches(self, words: list[Word], at: int) -> dict[str, list[Match]]:
        """Return every wording that begins at `words[at]`, by kind, shorter ones first."""
        found: dict[str, list[Match]] = {}
        nodes, cost, commas = [self.trie], 0.0, False
        for place in range(at, len(words)):
            word = words[place]
            if word.kind != "w" or word.key == AND:
                cost += _LINKS.get(word.kind, 0.05 if word.kind == "w" else _MAX_LINK_COST)
                commas |= word.kind == ","
                if place == at or cost >= _MAX_LINK_COST:
                    break
                continue
            nodes = self._step(nodes, word)
            for node in nodes:
                for kind, meaning in node.get(_END, {}).items():
                    odd = commas and kind == "body" and not meaning.commas
                    price = cost + _ODD_COMMA * odd
                    found.setdefault(kind, []).append(Match(place + 1, meaning, price))
            if not nodes:
                break
        return found

    def head(self, words: str) -> Head | None:
        """Return the head that is exactly `words`, folded."""
        node = _descend(self.trie, words.split()) or {}
        found: Head | None = node.get(_END, {}).get("head")
        return found

    def without_head(self, words: Words) -> tuple[Record, ...]:
        """Return the bodies of whose names `words` is what is left after a shared head."""
        node = _descend(self.trie, words) or {}
        found: tuple[Record, ...] = node.get(_END, {}).get("elided", ())
        return found

    def _step(self, nodes: list[Trie], word: Word) -> list[Trie]:
        found = [node[word.key] for node in nodes if word.key in node]
        if word.key in self.abbreviations and not word.text.islower():
            for full in self.abbreviations[word.key]:
                found += filter(None, (_descend(node, full) for node in nodes))
        return found


def slug(name: str) -> str:
    """Return the key of the body called `name`: lower case, no marks, words joined by "-"."""
    return "-".join(re.findall(r"[a-z0-9]+", unaccented(name)))


def atoms(text: str) -> tuple[str, ...]:
    """Return the folded words of `text` without marks and "và", as names are compared."""
    return tuple(word for word in WORD.findall(key(text)) if word != AND)


@cache
def gazetteer() -> Gazetteer:
    """Return the rules of `rules/agencies.toml`, indexed once."""
    rules = load("agencies")
    trie = Trie()
    _add_heads(trie, rules["heads"]["words"])
    short = {key(each): tuple(map(atoms, full)) for each, full in rules["abbreviations"].items()}
    records = {
        record.key: record
        for group in rules["group"]
        for body in group["bodies"]
        for record in [_add_body(trie, group, body, short)]
    }
    _add_units(trie, rules["units"])
    for table in ("groups", "marks", "posts", "places"):
        for name, words in rules[table].items():
            if name not in ("source", "examples", "rejects"):
                for phrase in words:
                    _add(trie, phrase, name, phrase)
    records = _at_every_level(records.values(), rules["units"]) | records
    overridden = dict(_overridden(trie))
    counted = "|".join(key(word) for word in (*rules["groups"]["quantifiers"], "hai", "ba"))
    records |= {record.key: record for record in _add_own(trie, records)}
    return Gazetteer(
        records,
        trie,
        short,
        tuple(_group_kind(kind, counted) for kind in rules["group_kind"]),
        overridden,
    )


def _add(trie: Trie, words: str | tuple[str, ...], kind: str, meaning: object) -> None:
    for word in atoms(words) if isinstance(words, str) else words:
        trie = trie.setdefault(word, {})
    trie.setdefault(_END, {})[kind] = meaning


def _descend(trie: Trie, words: Iterable[str]) -> Trie | None:
    for word in words:
        if word not in trie:
            return None
        trie = trie[word]
    return trie


def _spelt_out(words: Words, short: Meanings) -> Words:
    """Return `words` with what each abbreviation of one meaning stands for."""
    meanings = (short.get(word, ()) for word in words)
    pairs = zip(words, meanings, strict=True)
    spelt = (full[0] if len(full) == 1 else (word,) for word, full in pairs)
    return tuple(chain.from_iterable(spelt))


def _add_body(trie: Trie, group: Table, body: Table, short: Meanings) -> Record:
    """Put every spelling of `body` into the trie, and what is left of it after a shared head."""
    name = body["name"]
    spellings = name, *body.get("also", ())
    size = _head_size(trie, atoms(name))
    record = Record(
        slug(name),
        name,
        group["level"],
        " ".join(atoms(name)[:size]),
        body.get("until") or group.get("until", ""),
        tuple(map(slug, body.get("successors", ()))),
        group.get("levels", False),
        group.get("named", False),
        frozenset(map(key, group.get("of", ()))),
        group.get("district", ""),
        group.get("kin", ""),
        any("," in spelling for spelling in spellings),
    )
    typed = list(map(atoms, spellings))
    for folded in dict.fromkeys([*typed, *(_spelt_out(words, short) for words in typed)]):
        _add(trie, folded, "body", record)
        if size and " ".join(folded[:size]) == record.head and folded[size:]:
            node = _descend(trie, folded[size:]) or {}
            others = node.get(_END, {}).get("elided", ())
            _add(trie, folded[size:], "elided", (*others, record))
    return record


def _add_own(trie: Trie, records: dict[str, Record]) -> Iterator[Record]:
    """Put the user's own spellings into the trie: of a known body, or of one that is new."""
    for body in OWN:
        name = slug(body["name"])
        record = records.get(name) or Record(name, body["name"], body["level"])
        if not record.level:
            continue  # a new name that nobody has filled in yet
        for spelling in (body["name"], body["written"]):
            _add(trie, spelling, "body", record)
        yield record


def _overridden(trie: Trie) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the spellings of the rules that the user's own bodies give another meaning."""
    for body in OWN:
        words = atoms(body["written"])
        known = (_descend(trie, words) or {}).get(_END, {}).get("body")
        if known and known.key != slug(body["name"]):
            yield words, known.name


def _head_size(trie: Trie, words: tuple[str, ...]) -> int:
    """Return how many of `words` are the longest head that opens them."""
    sizes = (
        size
        for size in range(len(words), 0, -1)
        if "head" in (_descend(trie, words[:size]) or {}).get(_END, {})
    )
    return next(sizes, 0)


def _add_heads(trie: Trie, table: dict[str, Table]) -> None:
    for words, marks in table.items():
        head = Head(
            " ".join(atoms(words)), marks.get("level", ""), marks.get("owner", False),
            marks.get("parent", False), marks.get("low", False), marks.get("inner", False),
            frozenset(map(key, marks.get("not_before", ()))),
            frozenset(map(key, marks.get("of", ()))),
        )  # fmt: skip
        _add(trie, words, "head", head)


def _add_units(trie: Trie, table: dict[str, Table]) -> None:
    for name, unit in table.items():
        for kind, words in (("unit", unit["words"]), ("every", unit.get("every", ()))):
            for word in words:
                _add(trie, word, kind, name)


def _at_every_level(records: Iterable[Record], units: dict[str, Table]) -> dict[str, Record]:
    """Return the bodies that exist at each level, one a level: "Công an xã", "Công an tỉnh".

    An office of a commune had its like in each unit that has ended since: "Văn phòng Hội đồng
    nhân dân và Ủy ban nhân dân huyện".
    """
    made = (
        _at_level(record, name, unit)
        for record in records
        for name, unit in units.items()
        if record.levels or (unit.get("until") and record.level == "commune" and _stays(record))
    )
    return {record.key: record for record in made}


def _stays(record: Record) -> bool:
    return not record.until and not record.named


def _at_level(record: Record, name: str, unit: Table) -> Record:
    heir = unit.get("successor") and (record.district or unit["successor"])
    successors = record.successors
    if heir and not successors:
        successors = (f"{record.key}-{heir}" if record.levels else record.key,)
    return replace(
        record,
        key=f"{record.key}-{name}",
        name=f"{record.name} {unit['words'][0]}",
        level=unit["level"],
        until=record.until or unit.get("until", ""),
        successors=successors,
    )


def _group_kind(kind: Table, counted: str) -> tuple[Record, re.Pattern[str]]:
    """Return a kind of group and the words by which it is told, the first ones where it says so."""
    words = "|".join(re.escape(key(each)) for each in kind["words"])
    before = rf"^ (?:(?:{counted}|\d+%?) )*" if kind.get("first") else " "
    found = re.compile(f"{before}(?:{words}) ")
    return Record(slug(kind["name"]), kind["name"], kind["level"]), found
