"""The names of WordprocessingML that the readers look for."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VAL = f"{W}val"

Element = Any  # an lxml element; lxml-stubs has no usable name for it


def child_value(parent: Element, name: str, default: str = "") -> str:
    """Return the value of the child called `name`; `default` where there is none."""
    found = parent.find(f"{W}{name}")
    return default if found is None else str(found.get(VAL, default))


def is_on(properties: Element | None, name: str) -> bool:
    """Tell whether a toggle property is set (ISO/IEC 29500-1, 17.17.4)."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and is_true(found.get(VAL))


def is_true(value: str | None) -> bool:
    """Tell whether the value of a toggle, where it has one, says that it is set."""
    return value not in ("0", "false", "off", "none")
