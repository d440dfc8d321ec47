"""A deadline in words that say the same when they are read again."""

from appendix_pipeline.model.deadline import DateItem, Deadline, Event
from appendix_pipeline.normalise.deadlines.reading import parse_deadline
from appendix_pipeline.normalise.deadlines.words import plain_words

_WITHOUT_WORDS = ("status", "note", "ditto", "blank", "unparsed")


def in_words(deadline: Deadline, lang: str = "vi") -> str:
    """Return one short sentence: when the task is due, and what it waits for.

    The Vietnamese reads back as the same deadline: it is made from the record's parts, or, of a
    cell so odd that these would say something else, the cell's own words.
    """
    said = plain_words(deadline, lang)
    if lang != "vi" or deadline.kind in _WITHOUT_WORDS:
        return said
    return said if meaning(parse_deadline(said)) == meaning(deadline) else deadline.raw


def meaning(deadline: Deadline) -> tuple[object, ...]:
    """Return what a deadline says, without its words and what follows from the plan's date."""
    repeated, offset = deadline.recurrence, deadline.offset
    return (
        *(deadline.kind, deadline.relation, deadline.due_end, deadline.due_time),
        *(deadline.bound_date, deadline.precision, deadline.part, deadline.legal_point),
        *(deadline.ongoing, tuple(map(_item, deadline.items))),
        deadline.edtf if deadline.items else None,
        repeated and (repeated.rrule, repeated.units, repeated.relation, repeated.due_time),
        offset and (offset.n, offset.n_max, offset.unit, offset.direction, _event(offset.anchor)),
        tuple(map(_event, deadline.conditions)),
        tuple((each.relation, each.due_end) for each in deadline.reports),
    )


def _item(item: DateItem) -> tuple[str, ...]:
    return item.start, item.end, item.precision, item.edtf


def _event(event: Event | None) -> tuple[object, ...] | None:
    if event is None:
        return None
    return event.trigger, event.action, event.by_mode, tuple(each.text for each in event.by)
