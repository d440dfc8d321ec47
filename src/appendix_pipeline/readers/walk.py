"""One part of a Word file, walked from top to bottom: its paragraphs and its tables."""

from collections.abc import Iterator
from itertools import islice

from appendix_pipeline.model.document import Grid, Location, Paragraph, Part
from appendix_pipeline.readers.grid import read_grid, shown_cells
from appendix_pipeline.readers.inline import joined, read_paragraph
from appendix_pipeline.readers.names import Element, W
from appendix_pipeline.readers.numbering import Numbering
from appendix_pipeline.readers.seen import Seen, ends_deleted, visible

_P, _TABLE, _CELL = f"{W}p", f"{W}tbl", f"{W}tc"
_FRAME_CELLS = 8


def _is_frame(table: Element) -> bool:
    """Tell whether a table only lays out what stands in it.

    It has one cell, or a few and within them a table of more.
    """
    own = list(islice(_own_cells(table), _FRAME_CELLS + 1))
    if len(own) == 1:
        return True
    inner = table.iterdescendants(_TABLE) if len(own) <= _FRAME_CELLS else ()
    return any(len(list(_own_cells(each))) > len(own) for each in inner)


def _own_cells(table: Element) -> Iterator[Element]:
    """Yield the cells of a table, not those of the tables in them."""
    return (tc for tc in table.iter(_CELL) if next(tc.iterancestors(_TABLE)) is table)


class Walk:
    """A walk that counts paragraphs and tables as a reader would, on through files of one kind.

    Only the body has grids; elsewhere a table is the paragraphs that stand in it.
    """

    def __init__(self, part: Part, seen: Seen, numbering: Numbering | None = None) -> None:
        self._part = part
        self._seen = seen
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0
        self._held: Paragraph | None = None  # its mark is deleted: it goes on in the next one

    def blocks(self, parent: Element) -> Iterator[Paragraph | Grid]:
        """Yield what stands below `parent` in reading order."""
        yield from self._blocks(parent, self._part)

    def paragraphs(self, parent: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs below `parent`, an element outside the body."""
        return (each for each in self.blocks(parent) if isinstance(each, Paragraph))

    def _blocks(self, parent: Element, part: Part) -> Iterator[Paragraph | Grid]:
        for child in visible(parent, self._seen):
            if child.tag == _P:
                self._paragraphs += 1
                at = Location(part, paragraph=self._paragraphs)
                if (paragraph := self._paragraph(child, at)) is not None:
                    yield paragraph
            elif child.tag == _TABLE:
                yield from self._flush()
                yield from self._table(child, part)
            if self._held is None:
                inside: Part = "text_boxes" if self._part == "body" else self._part
                for box in self._seen.take_boxes():
                    yield from self._blocks(box, inside)
        yield from self._flush()

    def _table(self, table: Element, part: Part) -> Iterator[Paragraph | Grid]:
        if self._part != "body" or _is_frame(table):
            for tc in shown_cells(table, self._seen):
                yield from self._blocks(tc, part)
        else:
            self._tables += 1
            yield read_grid(table, self._tables, self._seen, self._cell)

    def _paragraph(self, p: Element, where: Location) -> Paragraph | None:
        """Return a paragraph, or None and hold it where its mark is deleted."""
        goes_on = not self._seen.plain and ends_deleted(p, self._seen)
        number = self._numbering.label(p) if self._numbering and not goes_on else ""
        paragraph = read_paragraph(p, where, self._seen, number)
        if self._held is not None:
            paragraph = joined(self._held, paragraph)
        self._held = paragraph if goes_on else None
        return None if goes_on else paragraph

    def _flush(self) -> Iterator[Paragraph]:
        if self._held is not None:
            yield self._held
            self._held = None

    def _cell(self, tc: Element, where: Location) -> tuple[Paragraph, ...]:
        paragraphs = [
            self._paragraph(p, Location(where.part, where.table, where.row, where.column, index))
            for index, p in enumerate(self._inner(tc), 1)
        ]
        return (*filter(None, paragraphs), *self._flush())

    def _inner(self, parent: Element) -> Iterator[Element]:
        """Yield the paragraphs of a cell, those of nested tables and text boxes among them."""
        for child in visible(parent, self._seen):
            if child.tag == _P:
                yield child
                for box in self._seen.take_boxes():
                    yield from self._inner(box)
            elif child.tag == _TABLE:
                for tc in shown_cells(child, self._seen):
                    yield from self._inner(tc)
