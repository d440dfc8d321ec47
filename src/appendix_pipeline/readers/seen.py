"""What is rare in a part, found before it is walked, and the accepted view of its elements.

Clauses of ISO/IEC 29500-1: 17.13.5 (revisions), 17.3.2.41 (vanish), 17.5.2 (structured document
tags), 17.16.18 (fields); part 3 for markup compatibility.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from appendix_pipeline.readers.fonts import Fonts
from appendix_pipeline.readers.names import MC, VAL, Element, W, is_on
from appendix_pipeline.readers.notes import REFERENCES, NoteReference, find_references

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
_RARE = (
    *_SPECIAL, *REFERENCES,
    *(f"{W}{name}" for name in ("vertAlign", "position", "vanish", "fldChar", "instrText")),
)  # fmt: skip
_RUN, _RUN_PROPERTIES, _TEXT = f"{W}r", f"{W}rPr", f"{W}t"


@dataclass(slots=True)
class Seen:
    """What walking a part brings to light, and the open fields, across paragraphs.

    `raised` and `concealed` are the runs that are superscript or hidden, `references` those that
    show the mark of a note, `plain` says that nothing special stands in the part: all are found
    beforehand by one search in C, since looking for what is rare in every run and cell costs more
    than reading them.
    """

    tracked: bool = False
    hidden: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # per open field: has its result begun?
    endless: set[Element] = field(default_factory=set)  # the begins of fields that never end
    boxes: list[Element] = field(default_factory=list)
    fonts: Fonts | None = None  # only where the document has fonts of before Unicode
    decoded: set[str] = field(default_factory=set)  # the names of those fonts
    hidden_styles: frozenset[str] = frozenset()
    plain: bool = False
    raised: set[Element] = field(default_factory=set)
    concealed: set[Element] = field(default_factory=set)
    references: dict[Element, NoteReference] = field(default_factory=dict)

    def hide(self, element: Element) -> None:
        """Keep the text below an element that Word does not show, to be reported."""
        self.hidden.append("".join(each.text or "" for each in element.iter(_TEXT)))

    def take_boxes(self) -> list[Element]:
        """Return the text boxes put aside, and put them aside no longer."""
        taken, self.boxes = self.boxes, []
        return taken

    def scan(self, root: Element) -> None:
        """Find what is rare in a part before it is walked."""
        rare = defaultdict(list)
        for each in root.iter(*_RARE):
            rare[each.tag].append(each)
        self.plain = rare.keys().isdisjoint(_SPECIAL)
        self.raised |= {
            each.getparent().getparent()
            for each in rare[f"{W}vertAlign"]
            if each.get(VAL) == "superscript"
        } | {
            each.getparent().getparent()
            for each in rare[f"{W}position"]
            if each.get(VAL, "").isdecimal() and each.get(VAL) != "0"
        }
        self.concealed |= {
            each.getparent().getparent()
            for each in rare[f"{W}vanish"]
            if is_on(each.getparent(), "vanish")
        }
        if self.hidden_styles:
            self.concealed |= set(_hidden_by_style(root, self.hidden_styles))
        self.references |= find_references(rare, root)
        self.endless |= set(_endless(rare[f"{W}fldChar"]))


def _hidden_by_style(root: Element, styles: frozenset[str]) -> Iterator[Element]:
    """Yield the runs that a style hides, their own or their paragraph's."""
    for each in root.iter(f"{W}rStyle", f"{W}pStyle"):
        if each.get(VAL) not in styles:
            continue
        owner = each.getparent().getparent()
        for run in (owner,) if owner.tag == _RUN else owner.iter(_RUN):
            if run.find(f"{_RUN_PROPERTIES}/{W}vanish") is None:
                yield run


def _endless(fields: list[Element]) -> list[Element]:
    """Return the begins of fields without an end, which would hide all that follows."""
    begun: list[Element] = []
    for each in fields:
        if next(each.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None:
            continue
        kind = each.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(each)
        elif kind == "end" and begun:
            begun.pop()
    return begun


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


def hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the styles that hide their text, and those based on them that do not show theirs."""
    if styles is None:
        return frozenset()
    based_on = defaultdict(list)
    hidden = []
    for each in styles.iterfind(f"{W}style"):
        name, base = each.get(f"{W}styleId", ""), each.find(f"{W}basedOn")
        if base is not None and each.find(f"{_RUN_PROPERTIES}/{W}vanish") is None:
            based_on[base.get(VAL)].append(name)
        if is_on(each.find(f"{W}rPr"), "vanish"):
            hidden.append(name)
    found = set()
    while hidden:
        if (name := hidden.pop()) not in found:
            found.add(name)
            hidden += based_on[name]
    return frozenset(found)


def ends_deleted(p: Element, seen: Seen) -> bool:
    """Tell whether a paragraph's mark is deleted or moved away: it goes on in the next one."""
    mark = p.find(f"{W}pPr/{_RUN_PROPERTIES}")
    deleted = mark is not None and (
        mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
    )
    seen.tracked |= deleted
    return deleted
