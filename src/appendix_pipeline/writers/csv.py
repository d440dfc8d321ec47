"""The tidy tables as CSV files with a Frictionless Data Package (version 2) that describes them.

CSV after RFC 4180, UTF-8 with a byte order mark so that Excel shows Vietnamese. A text that a
spreadsheet could take for a formula gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10), and so
does a text with an apostrophe there already: taking the first apostrophe away, where there is
one, always gives the text back. The package says so.
"""

import csv
import json
import re
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from io import StringIO
from typing import Any

from appendix_pipeline.model.codec import to_plain
from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.options import Lang, WriteOptions
from appendix_pipeline.rules import load
from appendix_pipeline.text import unaccented
from appendix_pipeline.tidy import TABLES, Column, Table, Value, records

PATH = "csv/{file}"
ORIGINAL = "dataset.json"
FORMULA = "=+-@\t\r\0＝＋－＠"
_TYPES = {str: "string", int: "integer", bool: "boolean", date: "date"}


def write(dataset: Dataset, options: WriteOptions) -> dict[str, bytes]:
    """Return a file for each of `tidy.TABLES`, and `datapackage.json`, which describes them.

    `dataset.json` is what an edited `tasks.csv` is compared with.
    """
    files = {f"{table.name}.csv": _table(table, dataset) for table in TABLES}
    files[ORIGINAL] = json.dumps(to_plain(dataset), separators=(",", ":")).encode()
    package = _package(dataset, files, options.lang)
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return {**files, "datapackage.json": text.encode(errors="backslashreplace")}


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if value[:1] in {*FORMULA, "'"} else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _table(table: Table, dataset: Dataset) -> bytes:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    for record in records(table, dataset):
        writer.writerow([_cell(value) for value in record.values()])
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _package(dataset: Dataset, files: dict[str, bytes], lang: Lang) -> dict[str, Any]:
    stem = unaccented(dataset.source.name.rpartition(".")[0])
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": re.sub("[^a-z0-9]+", "-", stem).strip("-") or "appendix",
        "title": dataset.plan.title,
        "sources": [{"title": dataset.source.name}],
        "textEscape": {
            "prefix": "'",
            "before": [*FORMULA, "'"],
            "undo": "Where a text begins with the prefix, take that one character away.",
        },
        "resources": [_resource(table, files[f"{table.name}.csv"], lang) for table in TABLES],
        # No table, so no resource of the standard's: what an edited tasks.csv is compared with.
        "original": {"path": ORIGINAL, **_identity(files[ORIGINAL])},
    }


def _identity(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}


def _resource(table: Table, content: bytes, lang: Lang) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": load("labels")["csv"]["tables"][table.name][lang],
        "description": table.description,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        **_identity(content),
        "schema": {
            "fields": [_field(column, table.key, lang) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": list(_links(table)),
            "missingValues": [""],
        },
    }


def _field(column: Column, key: tuple[str, ...], lang: Lang) -> dict[str, Any]:
    words = column.type if isinstance(column.type, tuple) else ()
    constraints: dict[str, Any] = {"required": True} if column.name in key else {}
    if words:
        constraints["enum"] = list(words)
    return {
        "name": column.name,
        "type": "string" if words else _TYPES[column.type],
        "title": load("labels")["csv"]["columns"][column.name][lang],
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _links(table: Table) -> Iterable[dict[str, Any]]:
    for column, (target, field) in table.links.items():
        # The standard's word for the table itself is the empty name.
        resource = "" if target == table.name else target
        yield {"fields": [column], "reference": {"resource": resource, "fields": [field]}}
