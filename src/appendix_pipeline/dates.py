"""ISO 8601 dates as a reader sees them: Vietnamese by its own order, English as they are."""


def in_figures(date: str, lang: str = "vi") -> str:
    """Return an ISO 8601 date or prefix in figures: "2025-10-05" is "05/10/2025", "" is ""."""
    return date if lang == "en" else "/".join(reversed(date.split("-")))


def in_words(date: str, lang: str = "vi") -> str:
    """Return an ISO 8601 date or prefix as a clerk writes it: "2025-10" is "tháng 10/2025".

    Days below 10 and months 1 and 2 keep a zero (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.4.b).
    """
    year, *month_and_day = date.split("-")
    if lang == "en" or not month_and_day:
        return date
    month, *day = month_and_day
    month = month if month in ("01", "02") else month.lstrip("0")
    return ("ngày " if day else "tháng ") + "/".join([*day, month, year])
