"""WeasyPrint imported at half its cost."""

import ctypes.util
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

# fontTools' subsetter and its cutter of variable fonts: WeasyPrint imports both for cases that
# do not arise here (no HarfBuzz subsetter, variable fonts). Together they cost 70 ms.
_DEFERRED = ("fontTools.subset", "fontTools.varLib.instancer")


@cache
def is_there() -> bool:
    """Return whether this machine has all that WeasyPrint needs; it is loaded then."""
    try:
        load()
    except OSError:
        return False
    return True


def load() -> Any:
    """Return the module `weasyprint`.

    Raises:
        OSError: Pango or another library of the system is missing.
    """
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    # Where a library is missing, WeasyPrint prints advice to the standard output, which may be
    # JSON; the error says what to install.
    with redirect_stdout(io.StringIO()), _libraries_by_name(), _deferred(_DEFERRED):
        return import_module("weasyprint")


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Let ctypes search for no library while on Linux.

    WeasyPrint tries the names each system may use, and for each that fails ctypes starts gcc,
    ld and ldconfig: some twenty processes, 130 ms. The names that hold on Linux
    ("libpango-1.0.so.0") are found by the dynamic loader itself.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 (the signature is given)
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _deferred(names: tuple[str, ...]) -> Iterator[None]:
    """Put a stand-in for each module that is not loaded yet; its functions load it when called."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _stand_in(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    def attribute(key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)

        def call(*args: Any, **named: Any) -> Any:
            return getattr(import_module(name), key)(*args, **named)

        return call

    module = ModuleType(name)
    module.__getattr__ = attribute  # type: ignore[method-assign]
    return module
