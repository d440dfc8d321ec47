"""The communes of the official list that sent nothing."""

import sqlite3
from collections.abc import Iterator

from appendix_pipeline.consolidation.questions import PRESENT
from appendix_pipeline.model.place import Commune
from appendix_pipeline.normalise.places import communes, province_code


def missing(connection: sqlite3.Connection, province: str = "") -> Iterator[Commune]:
    """Yield the communes without a document, of `province` or else of every province that has one.

    A commune whose name does not tell its province counts as missing: its document says
    "ambiguous", and nothing is guessed.
    """
    present = set(connection.execute(PRESENT))
    codes = {province_code(province)} if province else {code for code, _ in present}
    yield from (
        each
        for each in communes()
        if each.province_code in codes and (each.province_code, each.code) not in present
    )
