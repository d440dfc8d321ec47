"""What no public validator checks of a Word table: that its cells fill its grid."""

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def faults(table: _Element) -> list[str]:
    """Return what is wrong with a `w:tbl`, one sentence a fault.

    Source: ISO/IEC 29500-1, 17.4.17 (gridSpan), 17.4.48 (tblGrid), 17.4.84 (vMerge).
    """
    grid = [int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")]
    found: list[str] = []
    above: dict[tuple[int, int], str] = {}
    for place, row in enumerate(table.findall(f"{W}tr"), 1):
        here: dict[tuple[int, int], str] = {}
        left = 0
        for cell in row.findall(f"{W}tc"):
            right = left + _number(cell, "gridSpan", "val", 1)
            found += _cell_faults(cell, f"row {place}, column {left + 1}", sum(grid[left:right]))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                here[left, right] = merge.get(f"{W}val", "continue")
                if here[left, right] == "continue" and (left, right) not in above:
                    found.append(f"row {place}: a cell goes on from none above")
            left = right
        if left != len(grid):
            found.append(f"row {place}: {left} columns instead of {len(grid)}")
        above = here
    return found


def _cell_faults(cell: _Element, where: str, width: int) -> list[str]:
    found = []
    if _number(cell, "tcW", "w", 0) != width:
        found.append(f"{where}: not as wide as its columns")
    if cell[-1].tag != f"{W}p":
        found.append(f"{where}: no paragraph at its end")
    return found


def _number(cell: _Element, name: str, attribute: str, default: int) -> int:
    element = cell.find(f"{W}tcPr/{W}{name}")
    return default if element is None else int(element.get(f"{W}{attribute}", default))
