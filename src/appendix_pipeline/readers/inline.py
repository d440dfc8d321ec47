"""The text of a paragraph as a reader of Word sees it: accepted revisions, no hidden text.

Clauses of ISO/IEC 29500-1: 17.16.18 (fields), 17.18.24 (breaks), 17.3.3 (run content).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from appendix_pipeline.model.document import Location, Mark, MarkKind, Paragraph
from appendix_pipeline.readers.fonts import Encoding, decode, encoding_of
from appendix_pipeline.readers.names import VAL, Element, M, W
from appendix_pipeline.readers.seen import Seen, visible
from appendix_pipeline.readers.symbols import shown
from appendix_pipeline.text import clean

_RUN, _RUN_PROPERTIES, _TEXT = f"{W}r", f"{W}rPr", f"{W}t"
_SYMBOL = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class _Segment:
    """A stretch of text of one kind, before it is cleaned."""

    text: str
    kind: MarkKind | None = None
    note: str | None = None
    encoding: Encoding | None = None

    def clean(self) -> str:
        return clean(decode(self.text, self.encoding) if self.encoding else self.text)


def read_paragraph(p: Element, where: Location, seen: Seen, number: str = "") -> Paragraph:
    """Return one `w:p` as a paragraph; text boxes anchored in it are put aside in `seen.boxes`."""
    segments: list[_Segment] = []
    for child in visible(p, seen):
        if child.tag == _RUN:
            _read_run(child, segments, seen)
        elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
            _add(segments, "".join(each.text or "" for each in child.iter(f"{M}t")), None)
    return _assemble(segments, where, number)


def _assemble(segments: list[_Segment], where: Location, number: str) -> Paragraph:
    if len(segments) == 1 and segments[0].kind is None:
        return Paragraph(segments[0].clean(), where, (), number)
    text = ""
    marks = []
    for segment in segments:
        start = len(text)
        text += segment.clean()
        if segment.kind is not None:
            marks.append(Mark(segment.kind, start, len(text), segment.note))
    return Paragraph(text, where, tuple(marks), number)


def _add(
    segments: list[_Segment], text: str, kind: MarkKind | None, encoding: Encoding | None = None
) -> None:
    # Neighbours of one kind are one text: a letter's mark may stand in the next run.
    last = segments[-1] if segments else None
    if last and last.note is None and (last.kind, last.encoding) == (kind, encoding):
        last.text += text
    else:
        segments.append(_Segment(text, kind, None, encoding))


def _read_run(run: Element, segments: list[_Segment], seen: Seen) -> None:
    if run in seen.concealed:
        seen.hide(run)
        return
    if run in seen.references:
        kind_of_note, note = seen.references[run]
        mark = "".join(each.text or "" for each in run.iterfind(_TEXT))
        segments.append(_Segment(mark, kind_of_note, note))
        return
    kind: MarkKind | None = "superscript" if run in seen.raised else None
    encoding = _encoding(run, seen) if seen.fonts else None
    for child in visible(run, seen):
        tag = child.tag
        if tag == _TEXT:
            if child.text and all(seen.fields):
                text = _with_symbols(child.text, run) if _SYMBOL.search(child.text) else child.text
                _add(segments, text, kind, encoding)
        elif encoding and tag == f"{W}softHyphen":
            _add(segments, "\xad", kind, encoding)  # the letter "ư" of TCVN3
        elif reader := _RUN_CHILDREN.get(tag):
            reader(child, segments, seen)


def _with_symbols(text: str, run: Element) -> str:
    """Return text whose characters of a symbol font are those that look like them.

    They stand in the private area from F000 on, as in `w:sym` (17.3.3.30).
    """
    fonts = run.find(f"{_RUN_PROPERTIES}/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    return _SYMBOL.sub(lambda found: shown(font, f"{ord(found[0]):X}"), text)


def joined(one: Paragraph, two: Paragraph) -> Paragraph:
    """Return two paragraphs as the one they are when the mark between them is deleted.

    The mark that stays, that of the second, has the paragraph's properties and so its number.
    """
    shift = len(one.text)
    marks = (Mark(each.kind, each.start + shift, each.end + shift, each.note) for each in two.marks)
    return Paragraph(one.text + two.text, one.where, (*one.marks, *marks), two.number)


def _encoding(run: Element, seen: Seen) -> Encoding | None:
    assert seen.fonts is not None
    properties = run.find(_RUN_PROPERTIES)
    style = next(run.iterancestors(f"{W}p")).find(f"{W}pPr/{W}pStyle")
    font = seen.fonts.of(properties, "" if style is None else style.get(VAL, ""))
    encoding = encoding_of(font)
    if encoding:
        seen.decoded.add(font)
    return encoding


def _text(value: str) -> Callable[[Element, list[_Segment], Seen], None]:
    def add(_: Element, segments: list[_Segment], seen: Seen) -> None:
        if all(seen.fields):
            _add(segments, value, None)

    return add


def _break(child: Element, segments: list[_Segment], seen: Seen) -> None:
    if child.get(f"{W}type") not in ("page", "column") and all(seen.fields):
        _add(segments, "\n", None)


def _symbol(child: Element, segments: list[_Segment], seen: Seen) -> None:
    if all(seen.fields):
        _add(segments, shown(child.get(f"{W}font", ""), child.get(f"{W}char", "")), None)


def _field(child: Element, _: list[_Segment], seen: Seen) -> None:
    match child.get(f"{W}fldCharType"):
        case "begin" if child not in seen.endless:
            seen.fields.append(False)
        case "separate" if seen.fields:
            seen.fields[-1] = True
        case "end" if seen.fields:
            seen.fields.pop()


def _note(kind: MarkKind) -> Callable[[Element, list[_Segment], Seen], None]:
    def add(child: Element, segments: list[_Segment], _: Seen) -> None:
        segments.append(_Segment("", kind, child.get(f"{W}id")))

    return add


def _boxes(parent: Element) -> Iterator[Element]:
    """Yield the outermost text boxes below `parent`; walking one finds those within it."""
    for child in parent:
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _drawing(child: Element, _: list[_Segment], seen: Seen) -> None:
    seen.boxes += _boxes(child)


_RUN_CHILDREN = {
    f"{W}tab": _text("\t"),
    f"{W}ptab": _text("\t"),
    f"{W}cr": _text("\n"),
    f"{W}br": _break,
    f"{W}noBreakHyphen": _text("-"),
    f"{W}sym": _symbol,
    f"{W}fldChar": _field,
    f"{W}footnoteReference": _note("footnote"),
    f"{W}endnoteReference": _note("endnote"),
    f"{W}commentReference": _note("comment"),
    f"{W}drawing": _drawing,
    f"{W}pict": _drawing,
    f"{W}object": _drawing,
}
