"""What is asked for: of which store, in which language, for which province."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from appendix_pipeline.options import Lang

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the rows come from: the store, the language, the province asked for (or "")."""

    store: sqlite3.Connection
    lang: Lang
    province: str = ""
