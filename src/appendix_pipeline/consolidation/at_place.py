"""What Python is given of a consolidation: made and asked wherever the outputs of a batch lie."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from appendix_pipeline.batches.mirror import at_hand
from appendix_pipeline.batches.storage import Place, local_copy
from appendix_pipeline.consolidation.consolidate import (
    MADE,
    Consolidated,
    annexes,
    check_batch,
    consolidate,
)
from appendix_pipeline.consolidation.ingest import STORE, lacking
from appendix_pipeline.options import Lang
from appendix_pipeline.store import reading


def picture(place: Place, lang: Lang, province: str, *, by_agency: bool) -> Consolidated:
    """Bring the picture of all communes up to date, with annexes if wanted."""
    with at_hand(place, MADE, partial(lacking, lang=lang)) as folder:
        check_batch(folder, place)
        made = consolidate(folder, lang, province)
        if by_agency:
            made = replace(made, written=made.written + annexes(folder))
    return made


def answer(place: Place, sql: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a statement."""
    with local_copy(place, STORE) as store, reading.query(store, sql) as rows:
        yield from reading.by_name(rows)


def found(place: Place, words: str, most: int) -> Iterator[dict[str, Any]]:
    """Yield the tasks in which all words occur."""
    with local_copy(place, STORE) as store, reading.search(store, words, most) as rows:
        yield from reading.by_name(rows)
