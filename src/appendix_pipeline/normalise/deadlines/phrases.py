"""The dated part of a cell: periods, how they are linked, and from which side they bind."""

from dataclasses import dataclass, field, replace

from appendix_pipeline.normalise.deadlines import periods
from appendix_pipeline.normalise.deadlines.periods import Period
from appendix_pipeline.normalise.deadlines.tokens import Token

LINKS = {"list": "list", "dash": "range"}


@dataclass(slots=True)
class Phrase:
    """One dated phrase: its periods, "list" or "range" between them, and the relation."""

    start: int
    periods: list[Period] = field(default_factory=list)
    link: str = ""
    relation: str = ""
    opened: bool = False  # "từ …" stands before
    from_now: bool = False
    time: str = ""
    weekday: str = ""
    end: int = 0

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


def read_head(tokens: list[Token], text: str) -> Head:
    """Return what the tokens of a cell say; `text` is its surface."""
    head = Head()
    state = _State(text, head)
    for token in tokens:
        getattr(state, f"on_{token.type}", state.on_other)(token)
    for phrase in head.phrases:
        phrase.spread_years()
    return head


class _State:
    """One pass over the tokens; a method a type of token."""

    def __init__(self, text: str, head: Head) -> None:
        self.text, self.head = text, head
        self.parts: list[Token] = []
        self.link = ""
        self.relation = ""
        self.opened = self.from_now = False
        self.start: int | None = None
        self.time = self.weekday = ""
        self.every: Token | None = None

    def on_other(self, token: Token) -> None:
        """Documents and words say nothing about time."""

    def on_filler(self, token: Token) -> None:
        if token.get("flag"):
            self.head.flags.append(token.get("flag"))

    def on_unread(self, token: Token) -> None:
        self.head.unread.append(token)

    def on_rel(self, token: Token) -> None:
        relation = token.get("rel")
        if self.start is None:
            self.start = token.start
        if relation in ("to", "by") and self._goes_on(token) and self._last().opened:
            self.link = "range"
        elif relation == "from":
            self.opened = True
            self.relation = "from"
        elif relation == "now":
            self.from_now = True
        elif relation == "to":
            self.relation = "by"
        elif relation != "in" or not self.relation:
            self.relation = relation

    def on_part(self, token: Token) -> None:
        self.parts.append(token)

    def on_clock(self, token: Token) -> None:
        self.time = f"{int(token.get('hour')):02}:{token.get('minute') or '00'}"

    def on_weekday(self, token: Token) -> None:
        self.weekday = token.get("day")
        self.head.frequencies.append(token)

    def on_conj(self, token: Token) -> None:
        if not self.parts:
            self.link = self.link or LINKS[token.get("link")]

    def on_time(self, token: Token) -> None:
        period = periods.read(token)
        if period is None:
            self.head.unread.append(token)
            return
        self._add(self._narrow(period, token), token)

    def on_unit(self, token: Token) -> None:
        if self.every is not None:
            self.head.frequencies.append(token)
            return
        unit = {"năm": "year", "tháng": "month", "quý": "quarter"}.get(token.get("unit"))
        if unit == "year" and (self.parts or self.relation or token.get("this")):
            self._add(self._narrow(Period("year", token.span), token), token)
        elif unit in ("month", "quarter") and (self.parts or self.relation or token.get("this")):
            period = Period("month" if unit == "month" else "quarter", token.span)
            self._add(self._narrow(period, token), token)
        else:
            self.head.unread.append(token)

    def on_num(self, token: Token) -> None:
        if not self._goes_on(token):
            self.head.unread.append(token)
            return
        before = self._last().periods[-1]
        digits = (
            token.get("v") or token.get("q") or token.get("m") or self.text[token.start : token.end]
        )
        value = periods.number(digits.strip())
        year = int(token.get("y")) if token.get("y") else None
        flags = tuple(filter(None, [token.get("flag")]))
        if before.unit == "day":
            period = Period("day", token.span, year, None, value, flags=flags)
        else:
            period = Period(before.unit, token.span, year, value, flags=flags)
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

    def _narrow(self, period: Period, token: Token) -> list[Period]:
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

    def _last(self) -> Phrase:
        return self.head.phrases[-1]

    def _goes_on(self, token: Token) -> bool:
        """Tell whether only blanks, signs and small words stand since the last period."""
        if not self.head.phrases:
            return False
        gap = self.text[self._last().end : token.start]
        return not gap.strip(" ,;-–/.()&và:") or bool(
            self.link
            and not any(
                map(
                    str.isalpha,
                    gap.replace("và", "").replace("đến", "").replace("hết", "").replace("hoặc", ""),
                )
            )
        )

    def _add(self, found: list[Period], token: Token) -> None:
        gap = self.text[self._last().end : token.start] if self.head.phrases else ""
        words = gap
        for small in ("và", "đến", "tới", "hết", "hoặc", "cho", "ngày", "trong", "năm", "từ"):
            words = words.replace(small, "")
        joins = bool(self.head.phrases) and bool(self.link) and not any(map(str.isalpha, words))
        if joins and not (
            self.link == "list" and self.relation and self.relation != self._last().relation
        ):
            phrase = self._last()
            phrase.link = "range" if "range" in (phrase.link, self.link) else self.link
        else:
            start = self.start if self.start is not None else found[0].span[0]
            phrase = Phrase(start, [], self.link if len(found) > 1 else "", self.relation,
                            self.opened, self.from_now, self.time, self.weekday)  # fmt: skip
            self.head.phrases.append(phrase)
        phrase.periods += found
        phrase.end = token.end
        self.link = self.relation = self.time = ""
        self.opened = self.from_now = False
        self.start = None
