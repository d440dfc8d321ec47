"""The bodies named in an agency cell."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["central", "province", "commune", "party", "other", ""]


@dataclass(frozen=True, slots=True)
class Body:
    """One body, exactly as typed, and which body that is.

    `text` has no enumeration mark and no closing punctuation. `collective` is true for an open
    group ("các sở, ngành liên quan"). `scope` is a note limited to this body ("đối với …").
    `key` is its entry in `rules/agencies.toml`, empty where the list does not know it; `name` is
    that entry's canonical name, with the proper name of a body that has one, else `text`.
    `successor` is the key of the body that took over when this one had ended by the plan's date.
    `start` and `end` are offsets into the cell's text, half-open.
    """

    text: str
    start: int
    end: int
    key: str = ""
    name: str = ""
    level: Level = ""
    collective: bool = False
    scope: str = ""
    successor: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Agencies:
    """A cell split into bodies: `left_over` are words that name no body."""

    text: str
    bodies: tuple[Body, ...] = ()
    left_over: str = ""
