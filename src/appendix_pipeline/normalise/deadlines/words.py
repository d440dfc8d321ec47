"""A deadline in words that a clerk understands, made from the record's parts."""

from datetime import date

from appendix_pipeline.model.deadline import DateItem, Deadline
from appendix_pipeline.rules import load

_DAY = len("2025-10-17")


def in_words(deadline: Deadline, lang: str = "vi") -> str:
    """Return one short sentence: when the task is due, and what it waits for."""
    words = load("labels")["deadline_words"]
    head = _head(deadline, lang)
    events = "; ".join(event.text for event in deadline.conditions)
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
    texts = [_item(item, deadline) for item in deadline.items]
    if deadline.kind == "range" and len(texts) > 1:
        return f"từ {texts[0]} đến {texts[-1]}"
    return ", ".join(texts)


def _item(item: DateItem, deadline: Deadline) -> str:
    start = date.fromisoformat(item.start)
    if item.precision == "day":
        return f"ngày {start.day}/{start.month}/{start.year}"
    if item.precision == "month":
        return f"tháng {start.month}/{start.year}"
    if item.precision == "quarter":
        return f"quý {['I', 'II', 'III', 'IV'][start.month // 3]}/{start.year}"
    if item.precision == "year":
        return f"năm {start.year}"
    if item.precision == "half":
        return f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}"
    del deadline
    return (
        item.text.lower()
        if str(start.year) in item.text
        else f"{item.text.lower()} năm {start.year}"
    )
