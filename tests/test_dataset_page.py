"""docs/dataset.md has a line for every field and column, in the words of their declaration."""

from datetime import date
from pathlib import Path
from typing import Any

from appendix_pipeline.schema import json_schema
from appendix_pipeline.tidy import TABLES

PAGE = (Path(__file__).parents[1] / "docs" / "dataset.md").read_text("utf-8")
TYPES = {str: "string", int: "integer", bool: "boolean", date: "date"}


def kind(rule: dict[str, Any]) -> str:
    """Return a schema's type in words."""
    if "anyOf" in rule:
        return " or ".join(map(kind, rule["anyOf"]))
    if "$ref" in rule:
        return str(rule["$ref"].rpartition("/")[2])
    if "prefixItems" in rule:
        return "two integers"
    if "enum" in rule:
        return "one of " + ", ".join(f"`{word}`" if word else "blank" for word in rule["enum"])
    if rule["type"] == "array":
        return f"list of {kind(rule['items'])}"
    return "text" if rule["type"] == "string" else str(rule["type"])


def part(title: str) -> str:
    """Return the page below the heading `title`, up to the next heading of any level."""
    return PAGE.partition(f"\n### {title}\n")[2].partition("\n#")[0]


def test_every_field_of_the_schema_has_its_line() -> None:
    missing = [
        f"{name}: {line}"
        for name, drawn in json_schema()["$defs"].items()
        for field, rule in drawn["properties"].items()
        if (line := f"| `{field}` | {kind(rule)} | {rule['description']} |") not in part(name)
    ]
    assert missing == []


def test_every_column_of_the_tables_has_its_line() -> None:
    missing = []
    for table in TABLES:
        for column in table.columns:
            words = isinstance(column.type, tuple) and ", ".join(
                f"`{each}`" for each in column.type
            )
            type_ = f"one of {words}" if words else TYPES[column.type]
            line = f"| `{column.name}` | {type_} | {column.description} |"
            if line not in part(table.name):
                missing.append(f"{table.name}: {line}")
    assert missing == []


def test_no_line_is_left_for_a_field_that_is_gone() -> None:
    fields = sum(len(drawn["properties"]) for drawn in json_schema()["$defs"].values())
    columns = sum(len(table.columns) for table in TABLES)
    lines = [line for line in PAGE.splitlines() if line.startswith("| `")]
    # Three lines of the first table begin like that too.
    assert len(lines) == fields + columns + 3
