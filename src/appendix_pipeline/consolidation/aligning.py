"""The same task in the documents of many communes: found anew whenever a document came or went."""

import sqlite3
from collections.abc import Iterator

from appendix_pipeline.alignment import Group, Named, groups, read_task
from appendix_pipeline.consolidation.questions import CONTENTS
from appendix_pipeline.store.writing import put_aligned


def align(connection: sqlite3.Connection) -> None:
    """Bring the table of aligned tasks to the state of the documents."""
    put_aligned(connection, _rows(groups(_tasks(connection))))


def _tasks(connection: sqlite3.Connection) -> Iterator[Named]:
    for document, task, content, title, *places in connection.execute(CONTENTS):
        yield Named(document, task, read_task(content or "", filter(None, places), title or ""))


def _rows(found: list[Group]) -> Iterator[tuple[str, str, str, bool, str, float]]:
    for group in found:
        for member in group.members:
            leads = member is group.members[0]
            yield member.document, group.name, member.task, leads, member.match, member.score
