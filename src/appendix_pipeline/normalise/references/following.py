"""What follows a number and symbol: the date, the issuer, the title."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from appendix_pipeline.normalise.agencies.bodies import known
from appendix_pipeline.normalise.agencies.cell import Cell
from appendix_pipeline.normalise.agencies.groups import posts
from appendix_pipeline.rules import load

_BLANK = r"[\s.…_]*"
_YEAR = r"(?:19|20)\d\d"
# "ngày 31/8/2025", "(31/8/2025)", "ngày 05 tháng 3 năm 2020", "ngày    tháng 10 năm 2025".
_DATE = re.compile(
    r"(?:(?P<open>\s*\(\s*)|\s*,?\s*(?:ban\s+hành\s+|ký\s+)?(?=ngày|tháng|năm)|\s+)(?:"
    rf"(?:ngày\s*)?(?P<d>\d{{1,2}})\s*[/.-]\s*(?P<m>\d{{1,2}})\s*[/.-]\s*(?P<y>{_YEAR})"
    rf"|ngày{_BLANK}(?:(?P<d2>\d{{1,2}}){_BLANK})?tháng{_BLANK}(?:(?P<m2>\d{{1,2}}){_BLANK})?"
    rf"năm\s*(?P<y2>{_YEAR})"
    rf"|(?:tháng\s*(?P<m3>\d{{1,2}})\s*/\s*|năm\s+)(?P<y3>{_YEAR})"
    r")(?!\w)(?P<close>\s*\))?"
)
_OF = re.compile(r"\s*,?\s*của\s+")
_HARD = re.compile(r"[.;,:()“”\"\n]|\s[-–]\s")
_MAX_ISSUER = 160
_MAX_TITLE = 400
_MAX_COST = 3.4


class Following(NamedTuple):
    """What stands after a symbol, up to `end`; `impossible` says that the date does not exist."""

    end: int
    date: str = ""
    issuer: str = ""
    title: str = ""
    impossible: bool = False


def read_following(text: str, at: int) -> Following:
    """Return the date and the issuer after `at`, in either order, and the title after them."""
    end, day, impossible = _date(text, at)
    end, issuer = _issuer(text, end)
    if not (day or impossible):
        end, day, impossible = _date(text, end)
    return Following(end, day, issuer, _title(text, end), impossible)


def _date(text: str, at: int) -> tuple[int, str, bool]:
    found = _DATE.match(text, at)
    if not found:
        return at, "", False
    year = found["y"] or found["y2"] or found["y3"]
    month = found["m"] or found["m2"] or found["m3"] or ""
    day = found["d"] or found["d2"] or ""
    parts = [
        year,
        *(f"{int(part):02}" for part in ([month, day] if day and month else [month]) if part),
    ]
    # A bracket belongs to the date only where it opens and closes with it.
    opened, closed = bool(found["open"]), bool(found["close"])
    end = at if opened and not closed else found.start("close") if closed > opened else found.end()
    exists = _exists(parts)
    return end, "-".join(parts) if exists else "", not exists


def _exists(parts: list[str]) -> bool:
    try:
        date(*map(int, (*parts, "1", "1")[:3]))
    except ValueError:
        return False
    return True


def _issuer(text: str, at: int) -> tuple[int, str]:
    """Return the end of "của …" at `at` and the issuer's name, ending where the name ends."""
    opened = _OF.match(text, at)
    if not opened:
        return at, ""
    start = opened.end()
    end = start + _name_size(text[start : start + _MAX_ISSUER])
    return (end, text[start:end]) if end > start else (at, "")


def _name_size(text: str) -> int:
    """Return how many characters of `text` are the name it begins with."""
    cell = Cell(text.partition("\n")[0])
    if not cell.size:
        return 0
    ends = [found.end for found in (*known(cell, 0), *posts(cell, 0)) if found.cost <= _MAX_COST]
    if ends:
        return cell.words[max(ends) - 1].end
    if cell.anchor(0) or cell.upper(0):
        hard = _HARD.search(text)
        stop = _stop().search(text)
        size = min(match.start() for match in (hard, stop) if match) if hard or stop else len(text)
        return len(text[:size].rstrip())
    return 0


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(load('references')['ends']['issuer'])})(?!\w)")


def _title(text: str, at: int) -> str:
    """Return the words from "về" on, up to a full stop or what is no title any more."""
    found = re.match(r"\s*,?\s*(về\s)", text[at : at + 20])
    if not found:
        return ""
    start = at + found.start(1)
    part = text[start : start + _MAX_TITLE]
    end = _title_end().search(part)
    return " ".join(part[: end.start() if end else len(part)].split())


@cache
def _title_end() -> re.Pattern[str]:
    return re.compile(rf"[.;(\n]|,\s+(?:{'|'.join(load('references')['ends']['title'])})(?!\w)")
