"""Footnotes: Word's own, and those typed by hand as a marker with its text elsewhere."""

from collections.abc import Iterable, Sequence

from appendix_pipeline.extract.outline import Placed, claim_paragraph, claim_start
from appendix_pipeline.model.document import Document, NoteText, Paragraph
from appendix_pipeline.model.table import Claims, TypedNote, Use
from appendix_pipeline.rules.layout import match
from appendix_pipeline.rules.marks import end_of_mark, index_notes, names, raised_marker, references
from appendix_pipeline.text import plain_digits

# What may stand between a table and the notes below it.
_BETWEEN = ("total", "page_number", "rule", "end", "note_heading")


def begins_note(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph begins as the text of a note: with a raised marker, or a star."""
    if _starts_raised(paragraph):
        return True
    found = match("note_text", paragraph.text)
    return found is not None and not found["marker"].isdecimal()


def _starts_raised(paragraph: Paragraph) -> bool:
    first = paragraph.marks[0] if paragraph.marks else None
    if first is None or paragraph.text[: first.start].strip():
        return False
    return bool(raised_marker(first, paragraph.text)) and bool(paragraph.text[first.end :].strip())


def typed_notes(
    texts: Sequence[Paragraph], after: Iterable[Placed], claim: Claims
) -> tuple[TypedNote, ...]:
    """Return the notes whose text stands in `after`, whose marks in `texts` wait for them.

    A note's text that begins with its marker raised is one even if nothing refers to it, and so
    is one in brackets ("[1] …") with no other text between it and the table.
    """
    after = list(after)
    found: list[tuple[TypedNote, bool]] = []
    adjoins = True
    for table, paragraph in after:
        note = _typed_note(paragraph, table)
        adjoins = adjoins and (note is not None or _may_stand_between(paragraph.text))
        if note is not None:
            bracketed = adjoins and note.token[:1] in {"(", "["}
            found.append((note, bracketed or _starts_raised(paragraph)))
    index = index_notes(note for note, _ in found)
    referred = {name for text in texts for _, _, name in references(text, index)} if found else ()
    notes = tuple(
        note for note, certain in found if certain or any(name in referred for name in names(note))
    )
    for note in notes:
        _claim_note(note, claim)
    for _, paragraph in after if notes else ():
        if match("note_heading", paragraph.text):
            claim_paragraph(paragraph, "footnote_mark", claim)
    return notes


def _may_stand_between(text: str) -> bool:
    return not text.strip() or any(match(wording, text) for wording in _BETWEEN)


def _typed_note(paragraph: Paragraph, table: int) -> TypedNote | None:
    text = paragraph.text
    if _starts_raised(paragraph):
        first = paragraph.marks[0]
        return TypedNote(raised_marker(first, text), (paragraph,), first.end, table=table)
    found = match("note_text", text)
    if found is None:
        return None
    token = found["token"]
    end = text.index(token) + len(token)
    skip = end + len(text[end:]) - len(text[end:].lstrip(" .:\t"))
    # A number alone refers to a note only where it is raised.
    token = "" if token.isdecimal() else token
    return TypedNote(plain_digits(found["marker"]), (paragraph,), skip, token=token, table=table)


def real_notes(
    document: Document, texts: Iterable[Paragraph], claimed: set[str], claim: Claims
) -> tuple[TypedNote, ...]:
    """Return Word's own notes that `texts` refer to; those in `claimed` are not counted again."""
    named = {(mark.kind, mark.note) for text in texts for mark in text.marks}
    notes = tuple(
        _real_note(note)
        for note in document.notes
        if note.kind != "comment" and (note.kind, note.id) in named
    )
    for note in notes:
        if note.real not in claimed:
            _claim_note(note, claim)
    return notes


def _claim_note(note: TypedNote, claim: Claims) -> None:
    skip = note.skip
    for each in note.paragraphs:
        claim_start(each, "footnote_mark", claim, skip)
        claim_paragraph(each, "footnote", claim, skip)
        skip = 0


def _real_note(note: NoteText) -> TypedNote:
    """Return a note; a mark that was typed by hand stands before its text again."""
    text = note.paragraphs[0].text if note.paragraphs else ""
    first = note.paragraphs[0].marks[:1] if note.paragraphs else ()
    raised = any(text[: mark.end].strip() == note.marker for mark in first)
    typed = text.lstrip().startswith(note.marker) and not note.marker.isalnum()
    skip = text.index(note.marker) + len(note.marker) if note.marker and (raised or typed) else 0
    skip = end_of_mark(text, skip - len(note.marker), skip) if skip else 0
    return TypedNote(note.marker, note.paragraphs, skip, f"{note.kind}:{note.id}")


def claim_other_notes(document: Document, claimed: set[str], claim: Claims) -> None:
    """Claim comments, and the notes of texts that belong to no appendix."""
    for note in document.notes:
        use: Use = "comment" if note.kind == "comment" else "outside"
        if f"{note.kind}:{note.id}" not in claimed:
            for each in note.paragraphs:
                claim_paragraph(each, use, claim)
