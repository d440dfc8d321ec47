"""What `rules/agencies.toml` says of a body, and of the words that open a name."""

from dataclasses import dataclass
from typing import NamedTuple

from appendix_pipeline.model.agency import Level


@dataclass(frozen=True, slots=True)
class Record:
    """A body of the rules.

    `until` is the first day without it, `levels` says that there is one at each level of
    government, `named` that a name of its own may follow. `of` are the heads of the bodies that
    it may be a part of, `district` the unit whose body took over from the one of a district,
    `kin` what it shares with others of its group: one may stand for the heads of all.
    `commas` says that a spelling holds one.
    """

    key: str
    name: str
    level: Level
    head: str = ""
    until: str = ""
    successors: tuple[str, ...] = ()
    levels: bool = False
    named: bool = False
    of: frozenset[str] = frozenset()
    district: str = ""
    kin: str = ""
    commas: bool = False


class Head(NamedTuple):
    """Words that open a body's name, as `[heads.words]` describes them."""

    words: str
    level: Level
    owner: bool
    parent: bool
    low: bool
    inner: bool
    not_before: frozenset[str]
    of: frozenset[str]
