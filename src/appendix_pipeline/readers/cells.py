"""What a cell of a workbook shows, as the office reads it."""

from datetime import datetime
from typing import Any

from appendix_pipeline.tracker import unwritten


def shown(value: Any, form: str) -> str:
    """Return a cell's value as text; `form` is its number format.

    What Excel stores as _xHHHH_ is that character again.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        # A date shown without a day was typed as a month.
        return value.strftime("%d/%m/%Y") if "d" in form.lower() else f"{value.month}/{value.year}"
    if isinstance(value, float | int) and "%" in form:
        return f"{value * 100:.15g}%"
    if isinstance(value, float):
        return f"{value:.15g}"
    return unwritten(str(value))


def is_raised(run: Any) -> bool:
    """Tell whether a stretch of rich text stands raised, as the mark of a note does."""
    font = getattr(run, "font", None)
    return bool(font and font.vertAlign == "superscript")
