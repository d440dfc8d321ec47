"""The part of the grammar that reads what repeats: "hằng quý", "mỗi năm 02 lần", "thứ Hai"."""

from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.points import lookup, number
from appendix_pipeline.normalise.deadlines.state import State
from appendix_pipeline.normalise.deadlines.tokens import Token


def on_weekday(state: State, token: Token) -> None:
    """Add a day of the week, or all of them to it: "từ thứ Hai đến thứ Sáu"."""
    days, day = state.phrase.weekdays, lookup("weekdays")[token.get("day")]
    if days and (state.rel in ("to", "until") or state.link == "dash"):
        state.take_rel()
        week = tuple(dict.fromkeys(lookup("weekdays").values()))
        first, last = week.index(days[-1]), week.index(day)
        days += week[first + 1 : last]
        state.link = ""
    days.append(day)


def on_freq(state: State, token: Token) -> None:
    """Begin a repetition: "hằng", "mỗi", with its unit where the word has one."""
    phrase = state.phrase
    if phrase.durations and state.link == "list" and not phrase.duration_rel:
        repeat_durations(state)  # "6 tháng và hằng năm"
    repeat(phrase)
    state.naming = False
    if token.get("unit"):
        phrase.every.append(unit_of(token))
    state.open = True
    if not (token.get("unit") or token.get("alone")):
        state.wanting = token.span


def on_name(state: State, token: Token) -> None:
    """Name a report by the period in which it comes once: "báo cáo 6 tháng"."""
    repeat(state.phrase)
    state.naming = state.open = True
    state.add_unit(unit_of(token))


def repeat_durations(state: State) -> None:
    """Take stretches of time for units that repeat: "báo cáo 6 tháng, năm"."""
    phrase = state.phrase
    phrase.every += map(unit_of, phrase.durations)
    phrase.durations = []
    phrase.first = ""
    repeat(phrase)
    state.link = ""


def repeat(phrase: Phrase) -> None:
    """Say that the phrase repeats."""
    phrase.repeats = True
    phrase.first = phrase.first or "repeats"


def on_times(state: State, token: Token) -> None:
    """Count how often within a unit: "02 lần/năm", "mỗi năm 02 lần"."""
    repeat(state.phrase)
    phrase = state.phrase
    if token.get("unit"):
        phrase.every.append(unit_of(token))
    elif phrase.every:  # "mỗi năm 02 lần"
        unit, count, _ = phrase.every[-1]
        phrase.every[-1] = (unit, count, number(token.get("times")) or 1)
    else:
        phrase.unread.append(token.span)


def on_quartermonth(state: State, token: Token) -> None:
    """Repeat in a month of each quarter: "tháng cuối quý", or of what repeats anyway."""
    repeat(state.phrase)
    if not token.get("part"):  # "tháng cuối kỳ báo cáo"
        state.phrase.last_month, state.wanting = True, token.span
        return
    if ("quarter", 1, 1) not in state.phrase.every:  # "hằng quý, ngày 15 tháng cuối quý"
        state.phrase.every.append(("quarter", 1, 1))
    state.phrase.part = lookup("parts")[token.get("part")]


def unit_of(token: Token) -> tuple[str, int, int]:
    """Return the unit of a token, how many of it make one round, and how often in each."""
    count = number(token.get("every")) or number(token.get("n")) or number(token.get("word")) or 1
    return lookup("units")[token.get("unit")], count, number(token.get("times")) or 1
