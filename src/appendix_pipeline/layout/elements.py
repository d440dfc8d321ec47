"""Which part of a document each line is: the name of the state, a title, the the body."""

from collections.abc import Sequence

from appendix_pipeline.layout.measured import Line
from appendix_pipeline.rules.decree30 import elements

# Elements that stand in tables without borders, and tell such a table from one with content.
_LETTERHEAD = frozenset(("nation", "motto", "recipients"))
_IN_TABLES = _LETTERHEAD | {"symbol", "date", "letter_subject", "power", "stamp"}
# So many lines of a title may stand above "(Kèm theo …)".
_LONGEST_TITLE = 10
# A shorter line may be a heading or a caption.
_SHORTEST_BODY = 60


def name_elements(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the name of the element each line is part of; "" where none is known."""
    heads = _letterheads(lines)
    names = [_by_words(line, letterhead=line.where.table in heads) for line in lines]
    for place, name in enumerate(names):
        if name == "annex_number":
            for title in _title(lines, names, place + 1):
                names[title] = "annex_title"
        elif name == "kind":
            for subject in _subject(lines, names, place + 1):
                names[subject] = "subject"
    signed = next((place for place, name in enumerate(names) if name == "recipients"), len(lines))
    return tuple(
        name or ("body" if place < signed and _is_body(line) else "")
        for place, (name, line) in enumerate(zip(names, lines, strict=True))
    )


def _letterheads(lines: Sequence[Line]) -> frozenset[int | None]:
    """Return the numbers of the tables that only arrange the parts of a document."""
    return frozenset(
        line.where.table
        for line in lines
        if line.in_table
        and line.where.part == "body"
        and _by_words(line, letterhead=True) in _LETTERHEAD
    )


def _by_words(line: Line, *, letterhead: bool) -> str:
    if line.where.part != "body" or (line.in_table and not letterhead):
        return ""
    found = (name for name, pattern in elements().items() if pattern.search(line.text))
    return next((name for name in found if not line.in_table or name in _IN_TABLES), "")


def _title(lines: Sequence[Line], names: Sequence[str], start: int) -> list[int]:
    """Return the places of the title's lines below "Phụ lục": down to "(Kèm theo …)".

    Without that line the title is what is centred, or in bold, next to it.
    """
    found: list[int] = []
    for place in range(start, min(start + 2 * _LONGEST_TITLE, len(lines))):
        if names[place] == "issued_with":
            return found
        ended = names[place] == "annex_number" or lines[place].in_table
        if ended or len(found) > _LONGEST_TITLE:
            break
        if any(map(str.isalnum, lines[place].text)):
            found.append(place)
    return [place for place in found if lines[place].align == "center"][:_LONGEST_TITLE]


def _subject(lines: Sequence[Line], names: Sequence[str], start: int) -> list[int]:
    """Return the places of the centred lines directly below the kind of a document.

    They end at a rule or a blank line, and above who decides, which is in capitals.
    """
    found: list[int] = []
    for place in range(start, len(lines)):
        line = lines[place]
        if names[place] or line.in_table or line.align != "center":
            break
        if any(map(str.isalnum, line.text)) and not (found and line.text.isupper()):
            found.append(place)
        elif found:
            break
    return found


def _is_body(line: Line) -> bool:
    """Tell whether a line is running text: long, outside tables, not set apart in the middle."""
    return (
        line.where.part == "body"
        and not line.in_table
        and not line.goes_on
        and not line.note
        and line.align not in ("center", "right")
        and len(line.text) >= _SHORTEST_BODY
        and not line.style.lower().startswith(("toc", "mục lục", "footnote"))
    )
