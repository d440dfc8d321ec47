"""The look a text has at last: defaults, table, paragraph and character styles, its own words.

Source: ISO/IEC 29500-1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from dataclasses import dataclass, field

from lxml.etree import _Element

from appendix_pipeline.layout.bags import TOGGLES, Bag, Scheme, letters, paragraph, scheme
from appendix_pipeline.layout.parts import Parts, W, value


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it takes over from those it is based on; `parts` are a table's regions."""

    name: str = ""
    letters: Bag = field(default_factory=dict)
    paragraph: Bag = field(default_factory=dict)
    parts: dict[str, "Style"] = field(default_factory=dict)


class Styles:
    """All styles of a document, ready to be asked for what a text looks like."""

    def __init__(self, parts: Parts) -> None:
        """Read the styles; those of one kind that name each other in a circle end there."""
        self.theme: Scheme = scheme(parts)
        self._elements = {
            each.get(f"{W}styleId", ""): each for each in parts.styles.iter(f"{W}style")
        }
        self._default = {
            each.get(f"{W}type", ""): name
            for name, each in self._elements.items()
            if each.get(f"{W}default", "0") in ("1", "true", "on")
        }
        self._numbering = _indents(parts.numbering)
        self._made: dict[str, Style] = {}
        defaults = f"{W}docDefaults/{W}"
        rpr = parts.styles.find(f"{defaults}rPrDefault/{W}rPr")
        ppr = parts.styles.find(f"{defaults}pPrDefault/{W}pPr")
        # Without defaults Word takes these (ISO/IEC 29500-1, 17.7.5.1).
        self._letters = {"ascii": "Times New Roman", "hAnsi": "Times New Roman", "size": 10.0}
        self._letters |= letters(rpr, self.theme)
        self._paragraph = paragraph(ppr)

    def style(self, kind: str, name: str | None) -> Style:
        """Return the style called `name`, or the default one of `kind`."""
        name = name if name in self._elements else self._default.get(kind, "")
        return self._build(name or "", ())

    def _build(self, name: str, on_the_way: tuple[str, ...]) -> Style:
        if name in self._made:
            return self._made[name]
        element = self._elements.get(name)
        if element is None or name in on_the_way:
            return Style()
        base = self._build(value(element, "basedOn") or "", (*on_the_way, name))
        made = self._over(base, element, value(element, "name") or name)
        for each in element.iterfind(f"{W}tblStylePr"):
            region = each.get(f"{W}type", "")
            under = base.parts.get(region, Style())
            made.parts[region] = self._over(under, each, region)
        self._made[name] = made
        return made

    def _over(self, base: Style, element: _Element, name: str) -> Style:
        """Return `base` with what `element` says over it."""
        ppr = element.find(f"{W}pPr")
        return Style(
            name,
            base.letters | letters(element.find(f"{W}rPr"), self.theme),
            base.paragraph | self._indent(ppr) | paragraph(ppr),
            dict(base.parts),
        )

    def _indent(self, ppr: _Element | None) -> Bag:
        """Return the indents of the list that a paragraph's properties name."""
        number = value(ppr, "numPr/numId")
        return self._numbering.get((number, value(ppr, "numPr/ilvl") or "0"), {}) if number else {}

    def paragraph(self, ppr: _Element | None, table: Style) -> Bag:
        """Return the look of a paragraph with these properties, in a table of this look."""
        style = self.style("paragraph", value(ppr, "pStyle"))
        own = self._indent(ppr) | paragraph(ppr)
        return self._paragraph | table.paragraph | style.paragraph | own

    def letters(self, rpr: _Element | None, ppr: _Element | None, table: Style) -> Bag:
        """Return the look of letters with these properties in such a paragraph."""
        own = letters(rpr, self.theme)
        named = value(rpr, "rStyle")
        chain = [table.letters, self.style("paragraph", value(ppr, "pStyle")).letters]
        chain += [self.style("character", named).letters] if named else []
        bag = dict(self._letters)
        for each in (*chain, own):
            bag |= each
        for name in TOGGLES:
            # Toggles of styles undo each other; one's own word is the last.
            odd = sum(bool(each.get(name)) for each in chain) % 2 == 1
            bag[name] = own.get(name, odd or bool(self._letters.get(name)))
        return bag


def _indents(numbering: _Element) -> dict[tuple[str, str], Bag]:
    """Return the paragraph properties of every level of every list, by (numId, ilvl)."""
    levels = {
        each.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl", "0"): paragraph(level.find(f"{W}pPr"))
            for level in each.iterfind(f"{W}lvl")
        }
        for each in numbering.iterfind(f"{W}abstractNum")
    }
    return {
        (each.get(f"{W}numId", ""), level): bag
        for each in numbering.iterfind(f"{W}num")
        for level, bag in levels.get(value(each, "abstractNumId"), {}).items()
    }
