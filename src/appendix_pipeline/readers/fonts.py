"""Text typed in the fonts of before Unicode, turned into Unicode by the font of its run.

TCVN3 fonts are called ".Vn…", VNI fonts "VNI-…". The encoding is always given from the font's
name: guessing it from the text corrupts good Unicode (measured on the names of 3,321 communes).
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from appendix_pipeline.readers.names import VAL, A, Element, W
from appendix_pipeline.readers.styles import ancestry, default_paragraph_style, styles_by_id

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def encoding_of(font: str) -> Encoding | None:
    """Return the encoding that a font's name says, or None for a Unicode font."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    return "vni" if name.startswith("vni-") else None


def decode(text: str, encoding: Encoding) -> str:
    """Return `text` in Unicode; fonts whose name ends in H show small letters as capitals.

    Text that has letters no encoding of before Unicode has is Unicode already, whatever its font.
    """
    if _UNICODE.search(text):
        return text
    import viparse  # noqa: PLC0415 (100 ms, for files of before 2003 only)

    words = text.strip()  # the library takes the blanks round them, which part them from the next
    fixed = str(viparse.fix(words, encoding=encoding.removesuffix("-capitals")))
    plain = text.replace(words, fixed, 1)
    return plain.upper() if encoding == "tcvn3-capitals" else plain


@dataclass(slots=True)
class Fonts:
    """The fonts of a document's runs, through styles (ISO/IEC 29500-1, 17.7.2)."""

    styles: dict[str, Element] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)  # "major" and "minor" -> font
    default: str = ""
    known: dict[str, str] = field(default_factory=dict)

    def of(self, run_properties: Element | None, paragraph_style: str) -> str:
        """Return the font of a run: its own, its style's, its paragraph's, the default."""
        own = self.named(run_properties)
        if own:
            return own
        style = None if run_properties is None else run_properties.find(f"{W}rStyle")
        by_style = "" if style is None else self._of_style(style.get(VAL, ""))
        return by_style or self._of_style(paragraph_style) or self.default

    def named(self, properties: Element | None) -> str:
        """Return the font that properties name for letters beyond ASCII, a theme's font first."""
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        if fonts is None:
            return ""
        theme = fonts.get(f"{W}hAnsiTheme") or fonts.get(f"{W}asciiTheme") or ""
        own = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or ""
        return self.theme.get(theme[:5]) or str(own)

    def _of_style(self, name: str) -> str:
        if name not in self.known:
            fonts = (self.named(each.find(f"{W}rPr")) for each in ancestry(name, self.styles))
            self.known[name] = next(filter(None, fonts), "")
        return self.known[name]


def read_fonts(styles: Element | None, theme: Element | None) -> Fonts:
    """Return the fonts that `styles.xml` gives, and the theme's."""
    fonts = Fonts()
    for kind in ("major", "minor"):
        latin = None if theme is None else theme.find(f".//{A}{kind}Font/{A}latin")
        fonts.theme[kind] = "" if latin is None else latin.get("typeface", "")
    if styles is None:
        return fonts
    fonts.styles |= styles_by_id(styles)
    if default := default_paragraph_style(fonts.styles):
        fonts.styles.setdefault("", fonts.styles[default])
    fonts.default = fonts.named(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    return fonts
