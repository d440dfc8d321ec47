"""The grammar of a phrase: a handler a type of token, and a closed world.

A token that finds no place is unread, and then nothing of the phrase may be taken for read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from appendix_pipeline.normalise.deadlines.bare_numbers import type_numbers, typed
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.points import Point, divisible, lookup, point
from appendix_pipeline.normalise.deadlines.repeating import (
    on_freq,
    on_name,
    on_quartermonth,
    on_times,
    on_weekday,
    repeat,
    repeat_durations,
    unit_of,
)
from appendix_pipeline.normalise.deadlines.state import State
from appendix_pipeline.normalise.deadlines.tokens import Token

# Relations whose words stand in any text ("trong", "từ", "đến"): alone they say nothing of time.
_COMMON = ("", "in", "from", "to")
# Tokens behind which more units that repeat may stand.
_KEEP_OPEN = ("unit", "dur", "conj", "freq", "name", "times", "filler")


def read_run(low: str, run: Sequence[Token], *, repeats: bool = False) -> Phrase:
    """Return what the tokens of one stretch of a surface say, in the order they stand.

    `repeats`: a period that begins it is one more of those that repeat.
    """
    telling = [token for token in run if token.type not in ("conj", "filler")] or run
    start, end = telling[0].start, telling[-1].end
    depth = low.count("(", 0, start) - low.count(")", 0, start)
    state = State(Phrase(start, end, depth), open=repeats)
    if repeats:
        repeat(state.phrase)
    for token in run:
        if state.open and token.type not in _KEEP_OPEN:
            state.open = False
        _HANDLERS[token.type](state, token)
        state.before = token.type
    _finish(state)
    return state.phrase


def _on_filler(state: State, token: Token) -> None:
    if token.get("flag"):
        state.phrase.flags.append(token.get("flag"))


def _on_unread(state: State, token: Token) -> None:
    _on_filler(state, token)  # its flag
    state.phrase.unread.append(token.span)


def _on_rel(state: State, token: Token) -> None:
    rel = token.get("rel")
    if rel in ("to", "until") and state.phrase.points and state.link != "list" and not state.rel:
        state.link = "to"
    elif not ((rel == "in" and state.rel) or (rel == "after" and state.rel == "by")):
        state.rel, state.rel_span = rel, token.span


def _on_part(state: State, token: Token) -> None:
    state.parts.append(token)


def _on_clock(state: State, token: Token) -> None:
    state.phrase.clock = f"{int(token.get('hour')):02}:{token.get('minute') or '00'}"


def _on_conj(state: State, token: Token) -> None:
    if not state.parts and (state.phrase.points or state.phrase.durations or state.phrase.weekdays):
        state.link = token.get("link")
        state.comma = token.end - token.start == 1
        state.either = token.get("flag")


def _on_time(state: State, token: Token) -> None:
    made = point(token)
    if token.get("flag"):
        state.phrase.flags.append(token.get("flag"))
    if _completes(state, made):
        return
    last = state.phrase.points[-1] if state.phrase.points else None
    if last and made.bare and made.unit == "month" and not state.link:
        state.phrase.unread.append(made.span)  # "tháng 1 2/2025" may be one month
    elif last and made.bare and made.unit == "month" and last.unit == "quarter":
        # "Quý 1, 2/2026" goes on with quarters; "Quý 4/2025 - 1/2026" may mean either.
        made.unit, made.q, made.m = "quarter", made.m, 0
        if last.y:
            state.phrase.unread.append(made.span)
    _add_parts(state, made)


def _completes(state: State, made: Point) -> bool:
    """Give the year or month to the point before, which lacks it: "Quý III, IV năm 2014"."""
    last = state.phrase.points[-1] if state.phrase.points else None
    if last is None or last.this or state.parts or state.rel not in ("", "in"):
        return False
    joined = state.link in ("", "dash") or (state.link == "list" and state.comma)
    if made.unit == "year" and not last.y and last.unit != "year" and joined:
        last.y = made.y
    elif made.unit == "month" and last.unit == "day" and not last.m and not state.link:
        last.m, last.y = made.m, made.y
    else:
        return False
    last.end = made.end
    state.link = ""
    state.take_rel()
    return True


def _add_parts(state: State, made: Point) -> None:
    """Add a point, once for each of the parts named before it ("giữa và cuối năm")."""
    parts, state.parts = state.parts, []
    made.rel = state.take_rel()
    if not parts:
        state.add(made)
    elif not divisible(made) or _without_a_day(made, parts[-1]):
        state.phrase.unread.append(parts[0].span)
        state.add(made)
    for word in parts if divisible(made) else ():
        end = made.end if word is parts[-1] else word.end
        name = lookup("parts")[word.get("part")]
        state.add(replace(made, part=name, start=word.start, end=end))
        state.phrase.flags.append("part_window_is_policy")


def _without_a_day(made: Point, word: Token) -> bool:
    """Tell whether the law gives no day to what must be before it: "trước giữa quý I"."""
    return made.rel == "before" and made.unit == "quarter" and word.get("part") == "giữa"


def _on_num(state: State, token: Token) -> None:
    points = state.phrase.points
    made = point(token)
    if token.get("flag"):
        state.phrase.flags.append(token.get("flag"))
    if points and (not state.link or state.before == "filler"):
        state.phrase.unread.append(token.span)
        return
    made.rel = state.take_rel()
    if points and points[-1].unit:
        typed(made, points[-1])
    state.add(made)


def _on_unit(state: State, token: Token) -> None:
    phrase = state.phrase
    unit = lookup("units")[token.get("unit")]
    if state.open and not (state.parts and phrase.every):
        state.add_unit((unit, 1, 1))
        if state.parts:
            phrase.part = lookup("parts")[state.parts.pop().get("part")]
    elif phrase.durations and state.link == "list" and not state.rel and not phrase.duration_rel:
        repeat_durations(state)
        phrase.every.append((unit, 1, 1))
    elif token.get("this") and _counts(state, token, unit, 0):
        return
    elif unit in ("month", "quarter", "year") and (state.parts or state.rel or token.get("this")):
        _add_parts(state, Point(unit, token.start, token.end, this=True))
    else:
        phrase.unread.append(token.span)


def _on_next(state: State, token: Token) -> None:
    unit, points = lookup("units")[token.get("unit")], state.phrase.points
    if _counts(state, token, unit, 1):
        return
    if points and not points[-1].this:  # "quý I/2026 và quý sau": after which of the two?
        state.phrase.unread.append(token.span)
    _add_parts(state, Point(unit, token.start, token.end, this=True, ahead=1))


def _counts(state: State, token: Token, unit: str, ahead: int) -> bool:
    """Say of which month or year the point before is: "ngày 05 tháng sau", "31/12 năm nay"."""
    last = state.phrase.points[-1] if state.phrase.points else None
    if last is None or state.link or state.parts or state.rel not in ("", "in"):
        return False
    if unit == "year" and not (last.y or last.this) and last.ahead is None:
        last.ahead = ahead
    elif unit == "month" and ahead and last.unit == "day" and not last.m:
        last.of_next = True
    else:
        return False
    last.end = token.end
    state.take_rel()
    return True


def _on_thenon(state: State, _: Token) -> None:
    # "quý I/2026 và duy trì thường xuyên các năm tiếp theo": it goes on, but the date is due.
    state.phrase.then_on = not (state.phrase.first == "points" and state.phrase.ongoing)


def _on_ongoing(state: State, token: Token) -> None:
    _on_filler(state, token)  # its flag
    if state.before == "thenon":  # "quý I/2026, các năm tiếp theo thực hiện thường xuyên"
        state.phrase.then_on = False
    state.phrase.ongoing = True
    state.phrase.first = state.phrase.first or "ongoing"


def _on_dur(state: State, token: Token) -> None:
    phrase = state.phrase
    if state.open:
        state.add_unit(unit_of(token))
        return
    if phrase.durations and state.link != "list":
        phrase.unread.append(token.span)
    phrase.durations.append(token)
    phrase.first = phrase.first or "duration"
    phrase.duration_rel = phrase.duration_rel or state.take_rel()
    state.link = ""


def _finish(state: State) -> None:
    """Give what waits its place; what still waits is unread."""
    phrase = state.phrase
    type_numbers(phrase)
    if phrase.ongoing or phrase.repeats:  # "thường xuyên trong năm" names no period
        phrase.points = [each for each in phrase.points if not each.this or each.part]
        phrase.links = phrase.links[: max(0, len(phrase.points) - 1)]
    if phrase.repeats and not phrase.points:
        phrase.rel = state.take_rel()  # "trước 16h00 thứ Năm hằng tuần"
    if state.wanting and not (phrase.every or phrase.points or phrase.weekdays):
        phrase.unread.append(state.wanting)
    phrase.unread += _left_over(state)


def _left_over(state: State) -> Iterator[tuple[int, int]]:
    """Yield the spans of words that found nothing to belong to."""
    phrase = state.phrase
    if phrase.says or state.rel not in _COMMON:
        yield from (each.span for each in state.parts)
    alone = len(phrase.durations) == 1 and (not phrase.points or phrase.anchored)
    if phrase.durations and not alone:
        yield phrase.durations[-1].span
    if state.link == "to":
        yield phrase.end - 1, phrase.end
    yield from (each.span for each in phrase.points if each.rel == "now")  # "từ nay 15/11"
    common = _COMMON[:2] if phrase.points else _COMMON
    if state.rel_span is not None and state.rel not in common:
        yield state.rel_span


_HANDLERS: dict[str, Callable[[State, Token], None]] = {
    "time": _on_time, "num": _on_num, "unit": _on_unit, "next": _on_next, "part": _on_part,
    "clock": _on_clock, "weekday": on_weekday, "rel": _on_rel, "thenon": _on_thenon,
    "conj": _on_conj, "freq": on_freq, "name": on_name, "times": on_times,
    "quartermonth": on_quartermonth, "dur": _on_dur, "ongoing": _on_ongoing,
    "filler": _on_filler, "unread": _on_unread,
}  # fmt: skip
