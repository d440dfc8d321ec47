"""The text of a paragraph as a reader of Word sees it: accepted revisions, no hidden text.

Clauses of ISO/IEC 29500-1: 17.13.5 (revisions), 17.16.18 (fields), 17.3.2.41 (vanish), 17.5.2
(structured document tags), 17.18.24 (breaks); part 3 for markup compatibility.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from appendix_pipeline.model.document import Location, Mark, MarkKind, Paragraph
from appendix_pipeline.readers.fonts import Encoding, Fonts, decode, encoding_of
from appendix_pipeline.readers.names import MC, VAL, Element, M, W, is_on
from appendix_pipeline.text import clean

# What is not simply there: wrappers, whose content a reader sees in their place, and revisions.
_OPEN, _DELETED, _INSERTED, _ALTERNATIVES = "open", "deleted", "inserted", "alternatives"
_SPECIAL = {
    f"{W}{name}": _OPEN
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir",
                 "bdo")
} | {
    f"{W}ins": _INSERTED, f"{W}moveTo": _INSERTED, f"{W}del": _DELETED, f"{W}moveFrom": _DELETED,
    f"{MC}AlternateContent": _ALTERNATIVES,
}  # fmt: skip


_RUN, _RUN_PROPERTIES, _TEXT = f"{W}r", f"{W}rPr", f"{W}t"


@dataclass(slots=True)
class Seen:
    """What walking a part brings to light, and the open fields, across paragraphs.

    `raised` and `concealed` are the runs that are superscript or hidden, `plain` says that nothing
    special stands in the part: both are found beforehand by one search in C, since looking for
    what is rare in every run and cell costs more than reading them.
    """

    tracked: bool = False
    hidden: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # per open field: has its result begun?
    boxes: list[Element] = field(default_factory=list)
    fonts: Fonts | None = None  # only where the document has fonts of before Unicode
    decoded: set[str] = field(default_factory=set)  # the names of those fonts
    hidden_styles: frozenset[str] = frozenset()
    plain: bool = False
    raised: set[Element] = field(default_factory=set)
    concealed: set[Element] = field(default_factory=set)

    def scan(self, root: Element) -> None:
        """Find what is rare in a part before it is walked."""
        self.plain = next(root.iter(*_SPECIAL), None) is None
        self.raised |= {
            each.getparent().getparent()
            for each in root.iter(f"{W}vertAlign")
            if each.get(VAL) == "superscript"
        }
        for each in root.iter(f"{W}vanish", f"{W}rStyle"):
            properties = each.getparent()
            by_style = each.tag != f"{W}vanish" and each.get(VAL) in self.hidden_styles
            if is_on(properties, "vanish") or (by_style and properties.find(f"{W}vanish") is None):
                self.concealed.add(properties.getparent())


def visible(parent: Element, seen: Seen) -> Iterable[Element]:
    """Return the children of `parent` in the accepted view, wrappers opened."""
    return parent if seen.plain else _visible(parent, seen)


def _visible(parent: Element, seen: Seen) -> Iterator[Element]:
    for child in parent:
        special = _SPECIAL.get(child.tag)
        if special is None:
            yield child
        elif special is _ALTERNATIVES:
            yield from _visible(_chosen(child), seen)
        else:
            seen.tracked |= special is not _OPEN
            if special is not _DELETED:
                yield from _visible(child, seen)


def _chosen(alternatives: Element) -> Element:
    """Return the first choice that holds text, else the fallback: one of them, never both."""
    branches = [*alternatives.iterfind(f"{MC}Choice"), *alternatives.iterfind(f"{MC}Fallback")]
    holding = (each for each in branches if next(each.iter(f"{W}t"), None) is not None)
    return next(holding, branches[0] if branches else alternatives[:0])


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
        seen.hidden.append("".join(each.text or "" for each in run.iterfind(_TEXT)))
        return
    kind: MarkKind | None = "superscript" if run in seen.raised else None
    encoding = _encoding(run, seen) if seen.fonts else None
    for child in visible(run, seen):
        tag = child.tag
        if tag == _TEXT:
            if child.text and all(seen.fields):
                _add(segments, child.text, kind, encoding)
        elif encoding and tag == f"{W}softHyphen":
            _add(segments, "\xad", kind, encoding)  # the letter "ư" of TCVN3
        elif reader := _RUN_CHILDREN.get(tag):
            reader(child, segments, seen)


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the character styles that hide their text, and those based on them."""
    if styles is None:
        return frozenset()
    every = list(styles.iterfind(f"{W}style"))
    hidden = {
        each.get(f"{W}styleId", "") for each in every if is_on(each.find(f"{W}rPr"), "vanish")
    }
    for _ in range(len(every) if hidden else 0):
        below = {
            each.get(f"{W}styleId", "")
            for each in every
            if (base := each.find(f"{W}basedOn")) is not None and base.get(VAL) in hidden
        }
        if below <= hidden:
            break
        hidden |= below
    return frozenset(hidden)


def joined(one: Paragraph, two: Paragraph) -> Paragraph:
    """Return two paragraphs as the one they are when the mark between them is deleted."""
    shift = len(one.text)
    marks = (Mark(each.kind, each.start + shift, each.end + shift, each.note) for each in two.marks)
    return Paragraph(one.text + two.text, one.where, (*one.marks, *marks), one.number)


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
    # Symbol fonts keep their letters in a private area; most are bullets.
    code = int(child.get(f"{W}char", "2022"), 16)
    if all(seen.fields):
        _add(segments, chr(code if code < 0xE000 else 0x2022), None)  # noqa: PLR2004


def _field(child: Element, _: list[_Segment], seen: Seen) -> None:
    match child.get(f"{W}fldCharType"):
        case "begin":
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
