"""What is asked for: of which store, in which language, for which province."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from appendix_pipeline.options import Lang

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the rows come from: the store, the language, the province asked for (or "")."""

    store: sqlite3.Connection
    lang: Lang
    province: str = ""
    _known: dict[object, list[Row]] = field(default_factory=dict, init=False, compare=False)

    def once(self, question: Callable[["Asked"], list[Row]]) -> list[Row]:
        """Return the rows of a question that is dear, worked out when it is asked first."""
        if question not in self._known:
            self._known[question] = question(self)
        return self._known[question]
