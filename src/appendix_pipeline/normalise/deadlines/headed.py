"""Words that a column's heading says for all its cells: read with each, no part of it."""

from dataclasses import replace

from appendix_pipeline.model.deadline import Deadline, Event


def without_start(deadline: Deadline, length: int) -> Deadline:
    """Return `deadline` as read from its text without the first `length` characters."""

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return max(span[0] - length, 0), max(span[1] - length, 0)

    def event(each: Event) -> Event:
        by = tuple(replace(b, start=b.start - length, end=b.end - length) for b in each.by)
        cited = tuple(
            replace(r, start=r.start - length, end=r.end - length) for r in each.documents
        )
        return replace(each, span=moved(each.span), by=by, documents=cited)

    offset = deadline.offset
    if offset and offset.anchor:
        offset = replace(offset, anchor=event(offset.anchor))
    raw = deadline.raw
    return replace(
        deadline,
        raw=raw[length:],
        items=tuple(
            replace(i, span=moved(i.span), text=raw[max(i.span[0], length) : i.span[1]])
            for i in deadline.items
        ),
        conditions=tuple(map(event, deadline.conditions)),
        offset=offset,
        reports=tuple(replace(each, span=moved(each.span)) for each in deadline.reports),
        matched=tuple(
            replace(each, span=moved(each.span))
            for each in deadline.matched
            if each.span[1] > length
        ),
    )
