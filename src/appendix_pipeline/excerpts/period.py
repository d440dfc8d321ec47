"""A period as an office names it: "2025-11", "2025-Q4", "2025-11..2025-12", "..2025-12-15"."""

import re
from calendar import monthrange

_POINT = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?))?")
# What an open end stands for.
FIRST, LAST = "0001-01-01", "9999-12-31"


def read_period(text: str) -> tuple[str, str]:
    """Return the first and the last day of a period as ISO dates, both included.

    An end left open is open: "2025-11.." has no last day.

    Raises:
        ValueError: the text is no period, or ends before it starts.
    """
    start, dots, end = text.partition("..")
    first = _edges(start)[0] if start else FIRST
    last = _edges(end if dots else start)[1] if end or not dots else LAST
    if first > last or not (start or end):
        raise ValueError(f"no period: {text!r}")
    return first, last


def _edges(text: str) -> tuple[str, str]:
    """Return the first and the last day of a year, quarter, month or day."""
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"no year, quarter, month or day: {text!r}")
    year, quarter, month, day = match.groups()
    first = 3 * int(quarter) - 2 if quarter else int(month or 1)
    last = first + 2 if quarter else int(month or 12)
    end = int(day) if day else monthrange(int(year), last)[1]
    if end > monthrange(int(year), last)[1] or int(year) == 0:
        raise ValueError(f"no such day: {text!r}")
    return f"{year}-{first:02}-{day or '01'}", f"{year}-{last:02}-{end:02}"
