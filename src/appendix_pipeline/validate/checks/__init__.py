"""What a careful reader would object to in a dataset: every public function in here is a check.

A check yields diagnostics; `rules/findings.toml` has their words and severities. To add one: a
function in the module of its topic, and its record there.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import isgeneratorfunction
from pkgutil import iter_modules

from appendix_pipeline.model.dataset import Dataset
from appendix_pipeline.model.finding import Diagnostic

Check = Callable[[Dataset], Iterator[Diagnostic]]


def check(dataset: Dataset) -> tuple[Diagnostic, ...]:
    """Return all objections to `dataset`."""
    return tuple(each for function in checks() for each in function(dataset))


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks: the public generators of this folder's modules, as they stand there."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    return tuple(
        function
        for module in modules
        for name, function in vars(module).items()
        if isgeneratorfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
    )
