"""The communes of the official list that the store has nothing of, and what is known of each.

A file that failed tells no commune. But one whose name, or a folder in its name, is that of a
commune most likely came from there, and so does a document whose commune several provinces have:
the clerk is told the file, and nothing is counted as done.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from appendix_pipeline.consolidation.asked import Asked
from appendix_pipeline.consolidation.questions import PRESENT, UNPLACED
from appendix_pipeline.errors import InputError
from appendix_pipeline.model.place import Commune
from appendix_pipeline.normalise.places import communes, province_code
from appendix_pipeline.store.words import exact
from appendix_pipeline.text import unaccented

# Nothing came; a file is about this commune alone; it may be about others of that name too.
State = Literal["silent", "unusable", "perhaps"]
_KIND = re.compile(r"^(xã|phường|đặc khu)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 6  # words of a commune's name
_NO_PROVINCE = {
    "vi": "Không có tỉnh, thành phố nào tên hoặc mã như vậy (34 đơn vị từ 01/7/2025).",
    "en": "There is no province of this name or code (34 since 1 July 2025).",
}
_NAME_ONE = {
    "vi": "Hãy ghi tên hoặc mã hai chữ số, như “Hải Phòng” hoặc “31”.",
    "en": "Give a name or code of two digits, such as “Hải Phòng” or “31”.",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A commune without a document, and the files that bear its name."""

    commune: Commune
    state: State = "silent"
    files: tuple[str, ...] = ()


def sent(asked: Asked) -> int:
    """Return how many communes have a document: of the province asked for, or of all."""
    wanted = province_code(asked.province) if asked.province else None
    return sum(wanted in (None, code) for code, _ in asked.store.execute(PRESENT))


def province_name(province: str) -> str:
    """Return what the register calls a province, given by its name or code.

    Raises:
        InputError: it has none of that name or code.
    """
    code = province_code(province)
    if not code:
        raise InputError(province, _NO_PROVINCE, _NAME_ONE)
    return next(each.province for each in communes() if each.province_code == code)


def missing(asked: Asked) -> list[Missing]:
    """Return the communes without a document: of the province asked for, or of all that have one.

    A commune whose name does not tell its province counts as missing: its document says
    "ambiguous", and nothing is guessed.
    """
    return list(_missing(asked.store, asked.province))


def _missing(connection: sqlite3.Connection, province: str) -> Iterator[Missing]:
    present = set(connection.execute(PRESENT))
    codes = {province_code(province)} if province else {code for code, _ in present}
    absent = [
        each
        for each in communes()
        if each.province_code in codes and (each.province_code, each.code) not in present
    ]
    sure: dict[Commune, list[str]] = defaultdict(list)
    unsure: dict[Commune, list[str]] = defaultdict(list)
    names = _Names(absent)
    for file, words in connection.execute(UNPLACED):
        found = names.within(words)
        for each in found:
            (sure if len(found) == 1 else unsure)[each].append(file)
    for each in absent:
        files = tuple(sure[each] + unsure[each])
        state: State = "unusable" if sure[each] else "perhaps" if files else "silent"
        yield Missing(each, state, files)


class _Names:
    """Communes by the words of their names, as typed and without marks."""

    def __init__(self, found: Iterable[Commune]) -> None:
        self._exact: dict[str, list[Commune]] = defaultdict(list)
        self._plain: dict[str, list[Commune]] = defaultdict(list)
        for each in found:
            bare = _KIND.sub("", each.name)
            # A name of one word says little without its kind: "Xã Lang".
            name = bare if len(_words(bare)) > 1 else each.name
            self._exact[" ".join(_words(name))].append(each)
            self._plain[" ".join(_words(unaccented(name)))].append(each)

    def within(self, text: str) -> list[Commune]:
        """Return the communes of the longest name in `text`; marks are left out by all or none."""
        bare = unaccented(text)
        if bare == text.casefold():
            return _longest(_words(bare), self._plain)
        return _longest(_words(text), self._exact)


def _words(text: str) -> list[str]:
    return _WORD.findall(exact(text))


def _longest(words: list[str], named: Mapping[str, list[Commune]]) -> list[Commune]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if found := named.get(" ".join(words[start : start + length])):
                return found
    return []
