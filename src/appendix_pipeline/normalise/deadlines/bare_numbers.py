"""Numbers without a unit of their own: their neighbours tell it ("tháng 10, 11", "10-12/2025")."""

from itertools import pairwise

from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.points import Point


def typed(made: Point, like: Point) -> None:
    """Give a bare number the unit of its neighbour; Roman numerals count quarters only."""
    name = {"day": "d", "month": "m", "quarter": "q"}.get(like.unit, "")
    if name and made.value and not (made.q and name != "q"):
        made.q = made.m = 0
        made.unit = like.unit
        setattr(made, name, made.value)


def type_numbers(phrase: Phrase) -> None:
    """Give numbers the unit, and days the month, of their neighbours: "5 và 6/11/2025"."""
    for index in range(len(phrase.points) - 2, -1, -1):
        one, after = phrase.points[index], phrase.points[index + 1]
        if not one.unit and after.unit and phrase.links[index]:
            typed(one, after)
        if one.unit == "day" and not one.m and after.unit == "day":
            one.m = after.m
    for before, one in pairwise(phrase.points):
        if one.unit == "day" and not one.m and before.unit == "day":
            one.m = before.m
    phrase.unread += [each.span for each in phrase.points if not each.unit]
    phrase.points = [each for each in phrase.points if each.unit]
