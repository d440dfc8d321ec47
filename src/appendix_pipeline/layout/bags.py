"""Properties of letters and paragraphs as they stand in one element, theme references resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element

from appendix_pipeline.layout.parts import Parts, W, number, value

# What an element says, by name; what it does not say is absent.
Bag = dict[str, Any]

TOGGLES = ("b", "i", "caps", "vanish")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))
_TRUE = frozenset(("1", "true", "on"))
# The space that Word leaves by itself round a paragraph, in twips (ISO/IEC 29500-1, 17.3.1.33).
_AUTOMATIC = 280
# Letters this dark are black to the eye and in print.
_DARK = 0x20
_BLACK = "000000"
# Themes call the colours of text by two names (ISO/IEC 29500-1, 17.18.97).
_SAME = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2",
         "dark1": "dk1", "dark2": "dk2", "light1": "lt1", "light2": "lt2",
         "hyperlink": "hlink", "followedHyperlink": "folHlink"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scheme:
    """Fonts and colours of the document's theme, by the names that styles use for them."""

    fonts: Mapping[str, str]
    colours: Mapping[str, str]


def scheme(parts: Parts) -> Scheme:
    """Return the theme's fonts ("minor", "major") and colours ("dk1" → "000000")."""
    fonts = {
        kind: latin.get("typeface", "")
        for kind in ("minor", "major")
        if (latin := parts.theme.find(f".//{_A}{kind}Font/{_A}latin")) is not None
    }
    colours = {
        each.tag.removeprefix(_A): str(each[0].get("lastClr") or each[0].get("val", ""))
        for each in parts.theme.iterfind(f".//{_A}clrScheme/*")
        if len(each)
    }
    return Scheme(fonts, colours)


def letters(rpr: _Element | None, theme: Scheme) -> Bag:
    """Return what a `w:rPr` says: size in points, toggles, fonts, colour in hex."""
    bag: Bag = {}
    if rpr is None:
        return bag
    for name in TOGGLES:
        found = rpr.find(f"{W}{name}")
        if found is not None:
            bag[name] = is_on(found)
    if size := value(rpr, "sz"):
        bag["size"] = number(size, 10) / 2
    if raised := value(rpr, "vertAlign"):
        bag["raised"] = raised != "baseline"
    fonts = rpr.find(f"{W}rFonts")
    if fonts is not None:
        bag |= _fonts(fonts, theme)
    colour = rpr.find(f"{W}color")
    if colour is not None:
        bag["colour"] = _colour(colour, theme)
    return bag


def is_on(element: _Element) -> bool:
    """Tell whether an on-off property is on: it is, where it says nothing else."""
    return element.get(f"{W}val", "1") not in _OFF


def _fonts(fonts: _Element, theme: Scheme) -> Bag:
    """Return the fonts of ASCII and of all other Latin letters; a theme's font goes first."""
    found: Bag = {}
    for name in ("ascii", "hAnsi"):
        referred = fonts.get(f"{W}{name}Theme", "")
        named = theme.fonts.get(referred[:5]) or fonts.get(f"{W}{name}")
        if named:
            found[name] = named
    return found


def _colour(colour: _Element, theme: Scheme) -> str:
    named = colour.get(f"{W}themeColor", "")
    hexed = theme.colours.get(_SAME.get(named, named), "") or colour.get(f"{W}val", "auto")
    if named and (colour.get(f"{W}themeTint") or colour.get(f"{W}themeShade")):
        # Word writes the tinted colour beside the reference.
        hexed = colour.get(f"{W}val", hexed)
    if hexed.lower() in ("auto", "windowtext"):
        return _BLACK
    try:
        channels = bytes.fromhex(hexed)
    except ValueError:
        return hexed
    return _BLACK if max(channels, default=0) <= _DARK else hexed.upper()


def paragraph(ppr: _Element | None) -> Bag:
    """Return what a `w:pPr` says: alignment, indents and spaces in twips, line spacing."""
    if ppr is None:
        return {}
    bag = _distances(ppr)
    if align := value(ppr, "jc"):
        bag["align"] = {"start": "left", "end": "right", "distribute": "both"}.get(align, align)
    if rule := value(ppr, "spacing", "lineRule"):
        bag["lineRule"] = rule
    for name in ("contextualSpacing", "numPr", "framePr"):
        found = ppr.find(f"{W}{name}")
        if found is not None:
            bag[name] = is_on(found)
    return bag


def _distances(ppr: _Element) -> Bag:
    """Return indents, spaces and the distance of lines, those that are given."""
    given = {
        name: value(ppr, path, name)
        for path, names in (
            ("ind", ("left", "start", "firstLine", "hanging")),
            ("spacing", ("before", "after", "line")),
        )
        for name in names
    }
    bag: Bag = {name: number(text) for name, text in given.items() if text is not None}
    if "start" in bag:
        bag["left"] = bag.pop("start")
    if "firstLine" in bag or "hanging" in bag:
        # One of them takes the other's place.
        bag = {"firstLine": 0, "hanging": 0} | bag
    for name in ("before", "after"):
        if value(ppr, "spacing", f"{name}Autospacing") in _TRUE:
            bag[name] = _AUTOMATIC
    return bag
