"""Automatic numbers as Word shows them: "1.", "a)", "II", "1.1".

A paragraph has its list from `w:numPr`, its own or its style's; the list's levels say format,
text, start and when to begin again. Clauses of ISO/IEC 29500-1: 17.9 (numbering), 17.9.11
(lvlText), 17.9.10 (lvlRestart), 17.9.4 (isLgl), 17.9.26 (startOverride), 17.18.59 (formats).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from appendix_pipeline.readers.names import VAL, Element, W, child_value, is_on
from appendix_pipeline.readers.styles import ancestry, default_paragraph_style, styles_by_id

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HIGHEST, _MOST_DIGITS = 32_767, 10


def roman(number: int) -> str:
    """Return `number` in small Roman numerals."""
    letters = ""
    for value, letter in _ROMAN:
        count, number = divmod(number, value)
        letters += letter * count
    return letters


def letters(number: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts letters."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


# The number formats of 17.18.59 that plans use; any other counts 1, 2, 3.
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "numberInDash": lambda n: f"- {n} -",
    "chicago": lambda n: "*†‡§"[(n - 1) % 4] * ((n - 1) // 4 + 1),
    "none": lambda _: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    restart: int | None  # the level (from 0) that begins this one again; None: any above
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` is called for each paragraph in reading order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by numId
    abstract: dict[str, str] = field(default_factory=dict)  # numId -> abstractNumId
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style -> numId, level
    counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by abstractNumId
    begun: set[tuple[str, int]] = field(default_factory=set)

    def counts_in(self, root: Element) -> bool:
        """Tell whether any paragraph below `root` may have a number."""
        if not self.levels:
            return False
        return "" in self.styles or next(root.iter(f"{W}numPr", f"{W}pStyle"), None) is not None

    def label(self, p: Element) -> str:
        """Return the number of paragraph `p` as displayed, or nothing; counts go on."""
        num_id, level = self._list_of(p.find(f"{W}pPr"))
        levels = self.levels.get(num_id)
        if not levels or level not in levels:
            return ""
        counts = self._count(num_id, level, levels)
        if levels[level].format == "bullet":
            return ""
        return self._write(levels, level, counts)

    def _list_of(self, properties: Element | None) -> tuple[str, int]:
        if properties is None:
            return self.styles.get("", ("", 0))
        style = properties.find(f"{W}pStyle")
        num_id, level = self.styles.get("" if style is None else style.get(VAL, ""), ("", 0))
        own = properties.find(f"{W}numPr")
        if own is None:
            return num_id, level
        return _read_num_pr(own, num_id, level)

    def _count(self, num_id: str, level: int, levels: dict[int, _Level]) -> dict[int, int]:
        # Lists of one abstract list go on counting together, save where one overrides a start.
        counts = self.counts.setdefault(self.abstract[num_id], {})
        first = (num_id, level) not in self.begun
        self.begun.add((num_id, level))
        if level not in counts or (first and levels[level].start < 0):
            counts[level] = abs(levels[level].start)
        else:
            counts[level] += 1
        for deeper in [each for each in counts if each > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != -1 and (restart is None or level <= restart):
                del counts[deeper]
        return counts

    def _write(self, levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
        def one(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            each = levels.get(index, levels[level])
            number = counts.get(index, abs(each.start))
            legal = levels[level].legal and index < level
            return FORMATS.get("decimal" if legal else each.format, str)(number)

        return _PLACE.sub(one, levels[level].text).strip()


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Return the lists of `numbering.xml`, with the styles of `styles.xml` that belong to them."""
    lists = Numbering()
    if numbering is None:
        return lists
    abstracts = {
        each.get(f"{W}abstractNumId", ""): each for each in numbering.iterfind(f"{W}abstractNum")
    }
    by_style = _by_style(abstracts)
    for num in numbering.iterfind(f"{W}num"):
        num_id = num.get(f"{W}numId", "")
        abstract = child_value(num, "abstractNumId")
        if abstract in abstracts:
            # An abstract list may only name the style whose list holds the levels (17.9.21).
            abstract = by_style.get(child_value(abstracts[abstract], "numStyleLink"), abstract)
        if abstract in abstracts:
            lists.abstract[num_id] = abstract
            lists.levels[num_id] = _read_levels(abstracts[abstract], num)
    if styles is not None:
        lists.styles |= _read_styles(styles)
        for abstract in abstracts.values():
            lists.styles |= _levels_of_styles(abstract, lists)
    return lists


def _by_style(abstracts: dict[str, Element]) -> dict[str, str]:
    """Return the abstract lists that styles have, by style; of two the first."""
    links = {child_value(each, "styleLink"): name for name, each in reversed(abstracts.items())}
    links.pop("", None)
    return links


def _levels_of_styles(abstract: Element, lists: Numbering) -> dict[str, tuple[str, int]]:
    """Return the lists of the styles that levels of `abstract` name as theirs (17.9.23)."""
    found = {}
    for lvl in abstract.iterfind(f"{W}lvl"):
        style = child_value(lvl, "pStyle")
        num_id, _ = lists.styles.get(style, ("", 0))
        if lists.abstract.get(num_id) == abstract.get(f"{W}abstractNumId"):
            found[style] = (num_id, _integer(lvl.get(f"{W}ilvl")))
    return found


def _read_levels(abstract: Element, num: Element) -> dict[int, _Level]:
    levels = {
        _integer(each.get(f"{W}ilvl")): _read_level(each) for each in abstract.iterfind(f"{W}lvl")
    }
    for override in num.iterfind(f"{W}lvlOverride"):
        index = _integer(override.get(f"{W}ilvl"))
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[index] = _read_level(own)
        start = override.find(f"{W}startOverride")
        if start is not None and index in levels:
            # A negative start says: begin again with this list, even if another went before.
            first = -_integer(start.get(VAL), 1)
            levels[index] = replace(levels[index], start=first)
    return levels


def _read_level(lvl: Element) -> _Level:
    restart = lvl.find(f"{W}lvlRestart")
    return _Level(
        child_value(lvl, "numFmt", "decimal"),
        child_value(lvl, "lvlText"),
        _integer(child_value(lvl, "start", "1"), 1),
        None if restart is None else _integer(restart.get(VAL)) - 1,
        is_on(lvl, "isLgl"),
    )


def _read_styles(styles: Element) -> dict[str, tuple[str, int]]:
    """Return the list of each paragraph style, through the styles it is based on."""
    by_id = styles_by_id(styles)
    found = {}
    for name in by_id:
        num_id, level = "", 0
        for style in [*ancestry(name, by_id)][::-1]:
            own = style.find(f"{W}pPr/{W}numPr")
            if own is not None:
                num_id, level = _read_num_pr(own, num_id, level)
        if num_id:
            found[name] = (num_id, level)
    default = default_paragraph_style(by_id)
    return found | ({"": found[default]} if default in found else {})


def _read_num_pr(num_pr: Element, num_id: str, level: int) -> tuple[str, int]:
    own_id, own_level = num_pr.find(f"{W}numId"), num_pr.find(f"{W}ilvl")
    if own_id is not None:
        num_id = own_id.get(VAL, "")
    if own_level is not None:
        level = _integer(own_level.get(VAL))
    return num_id, level


def _integer(value: str | None, default: int = 0) -> int:
    """Return a number of the file, cut at what Word counts to."""
    if value is None or not value.removeprefix("-").isdecimal():
        return default
    return max(-_HIGHEST, min(int(value[:_MOST_DIGITS]), _HIGHEST))
