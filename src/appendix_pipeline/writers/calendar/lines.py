"""Content lines of iCalendar: text escaped, lines folded at 75 octets, ended by CR and LF.

Source: RFC 5545, sections 3.1 (content lines) and 3.3.11 (text).
"""

from collections.abc import Iterable

_LONGEST = 75  # octets in a line, without its end
# Control characters may not stand in a content line (RFC 5545, 3.1), a tab may.
_CONTROLS = {**dict.fromkeys([*range(32), 127]), 9: "\t"}
_ESCAPES = _CONTROLS | str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def text(value: str) -> str:
    """Return `value` as the value of a property whose type is TEXT."""
    return value.translate(_ESCAPES)


def content(lines: Iterable[str]) -> bytes:
    """Return the lines as a stream in UTF-8; no letter is cut in two by a fold."""
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _folded(line: str) -> list[str]:
    pieces, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += octets
    return pieces
