"""Dates of steps and addressees: phrases that each say for what or whom they are due (R19)."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from appendix_pipeline.normalise.deadlines.dated import span_of
from appendix_pipeline.normalise.deadlines.phrase import Phrase
from appendix_pipeline.normalise.deadlines.tokens import compiled
from appendix_pipeline.rules import load

# A step ends with a sign or "và"; a mere blank may stand anywhere in a sentence.
_PARTED = re.compile(r"[,;:.]|(?<!\S)[-+](?!\S)|(?<!\w)(?:và|rồi)(?!\w)")
_LIMITS = ("in", "by", "before")


@cache
def _changed() -> re.Pattern[str]:
    return compiled("{w}" + str(load("deadlines")["words"]["changed"]) + "{e}")


def are_steps(low: str, phrases: Sequence[Phrase]) -> bool:
    """Tell whether dated phrases name one step after another: "tháng 11: …; tháng 12: …".

    They bind alike, none is a time of day or in brackets of its own, and they come in order.
    A year beside a shorter time may only name what the work is about ("đánh giá năm 2026").
    """
    if len(phrases) < 2 or not all(_parted(low, *each) for each in pairwise(phrases)):  # noqa: PLR2004
        return False
    spans = [span_of([each]) for each in phrases]
    points = [point for span in spans for point in span.points]
    return (
        len({each.relation for each in spans}) == 1
        and spans[0].relation in _LIMITS
        and len({each.depth for each in phrases}) == 1
        and not any(each.clock for each in phrases)
        and len({point.unit in ("year", "school") for point in points}) == 1
        and all(one.last < other.last for one, other in pairwise(spans))
        and not _changed().search(low)
    )


def _parted(low: str, one: Phrase, other: Phrase) -> bool:
    return _PARTED.search(low, one.end, other.start) is not None
