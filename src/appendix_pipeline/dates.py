"""ISO 8601 dates as a reader sees them: Vietnamese by its own order, English as they are."""

from datetime import date, datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))  # no summer time


def in_figures(iso: str, lang: str = "vi") -> str:
    """Return an ISO 8601 date or prefix in figures: "2025-10-05" is "05/10/2025", "" is ""."""
    return iso if lang == "en" else "/".join(reversed(iso.split("-")))


def today() -> date:
    """Return the day that it is in Vietnam, wherever the machine stands."""
    return datetime.now(_VIETNAM).date()


def in_vietnam(at: str, lang: str = "vi") -> str:
    """Return an ISO 8601 time as the clocks of Vietnam show it; any other text as it is."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return at
    if not time.tzinfo:
        return at
    local = time.astimezone(_VIETNAM)
    return f"{in_figures(f'{local:%Y-%m-%d}', lang)} {local:%H:%M}"


def in_words(iso: str, lang: str = "vi") -> str:
    """Return an ISO 8601 date or prefix as a clerk writes it: "2025-10" is "tháng 10/2025".

    Days below 10 and months 1 and 2 keep a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4.b).
    """
    year, *month_and_day = iso.split("-")
    if lang == "en" or not month_and_day:
        return iso
    month, *day = month_and_day
    month = month if month in ("01", "02") else month.lstrip("0")
    return ("ngày " if day else "tháng ") + "/".join([*day, month, year])
