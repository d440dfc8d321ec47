"""The rules of the house, measured on the source."""

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "appendix_pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 300, 40, 10
CATCH_ALLS = {"utils", "util", "helpers", "common", "misc", "core", "base", "tools"}


def functions(path: Path) -> list[tuple[str, int]]:
    """Return the functions of a module with their lengths in lines, docstrings left out."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            found.append((node.name, (node.end_lineno or 0) - first.lineno + 1))
    return found


def test_there_is_a_house() -> None:
    assert len(MODULES) > 50


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_is_one_topic(path: Path) -> None:
    assert path.stem not in CATCH_ALLS
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
    for name, length in functions(path):
        assert length <= LONGEST_FUNCTION, name


def test_functions_are_short() -> None:
    assert median(length for path in MODULES for _, length in functions(path)) <= MEDIAN_FUNCTION


def test_what_git_keeps_names_no_registry_and_no_machine() -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8")
    assert "://" not in pins
    assert all("==" in line for line in pins.splitlines() if line and not line.startswith("#"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in pins.splitlines()}
    extras = chain.from_iterable(project["project"]["optional-dependencies"].values())
    others = [each for each in extras if not each.startswith(f"{project['project']['name']}[")]
    for wanted in [*project["project"]["dependencies"], *others]:
        assert re.split(r"[>[]", wanted)[0].lower().replace("_", "-") in pinned, wanted
