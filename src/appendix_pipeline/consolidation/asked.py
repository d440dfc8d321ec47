"""What is asked for: of which store, in which language, for which province."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from appendix_pipeline.options import Lang

Row = tuple[Any, ...]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the rows come from: the store, the language, the province asked for (or "")."""

    store: sqlite3.Connection
    lang: Lang
    province: str = ""
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: "Callable[[Asked], Made]") -> Made:
        """Return what `make` makes of this, made for the first who asks."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made
