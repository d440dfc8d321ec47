"""What a text says: the words that carry meaning, what tells tasks apart, what it begins with."""

import re

from appendix_pipeline.alignment.phrases import (
    ACT,
    AND,
    CARRY_OUT,
    Phrase,
    counted_as,
    known_as,
    phrases,
    syllables,
)
from appendix_pipeline.text import unaccented

UNIT = "unit"  # the kind of "tháng", "quý", "năm" alone
COUNTED = "counted"  # the kind of a number with the thing it counts: "lop 1"
_YEARS = re.compile(
    r"(?<![\d/])((?:19|20)\d\d)(?:\s*(?:[-–—]|đến|den)\s*(?:năm\s+|nam\s+)?((?:19|20)\d\d))?(?!\d)"
)
# "năm 2026" says no more than its year, but "cuối năm 2026" is a turn, and "báo cáo quý và năm
# 2026" is of two periods.
_KEPT = ("đầu", "giữa", "cuối", "cả", "báo cáo", "và", ",")
_OF_YEAR = re.compile(
    "".join(rf"(?<!{each} )" for word in _KEPT for each in (word, unaccented(word)))
    + r"\b(?:năm|nam) +(?=(?:19|20)\d\d)",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(  # "quý III/2026"
    r"\b((?:tháng|quý|thang|quy) *(?:[IVX]+|\d\d?)) ?[/.-] ?(?=(?:19|20)\d\d)", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?!\d)")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_ROMAN = re.compile(r"(?<!\w)[IVX]+(?!\w)")  # "đợt I", "khóa XVI"
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


class Reading:
    """A text as it is read from left to right.

    `words` carry meaning; `says` is what it says of each kind, with years and numbers; `lead` are
    the acts it begins with; `joined` are the things on both sides of an "and".
    """

    def __init__(self, text: str, *, carried: bool = False) -> None:
        """Read `text`, in which a legal document was taken out if something is `carried` out."""
        text = _THOUSANDS.sub("", _DAY.sub(" ", text))  # tells when it is due, not what it is
        text = _OF_MONTH.sub(r"\1 năm ", text)
        self.words: set[str] = set()
        self.says = {
            ("year", "-".join(filter(None, years.groups()))) for years in _YEARS.finditer(text)
        }
        self.joined: set[str] = set()
        self._near, self._joining = "", False  # the last thing; whether an "and" came behind it
        self._thing = self._last = ""  # the first that is no act, the last word
        self._begun: list[str] = []
        self._units: set[str] = set()
        self._going_on = True  # with the acts it begins with
        self._carries = False
        self._beside = False  # right behind "sau khi", where an act is none of the task
        text = _ROMAN.sub(lambda each: _arabic(each[0]), _YEARS.sub(" ", _OF_YEAR.sub(" ", text)))
        for phrase in phrases(syllables(text)):
            self._take(phrase)
        self.lead = self._lead(carried=carried)
        if self._reports():
            self.says |= self._periods()

    def _take(self, phrase: Phrase) -> None:
        if phrase.word.isdigit():
            self._number(phrase.word.lstrip("0") or "0")
            return
        if phrase.kind == ACT and self._beside:
            phrase = Phrase(phrase.word)
        self._beside = phrase.kind == "when"
        if phrase.kind == CARRY_OUT:
            self._carries = self._carries or not (self._begun or self._thing)
        elif phrase.kind == UNIT:
            self._units.add(phrase.name)
        elif phrase.kind not in ("", AND):
            self.says.add((phrase.kind, phrase.name))
        if phrase.kind == ACT:
            self._act(phrase.name)
        elif phrase.word:
            self._thing = self._thing or phrase.word
            self._going_on = False
        elif phrase.kind != AND:
            self._going_on = not self._begun
        self._join(phrase)
        if phrase.word:
            self.words.add(phrase.word)
            self._last = phrase.word

    def _join(self, phrase: Phrase) -> None:
        if phrase.kind == AND:
            self.joined |= {self._near} - {""}
            self._joining = True
        elif phrase.word and phrase.kind != ACT:
            self.joined |= {phrase.word} if self._joining else set()
            self._near, self._joining = phrase.word, False

    def _number(self, number: str) -> None:
        self.says |= {("number", number), (COUNTED, f"{self._last} {number}")}
        if kind := counted_as(self._last):
            self.says.add((kind, self._last))

    def _act(self, name: str) -> None:
        if self._last in known_as("acts", "planned") and name not in known_as("acts", "draw_up"):
            self.says.add(("planned", name))
        if self._going_on:
            self._begun.append(name)

    def _reports(self) -> bool:
        done = self.lead | {unaccented(name) for kind, name in self.says if kind == "end"}
        return bool(done & known_as("acts", "reports"))

    def _periods(self) -> set[tuple[str, str]]:
        """Return what a report says of its periods; where it names none, it is that of its year."""
        named = self._units | {name for kind, name in self.says if kind == "period"}
        named = named or {"year" for kind, _ in self.says if kind == "year"}
        dated = "by the year" if named <= {"year"} else "within the year"
        return {("reported", each) for each in named} | {("dated", dated)}

    def _lead(self, *, carried: bool) -> set[str]:
        """Return the acts it begins with; a plan is drawn up where nothing else is said."""
        begun, draw_up = set(self._begun), known_as("acts", "draw_up")
        document = self._thing in known_as("acts", "carried") or (carried and not self._thing)
        if document and not begun:
            begun = {CARRY_OUT} if self._carries else set(draw_up)
            self.says |= {(ACT, each) for each in begun}
        if not any((ACT, each) in self.says for each in draw_up):  # nothing to show
            self.says = {each for each in self.says if each[0] != "document"}
        return begun - known_as("acts", "first") or begun


def _arabic(roman: str) -> str:
    """Return a Roman numeral in the digits of today: a lesser one before a greater is taken off."""
    values = [_ROMAN_DIGITS[each] for each in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < after else value for value, after in pairs))
