"""The register of communes, `rules/units-2025.csv`, as text and as bare names."""

import csv
import re
from functools import cache
from importlib.resources import files

from appendix_pipeline.text import key

_KIND = re.compile("^(?:Xã|Phường|Đặc khu) ")


@cache
def register() -> str:
    """Return the register as CSV, with the column names in its first row."""
    return files("appendix_pipeline.rules").joinpath("units-2025.csv").read_text("utf-8")


@cache
def commune_names() -> frozenset[str]:
    """Return the names of all communes without their kind, folded ("hải hưng")."""
    names = (row[1] for row in csv.reader(register().splitlines()[1:]))
    return frozenset(key(_KIND.sub("", name)) for name in names)
