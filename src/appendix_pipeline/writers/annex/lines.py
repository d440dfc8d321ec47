"""Texts cut into printed lines, with the references of notes in place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from textwrap import wrap

# A stretch of text, or the number of the note that is referred to there.
Piece = str | int
Line = tuple[Piece, ...]
Lines = tuple[Line, ...]

# The room for what the registry writes in by hand, in no-break spaces.
_BLANK = "\xa0" * 8
# A line that breaks between words that belong together is as bad as this many squared letters.
_BAD_BREAK = 100
# A longer title is left to Word and WeasyPrint to break.
_MOST_LINES = 8
_WORD = re.compile(r"[^\W\d_]+")
# What no line ends within: a date, a number with the word before it ("ngày 31/8/2025"), and what
# no-break spaces hold together.
_UNBROKEN = re.compile(
    r"(?:ngày[^\S\n]+(?:\d+\s+)?)?tháng \d+ năm \d\S*|[\S\xa0]+(?: \d[\S\xa0]*)*", re.IGNORECASE
)
# What XML 1.0 cannot hold (2.2, Char), lone surrogates, which no encoding can, and what turns
# the direction of text, so that it would be printed backwards.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


# What ends a line for a typesetter, although it stands inside one of ours.
_SEPARATORS = re.compile("[\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """Return `text` with U+FFFD for each character that no document can hold.

    Line ends other than ours become blanks; every character stays at its offset.
    """
    return _UNPRINTABLE.sub("\ufffd", _SEPARATORS.sub(" ", text))


def cut(text: str, breaks: Sequence[int], notes: Sequence[tuple[int, int]]) -> Lines:
    """Return `text` as lines that start at `breaks`, with the notes (offset, number) in place.

    White space at the ends of lines goes, and a line end within one becomes a blank.
    """
    text = printable(text)
    if not breaks and not notes:  # most texts
        line = text.strip().replace("\n", " ")
        return ((line,) if line else (),)
    end = max([len(text), *(offset for offset, _ in notes)])
    return tuple(tuple(_pieces(text, *edges, notes)) for edges in pairwise([0, *breaks, end]))


def _pieces(text: str, start: int, end: int, notes: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    first = start == 0
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    for offset, number in notes:
        if start < offset <= end or (first and offset <= start):
            if piece := text[start:offset]:
                yield " ".join(piece.split("\n"))
            yield number
            start = max(start, offset)
    if rest := text[start:end].rstrip():
        yield " ".join(rest.split("\n"))


def plain(lines: Lines) -> str:
    """Return the text of `lines` without references, lines joined by blanks."""
    return " ".join("".join(each for each in line if isinstance(each, str)) for line in lines)


def capitals(text: str) -> Iterator[tuple[str, bool]]:
    """Cut `text` into (stretch, whether it is set in capitals); nothing is left out.

    A word with both cases after its first letter is an abbreviation and stays as typed: the
    kinds "QyĐ", "CTr", "TTr" in symbols of documents, units such as "kV".
    """
    start = 0
    for word in _WORD.finditer(text):
        if any(letter.isupper() for letter in word[0][1:]) and not word[0].isupper():
            if start < word.start():
                yield text[start : word.start()], True
            yield word[0], False
            start = word.end()
    if start < len(text):
        yield text[start:], True


def title_breaks(
    title: str, starters: Iterable[str], own_lines: Iterable[str], limit: int
) -> list[int]:
    """Return where the lines of a title start, from the second on.

    A bracket that begins with one of `own_lines` has its lines to itself; `limit` is how many
    letters fit on a line.
    """
    cut_at = max((title.rfind(each) + 1 for each in own_lines), default=0)
    parts = [(0, title[:cut_at]), (cut_at, title[cut_at:])] if cut_at else [(0, title)]
    starts = [at + start for at, part in parts for start, _ in balance(part, starters, limit)]
    return starts[1:]


def balance(text: str, starters: Iterable[str], limit: int) -> list[tuple[int, int]]:
    """Return the (start, end) of lines of `text`: as few as it needs, of about equal length.

    A line had better end at a comma or start with one of `starters` ("của", "về"). `limit` is
    how many letters fit on a line.
    """
    words = [word.span() for word in _UNBROKEN.finditer(text)]
    count = len(wrap(text, max(limit, 1), break_long_words=False, break_on_hyphens=False))
    if not 0 < count <= _MOST_LINES:
        return [(0, len(text))]
    mean = len(text) / count

    @cache
    def best(first: int, lines: int) -> tuple[float, tuple[int, ...]]:
        """Return the least cost of setting the words from `first` in `lines`, and the starts."""
        start = words[first][0]
        if lines == 1:
            return _cost(words[-1][1] - start, mean, limit), (start,)
        choices = []
        for after in range(first + 1, len(words) - lines + 2):
            cost = _cost(words[after - 1][1] - start, mean, limit)
            cost += 0 if _is_good_break(text, words[after][0], starters) else _BAD_BREAK
            rest, starts = best(after, lines - 1)
            choices.append((cost + rest, (start, *starts)))
            if words[after][1] - start > limit:
                break
        return min(choices)

    starts = best(0, min(count, len(words)))[1]
    return list(pairwise([0, *starts[1:], len(text)]))


def balanced(text: str, starters: Iterable[str], limit: int) -> tuple[str, ...]:
    """Return the lines that `balance` finds, without the blanks they break at."""
    return tuple(text[start:end].strip(" \n") for start, end in balance(text, starters, limit))


def _is_good_break(text: str, place: int, starters: Iterable[str]) -> bool:
    first = text[place:].split(maxsplit=1)[0].casefold()
    return first in starters or text[:place].rstrip().endswith((",", ";", ":"))


def _cost(length: int, mean: float, limit: int) -> float:
    """Return how far a line is from the mean, in squared letters; too long a line is the worst."""
    return (length - mean) ** 2 + max(length - limit, 0) * 1000


def with_blanks(text: str, pairs: Iterable[Sequence[str]]) -> str:
    """Return `text` with a visible blank between the words of each pair that stand together."""
    for before, after in pairs:
        text = re.sub(rf"\b({before}) ?({after})", rf"\1{_BLANK}\2", text)
    return text
