"""Where a section stands among the others: its level and the path of numbers above it."""

import re
from collections import Counter

_STYLES = (
    ("roman", re.compile(r"[IVXLCDM]+")),
    ("letter", re.compile(r"[A-ZĐ]")),
    ("decimal", re.compile(r"\d+(?:\.\d+)*")),
    ("small", re.compile(r"[a-zđ]")),
)
_LEADING = re.compile(r"(?P<number>[IVXLCDM]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/-]\s*(?=\S)")


def split_number(title: str) -> tuple[str, str]:
    """Return the numeral that begins a title ("I. Về thể chế") and the rest of it."""
    found = _LEADING.match(title)
    return (found["number"], title[found.end() :]) if found else ("", title)


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
        if style == "decimal":
            parent = number.rpartition(".")[0]
            while self._open and self._open[-1][0] == "decimal":
                if parent and self._open[-1][1] == parent:
                    break
                self._open.pop()
        else:
            styles = [each for each, _ in self._open]
            if style in styles:
                del self._open[styles.index(style) :]
        self._open.append((style, number or title))
        self._paths[self.path] += 1
        if (count := self._paths[self.path]) > 1:
            self._open[-1] = (style, f"{number or title}#{count}")
        self._last = 0
        return len(self._open)

    def place(self, number: str) -> None:
        """Close a parent task ("3" over 3.1, 3.2) where a task goes on with its siblings (4)."""
        whole = int(number) if number.isdigit() else 0
        style, name = self._open[-1] if self._open else ("", "")
        follows_parent = style == "decimal" and name.isdigit() and whole == int(name) + 1
        if follows_parent and whole != self._last + 1:
            self._open.pop()
        self._last = whole

    def _style(self, number: str) -> str:
        if not number:
            return "untitled"
        if len(number) == 1 and self._follows_letter(number):
            return "letter"
        return next((name for name, form in _STYLES if form.fullmatch(number)), "other")

    def _follows_letter(self, number: str) -> bool:
        """Tell whether C, D, I … is the letter after the open one, not a Roman numeral."""
        open_letter = next((name for style, name in self._open if style == "letter"), "")
        return bool(open_letter) and ord(number) == ord(open_letter) + 1
