"""Where a section stands among the others: its level and the path of numbers above it."""

import re
from collections import Counter

_STYLES = (
    ("roman", re.compile(r"[IVXLCDM]+")),
    ("letter", re.compile(r"[A-ZĐ]")),
    ("decimal", re.compile(r"\d+(?:\.\d+)*")),
    ("small", re.compile(r"[a-zđ]")),
)
# "3-5 tuổi", "12.5 ha" and "V/v" begin with no numeral.
_LEADING = re.compile(
    r"\(?(?P<number>[IVXLCDM]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)"
    r"(?:\s*[.):](?!\d)|\s*[/–-](?=\s))\s*(?=\S)"
)
_DOTTED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)\s+(?=[^\W\d_])")


def split_number(title: str) -> tuple[str, str]:
    """Return the numeral that begins a title ("I. Về thể chế") and the rest of it."""
    found = _LEADING.match(title) or _DOTTED.match(title)
    if not found or (found.re is _DOTTED and not title[found.end()].isupper()):
        return "", title
    return found["number"], title[found.end() :]


def _displayed(name: str) -> str:
    """Return a section's number without what tells a repeated one apart."""
    return name.partition("#")[0]


def _successor(number: str) -> str:
    """Return the number after a decimal one: "3" before "4", "3.1" before "3.2"."""
    above, dot, last = number.rpartition(".")
    return f"{above}{dot}{int(last) + 1}" if last.isdigit() else ""


class Outline:
    """The open sections, outermost first: `enter` for each heading, `place` for each task."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []  # style and number, or title where there is none
        self._last = 0  # the last whole number of a task in the innermost section
        self._paths: Counter[str] = Counter()

    @property
    def path(self) -> str:
        """The numbers of the open sections, joined by "/"."""
        return "/".join(name for _, name in self._open)

    def enter(self, number: str, title: str) -> int:
        """Open a section and return its level, from 1.

        A number in the style of an open section closes that one and all below it; another
        style goes one deeper. "1.1" goes below "1" where that is open. A path that was there
        before gets "#2", "#3".
        """
        style = self._style(number)
        parent = number.rpartition(".")[0]
        if parent and (at := self._index("decimal", parent)) is not None:
            del self._open[at + 1 :]
        elif (at := self._index(style)) is not None:
            del self._open[at:]
        self._open.append((style, number or title))
        self._paths[self.path] += 1
        if (count := self._paths[self.path]) > 1:
            self._open[-1] = (style, f"{number or title}#{count}")
        self._last = 0
        return len(self._open)

    def place(self, number: str) -> None:
        """Close a parent task ("3" over 3.1, 3.2) where a task goes on with its siblings (4)."""
        whole = int(number) if number.isdigit() else 0
        if not whole or whole != self._last + 1:
            for at, (style, name) in enumerate(self._open):
                if style == "decimal" and _successor(_displayed(name)) == number:
                    del self._open[at:]
                    break
        self._last = whole

    def _index(self, style: str, number: str = "") -> int | None:
        """Return the place of the outermost open section of a style, or with that number too."""
        return next(
            (
                at
                for at, each in enumerate(self._open)
                if each[0] == style and number in ("", _displayed(each[1]))
            ),
            None,
        )

    def _style(self, number: str) -> str:
        if not number:
            return "untitled"
        if len(number) == 1 and self._follows_letter(number):
            return "letter"
        return next((name for name, form in _STYLES if form.fullmatch(number)), "other")

    def _follows_letter(self, number: str) -> bool:
        """Tell whether C, D, I … is a letter after the open one, not a Roman numeral.

        C, D, L, M after a letter are letters even after a gap: no plan has 50 sections.
        """
        open_letter = next((name for style, name in self._open if style == "letter"), "")
        next_one = bool(open_letter) and ord(number) == ord(open_letter) + 1
        return next_one or (bool(open_letter) and number in "CDLM")
