"""A deadline in words that a clerk understands, made from the record's parts."""

from datetime import date

from appendix_pipeline.model.deadline import DateItem, Deadline
from appendix_pipeline.rules import load

_QUARTERS = ("I", "II", "III", "IV")


def in_words(deadline: Deadline, lang: str = "vi") -> str:
    """Return one short sentence: when the task is due, and what it waits for."""
    words = load("labels")["deadline_words"]
    head = _head(deadline, lang)
    events = "; ".join(dict.fromkeys(event.text for event in deadline.conditions))
    if events and deadline.kind not in ("condition", "on_request"):
        return str(words["with_condition"][lang]).format(head=head, events=events)
    return head or events


def _head(deadline: Deadline, lang: str) -> str:
    words = load("labels")["deadline_words"]
    if deadline.items:
        text = _items(deadline)
        if deadline.due_time:
            hour, minute = deadline.due_time.split(":")
            text = f"{hour}h{minute} {text}"
        return str(words[deadline.relation or "in"][lang]).format(text)
    if deadline.recurrence:
        return deadline.recurrence.text
    if deadline.offset:
        return deadline.raw
    if deadline.kind in words:
        return str(words[deadline.kind][lang]).format(deadline.raw)
    return ""


def _items(deadline: Deadline) -> str:
    texts = [_item(item) for item in deadline.items]
    if deadline.kind == "range" and len(texts) > 1:
        return f"từ {texts[0]} đến {texts[-1]}"
    return ", ".join(texts)


def _item(item: DateItem) -> str:
    start = date.fromisoformat(item.start)
    forms = {
        "day": f"ngày {start.day}/{start.month}/{start.year}",
        "month": f"tháng {start.month}/{start.year}",
        "quarter": f"quý {_QUARTERS[(start.month - 1) // 3]}/{start.year}",
        "year": f"năm {start.year}",
        "half": f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}",
    }
    typed = item.text.lower()
    dated = typed if str(start.year) in typed else f"{typed.removesuffix(' năm')} năm {start.year}"
    return forms.get(item.precision, dated)
