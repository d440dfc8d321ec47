"""The dated part of a cell: periods, how they are linked, and from which side they bind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from appendix_pipeline.model.deadline import Precision
from appendix_pipeline.normalise.deadlines import periods
from appendix_pipeline.normalise.deadlines.periods import Period
from appendix_pipeline.normalise.deadlines.tokens import Token

LINKS = {"list": "list", "dash": "range"}
# Words that may stand between two periods of one phrase.
_SMALL_WORDS = re.compile(r"\b(?:và|hoặc|đến|tới|hết|cho|ngày|trong|năm|từ|đầu|giữa|cuối|của)\b")
_UNITS: dict[str, Precision] = {"năm": "year", "tháng": "month", "quý": "quarter"}


@dataclass(slots=True)
class Phrase:
    """One dated phrase: its periods, "list" or "range" between them, and the relation."""

    start: int
    periods: list[Period] = field(default_factory=list)
    link: str = ""
    relation: str = ""
    opened: bool = False  # "từ …" stands before
    time: str = ""
    end: int = 0

    @property
    def after(self) -> bool:
        """Tell whether the phrase begins only after its period ("sau ngày …")."""
        return self.relation == "after"

    def spread_years(self) -> None:
        """Give a year, or the month of a day, to those on its left that have none."""
        for index in range(len(self.periods) - 2, -1, -1):
            one, after = self.periods[index], self.periods[index + 1]
            if one.unit == "day" and one.number is None:
                one = replace(one, number=after.number)
            if one.year is None and after.year is not None:
                later = (one.number or 0, one.day or 0) > (after.number or 0, after.day or 0)
                back = self.link == "range" and one.unit == after.unit and later
                one = replace(one, year=after.year - back)
            self.periods[index] = one


@dataclass(slots=True)
class Head:
    """All that the tokens outside waiting clauses say."""

    phrases: list[Phrase] = field(default_factory=list)
    then_on: Token | None = None
    ongoing: Token | None = None
    frequencies: list[Token] = field(default_factory=list)
    duration: Token | None = None
    duration_relation: str = ""
    unread: list[Token] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)


def read_head(tokens: Iterable[Token], text: str) -> Head:
    """Return what the tokens of a cell say; `text` is its surface."""
    head = Head()
    state = _State(text, head)
    for token in tokens:
        getattr(state, f"on_{token.type}", state.on_other)(token)
    head.unread += state.numbers
    for phrase in head.phrases:
        phrase.spread_years()
    return head


class _State:
    """One pass over the tokens; a method a type of token."""

    def __init__(self, text: str, head: Head) -> None:
        self.text, self.head = text, head
        self.parts: list[Token] = []
        self.numbers: list[Token] = []  # those that wait for their unit ("15-20/11", "10-12/2025")
        self.link = ""
        self.relation = ""
        self.opened = False
        self.start: int | None = None
        self.time = ""
        self.every: Token | None = None

    def on_other(self, token: Token) -> None:
        """Pass over documents and words, which say nothing about time."""

    def on_filler(self, token: Token) -> None:
        if token.get("flag"):
            self.head.flags.append(token.get("flag"))

    def on_unread(self, token: Token) -> None:
        self.head.unread.append(token)

    def on_rel(self, token: Token) -> None:
        relation = token.get("rel")
        if self.start is None:
            self.start = token.start
        goes_on = self._goes_on(token) and self._last().opened
        if relation in ("to", "by") and (goes_on or (self.numbers and self.opened)):
            self.link = "range"
        elif relation == "from":
            self.opened = True
            self.relation = "from"
        elif relation == "to":
            self.relation = "by"
        elif relation != "now" and (relation != "in" or not self.relation):
            self.relation = relation

    def on_part(self, token: Token) -> None:
        self.parts.append(token)

    def on_clock(self, token: Token) -> None:
        self.time = f"{int(token.get('hour')):02}:{token.get('minute') or '00'}"

    def on_weekday(self, token: Token) -> None:
        self.head.frequencies.append(token)

    def on_conj(self, token: Token) -> None:
        if not self.parts:
            self.link = self.link or LINKS[token.get("link")]

    def on_time(self, token: Token) -> None:
        period = periods.read(token)
        if period is None:
            self.head.unread.append(token)
            return
        self._add([*self._numbers_before(period), *self._narrow(period)], token)

    def on_unit(self, token: Token) -> None:
        unit = _UNITS.get(token.get("unit"))
        if self.every is not None:
            self.head.frequencies.append(token)
        elif unit and (self.parts or self.relation or token.get("this")):
            self._add(self._narrow(Period(unit, token.span)), token)
        else:
            self.head.unread.append(token)

    def on_num(self, token: Token) -> None:
        if not self._goes_on(token):
            self.numbers.append(token)
            return
        before = self._last().periods[-1]
        typed = token.get("v") or token.get("q") or token.get("m")
        value = periods.number(typed or self.text[token.start : token.end].strip())
        year = int(token.get("y")) if token.get("y") else None
        flags = tuple(filter(None, [token.get("flag")]))
        period = Period(before.unit, token.span, year, value, flags=flags)
        if before.unit == "day":
            period = replace(period, number=None, day=value)
        self._add([period], token)

    def on_thenon(self, token: Token) -> None:
        self.head.then_on = token

    def on_ongoing(self, token: Token) -> None:
        self.head.ongoing = self.head.ongoing or token

    def on_freq(self, token: Token) -> None:
        self.every = token
        self.head.frequencies.append(token)

    def on_times(self, token: Token) -> None:
        self.head.frequencies.append(token)

    def on_quartermonth(self, token: Token) -> None:
        self.head.frequencies.append(token)

    def on_dur(self, token: Token) -> None:
        if self.every is not None:
            self.head.frequencies.append(token)
        elif self.head.duration is None:
            self.head.duration = token
            self.head.duration_relation = self.relation

    def _narrow(self, period: Period) -> list[Period]:
        if not self.parts:
            return [period]
        found = []
        for index, word in enumerate(self.parts):
            last = index == len(self.parts) - 1
            one = periods.narrowed(period, periods.part(word.get("part")), word.start)
            found.append(one if last else replace(one, span=word.span))
        if len(found) > 1:
            self.link = "list"
        self.parts = []
        return found

    def _numbers_before(self, period: Period) -> list[Period]:
        """Return the days or months whose unit and year stand with a later one."""
        taken = self.numbers if period.unit in ("day", "month") and self.link else []
        self.head.unread += (token for token in self.numbers if token not in taken)
        self.numbers = []
        texts = ((token.span, self.text[token.start : token.end].strip()) for token in taken)
        read = ((span, periods.number(text)) for span, text in texts)
        if period.unit == "day":
            return [Period("day", span, day=value) for span, value in read]
        return [Period("month", span, number=value) for span, value in read]

    def _last(self) -> Phrase:
        return self.head.phrases[-1]

    def _goes_on(self, token: Token) -> bool:
        """Tell whether only signs and small words stand since the last period."""
        if not self.head.phrases:
            return False
        gap = self.text[self._last().end : token.start]
        return not any(map(str.isalpha, _SMALL_WORDS.sub("", gap)))

    def _add(self, found: list[Period], token: Token) -> None:
        joins = bool(self.link) and self._goes_on(token)
        other_side = self.link == "list" and self.relation not in ("", "in")
        if joins and not (other_side and self.relation != self._last().relation):
            phrase = self._last()
            phrase.link = "range" if "range" in (phrase.link, self.link) else self.link
        else:
            phrase = Phrase(
                found[0].span[0] if self.start is None else self.start,
                link=self.link if len(found) > 1 else "",
                relation=self.relation,
                opened=self.opened,
                time=self.time,
            )
            self.head.phrases.append(phrase)
        phrase.periods += found
        phrase.end = token.end
        self.link = self.relation = self.time = ""
        self.opened = False
        self.start = None
